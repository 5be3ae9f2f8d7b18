"use strict";

/*
 * A keyboard of generated notes. Those of a page from disk lie beside it; a server is asked for new ones while one plays,
 * one at a time.
 */
document.querySelectorAll("[data-play-it]").forEach(function (root) {
  const MOST_VOICES = 32;
  const NAMES = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"];
  const LETTERS = ["A", "W", "S", "E", "D", "F", "T", "G", "Y", "H", "U", "J", "K", "O", "L", "P", ";"];
  const CODES = LETTERS.map(function (letter) { return letter === ";" ? "Semicolon" : "Key" + letter; });
  const LOUDNESS = 0.6;
  /** Channel 10, counted from 0. */
  const DRUMS = 9;
  /** Semitones that a wheel bends by, and cents that a note is retuned by at most. */
  const BEND = 2;
  const MOST_CENTS = 70;
  /** Notes that were struck and wait for another in their place. */
  const MOST_STALE = 8;

  const { clamp, tell, open, wav, opcodes, zip, save, seed, Asker } = Phasewright.stage;
  const address = Phasewright.stage.address;
  const find = function (name) { return root.querySelector("[data-" + name + "]"); };
  const instruments = JSON.parse(root.dataset.kit);
  const choice = find("instrument");
  const touch = find("touch");
  const tuned = find("tuned");
  const sustain = find("sustain");
  const keys = find("keys");
  /** Decodes before anybody has clicked, when a context that plays may not begin yet. */
  const decoder = new OfflineAudioContext(1, 1, 48000);
  const narrow = window.matchMedia("(max-width: 40rem)");

  let instrument = instruments[0];
  let lowest = 48;
  let takes = new Map();
  /** What sounds until there is a note of a blend that the square has come upon: an instrument, with its notes. */
  let before = null;
  let bent = 0;
  /** What is held since before there was any note. */
  let early = null;
  let last = null;
  /** What the picture is of. */
  let drawn = null;
  /** Notes that sound: by what holds each, a key, a pointer or a port. */
  const voices = [];

  function name(pitch) {
    return NAMES[pitch % 12] + (Math.floor(pitch / 12) - 1);
  }

  function plain(pitch) {
    return name(pitch).replace("♯", "#");
  }

  function complain(words) {
    find("trouble").textContent = words;
    find("trouble").hidden = !words;
  }

  // What the notes are made of

  /** Where a note begins, how loud it is and how many cents it is off, so that all keys of a kit go together. */
  function take(pitch, buffer, bytes, seed) {
    const x = buffer.getChannelData(0);
    const rate = buffer.sampleRate;
    let peak = 1e-6;
    for (let i = 0; i < x.length; i++) {
      peak = Math.max(peak, Math.abs(x[i]));
    }
    let begin = 0;
    while (Math.abs(x[begin]) < 0.03 * peak && begin < x.length - 1) {
      begin++;
    }
    // The loudest of its fifths of a second says how loud it is; a peak alone says little.
    const step = Math.round(0.2 * rate);
    let loudest = 1e-6;
    for (let from = begin; from + step <= x.length || from === begin; from += step) {
      let sum = 0;
      for (let i = from; i < Math.min(from + step, x.length); i++) {
        sum += x[i] * x[i];
      }
      loudest = Math.max(loudest, Math.sqrt(sum / step));
    }
    return {
      pitch: pitch, kit: instrument, buffer: buffer, bytes: bytes, seed: seed, from: Math.max(0, begin / rate - 0.004),
      gain: Math.min(0.2 / loudest, 1 / peak), cents: cents(x, rate, begin, 440 * Math.pow(2, (pitch - 69) / 12)), used: false,
    };
  }

  /** How many cents a sound is off a pitch: where, near so many periods, it is most like itself. 0 if it is nowhere. */
  function cents(x, rate, begin, hertz) {
    const periods = clamp(Math.round(0.02 * hertz), 1, 8);
    const from = begin + Math.round(0.1 * rate);
    const count = Math.min(Math.round(0.25 * rate), x.length - from - Math.ceil(1.1 * periods * rate / hertz));
    let best = 0;
    let off = 0;
    for (let c = -MOST_CENTS; c <= MOST_CENTS && count > 0; c += 2) {
      const lag = periods * rate / hertz * Math.pow(2, -c / 1200);
      const whole = Math.floor(lag);
      const part = lag - whole;
      let xy = 0, xx = 1e-9, yy = 1e-9;
      for (let i = from; i < from + count; i += 2) {
        const y = x[i + whole] * (1 - part) + x[i + whole + 1] * part;
        xy += x[i] * y;
        xx += x[i] * x[i];
        yy += y * y;
      }
      const like = xy / Math.sqrt(xx * yy);
      if (like > best) {
        best = like;
        off = c;
      }
    }
    return best > 0.7 && Math.abs(off) < MOST_CENTS ? off : 0;
  }

  // From disk

  async function readKit(kit) {
    const pitches = Object.keys(kit.sounds).map(Number);
    pitches.sort(function (a, b) { return Math.abs(a - 60) - Math.abs(b - 60); });
    for (const pitch of pitches) {
      const data = Phasewright.binary(await Phasewright.bytes(kit.sounds[pitch]));
      const buffer = await decoder.decodeAudioData(data.slice().buffer);
      if (instrument !== kit) {
        return;
      }
      takes.set(pitch, take(pitch, buffer, data, kit.seed));
      progress();
    }
  }

  // From the server: what is missing first, and there what was asked for last; then what was struck already.

  let wished = [];

  function nextWish() {
    const all = wished.concat(shown().sort(function (a, b) { return Math.abs(a - 60) - Math.abs(b - 60); }));
    const missing = all.find(function (pitch) { return within(pitch) && !takes.has(pitch); });
    return missing !== undefined ? missing : wished.find(function (pitch) { return takes.has(pitch) && takes.get(pitch).used; });
  }

  function within(pitch) {
    return pitch >= instrument.lowest && pitch <= instrument.highest;
  }

  function wish(pitch) {
    wished = [pitch].concat(wished.filter(function (each) { return each !== pitch; })).slice(0, MOST_STALE);
    ask();
  }

  const asker = new Asker(function () {
    const pitch = !instrument || instrument.sounds ? undefined : nextWish();
    return pitch === undefined ? null
      : { pitch: pitch, kit: instrument, 
        asked: Object.assign({ model: instrument.model, pitch: String(pitch), seed: String(seed()) },
          instrument.blend ? { blend: instrument.blend } : { class: instrument.name }) };
  }, async function (bytes, wish) {
    const buffer = await decoder.decodeAudioData(bytes.slice().buffer);
    if (instrument === wish.kit) {
      takes.set(wish.pitch, take(wish.pitch, buffer, bytes, Number(wish.asked.seed)));
      wished = wished.filter(function (each) { return each !== wish.pitch; });
      progress();
    }
  }, complain);

  function ask() {
    asker.ask();
  }

  function called() {
    return instrument.blend ? "this blend" : instrument.name;
  }

  function progress() {
    if (takes.size > 0) {
      before = null;
    }
    const there = shown().filter(function (pitch) { return takes.has(pitch); }).length;
    keys.querySelectorAll("button").forEach(function (key) {
      key.classList.toggle("there", takes.has(Number(key.dataset.pitch)));
    });
    const all = shown().length;
    const can = shown().filter(function (pitch) { return instrument.sounds ? pitch in instrument.sounds : within(pitch); }).length;
    tell(find("state"), there === all ? "All " + all + " notes of " + called() + " are here."
      : there === can && there > 0 ? "All " + there + " notes that there are of " + called()
        + " are here; beyond them a key plays the nearest one at another speed."
        : there + " of " + can + " notes of " + called() + (instrument.sounds ? " are loaded" : " are drawn")
          + (before ? "; until the first of them is, the keys play what they did: " + (before.kit.words || before.kit.name) + "."
            : takes.size === 0 ? "; until the first of them is, the keys are silent."
              : "; until then, or beyond them, a key plays the nearest one at another speed."));
    root.dataset.there = String(there);
    root.dispatchEvent(new Event("drawn"));
    find("keep").hidden = takes.size < (instrument.sounds ? Object.keys(instrument.sounds).length : 1);
    if (early && takes.size > 0) {
      const held = early;
      early = null;
      on(held.pitch, held.velocity, held.holder);
    }
  }

  // What sounds

  function nearest(pitch) {
    let best = null;
    (before ? before.takes : takes).forEach(function (each) {
      if (!best || Math.abs(each.pitch - pitch) < Math.abs(best.pitch - pitch)) {
        best = each;
      }
    });
    return best;
  }

  function speed(voice) {
    return Math.pow(2, (voice.pitch - voice.take.pitch - (tuned.checked ? voice.take.cents / 100 : 0) + bent) / 12);
  }

  /** Starts a take as a note. */
  function start(to, found, pitch, velocity) {
    const source = to.context.createBufferSource();
    const gain = to.context.createGain();
    source.buffer = found.buffer;
    gain.gain.value = LOUDNESS * found.gain * Math.pow(clamp(velocity, 1, 127) / 127, 1.7);
    source.connect(gain).connect(to.out);
    const voice = { pitch: pitch, take: found, source: source, gain: gain, held: true, velocity: velocity };
    source.playbackRate.value = speed(voice);
    source.start(0, found.from);
    found.used = true;
    return voice;
  }

  /** A note begins, held by someone, with a velocity from 1 to 127. */
  function on(pitch, velocity, holder) {
    // What is held goes on until the note in its place is there.
    const held = before && voices.some(function (voice) { return voice.holder === holder && voice.pitch === pitch; });
    if (!held) {
      off(holder);
    }
    const to = open();
    if (!instrument.sounds && (!takes.has(pitch) || takes.get(pitch).used)) {
      wish(pitch);
    }
    const found = nearest(pitch);
    if (!found || before) {
      early = { pitch: pitch, velocity: velocity, holder: holder };
    }
    if (!found) {
      tell(find("told"), name(pitch) + " is not " + (instrument.sounds ? "loaded" : "drawn") + " yet: whoever holds the key hears it as soon as"
        + " there is a note.");
    }
    if (!found || held) {
      return;
    }
    if (voices.length >= MOST_VOICES) {
      silence(voices[0], 0.005);
    }
    const voice = start(to, found, pitch, velocity);
    voice.holder = holder;
    voice.source.onended = function () { forget(voice); };
    voices.push(voice);
    root.dispatchEvent(new CustomEvent("struck", { detail: { id: voice, name: found.kit.blend || found.kit.name, key: pitch,
      velocity: velocity, sound: { buffer: found.buffer, from: found.from, speed: speed(voice), gain: voice.gain.gain.value } } }));
    if (!instrument.sounds) {
      wish(pitch);
    }
    last = voice;
    changed();
  }

  function forget(voice) {
    const index = voices.indexOf(voice);
    if (index >= 0) {
      voices.splice(index, 1);
      root.dispatchEvent(new CustomEvent("ended", { detail: { id: voice } }));
    }
    changed();
  }

  function silence(voice, seconds) {
    const now = Phasewright.audio().currentTime;
    voice.gain.gain.setTargetAtTime(0, now, seconds);
    voice.source.stop(now + 8 * seconds);
    forget(voice);
  }

  function isSustained() {
    return sustain.getAttribute("aria-pressed") === "true";
  }

  /** Whoever held a note lets it go. */
  function off(holder) {
    if (early && early.holder === holder) {
      early = null;
    }
    voices.filter(function (voice) { return voice.holder === holder; }).forEach(function (voice) {
      voice.held = false;
      voice.holder = null;
      if (!isSustained()) {
        silence(voice, 0.05);
      }
    });
    changed();
  }

  function pedal(down) {
    sustain.setAttribute("aria-pressed", String(down));
    if (!down) {
      voices.filter(function (voice) { return !voice.held; }).forEach(function (voice) { silence(voice, 0.05); });
    }
  }

  function bend(semitones) {
    bent = semitones;
    voices.forEach(function (voice) { voice.source.playbackRate.value = speed(voice); });
  }

  // The keys

  function shown() {
    return Array.from({ length: narrow.matches ? 13 : 25 }, function (_, i) { return lowest + i; });
  }

  function isBlack(pitch) {
    return name(pitch).includes("♯");
  }

  function build() {
    const pitches = shown();
    const whites = pitches.filter(function (pitch) { return !isBlack(pitch); }).length;
    let before = 0;
    keys.replaceChildren.apply(keys, pitches.map(function (pitch, i) {
      const key = document.createElement("button");
      const black = isBlack(pitch);
      key.type = "button";
      key.className = black ? "key black" : "key white";
      key.dataset.pitch = String(pitch);
      key.tabIndex = i === 0 ? 0 : -1;
      key.setAttribute("aria-label", plain(pitch).replace("#", " sharp "));
      // In hundredths of the whole, as the style sheet cannot know how many there are.
      const width = 100 / whites;
      key.style.left = (before * width - (black ? 0.31 * width : 0)) + "%";
      key.style.width = (black ? 0.62 : 1) * width + "%";
      before += black ? 0 : 1;
      const words = document.createElement("span");
      words.textContent = (i < LETTERS.length ? LETTERS[i] : "");
      const note = document.createElement("i");
      note.textContent = pitch % 12 === 0 ? name(pitch) : "";
      key.append(words, note);
      return key;
    }));
    tell(find("octave"), name(lowest) + " to " + name(pitches[pitches.length - 1]));
    progress();
    lit();
  }

  let waiting = false;

  /** Draws what has changed, once a frame: a flood of notes must not become one of pictures. */
  function changed() {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(function () {
        waiting = false;
        lit();
        if (last && last.take !== drawn) {
          show();
        }
      });
    }
  }

  function lit() {
    const held = new Set(voices.filter(function (voice) { return voice.held; }).map(function (voice) { return voice.pitch; }));
    keys.querySelectorAll("button").forEach(function (key) {
      key.classList.toggle("down", held.has(Number(key.dataset.pitch)));
    });
  }

  function shift(octaves) {
    const low = instrument.sounds ? 24 : instrument.lowest - instrument.lowest % 12;
    const high = (instrument.sounds ? 96 : instrument.highest) - 12;
    lowest = clamp(lowest + 12 * octaves, low, Math.max(low, high - high % 12));
    build();
    remember();
    ask();
  }

  /** Where a pointer is: lower on a key is louder. */
  function struck(event) {
    const key = document.elementFromPoint(event.clientX, event.clientY);
    if (!key || !key.matches || !key.matches(".key") || !keys.contains(key)) {
      return null;
    }
    const box = key.getBoundingClientRect();
    const depth = clamp((event.clientY - box.top) / box.height, 0, 1);
    return { pitch: Number(key.dataset.pitch), velocity: Math.round(Number(touch.value) * (0.45 + 0.55 * depth)) };
  }

  const pointers = new Map();
  keys.addEventListener("pointerdown", function (event) {
    const at = event.button === 0 && struck(event);
    if (at) {
      event.preventDefault();
      keys.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, at.pitch);
      on(at.pitch, at.velocity, "pointer " + event.pointerId);
    }
  });
  keys.addEventListener("pointermove", function (event) {
    if (pointers.has(event.pointerId)) {
      const at = struck(event);
      if (at && at.pitch !== pointers.get(event.pointerId)) {
        pointers.set(event.pointerId, at.pitch);
        on(at.pitch, at.velocity, "pointer " + event.pointerId);
      }
    }
  });
  ["pointerup", "pointercancel"].forEach(function (kind) {
    keys.addEventListener(kind, function (event) {
      if (pointers.delete(event.pointerId)) {
        off("pointer " + event.pointerId);
      }
    });
  });
  // What reads the page aloud clicks without a pointer.
  keys.addEventListener("click", function (event) {
    const key = event.target.closest(".key");
    if (key && event.detail === 0 && event.pointerType === "") {
      on(Number(key.dataset.pitch), Number(touch.value), "click");
      setTimeout(function () { off("click"); }, 700);
    }
  });

  keys.addEventListener("keydown", function (event) {
    const all = Array.from(keys.querySelectorAll(".key"));
    const index = all.indexOf(event.target);
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
    if (event.key in steps && index >= 0) {
      event.preventDefault();
      const next = all[clamp(index + steps[event.key], 0, all.length - 1)];
      all.forEach(function (key) { key.tabIndex = key === next ? 0 : -1; });
      next.focus();
    } else if ((event.key === " " || event.key === "Enter") && index >= 0) {
      event.preventDefault();
      if (!event.repeat) {
        on(Number(event.target.dataset.pitch), Number(touch.value), "focus");
      }
    }
  });
  keys.addEventListener("keyup", function (event) {
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      off("focus");
    }
  });
  keys.addEventListener("focusout", function () { off("focus"); });

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("select, input:not([type=range], [type=checkbox])")) {
      return;
    }
    const index = CODES.indexOf(event.code);
    if (index >= 0 && !event.repeat) {
      event.preventDefault();
      on(lowest + index, Number(touch.value), event.code);
    } else if (event.code === "KeyZ" && !event.repeat) {
      shift(-1);
    } else if (event.code === "KeyX" && !event.repeat) {
      shift(1);
    }
  });
  document.addEventListener("keyup", function (event) {
    if (CODES.includes(event.code)) {
      off(event.code);
    }
  });
  // Keys that are let go elsewhere are never told of.
  window.addEventListener("blur", function () { voices.slice().forEach(function (voice) { silence(voice, 0.05); }); });

  // MIDI

  function heard(event) {
    const [status, first, second] = event.data;
    const kind = status & 0xf0;
    const holder = "midi " + (status & 15) + " " + first;
    const pads = document.querySelector("[data-pads]");
    if ((status & 15) === DRUMS && pads && kind < 0xa0) {
      if (kind === 0x90 && second > 0) {
        pads.pads.key(first, second);
      }
      return;
    }
    if (kind === 0x90 && second > 0) {
      on(first, second, holder);
    } else if (kind === 0x80 || kind === 0x90) {
      off(holder);
    } else if (kind === 0xe0) {
      bend(BEND * ((second << 7 | first) - 8192) / 8192);
    } else if (kind === 0xb0 && first === 64) {
      pedal(second >= 64);
    } else if (kind === 0xb0 && (first === 120 || first === 123)) {
      voices.slice().forEach(function (voice) { silence(voice, 0.02); });
    }
  }

  find("midi").addEventListener("click", function () {
    const button = find("midi");
    if (!navigator.requestMIDIAccess) {
      complain("This browser has no Web MIDI" + (window.isSecureContext ? "" : " for pages from another computer without https")
        + "; the computer’s keys, the mouse and fingers play all the same.");
      return;
    }
    open();
    navigator.requestMIDIAccess().then(function (access) {
      function listen() {
        const ports = Array.from(access.inputs.values()).filter(function (port) { return port.state !== "disconnected"; });
        ports.forEach(function (port) { port.onmidimessage = heard; });
        tell(button, ports.length ? "Hears " + ports.map(function (port) { return port.name; }).join(", ")
          : "No MIDI keyboard is plugged in");
        complain("");
      }
      access.onstatechange = listen;
      listen();
    }, function () {
      complain("The browser was not allowed to use MIDI; the computer’s keys, the mouse and fingers play all the same.");
    });
  });

  // The last note

  function show() {
    const { sheet, axes, figure, colour } = Phasewright.plot;
    const paper = sheet(find("last"));
    const buffer = last ? last.take.buffer : null;
    const seconds = buffer ? buffer.duration : 2;
    const x = function (t) { return paper.left + t / seconds * (paper.right - paper.left); };
    const y = function (value) { return (paper.top + paper.bottom - value * (paper.bottom - paper.top)) / 2; };
    axes(paper,
      { ticks: [0, 0.5, 1, 1.5, 2].filter(function (t) { return t <= seconds + 0.01; }), place: x, figure: figure, name: "time, s" },
      { ticks: [-1, 0, 1], place: y, figure: figure, name: "amplitude, in that of its peak" });
    if (!last) {
      return;
    }
    const samples = buffer.getChannelData(0);
    let peak = 1e-6;
    samples.forEach(function (value) { peak = Math.max(peak, Math.abs(value)); });
    const pen = paper.pen;
    pen.fillStyle = colour("wave");
    const columns = Math.floor(paper.right - paper.left);
    for (let column = 0; column < columns; column++) {
      const from = Math.floor(column * samples.length / columns);
      const to = Math.max(from + 1, Math.floor((column + 1) * samples.length / columns));
      let low = 0;
      let high = 0;
      for (let i = from; i < to; i++) {
        low = Math.min(low, samples[i]);
        high = Math.max(high, samples[i]);
      }
      pen.fillRect(paper.left + column, y(high / peak), 1, Math.max(1, y(low / peak) - y(high / peak)));
    }
    const note = last.take;
    drawn = note;
    const kit = note.kit;
    const words = kit.name + " " + name(note.pitch) + ", from seed " + note.seed
      + (note.cents === 0 ? ", in tune as it was drawn" : ", drawn " + Math.abs(note.cents) + " cents "
        + (note.cents > 0 ? "sharp" : "flat") + (tuned.checked ? ", played in tune" : ""))
      + (note.pitch === last.pitch ? "" : ", played as " + name(last.pitch));
    tell(find("told"), words + ".");
    find("last").setAttribute("aria-label", "Waveform of the last note: " + words);
    tell(find("command").querySelector("code"), Phasewright.command(
      { class: kit.name, blend: kit.blend, model: kit.model, steps: kit.steps, pitch: plain(note.pitch), seed: note.seed },
      kit.name + "-" + plain(note.pitch) + ".wav"));
    find("command").hidden = false;
    find("save").hidden = false;
  }

  /** What a file of a note is called. */
  function file(note) {
    return note.kit.name + "-" + plain(note.pitch).replace("#", "s") + "-" + note.seed + ".wav";
  }

  find("save").addEventListener("click", async function () {
    const note = last.take;
    save(file(note), await wav(note.bytes));
  });

  /** The text of an SFZ instrument (sfzformat.com): each note is played up to half way to the next, in tune. */
  function sfz(notes) {
    return ["// " + instrument.name + ", drawn by Phasewright’s model " + instrument.model, "<group> ampeg_release=0.3"]
      .concat(notes.map(function (note, i) {
        const low = i === 0 ? 0 : Math.floor((notes[i - 1].pitch + note.pitch) / 2) + 1;
        const high = i === notes.length - 1 ? 127 : Math.floor((note.pitch + notes[i + 1].pitch) / 2);
        return "<region> sample=" + file(note) + " lokey=" + low + " hikey=" + high + " pitch_keycenter=" + note.pitch
          + " tune=" + -note.cents + opcodes(note, note.file);
      })).join("\n") + "\n";
  }

  find("keep").addEventListener("click", async function () {
    const notes = Array.from(takes.values()).sort(function (a, b) { return a.pitch - b.pitch; });
    const files = [];
    for (const note of notes) {
      const bytes = await wav(note.bytes);
      note.file = bytes;
      files.push({ name: file(note), bytes: bytes });
    }
    save(instrument.name + ".zip", zip(files.concat({ name: instrument.name + ".sfz", bytes: sfz(notes) })));
  });

  // The address

  function remember() {
    Phasewright.stage.remember({ instrument: instrument.name, model: instrument.model, lowest: String(lowest),
      sustain: isSustained() ? "1" : "0", touch: touch.value, tuned: tuned.checked ? "1" : "0" });
  }

  /** Lets the keys play an instrument; what they played until then may sound on until there is something to play. */
  function choose(next, soundsOn) {
    const old = takes.size > 0 ? { kit: instrument, takes: takes } : before;
    instrument = next;
    choice.value = String(instruments.indexOf(next));
    // Of a blend, which nobody chooses by name, what was drawn is kept.
    next.takes = next.blend && next.takes || new Map();
    takes = next.takes;
    before = soundsOn && !next.sounds && takes.size === 0 ? old : null;
    wished = [];
    if (!before) {
      voices.slice().forEach(function (voice) { silence(voice, 0.05); });
    }
    asker.leave();
    lowest = clamp(lowest, 24, 84);
    if (!next.sounds) {
      lowest = clamp(lowest, next.lowest - next.lowest % 12, Math.max(next.lowest - next.lowest % 12, next.highest - 12 - next.highest % 12));
    }
    build();
    if (next.sounds) {
      readKit(next).catch(function (error) { complain(error.message); });
    } else {
      ask();
    }
  }

  /** Takes what the address says, as far as it makes sense: anybody may have written it. */
  function restore() {
    const state = address();
    const asked = instruments.find(function (each) {
      return each.name === state.get("instrument") && (!state.has("model") || each.model === state.get("model"));
    });
    const low = Number(state.get("lowest"));
    if (Number.isInteger(low) && low % 12 === 0 && low >= 24 && low <= 84) {
      lowest = low;
    }
    const heavy = Number(state.get("touch"));
    if (heavy >= 1 && heavy <= 127) {
      touch.value = String(Math.round(heavy));
    }
    tuned.checked = state.get("tuned") !== "0";
    pedal(state.get("sustain") === "1");
    choose(asked || instruments[0]);
  }

  const several = instruments.some(function (each) { return each.model !== instruments[0].model; });
  choice.append.apply(choice, Phasewright.grouped(instruments.map(function (each, i) {
    const others = instruments.some(function (other) { return other.name === each.name && other !== each; });
    return { option: new Option(each.name + (others ? " (" + each.model + ")" : ""), String(i)), family: each.family,
      of: several && each.model };
  })));
  // Shown while the square plays, and not to be chosen: a blend has no name.
  const blend = new Option("a blend, by the square below", "-1");
  blend.hidden = true;
  choice.append(blend);
  choice.addEventListener("change", function () {
    choose(instruments[Number(choice.value)]);
    remember();
    choice.blur(); // So that letters play, and do not choose another instrument.
  });
  root.querySelectorAll("[data-shift]").forEach(function (button) {
    button.addEventListener("click", function () { shift(Number(button.dataset.shift)); });
  });
  sustain.addEventListener("click", function () {
    pedal(!isSustained());
    remember();
  });
  [touch, tuned].forEach(function (input) { input.addEventListener("change", remember); });
  document.addEventListener("visibilitychange", ask);
  narrow.addEventListener("change", build);
  window.addEventListener("resize", show);
  window.addEventListener("hashchange", restore);
  root.play = {
    on: on,
    off: off,
    /** What a model of this page can play, by name. */
    of: function (model) {
      return instruments.filter(function (each) { return each.model === model; }).map(function (each) { return each.name; });
    },
    /** The instrument of a name, if there is one. */
    named: function (name, model) {
      return instruments.find(function (each) { return each.name === name && each.model === model; });
    },
    /** Lets the keys play an instrument, which may be a blend; until there is a note of it, they play what they did. */
    use: function (next) {
      if (next !== instrument) {
        choose(next, true);
      }
    },
    /** Whether there is nothing of that instrument to play yet. */
    lacks: function (other) {
      return other === instrument ? takes.size === 0 : !(other.blend && other.takes && other.takes.size > 0);
    },
    /** What sounds in place of what there is none of yet; null if nothing does. */
    get meanwhile() { return before ? before.kit : takes.size > 0 ? instrument : null; },
    uses: function (other) { return instrument === other; },
    get instrument() { return instrument.blend || instrument.name; },
    /** Writes what the keys play into the address. */
    remember: remember,
    /** What a pitch sounds with, to be played elsewhere; nothing if there is no note yet. */
    note: function (pitch) {
      const found = nearest(pitch);
      return found && { buffer: found.buffer, from: found.from, speed: speed({ pitch: pitch, take: found }), gain: LOUDNESS * found.gain };
    },
    /** When there is a note, or one for each of some pitches that can be drawn; told, again and again, how many are not there. */
    ready: function (pitches, all, lacking) {
      const wanted = Array.from(new Set(pitches)).filter(within);
      return new Promise(function (resolve) {
        (function look() {
          const left = wanted.filter(function (pitch) { return !takes.has(pitch); });
          const done = instrument.sounds ? takes.size > 0 : all ? left.length === 0 : takes.size > 0 || wanted.length === 0;
          lacking(done ? 0 : left.length);
          if (done || !find("trouble").hidden) {
            resolve();
            return;
          }
          if (!instrument.sounds && !left.some(function (pitch) { return wished.includes(pitch); })) {
            wished = left.concat(wished);
            ask();
          }
          setTimeout(look, 200);
        })();
      });
    },
    /** Has notes of some pitches drawn before others. */
    want: function (pitches) {
      wished = pitches.concat(wished);
      ask();
    },
    get voices() {
      return voices.map(function (voice) { return { pitch: voice.pitch, velocity: voice.velocity, held: voice.held }; });
    },
    get last() {
      return last && { pitch: last.pitch, drawn: last.take.pitch, seed: last.take.seed, cents: last.take.cents };
    },
  };
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  restore();
  show();
  document.fonts.ready.then(show);
});
