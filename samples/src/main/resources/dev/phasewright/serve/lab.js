"use strict";

/* The laboratory: a sound of one's own, and what becomes of it while sliders move. */
(function () {
  /** Seconds between the decision to exchange what plays and the exchange. */
  const AHEAD = 0.01;
  const FADE = 0.006;
  /** Milliseconds of rest after which pictures are drawn. */
  const REST = 400;
  const HIGHEST = 192000;
  /** Milliseconds that a request may take once something else is wanted. */
  const PATIENCE = 250;
  /** Milliseconds after which a wait is told: what is quicker would flicker while a slider moves. */
  const TELL = 120;
  /** What this page calls itself, so that the server drops what it no longer wants. */
  const PAGE = crypto.getRandomValues(new Uint32Array(4)).join("-");

  const source = document.getElementById("source");
  const file = document.getElementById("file");
  const record = document.getElementById("record");
  const recording = document.getElementById("recording");
  const trouble = document.getElementById("trouble");
  const place = document.getElementById("sounds");
  const controls = document.getElementById("controls");
  const report = document.getElementById("report");
  const latency = document.getElementById("latency");
  const fields = controls.elements;

  let sound = null;
  /** The sound that is being fetched. */
  let loading = null;
  let panel = null;
  /** When the change that is not yet heard was asked for; null if all are heard. */
  let asked = null;
  let working = false;
  /** The request that is under way. */
  let current = null;
  let rest = 0;

  // The sound

  async function take(description, signal) {
    const where = "/api/sounds/" + description.id;
    const original = await Sounds.decode(await Sounds.ask(where + "/audio", { signal: signal }));
    signal.throwIfAborted();
    sound = description;
    if (Phasewright.playing) {
      Phasewright.playing.pause();
    }
    panel = Sounds.panel("laboratory", "Original and changed", [
      { name: "Original", about: description.seconds.toFixed(2) + " s, " + description.sampleRate + " Hz, "
        + (description.channels === 1 ? "mono" : description.channels + " channels"),
        buffer: original, picture: where + "/spectrogram", description: description },
      { name: "Changed", about: "", buffer: original, description: description },
    ], 1, "columns-2");
    place.replaceChildren(panel);
    controls.hidden = false;
    change(0); // Nobody has moved anything yet.
  }

  source.querySelectorAll("[data-example]").forEach(function (button) {
    button.addEventListener("click", async function () {
      Sounds.context();
      Sounds.complain(trouble, null);
      await load("Fetching…", "/api/examples/" + button.dataset.example, { method: "POST" });
    });
  });

  /** Asks for a sound to work on, in place of one that is still on its way; told at once, and to be given up. */
  async function load(words, path, options) {
    if (loading) {
      loading.giveUp();
    }
    const controller = new AbortController();
    const end = Sounds.wait(document.getElementById("loading"), words, function () { controller.abort(); });
    const mine = { giveUp: function () {
      controller.abort();
      end();
    } };
    loading = mine;
    try {
      const answer = await Sounds.ask(path, Object.assign({ signal: controller.signal }, options));
      await take(await answer.json(), controller.signal);
    } catch (error) {
      if (error.name !== "AbortError") {
        Sounds.complain(trouble, error);
      }
    } finally {
      if (loading === mine) {
        loading = null;
        end();
      }
    }
  }

  async function upload(bytes) {
    Sounds.complain(trouble, null);
    if (bytes.size > Number(source.dataset.megabytes) * 1048576) {
      Sounds.complain(trouble, new Error("The file is larger than " + source.dataset.megabytes + " MB, the most that is taken."));
      return;
    }
    await load("Uploading…", "/api/sounds", { method: "POST",
      headers: { "Content-Type": "application/octet-stream" }, body: bytes });
  }

  file.addEventListener("change", function () {
    Sounds.context();
    if (file.files.length === 1) {
      upload(file.files[0]);
    }
  });

  // The microphone

  /** Samples as a WAV file: browsers record into formats of their own. */
  function wav(buffer) {
    const channels = buffer.numberOfChannels;
    const length = buffer.length;
    const view = new DataView(new ArrayBuffer(44 + 2 * channels * length));
    function text(at, word) {
      for (let i = 0; i < word.length; i++) {
        view.setUint8(at + i, word.charCodeAt(i));
      }
    }
    text(0, "RIFF");
    view.setUint32(4, view.byteLength - 8, true);
    text(8, "WAVEfmt ");
    view.setUint32(16, 16, true);
    view.setUint16(20, 1, true);
    view.setUint16(22, channels, true);
    view.setUint32(24, buffer.sampleRate, true);
    view.setUint32(28, buffer.sampleRate * 2 * channels, true);
    view.setUint16(32, 2 * channels, true);
    view.setUint16(34, 16, true);
    text(36, "data");
    view.setUint32(40, view.byteLength - 44, true);
    for (let c = 0; c < channels; c++) {
      const samples = buffer.getChannelData(c);
      for (let i = 0; i < length; i++) {
        const value = Math.max(-32768, Math.min(32767, Math.round(samples[i] * 32768)));
        view.setInt16(44 + 2 * (i * channels + c), value, true);
      }
    }
    return new Blob([view], { type: "audio/wav" });
  }

  function microphoneTrouble(error) {
    switch (error.name) {
      case "NotAllowedError":
        return new Error("The browser was not allowed to use the microphone. Allow it for this page, or take a file.");
      case "NotFoundError":
        return new Error("This computer has no microphone that the browser can see. Plug one in, or take a file.");
      default:
        return new Error("The microphone cannot be used (" + error.message + "). Take a file instead.");
    }
  }

  let recorder = null;

  async function startRecording() {
    Sounds.complain(trouble, null);
    Sounds.context();
    if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia || !window.MediaRecorder) {
      Sounds.complain(trouble, new Error(window.isSecureContext
        ? "This browser cannot record. Take a file instead."
        : "Browsers give the microphone only to pages of this very computer. Open 127.0.0.1 there, or take a file."));
      return;
    }
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: {
        echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
    } catch (error) {
      Sounds.complain(trouble, microphoneTrouble(error));
      return;
    }
    const pieces = [];
    const most = Number(source.dataset.seconds) - 0.5;
    const begun = performance.now();
    recorder = new MediaRecorder(stream);
    recorder.addEventListener("dataavailable", function (event) { pieces.push(event.data); });
    const clock = setInterval(function () {
      const seconds = (performance.now() - begun) / 1000;
      recording.textContent = seconds.toFixed(0) + " s";
      if (seconds > most) {
        stopRecording();
      }
    }, 250);
    recorder.addEventListener("stop", async function () {
      clearInterval(clock);
      recorder = null;
      stream.getTracks().forEach(function (track) { track.stop(); });
      record.textContent = "Record";
      record.setAttribute("aria-pressed", "false");
      recording.textContent = "";
      try {
        const buffer = await Sounds.context().decodeAudioData(await new Blob(pieces).arrayBuffer());
        await upload(wav(buffer));
      } catch (error) {
        Sounds.complain(trouble, new Error("Nothing was recorded. Try again, or take a file."));
      }
    });
    recorder.start();
    record.textContent = "Stop";
    record.setAttribute("aria-pressed", "true");
    recording.textContent = "0 s";
  }

  function stopRecording() {
    if (recorder && recorder.state === "recording") {
      recorder.stop();
    }
  }

  record.addEventListener("click", function () {
    if (recorder) {
      stopRecording();
    } else {
      startRecording();
    }
  });

  // The change

  function number(slider) {
    const at = Number(slider.value);
    if (!slider.dataset.log) {
      return at;
    }
    if (slider.dataset.least !== undefined && at === 0) {
      return Number(slider.dataset.least);
    }
    if (slider.dataset.most !== undefined && at === 1) {
      return Number(slider.dataset.most);
    }
    const ends = slider.dataset.log.split(" ").map(Number);
    const value = ends[0] * Math.pow(ends[1] / ends[0], at);
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

  function yes(box) {
    return box.checked ? "yes" : "no";
  }

  function query() {
    const p = new URLSearchParams();
    if (fields.kind.value === "vocoded") {
      p.set("method", fields.method.value);
      p.set("iterations", fields.iterations.value);
      p.set("refine", fields.refine.value);
      p.set("via", fields.via.checked ? "mel" : "linear");
      p.set("seed", fields.reseed.value || "1");
      return "/vocoded?" + p;
    }
    p.set("distribution", fields.distribution.value);
    p.set("radians", number(fields.radians));
    p.set("amount", fields.amount.value);
    p.set("window", fields.whole.checked ? "whole" : number(fields.window));
    p.set("low", Math.min(number(fields.low), number(fields.high)));
    p.set("high", number(fields.high));
    p.set("scope", fields.scope.value);
    p.set("shape", fields.shape.value);
    p.set("overlap", fields.overlap.value);
    p.set("seed", fields.seed.value || "1");
    p.set("link", yes(fields.link));
    p.set("match", yes(fields.match));
    return "/phase?" + p;
  }

  /** Puts a buffer in a sound's place, while it plays from the same position on. Returns when it is heard, in milliseconds. */
  function exchange(deck, index, buffer) {
    const context = Phasewright.context;
    deck.buffers[index] = buffer;
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
    gain.gain.linearRampToValueAtTime(index === deck.selected ? 1 : 0, at + FADE);
    node.connect(gain).connect(context.destination);
    node.start(at, offset);
    const old = run.gains[index].gain;
    old.cancelScheduledValues(at);
    old.setValueAtTime(index === deck.selected ? 1 : 0, at);
    old.linearRampToValueAtTime(0, at + FADE);
    run.sources[index].stop(at + FADE);
    run.sources[index] = node;
    run.gains[index] = gain;
    return performance.now() + 1000 * (at - context.currentTime + (context.outputLatency || context.baseLatency || 0));
  }

  function change(when) {
    asked = when;
    if (!working) {
      work();
    } else if (current && performance.now() - current.begun > PATIENCE) {
      current.abort();
    }
  }

  /** A request that is aborted once something else is wanted and it has had its time, or by hand. */
  async function request(path) {
    const controller = new AbortController();
    let end = null;
    const telling = setTimeout(function () {
      end = Sounds.wait(document.getElementById("making"), "Being made…", function () { controller.abort(); });
    }, TELL);
    const patience = setTimeout(function () {
      if (asked !== null) {
        controller.abort();
      }
    }, PATIENCE);
    current = { begun: performance.now(), abort: function () { controller.abort(); } };
    try {
      const answer = await Sounds.ask(path, { signal: controller.signal, headers: { "Phasewright-Page": PAGE } });
      return { answer: answer, buffer: await Sounds.decode(answer) };
    } finally {
      current = null;
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
      const path = "/api/sounds/" + of.id + query();
      const made = summary();
      try {
        const { answer, buffer } = await request(path);
        if (of === sound) {
          const heard = exchange(panel.deck, 1, buffer);
          tell(answer, since === 0 ? null : heard - since);
          panel.querySelectorAll(".version label span")[1].textContent = made;
          draw(buffer, path);
          const kind = fields.kind.value;
          document.getElementById("blind").href = "/blind?sound=" + of.id + "&kind=" + kind + "&"
            + path.substring(path.indexOf("?") + 1).replace(/&match=\w+/, "");
        }
        wait = 0;
        Sounds.complain(trouble, null);
      } catch (error) {
        if (error.name === "AbortError") {
          if (asked === null) {
            report.textContent = "Given up. What is heard is the change before.";
          }
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

  function chosen(select) {
    return select.selectedOptions[0].textContent.trim();
  }

  /** What was asked for, in a few words. */
  function summary() {
    if (fields.kind.value === "vocoded") {
      return "by " + chosen(fields.method) + (fields.via.checked ? " from mel bands" : "");
    }
    return chosen(fields.distribution) + ", " + fields.amount.value + "\u00a0%, "
      + (fields.whole.checked ? "the whole at once" : words(fields.window) + " windows");
  }

  function tell(answer, milliseconds) {
    const level = answer.headers.get("Phasewright-Level-Change");
    const peak = Number(answer.headers.get("Phasewright-Peak"));
    const kept = answer.headers.get("Phasewright-Kept-Above");
    const told = [];
    if (kept !== null) {
      told.push("Networks and mel bands know sound up to " + Number(kept) / 1000 + " kHz; what is above is the original’s.");
    }
    if (level !== null) {
      told.push("The level had changed by " + level.replace("-", "−") + " dB"
        + (fields.match.checked ? " and was matched." : "."));
    }
    if (peak > 0) {
      told.push("Its peaks are " + peak.toFixed(1) + " dB above full scale, and clipped.");
    }
    report.textContent = told.join(" ");
    if (milliseconds === null) {
      latency.textContent = "";
    } else {
      latency.textContent = (panel.deck.isPlaying ? "Heard " : "Ready ") + Math.round(milliseconds)
        + " ms after you moved it.";
      latency.dataset.milliseconds = milliseconds.toFixed(1);
    }
    latency.dataset.changes = String(Number(latency.dataset.changes || 0) + 1);
  }

  function draw(buffer, path) {
    clearTimeout(rest);
    const item = panel.querySelectorAll(".version")[1];
    Sounds.show(item, "Changed", buffer, null, panel.edge);
    const picture = item.querySelector(".levels");
    picture.onload = null; // One that is still on its way is old by now.
    picture.classList.add("stale");
    rest = setTimeout(function () {
      Sounds.show(item, "Changed", buffer, path + "&as=spectrogram&top=" + sound.topDb, panel.edge);
    }, REST);
  }

  controls.addEventListener("input", function () {
    const now = performance.now();
    label();
    change(now);
  });
  controls.addEventListener("submit", function (event) { event.preventDefault(); });

  label();
  const given = new URLSearchParams(location.search).get("sound");
  if (given && /^[A-Za-z0-9_-]{22}$/.test(given)) {
    load("Fetching…", "/api/sounds/" + given);
  }
})();
