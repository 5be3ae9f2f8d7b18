"use strict";

/*
 * Paint and mend: a rectangle on a sound's spectrogram is filled in by a model, a sound goes on, runs into itself or becomes
 * another. What is to be made anew is shown on the picture, and is dragged there or set by the fields beside it.
 */
(function () {
  const { LiveDeck, Spectrogram, soundfile } = Phasewright;
  /** Seconds that a sound may be made to go on for at once. */
  const FURTHER = 4;
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
  const versions = Array.from(panel.querySelectorAll(".version"));
  const pictures = versions.map(function (item) { return new Spectrogram(item.querySelector(".pictures")); });
  const seconds = Number(bench.dataset.seconds);
  const deck = new Phasewright.Deck(["before", "after"]);
  Phasewright.panel(panel, deck);
  const painters = pictures.map(function () { return Phasewright.workshop(); });

  /** {buffer, id}: what is painted on, and what the server calls it once it has it. */
  let before = null;
  let after = null;
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
    deck.buffers = both.map(function (buffer) { return padded(buffer, Math.min(length, Math.round(longest * buffer.sampleRate))); });
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
    after = null;
    document.getElementById("empty").hidden = true;
    controls.hidden = panel.hidden = false;
    versions[0].querySelector("label span").textContent = (words ? words + ", " : "") + about(before.buffer);
    versions[1].hidden = document.getElementById("result").hidden = true;
    versions[0].querySelector("input").checked = true;
    state.textContent = "";
    deck.select(0);
    load([before.buffer, before.buffer]);
    fit();
    await paint(0, before.buffer);
  }

  /** Fields within what the sound allows; a hole in its middle to begin with. */
  function fit() {
    const whole = before.buffer.duration;
    const half = before.buffer.sampleRate / 2;
    fields.from.max = fields.to.max = whole.toFixed(3);
    fields.low.max = fields.high.max = Math.floor(half);
    fields.from.value = (0.4 * whole).toFixed(2);
    fields.to.value = (0.6 * whole).toFixed(2);
    fields.low.value = 0;
    fields.high.value = Math.floor(half);
    fields.seconds.max = Math.max(0.1, Math.min(FURTHER, seconds - whole)).toFixed(2);
    fields.seam.max = Math.max(0.02, Math.min(1, Math.floor(49 * whole) / 100)).toFixed(2);
    label();
  }

  const { load: begin, open } = Sounds.loader(Number(bench.dataset.megabytes), trouble, function (got) {
    take(got.buffer, got.id, got.about);
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

  document.getElementById("draw").addEventListener("click", function () {
    begin("Being drawn…", async function (signal) {
      const asked = { model: model.value, seed: Math.floor(1e9 * Math.random()) };
      if (drawn.value) {
        asked["class"] = drawn.value;
      }
      const answer = await Sounds.ask("/api/sounds.wav?" + new URLSearchParams(asked), { signal: signal });
      const id = (answer.headers.get("Content-Location") || "").split("/")[3] || null;
      return { buffer: await soundfile.decode(await answer.arrayBuffer()), id: id,
        about: (drawn.value ? drawn.value + ", " : "") + "seed " + asked.seed };
    });
  });

  // The model

  function options(select, first, names) {
    select.replaceChildren.apply(select, (first === null ? [] : [new Option(first, "")]).concat(names.map(function (name) {
      return new Option(name, name);
    })));
  }

  function meet() {
    const chosen = known.find(function (each) { return each.name === model.value; }) || { classes: [] };
    options(drawn, chosen.classes.length ? null : "anything", chosen.classes);
    drawn.closest("label").hidden = chosen.classes.length === 0;
    options(fields["class"], "whatever fits", chosen.classes);
    document.getElementById("classes").hidden = chosen.classes.length === 0;
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
    controls.querySelectorAll("[data-not]").forEach(function (part) { part.hidden = part.dataset.not === kind(); });
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
    const room = Math.max(further, after ? after.buffer.duration : 0);
    pictures.forEach(function (picture) {
      picture.spread(room);
      const marks = picture.root.querySelectorAll("[data-hole]");
      marks.forEach(function (mark, i) {
        const place = places()[i];
        mark.hidden = !place || !picture.levels || kind() === "vary";
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
      if (event.button === 0 && before && kind() !== "vary") {
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
          + (after && pictures[1].levels ? "; after: " + pictures[1].words(place.seconds, place.hertz).replace(/.*, /, "") : "");
    });
    new ResizeObserver(outline).observe(picture.canvas);
  });

  // The work

  function question() {
    const asked = { edit: kind(), model: model.value, seed: number("seed") };
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
    const words = { inpaint: "filled", extend: "gone on", loop: "run into itself", vary: "varied by " + asked.strength };
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
        const made = await Sounds.ask("/api/sounds/" + done.sound.id + "/audio");
        await show({ buffer: await soundfile.decode(await made.arrayBuffer()), id: done.sound.id }, asked);
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

  async function show(made, asked) {
    after = made;
    state.textContent = "Done: seed " + asked.seed + ".";
    if (fields.another.checked) {
      reseed();
    }
    versions[1].querySelector("label span").textContent = summary(asked) + "; " + about(made.buffer);
    versions[1].hidden = document.getElementById("result").hidden = false;
    document.getElementById("laboratory").href = "/lab?sound=" + made.id;
    mute();
    load([before.buffer, made.buffer]);
    versions[1].querySelector("input").checked = true;
    deck.select(1);
    await paint(1, made.buffer);
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
    if (after) {
      take(after.buffer, after.id, "mended");
      controls.elements.edit[0].focus({ preventScroll: true });
    }
  });
  document.getElementById("download").addEventListener("click", function () {
    if (after) {
      soundfile.save(after.buffer, "mended.wav");
    }
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
