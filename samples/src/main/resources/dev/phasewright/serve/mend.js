"use strict";

/*
 * Paint and mend: a rectangle on a sound's spectrogram is filled in by a model, a sound goes on, runs into itself, becomes
 * another or is taken apart. What is to be made anew is shown on the picture, and is dragged there or set by the fields beside it.
 */
(function () {
  const { LiveDeck, Spectrogram, soundfile } = Phasewright;
  /** Seconds that a sound may be made to go on for at once. */
  const FURTHER = 4;
  /** What edits make anew in a place that can be dragged. */
  const PLACED = ["inpaint", "extend", "loop"];
  /** Pixels that a drag is long at least; what is shorter was a click. */
  const DRAG = 4;

  const bench = document.getElementById("bench");
  const file = document.getElementById("file");
  const trouble = document.getElementById("trouble");
  const panel = document.getElementById("mending");
  const controls = document.getElementById("controls");
  const model = document.getElementById("model");
  const drawn = document.getElementById("drawn");
  const mend = document.getElementById("mend");
  const cancel = document.getElementById("cancel");
  const progress = document.getElementById("progress");
  const state = document.getElementById("state");
  const fields = controls.elements;
  const downloads = ["download", "download-other"].map(function (id) { return document.getElementById(id); });
  const versions = Array.from(panel.querySelectorAll(".version"));
  const pictures = versions.map(function (item) { return new Spectrogram(item.querySelector(".pictures")); });
  const seconds = Number(bench.dataset.seconds);
  const deck = new Phasewright.Deck(["before", "after", "other"]);
  Phasewright.panel(panel, deck);
  const painters = pictures.map(function () { return Phasewright.workshop(); });

  /** {buffer, id}: what is painted on, and what the server calls it once it has it. */
  let before = null;
  /** What came of it, one sound or several: {buffer, id, name}. */
  let made = [];
  /** The job that is under way: {id, cancelled}. */
  let job = null;
  let known = [];
  /** Where the drag began. */
  let corner = null;

  // The sound

  function mute() {
    if (Phasewright.playing) {
      Phasewright.playing.pause();
    }
    deck.offset = 0;
  }

  /** A buffer with silence behind it, so that both have the same length and go round together. */
  function padded(buffer, length) {
    if (buffer.length >= length) {
      return buffer;
    }
    return soundfile.of(LiveDeck.channels(buffer).map(function (samples) {
      const longer = new Float32Array(length);
      longer.set(samples);
      return longer;
    }), buffer.sampleRate);
  }

  function load(both) {
    const length = Math.max.apply(null, both.map(function (buffer) { return Math.round(buffer.duration * buffer.sampleRate); }));
    const longest = Math.max.apply(null, both.map(function (buffer) { return buffer.duration; }));
    // A version that is not there sounds as the one before.
    deck.buffers = versions.map(function (_, i) {
      const buffer = both[Math.min(i, both.length - 1)];
      return padded(buffer, Math.min(length, Math.round(longest * buffer.sampleRate)));
    });
    deck.duration = longest;
    panel.querySelector("[data-seek]").max = Math.round(1000 * longest);
    deck.dispatchEvent(new Event("change"));
  }

  function about(buffer) {
    return buffer.duration.toFixed(2) + " s, " + buffer.sampleRate + " Hz, "
      + (buffer.numberOfChannels === 1 ? "mono" : buffer.numberOfChannels + " channels");
  }

  async function paint(index, buffer) {
    pictures[index].grow(true);
    const answer = await painters[index]({ sound: { channels: LiveDeck.channels(buffer), rate: buffer.sampleRate } });
    if (!answer) {
      return;
    }
    const top = index === 0 || !pictures[0].levels ? answer.picture.top : pictures[0].top;
    pictures[index].show(answer.picture, top);
    pictures[index].grow(false);
    if (index === 0) {
      const sign = function (level) { return (level < 0 ? "−" : "") + Math.abs(level); };
      panel.querySelectorAll("[data-key]").forEach(function (key, i) {
        key.textContent = i === 0 ? sign(top - 80) : sign(top) + " dB re full scale";
      });
    }
    outline();
    panel.dataset.drawn = String(Number(panel.dataset.drawn || 0) + 1);
  }

  async function take(buffer, id, words) {
    if (job) {
      cancel.click(); // What is on its way belongs to the sound before.
    }
    mute();
    before = { buffer: soundfile.cut(buffer, seconds), id: id };
    made = [];
    document.getElementById("empty").hidden = true;
    controls.hidden = panel.hidden = false;
    versions[0].querySelector("label span").textContent = (words ? words + ", " : "") + about(before.buffer);
    versions[1].hidden = versions[2].hidden = document.getElementById("result").hidden = true;
    versions[0].querySelector("input").checked = true;
    state.textContent = "";
    deck.select(0);
    load([before.buffer]);
    fit();
    await paint(0, before.buffer);
  }

  /** From where on a part of a sound is the loudest, in seconds: its middle, unless another is louder. */
  function loudest(buffer, part) {
    const length = Math.max(1, Math.round(part * buffer.sampleRate));
    const room = Math.max(0, buffer.length - length);
    const sums = new Float64Array(buffer.length + 1); // Of squares, up to each sample.
    LiveDeck.channels(buffer).forEach(function (samples) {
      let sum = 0;
      samples.forEach(function (x, i) {
        sum += x * x;
        sums[i + 1] += sum;
      });
    });
    const energy = function (from) { return sums[from + length] - sums[from]; };
    let best = Math.round(room / 2);
    for (let i = 0; i <= 100; i++) {
      const from = Math.round(i / 100 * room);
      if (energy(from) > energy(best)) {
        best = from;
      }
    }
    return best / buffer.sampleRate;
  }

  /** Fields within what the sound allows; to begin with a hole over what is loudest, for silence need not be mended. */
  function fit() {
    const whole = before.buffer.duration;
    const half = before.buffer.sampleRate / 2;
    fields.from.max = fields.to.max = whole.toFixed(3);
    fields.low.max = fields.high.max = Math.floor(half);
    const from = loudest(before.buffer, 0.2 * whole);
    fields.from.value = from.toFixed(2);
    fields.to.value = Math.min(whole, from + 0.2 * whole).toFixed(2);
    fields.low.value = 0;
    fields.high.value = Math.floor(half);
    fields.seconds.max = Math.max(0.1, Math.min(FURTHER, seconds - whole)).toFixed(2);
    fields.seam.max = Math.max(0.02, Math.min(1, Math.floor(49 * whole) / 100)).toFixed(2);
    label();
  }

  const { load: begin, open } = Sounds.loader(Number(bench.dataset.megabytes), trouble, function (got) {
    take(got.buffer, got.id, got.about);
    if (got.classes) {
      fields.edit.value = "separate";
      [fields.one.value, fields.other.value] = got.classes;
      label();
    }
  });

  bench.querySelectorAll("[data-example]").forEach(function (button) {
    button.addEventListener("click", function () {
      begin("Fetching…", function (signal) {
        return Sounds.served("/api/examples/" + button.dataset.example, { method: "POST" }, signal);
      });
    });
  });
  file.addEventListener("change", function () {
    if (file.files.length === 1) {
      open(file.files[0]);
    }
  });
  Sounds.drops(document.getElementById("source"), open);

  /** A sound of a class, or of whatever a model without classes draws. */
  async function draw(name, signal) {
    const asked = { model: model.value, seed: Math.floor(1e9 * Math.random()) };
    if (name) {
      asked["class"] = name;
    }
    const answer = await Sounds.ask("/api/sounds.wav?" + new URLSearchParams(asked), { signal: signal });
    const id = (answer.headers.get("Content-Location") || "").split("/")[3] || null;
    return { buffer: await soundfile.decode(await answer.arrayBuffer()), id: id, about: (name ? name + ", " : "") + "seed " + asked.seed };
  }

  /** The sum of sounds of one rate, without clipping. */
  function sum(buffers) {
    const total = new Float32Array(Math.max.apply(null, buffers.map(function (buffer) { return buffer.length; })));
    buffers.forEach(function (buffer) { buffer.getChannelData(0).forEach(function (x, i) { total[i] += x; }); });
    const peak = total.reduce(function (most, x) { return Math.max(most, Math.abs(x)); }, 0);
    return soundfile.of([peak > 1 ? total.map(function (x) { return x / peak; }) : total], buffers[0].sampleRate);
  }

  document.getElementById("draw").addEventListener("click", function () {
    begin("Being drawn…", function (signal) { return draw(drawn.value, signal); });
  });
  document.getElementById("mix").addEventListener("click", function () {
    const others = chosen().classes.filter(function (name) { return name !== drawn.value; });
    const names = [drawn.value, others[Math.floor(others.length * Math.random())]];
    begin("Being drawn…", async function (signal) {
      const both = [await draw(names[0], signal), await draw(names[1], signal)];
      return { buffer: sum(both.map(function (each) { return each.buffer; })), id: null, classes: names,
        about: both.map(function (each) { return each.about; }).join(" and ") };
    });
  });

  // The model

  function options(select, first, names) {
    select.replaceChildren.apply(select, (first === null ? [] : [new Option(first, "")]).concat(
      Phasewright.grouped(names.map(function (name) {
        return { option: new Option(name, name), family: chosen().families[name] };
      }))));
  }

  function chosen() {
    return known.find(function (each) { return each.name === model.value; }) || { classes: [], families: {}, pitches: [0, -1] };
  }

  function meet() {
    const classes = chosen().classes;
    const [lowest, highest] = chosen().pitches;
    options(drawn, classes.length ? null : "anything", classes);
    drawn.closest("label").hidden = classes.length === 0;
    options(fields["class"], "whatever fits", classes);
    options(fields.one, null, classes);
    options(fields.other, null, classes);
    fields.other.value = classes[1];
    [fields.oneNote, fields.otherNote].forEach(function (select) {
      options(select, "any", Array.from({ length: Math.max(0, highest - lowest + 1) || 0 }, function (_, i) { return note(lowest + i); }));
      select.closest("label").hidden = !(highest >= lowest);
    });
    const few = classes.length < 2;
    document.getElementById("apart").hidden = document.getElementById("mix").hidden = few;
    if (few && kind() === "separate") {
      fields.edit.value = "inpaint";
    }
    label();
  }

  function note(midi) {
    return ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"][midi % 12] + (Math.floor(midi / 12) - 1);
  }

  model.addEventListener("change", meet);

  // What is to be made anew

  function kind() {
    return fields.edit.value;
  }

  function number(name) {
    return Number(fields[name].value);
  }

  function label() {
    controls.querySelectorAll("input[type=range]").forEach(function (slider) {
      const told = slider.value + (slider.dataset.unit || "");
      controls.querySelector("output[for=" + slider.id + "]").textContent = told;
      slider.setAttribute("aria-valuetext", told);
    });
    controls.querySelectorAll("[data-edit]").forEach(function (part) {
      part.hidden = part.dataset.edit !== kind();
      part.disabled = part.hidden;
    });
    controls.querySelectorAll("[data-not]").forEach(function (part) { part.hidden = part.dataset.not.split(" ").includes(kind()); });
    document.getElementById("classes").hidden = kind() === "separate" || chosen().classes.length === 0;
    outline();
  }

  /** The places that are to be made anew: {from, to, low, high}. */
  function places() {
    const whole = before.buffer.duration;
    const half = before.buffer.sampleRate / 2;
    switch (kind()) {
      case "inpaint":
        return [{ from: number("from"), to: number("to"), low: number("low"), high: number("high") }];
      case "extend":
        return [{ from: whole, to: whole + number("seconds"), low: 0, high: half }];
      case "loop":
        return [{ from: 0, to: number("seam"), low: 0, high: half }, { from: whole - number("seam"), to: whole, low: 0, high: half }];
      default:
        return [{ from: 0, to: whole, low: 0, high: half }];
    }
  }

  /** Shows them on the pictures. */
  function outline() {
    if (!before) {
      return;
    }
    const further = before.buffer.duration + (kind() === "extend" ? Number(fields.seconds.max) : 0);
    const room = made.reduce(function (most, each) { return Math.max(most, each.buffer.duration); }, further);
    pictures.forEach(function (picture) {
      picture.spread(room);
      const marks = picture.root.querySelectorAll("[data-hole]");
      marks.forEach(function (mark, i) {
        const place = places()[i];
        mark.hidden = !place || !picture.levels || !PLACED.includes(kind());
        if (!mark.hidden) {
          const top = picture.y(Math.max(place.low, place.high));
          mark.style.left = picture.x(Math.min(place.from, place.to)) + "px";
          mark.style.width = Math.max(1, picture.x(Math.max(place.from, place.to)) - picture.x(Math.min(place.from, place.to))) + "px";
          mark.style.top = top + "px";
          mark.style.height = Math.max(1, picture.y(Math.min(place.low, place.high)) - top) + "px";
        }
      });
    });
  }

  function hole(a, b) {
    const whole = before.buffer.duration;
    fields.from.value = Math.max(0, Math.min(a.seconds, b.seconds)).toFixed(3);
    fields.to.value = Math.min(whole, Math.max(a.seconds, b.seconds)).toFixed(3);
    fields.low.value = Math.round(Math.min(a.hertz, b.hertz));
    fields.high.value = Math.round(Math.max(a.hertz, b.hertz));
    label();
  }

  /** What a drag to a place means. */
  function drag(place) {
    const whole = before.buffer.duration;
    if (kind() === "inpaint") {
      hole(corner, place);
    } else if (kind() === "extend") {
      fields.seconds.value = place.seconds - whole;
    } else if (kind() === "loop") {
      fields.seam.value = Math.min(place.seconds, Math.abs(whole - place.seconds));
    }
    label();
  }

  pictures.forEach(function (picture) {
    const root = picture.root;
    let start = null;
    const at = function (event) {
      const box = picture.canvas.getBoundingClientRect();
      return { seconds: picture.timeAt(event.clientX - box.left), hertz: picture.hertzAt(event.clientY - box.top) };
    };
    root.addEventListener("pointerdown", function (event) {
      if (event.button === 0 && before && PLACED.includes(kind())) {
        event.preventDefault();
        root.focus({ preventScroll: true });
        root.setPointerCapture(event.pointerId);
        start = { x: event.clientX, y: event.clientY };
        corner = at(event);
      }
    });
    root.addEventListener("pointermove", function (event) {
      if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) >= DRAG) {
        root.classList.add("dragged");
        drag(at(event));
      }
    });
    ["pointerup", "pointercancel"].forEach(function (name) {
      root.addEventListener(name, function () {
        start = corner = null;
        setTimeout(function () { root.classList.remove("dragged"); });
      });
    });
    // The end of a drag is no click, which would play.
    root.addEventListener("click", function (event) {
      if (root.matches(".dragged")) {
        event.stopImmediatePropagation();
      }
    }, true);
    root.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || !picture.cross || !before) {
        return;
      }
      event.preventDefault();
      if (!PLACED.includes(kind())) {
        return;
      }
      if (kind() !== "inpaint") {
        drag(picture.cross);
      } else if (corner) {
        hole(corner, picture.cross);
        corner = null;
        state.textContent = "";
      } else {
        corner = picture.cross;
        state.textContent = "One corner is set. Move on, and press Enter for the other.";
      }
    });
    picture.addEventListener("point", function (event) {
      const place = event.detail;
      pictures.forEach(function (each) { each.mark(place); });
      document.getElementById("readout").textContent = !place || !pictures[0].levels ? "Point at a picture to read it."
        : pictures[0].words(place.seconds, place.hertz)
          + made.map(function (each, i) {
            return pictures[i + 1].levels ? "; " + each.name + ": " + pictures[i + 1].words(place.seconds, place.hertz).replace(/.*, /, "") : "";
          }).join("");
    });
    new ResizeObserver(outline).observe(picture.canvas);
  });

  // The work

  function question() {
    const asked = { edit: kind(), model: model.value, seed: number("seed") };
    if (kind() === "separate") {
      const notes = [fields.oneNote.value || "any", fields.otherNote.value || "any"];
      return Object.assign(asked, { classes: fields.one.value + "," + fields.other.value, samples: number("samples") },
        notes.some(function (each) { return each !== "any"; }) ? { pitches: notes.join(",") } : {});
    }
    if (fields["class"].value) {
      asked["class"] = fields["class"].value;
    }
    if (kind() !== "vary") {
      asked.resampling = number("resampling");
    }
    const own = { inpaint: ["from", "to", "low"], extend: ["seconds"], loop: ["seam"], vary: ["strength"] };
    own[kind()].forEach(function (name) { asked[name] = number(name); });
    // At the very top nothing is meant to be kept.
    if (kind() === "inpaint" && number("high") < Math.floor(before.buffer.sampleRate / 2)) {
      asked.high = number("high");
    }
    return asked;
  }

  function summary(asked) {
    const words = { inpaint: "filled", extend: "gone on", loop: "run into itself", vary: "varied by " + asked.strength,
      separate: "taken apart" };
    return words[asked.edit] + (asked["class"] ? " with " + asked["class"] : "") + " by " + asked.model + ", seed " + asked.seed;
  }

  function busy(on) {
    mend.setAttribute("aria-disabled", String(on));
    cancel.hidden = progress.hidden = !on;
    if (!on && document.activeElement === document.body) {
      mend.focus(); // The button that had the focus has gone.
    }
  }

  function follow(id) {
    return Sounds.follow(id, function (now) {
      progress.value = now.step;
      state.textContent = now.state === "queued" ? now.ahead + (now.ahead === 1 ? " is" : " are") + " before this one."
        : now.step < now.steps ? now.step + " %" : "Finding the phase…";
    });
  }

  controls.addEventListener("submit", async function (event) {
    event.preventDefault();
    if (job || !before) {
      return;
    }
    Sounds.context();
    Sounds.complain(trouble, null);
    const asked = question();
    const of = before;
    const mine = job = { id: null, cancelled: false };
    state.textContent = "Asked for.";
    progress.removeAttribute("value");
    busy(true);
    try {
      if (!of.id) {
        const sent = await Sounds.ask("/api/sounds", Sounds.upload(soundfile.wav(of.buffer)));
        of.id = (await sent.json()).id;
      }
      const answer = await Sounds.ask("/api/sounds/" + of.id + "/edits", { method: "POST",
        headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked) });
      mine.id = (await answer.json()).id;
      if (mine.cancelled) {
        end(mine);
      }
      const done = await follow(mine.id);
      if (done.state !== "done") {
        state.textContent = "Cancelled.";
      } else if (of === before) {
        const answered = await Sounds.ask("/api/sounds/" + done.sound.id + "/audio");
        await show(parts(await soundfile.decode(await answered.arrayBuffer()), done.sound.id, asked), asked);
      }
    } catch (error) {
      state.textContent = "";
      if (error.status === 404) {
        of.id = null; // The server has forgotten it; it is sent again next time.
      }
      Sounds.complain(trouble, error);
    } finally {
      job = null;
      busy(false);
    }
  });

  /** What came of an edit: a mixture is taken apart into channels. */
  function parts(buffer, id, asked) {
    if (asked.edit !== "separate") {
      return [{ buffer: buffer, id: id, name: "after", file: "mended.wav" }];
    }
    const notes = asked.pitches ? asked.pitches.split(",") : [];
    return asked.classes.split(",").map(function (name, k) {
      const own = name + (notes[k] && notes[k] !== "any" ? " " + notes[k] : "");
      return { buffer: soundfile.of([buffer.getChannelData(k)], buffer.sampleRate), id: null, name: own, file: own.replace(/ /g, "-") + ".wav" };
    });
  }

  async function show(parts, asked) {
    made = parts;
    state.textContent = "Done: seed " + asked.seed + ".";
    if (fields.another.checked) {
      reseed();
    }
    document.getElementById("result").hidden = false;
    versions.slice(1).forEach(function (version, i) {
      version.hidden = i >= made.length;
      if (!version.hidden) {
        version.querySelector("label b").textContent = made[i].name === "after" ? "After" : made[i].name;
        version.querySelector("label span").textContent = summary(asked) + "; " + about(made[i].buffer);
        downloads[i].textContent = made.length === 1 ? "Download" : "Download " + made[i].name;
      }
      downloads[i].hidden = version.hidden;
    });
    const laboratory = document.getElementById("laboratory");
    laboratory.hidden = made[0].id === null;
    laboratory.href = "/lab?sound=" + made[0].id;
    mute();
    load([before.buffer].concat(made.map(function (each) { return each.buffer; })));
    versions[1].querySelector("input").checked = true;
    deck.select(1);
    for (let i = 0; i < parts.length && parts === made; i++) {
      await paint(i + 1, parts[i].buffer);
    }
    deck.play().catch(function (error) { Sounds.complain(trouble, error); });
  }

  function end(which) {
    state.textContent = "Cancelling…";
    which.cancelled = true;
    if (which.id) {
      Sounds.ask("/api/jobs/" + which.id, { method: "DELETE" }).catch(function (error) { Sounds.complain(trouble, error); });
    }
  }

  cancel.addEventListener("click", function () {
    if (job) {
      end(job);
    }
  });

  function reseed() {
    fields.seed.value = Math.floor(1e9 * Math.random());
  }

  document.getElementById("keep").addEventListener("click", function () {
    const kept = made[Math.min(made.length, Math.max(1, deck.selected)) - 1];
    if (kept) {
      take(kept.buffer, kept.id, kept.name === "after" ? "mended" : kept.name);
      controls.elements.edit[0].focus({ preventScroll: true });
    }
  });
  downloads.forEach(function (button, i) {
    button.addEventListener("click", function () {
      if (made[i]) {
        soundfile.save(made[i].buffer, made[i].file);
      }
    });
  });
  document.getElementById("scale").addEventListener("change", function (event) {
    pictures.forEach(function (picture) {
      picture.octaves = event.target.value === "octaves";
      picture.draw();
    });
    outline();
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
    pictures.forEach(function (picture) { picture.draw(); });
  });
  controls.addEventListener("input", label);

  reseed();
  label();
  Sounds.ask("/api/status").then(async function (answer) {
    known = (await answer.json()).models;
    meet();
    const given = new URLSearchParams(location.search).get("sound");
    if (given && /^[A-Za-z0-9_-]{22}$/.test(given)) {
      begin("Fetching…", function (signal) { return Sounds.served("/api/sounds/" + given, {}, signal); });
    }
  }).catch(function (error) { Sounds.complain(trouble, error); });
})();
