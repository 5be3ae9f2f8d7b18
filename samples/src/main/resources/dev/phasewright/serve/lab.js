"use strict";

/*
 * The laboratory: a sound of one's own, and what becomes of it while sliders move. Phases are exchanged in the page, by an
 * AudioWorklet; what takes longer, and all in a browser that has none, is the server's work.
 */
(function () {
  const { LiveDeck, Spectrogram, soundfile, stft } = Phasewright;
  /** Seconds between the decision to exchange what plays and the exchange. */
  const AHEAD = 0.01;
  const FADE = 0.006;
  /** Milliseconds of rest after which all of a changed sound is made, and pictures are drawn. */
  const REST = 120;
  const HIGHEST = 192000;
  /** Samples of the longest window that a worklet transforms without a gap; longer ones are the server's. */
  const LONGEST = 16384;
  /** Milliseconds that a request may take once something else is wanted. */
  const PATIENCE = 250;
  /** Milliseconds after which a wait is told: what is quicker would flicker while a slider moves. */
  const TELL = 120;
  /** What this page calls itself, so that the server drops what it no longer wants. */
  const PAGE = crypto.getRandomValues(new Uint32Array(4)).join("-");

  const source = document.getElementById("source");
  const file = document.getElementById("file");
  const trouble = document.getElementById("trouble");
  const panel = document.getElementById("laboratory");
  const controls = document.getElementById("controls");
  const report = document.getElementById("report");
  const latency = document.getElementById("latency");
  const fields = controls.elements;
  const versions = Array.from(panel.querySelectorAll(".version"));
  const pictures = versions.map(function (item) { return new Spectrogram(item.querySelector(".pictures")); });
  const seconds = Number(source.dataset.seconds);

  /** Whether phases are exchanged in the page. */
  const able = LiveDeck.isPossible;
  const deck = able ? new LiveDeck() : new Phasewright.Deck(["original", "changed"]);
  deck.selected = 1;
  Phasewright.panel(panel, deck);

  /** {buffer, id, example}: its samples, what the server calls it once it has it, and its name if it is one of those here. */
  let sound = null;
  /** When the change that is not yet heard was asked for; null if all are heard. */
  let asked = null;
  let working = false;
  /** The request that is under way. */
  let current = null;
  let rest = 0;
  /** How often something was asked for: what an earlier time asked for is not drawn any more. */
  let turn = 0;

  /** What is worked on beside the page. */
  const originals = Phasewright.workshop();
  const changes = Phasewright.workshop();

  // The sound

  function decibels(level) {
    return (level < 0 ? "−" : "") + Math.abs(level);
  }

  async function take(buffer, id, example) {
    const whole = buffer.duration;
    sound = { buffer: soundfile.cut(buffer, seconds), id: id, example: example };
    const taken = sound;
    remember();
    listenFor(example);
    if (able) {
      deck.take(taken.buffer);
    } else {
      deck.pause();
      deck.offset = 0;
      deck.buffers = [taken.buffer, taken.buffer];
      deck.duration = taken.buffer.duration;
    }
    panel.querySelector("[data-seek]").max = Math.round(1000 * deck.duration);
    deck.dispatchEvent(new Event("change"));
    versions[0].querySelector("label span").textContent = taken.buffer.duration.toFixed(2) + " s"
      + (whole > taken.buffer.duration + 0.001 ? " of " + whole.toFixed(1) + " s" : "") + ", " + taken.buffer.sampleRate + " Hz, "
      + (taken.buffer.numberOfChannels === 1 ? "mono" : taken.buffer.numberOfChannels + " channels");
    document.getElementById("empty").hidden = true;
    controls.hidden = panel.hidden = false;
    pictures.forEach(function (picture) { picture.grow(true); });
    const message = { sound: { channels: LiveDeck.channels(taken.buffer), rate: taken.buffer.sampleRate } };
    const drawn = originals(message);
    changes(message); // What it answers is superseded by the first change.
    change(0); // Nobody has moved anything yet.
    const answer = await drawn;
    if (answer && taken === sound) {
      taken.top = answer.picture.top;
      pictures[0].show(answer.picture, taken.top);
      pictures[0].grow(false);
      if (pictures[1].levels && !pictures[1].stale) {
        pictures[1].show(pictures[1].levels, taken.top);
      }
      panel.querySelectorAll("[data-key]").forEach(function (key, i) {
        key.textContent = i === 0 ? decibels(taken.top - 80) : decibels(taken.top) + " dB re full scale";
      });
    }
  }

  /** Says what there is to hear in a sound that is one of those here. */
  function listenFor(example) {
    const about = document.getElementById("about");
    about.textContent = example ? source.querySelector("[data-example='" + example + "']").dataset.about : "";
    about.hidden = !example;
  }

  const { load, open } = Sounds.loader(Number(source.dataset.megabytes), trouble, function (got) {
    take(got.buffer, got.id, got.example);
  });

  /** What the server calls the sound; it is sent there when it is first needed. */
  async function named(of, signal) {
    if (!of.id) {
      const answer = await Sounds.ask("/api/sounds", Object.assign({ signal: signal }, Sounds.upload(soundfile.wav(of.buffer))));
      of.id = (await answer.json()).id;
      remember();
    }
    return of.id;
  }

  function fetchExample(name) {
    load("Fetching…", async function (signal) {
      return Object.assign(await Sounds.served("/api/examples/" + name, { method: "POST" }, signal), { example: name });
    });
  }

  source.querySelectorAll("[data-example]").forEach(function (button) {
    button.addEventListener("click", function () { fetchExample(button.dataset.example); });
  });
  file.addEventListener("change", function () {
    if (file.files.length === 1) {
      open(file.files[0]);
    }
  });
  Sounds.drops(source, open);

  Phasewright.microphone({
    seconds: seconds,
    begin: function () { Sounds.complain(trouble, null); },
    complain: function (error) { Sounds.complain(trouble, error); },
    recorded: function (blob) { open(blob); },
    live: function (on) {
      if (on) {
        deck.pause();
      }
      controls.hidden = !on && !sound;
      change(performance.now());
    },
  });

  // The settings

  function number(slider) {
    return at(slider, Number(slider.value));
  }

  /** What a slider means at a place. */
  function at(slider, place) {
    if (!slider.dataset.log) {
      return place;
    }
    if (slider.dataset.least !== undefined && place === 0) {
      return Number(slider.dataset.least);
    }
    if (slider.dataset.most !== undefined && place === 1) {
      return Number(slider.dataset.most);
    }
    const ends = slider.dataset.log.split(" ").map(Number);
    const value = ends[0] * Math.pow(ends[1] / ends[0], place);
    return Number(value.toPrecision(2));
  }

  function words(slider) {
    const value = number(slider);
    if (value === HIGHEST) {
      return "no limit";
    }
    return value.toFixed(Number(slider.dataset.digits || 0)) + (slider.dataset.unit || "");
  }

  function label() {
    controls.querySelectorAll("input[type=range]").forEach(function (slider) {
      const told = words(slider);
      controls.querySelector("output[for=" + slider.id + "]").textContent = told;
      slider.setAttribute("aria-valuetext", told);
    });
    fields.window.disabled = fields.whole.checked;
    controls.querySelectorAll("[data-for]").forEach(function (field) {
      field.hidden = !field.dataset.for.split(" ").includes(fields.distribution.value);
    });
    controls.querySelectorAll("[data-kind]").forEach(function (part) {
      part.hidden = part.dataset.kind !== fields.kind.value;
    });
    const iterates = fields.method.selectedOptions[0].dataset.iterative !== undefined;
    controls.querySelector("[data-iterations]").hidden = !iterates;
  }

  /** The seed in a field; 1 in place of what is none. */
  function whole(text) {
    const value = Math.floor(Number(text));
    return text.trim() === "" || !Number.isFinite(value) || value < 0 ? 1 : value;
  }

  function yes(box) {
    return box.checked ? "yes" : "no";
  }

  /** What the worklet and the worker are told. */
  function settings() {
    return { distribution: fields.distribution.value, radians: number(fields.radians), amount: fields.amount.value / 100,
      window: number(fields.window), low: Math.min(number(fields.low), number(fields.high)), high: number(fields.high),
      scope: fields.scope.value, shape: fields.shape.value, overlap: Number(fields.overlap.value),
      seed: whole(fields.seed.value), link: fields.link.checked };
  }

  /** What the server is asked, which is also what the address says. */
  function parameters(kind) {
    const p = new URLSearchParams();
    if (kind === "vocoded") {
      p.set("method", fields.method.value);
      p.set("iterations", fields.iterations.value);
      p.set("refine", fields.refine.value);
      p.set("via", fields.via.checked ? "mel" : "linear");
      p.set("seed", fields.reseed.value || "1");
      return p;
    }
    const own = settings();
    ["distribution", "radians", "low", "high", "scope", "shape", "overlap", "seed"].forEach(function (name) { p.set(name, own[name]); });
    p.set("amount", fields.amount.value);
    p.set("window", fields.whole.checked ? "whole" : own.window);
    p.set("link", yes(fields.link));
    p.set("match", yes(fields.match));
    return p;
  }

  function query() {
    return "/" + fields.kind.value + "?" + parameters(fields.kind.value);
  }

  // The address

  let remembering = 0;
  /** What nobody has chosen otherwise. */
  const usual = { phase: String(parameters("phase")), vocoded: String(parameters("vocoded")) };
  const scale = document.getElementById("scale");

  function scaled() {
    pictures.forEach(function (picture) {
      picture.octaves = scale.value === "octaves";
      picture.draw();
    });
  }

  /** Writes what is chosen into the address, once nothing moves. */
  function remember() {
    clearTimeout(remembering);
    remembering = setTimeout(function () {
      const state = parameters(fields.kind.value);
      state.set("kind", fields.kind.value);
      const other = fields.kind.value === "phase" ? "vocoded" : "phase";
      if (String(parameters(other)) !== usual[other]) {
        parameters(other).forEach(function (value, name) { state.set(name === "seed" ? "seed-" + other : name, value); });
      }
      if (scale.value !== "hertz") {
        state.set("scale", scale.value);
      }
      if (sound && (sound.example || sound.id)) {
        state.set(sound.example ? "example" : "sound", sound.example || sound.id);
      }
      history.replaceState(null, "", "?" + state);
    }, REST);
  }

  /** Moves a slider to where it means what is nearest to a value. */
  function slide(slider, value) {
    if (!value || !Number.isFinite(Number(value))) {
      return;
    }
    const asked = Number(value);
    if (!slider.dataset.log) {
      slider.value = String(asked); // The browser keeps it within its ends.
      return;
    }
    const steps = Math.round(1 / Number(slider.step));
    let best = 0;
    for (let i = 1; i <= steps; i++) {
      if (Math.abs(at(slider, i / steps) - asked) < Math.abs(at(slider, best / steps) - asked)) {
        best = i;
      }
    }
    slider.value = String(best / steps);
  }

  /** Takes what the address says, as far as it makes sense: anybody may have written it. */
  function restore(given) {
    ["distribution", "scope", "shape", "overlap", "method"].forEach(function (name) {
      if (Array.from(fields[name].options).some(function (option) { return option.value === given.get(name); })) {
        fields[name].value = given.get(name);
      }
    });
    ["radians", "amount", "low", "high", "iterations", "refine"].forEach(function (name) { slide(fields[name], given.get(name)); });
    ["link", "match"].forEach(function (name) {
      if (["yes", "no"].includes(given.get(name))) {
        fields[name].checked = given.get(name) === "yes";
      }
    });
    fields.whole.checked = given.get("window") === "whole";
    slide(fields.window, fields.whole.checked ? null : given.get("window"));
    fields.via.checked = given.get("via") === "mel";
    fields.kind.value = given.get("kind") === "vocoded" ? "vocoded" : "phase";
    [["seed-phase", "seed"], ["seed-vocoded", "reseed"], ["seed", fields.kind.value === "phase" ? "seed" : "reseed"]]
      .forEach(function ([name, field]) {
        const seed = given.get(name);
        if (/^\d{1,16}$/.test(seed || "") && Number(seed) <= Number.MAX_SAFE_INTEGER) {
          fields[field].value = seed;
        }
      });
    scale.value = given.get("scale") === "octaves" ? "octaves" : "hertz";
    scaled();
  }

  /** Whether the page does it itself, at a rate. */
  function isHere(rate) {
    return able && fields.kind.value === "phase" && !fields.whole.checked
      && stft.transform(settings(), rate).size <= LONGEST;
  }

  // The change

  function change(when) {
    const voice = Phasewright.microphone.voice;
    if (voice) {
      live(voice, when);
    }
    if (!sound) {
      return;
    }
    turn++;
    pictures[1].grow(true);
    clearTimeout(rest);
    if (isHere(sound.buffer.sampleRate)) {
      asked = null;
      if (current) {
        current.abort();
      }
      const own = settings();
      deck.become({ settings: own, since: instant(when) }, fields.match.checked ? stft.expectedGain(own) : 1);
      rest = setTimeout(complete, when === 0 ? 0 : REST);
      return;
    }
    asked = when;
    if (!working) {
      work();
    } else if (current && performance.now() - current.begun > PATIENCE) {
      current.abort();
    }
  }

  function live(voice, when) {
    if (!isHere(voice.rate)) {
      report.textContent = "The microphone is heard as it is: live, phases are exchanged in windows of up to "
        + Math.floor(1000 * LONGEST / voice.rate) + " ms.";
      voice.plain();
      return;
    }
    const own = settings();
    report.textContent = "The microphone is heard " + Math.round(1000 * stft.transform(own, voice.rate).size / voice.rate)
      + " ms late: a window has to be full before its spectrum is known.";
    voice.become({ settings: own, since: instant(when) }, fields.match.checked ? stft.expectedGain(own) : 1);
  }

  /** A moment of this page in the time that worklets know, too; null for none. */
  function instant(when) {
    return when === 0 ? null : performance.timeOrigin + when;
  }

  if (able) {
    deck.addEventListener("heard", function (event) { late("Heard ", event.detail, deck.delay); });
  }
  Phasewright.microphone.heard = function (milliseconds, delay) { late("Heard ", milliseconds, delay); };

  function late(word, milliseconds, delay) {
    latency.textContent = word + Math.round(milliseconds) + " ms after you moved it"
      + (delay >= 1 ? "; the sound card adds " + Math.round(delay) + " ms." : ".");
    latency.dataset.milliseconds = milliseconds.toFixed(1);
    latency.dataset.moves = String(Number(latency.dataset.moves || 0) + 1);
  }

  /** All of what the worklet plays, by the worker. */
  async function complete() {
    const of = sound;
    const mine = turn;
    const begun = performance.now();
    const made = summary();
    const answer = await changes({ settings: settings(), match: fields.match.checked });
    if (!answer || mine !== turn || of !== sound) {
      return;
    }
    const buffer = soundfile.of(answer.channels, of.buffer.sampleRate);
    deck.complete(buffer, answer.gain);
    if (!deck.isPlaying) {
      latency.textContent = "Ready after " + Math.round(performance.now() - begun) + " ms.";
    }
    Sounds.complain(trouble, null);
    tell(answer.levelDb.toFixed(2), null, buffer);
    show(answer.picture, made);
  }

  /** Puts a buffer in a sound's place, while it plays from the same position on. Returns when it is heard, in milliseconds. */
  function exchange(buffer) {
    if (able) {
      deck.become({ channels: LiveDeck.channels(buffer) }, 1);
      deck.complete(buffer);
      return performance.now();
    }
    const context = Phasewright.context;
    deck.buffers[1] = buffer;
    if (!deck.run) {
      return performance.now();
    }
    const run = deck.run;
    const at = Math.max(context.currentTime + AHEAD, run.start);
    const elapsed = run.offset + at - run.start;
    const offset = deck.looping ? elapsed % deck.duration : elapsed;
    const node = context.createBufferSource();
    const gain = context.createGain();
    node.buffer = buffer;
    node.loop = deck.looping;
    gain.gain.value = 0;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(deck.selected === 1 ? 1 : 0, at + FADE);
    node.connect(gain).connect(context.destination);
    node.start(at, offset);
    const old = run.gains[1].gain;
    old.cancelScheduledValues(at);
    old.setValueAtTime(deck.selected === 1 ? 1 : 0, at);
    old.linearRampToValueAtTime(0, at + FADE);
    run.sources[1].stop(at + FADE);
    run.sources[1] = node;
    run.gains[1] = gain;
    return performance.now() + 1000 * (at - context.currentTime + (context.outputLatency || context.baseLatency || 0));
  }

  /** A request that is aborted once something else is wanted and it has had its time, or by hand. */
  async function request(of, question) {
    const controller = new AbortController();
    let end = null;
    const telling = setTimeout(function () {
      end = Sounds.wait(document.getElementById("making"), "Being made by the server…", function () { controller.abort(); });
    }, TELL);
    const patience = setTimeout(function () {
      if (asked !== null) {
        controller.abort();
      }
    }, PATIENCE);
    const mine = current = { begun: performance.now(), abort: function () { controller.abort(); } };
    try {
      const id = await named(of, controller.signal);
      const answer = await Sounds.ask("/api/sounds/" + id + question, { signal: controller.signal, headers: { "Phasewright-Page": PAGE } });
      return { answer: answer, buffer: await soundfile.decode(await answer.arrayBuffer()) };
    } finally {
      if (current === mine) {
        current = null;
      }
      clearTimeout(telling);
      clearTimeout(patience);
      if (end) {
        end();
      }
    }
  }

  /** One request at a time: what was asked for meanwhile is asked for next, and what came in between never. */
  async function work() {
    working = true;
    let wait = 0;
    while (asked !== null) {
      const since = asked;
      asked = null;
      const of = sound;
      const mine = turn;
      const made = summary();
      const question = query();
      try {
        const { answer, buffer } = await request(of, question);
        if (of === sound && !isHere(of.buffer.sampleRate)) {
          const when = exchange(buffer);
          if (since !== 0) {
            late(deck.isPlaying ? "Heard " : "Ready ", when - since, 0);
          }
          tell(answer.headers.get("Phasewright-Level-Change"), answer.headers.get("Phasewright-Kept-Above"), buffer);
          changes({ channels: LiveDeck.channels(buffer) }).then(function (drawn) {
            if (drawn && mine === turn && of === sound) {
              show(drawn.picture, made);
            }
          });
        }
        wait = 0;
        Sounds.complain(trouble, null);
      } catch (error) {
        if (error.name === "AbortError") {
          if (asked === null && !isHere(of.buffer.sampleRate)) {
            report.textContent = "Given up. What is heard is the change before.";
          }
        } else if (error.status === 404 && of.id && wait < 5) {
          wait++;
          of.id = null; // The server has forgotten it; it is sent again.
          asked = asked === null ? since : asked;
        } else if (error.status === 429 && wait < 5) {
          wait++;
          await new Promise(function (resolve) { setTimeout(resolve, 300); });
          asked = asked === null ? since : asked;
        } else {
          Sounds.complain(trouble, error);
        }
      }
    }
    working = false;
  }

  // What is told

  function chosen(select) {
    return select.selectedOptions[0].textContent.trim();
  }

  /** What was asked for, in a few words. */
  function summary() {
    if (fields.kind.value === "vocoded") {
      return "by " + fields.method.value + (fields.via.checked ? " from mel bands" : "");
    }
    return chosen(fields.distribution) + ", " + fields.amount.value + "\u00a0%, "
      + (fields.whole.checked ? "the whole at once" : words(fields.window) + " windows");
  }

  function tell(level, kept, buffer) {
    const peak = 20 * Math.log10(LiveDeck.channels(buffer).reduce(function (most, samples) {
      return samples.reduce(function (high, x) { return Math.max(high, Math.abs(x)); }, most);
    }, 0));
    const told = [];
    if (kept !== null) {
      told.push("Networks and mel bands know sound up to " + Number(kept) / 1000 + " kHz; what is above is the original’s.");
    }
    if (level !== null) {
      told.push("The level had changed by " + level.replace("-", "−") + " dB"
        + (fields.match.checked ? " and was matched." : "."));
    }
    if (peak > 0.05) {
      told.push("Its peaks are " + peak.toFixed(1) + " dB above full scale, and clipped.");
    }
    if (!Phasewright.microphone.voice) {
      report.textContent = told.join(" ");
    }
  }

  /** Draws the changed sound, under its own name. */
  function show(picture, made) {
    versions[1].querySelector("label span").textContent = made;
    pictures[1].show(picture, sound.top === undefined ? picture.top : sound.top);
    pictures[1].grow(false);
    latency.dataset.changes = String(Number(latency.dataset.changes || 0) + 1);
  }

  pictures.forEach(function (picture) {
    picture.addEventListener("point", function (event) {
      const place = event.detail;
      pictures.forEach(function (each) { each.mark(place); });
      const [original, changed] = pictures;
      document.getElementById("readout").textContent = !place || !original.levels ? "Point at a picture to read it."
        : original.words(place.seconds, place.hertz)
          + (changed.levels && !changed.stale ? "; changed: " + changed.words(place.seconds, place.hertz).replace(/.*, /, "") : "");
    });
  });
  scale.addEventListener("change", function () {
    scaled();
    remember();
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
    pictures.forEach(function (picture) { picture.draw(); });
  });

  controls.addEventListener("input", function () {
    const now = performance.now();
    change(now);
    label();
    remember();
  });
  controls.addEventListener("submit", function (event) { event.preventDefault(); });
  document.getElementById("download").addEventListener("click", function () {
    if (sound) {
      soundfile.save(deck.buffers[1], "phasewright-" + fields.kind.value + ".wav");
    }
  });
  document.getElementById("blind").addEventListener("click", async function (event) {
    event.preventDefault();
    if (sound) {
      try {
        const question = parameters();
        question.delete("match");
        const id = await named(sound, undefined);
        location.assign("/blind?sound=" + id + "&kind=" + fields.kind.value + "&" + question);
      } catch (error) {
        Sounds.complain(trouble, error);
      }
    }
  });

  if (!able) {
    const means = document.getElementById("means");
    means.textContent = "This browser has no AudioWorklet here" + (window.isSecureContext
      ? "" : ", for the page comes neither from this very computer nor by https")
      + ". The server changes phases instead, and a slider is heard a little later.";
    means.hidden = false;
  }
  const given = new URLSearchParams(location.search);
  restore(given);
  label();
  if (source.querySelector("[data-example='" + CSS.escape(given.get("example") || "") + "']")) {
    fetchExample(given.get("example"));
  } else if (/^[A-Za-z0-9_-]{22}$/.test(given.get("sound") || "")) {
    load("Fetching…", function (signal) { return Sounds.served("/api/sounds/" + given.get("sound"), {}, signal); });
  }
})();
