"use strict";

/* A MIDI file on the instruments of this page: channel 10 on the pads, all others on what the keys play. */
document.querySelectorAll("[data-song]").forEach(function (root) {
  const { tell, open, play, mix, wave, save, clamp } = Phasewright.stage;
  const find = function (name) { return root.querySelector("[data-" + name + "]"); };
  const keyboard = document.querySelector("[data-play-it]");
  const pads = document.querySelector("[data-pads]");
  /** Channel 10, counted from 0. */
  const DRUMS = 9;
  const RATE = 48000;
  const RELEASE = 0.12;
  const LOUDNESS = 0.5;
  const PEAK = 0.89;
  const MOST_VOICES = 64;
  /** What is not yet due waits, in seconds; and how often is looked, in milliseconds. */
  const AHEAD = 0.4;
  const LOOK = 120;
  /** Samples that are mixed before the page may do something else. */
  const AT_ONCE = 4000000;

  let song = null;
  let name = "";
  let run = null;

  function complain(words) {
    find("trouble").textContent = words;
    find("trouble").hidden = !words;
  }

  function minutes(seconds) {
    return Math.floor(seconds / 60) + ":" + String(Math.floor(seconds % 60)).padStart(2, "0");
  }

  function isDrum(note) {
    return note.channel === DRUMS;
  }

  /** What a note sounds with: samples, where they begin, speed, gain and seconds, as far as they are there. */
  function sound(note) {
    const drum = isDrum(note);
    const found = drum ? pads && pads.pads.hit(note.key, note.velocity) : keyboard && keyboard.play.note(note.key);
    if (!found) {
      return null;
    }
    // A drum's layers know how hard it is struck; what is left is its channel's.
    const gain = drum ? found.gain * note.gain / Math.pow(note.velocity / 127, 2) : found.gain * note.gain;
    const whole = (found.buffer.duration - found.from) / found.speed;
    const held = drum ? (note.hatEnds === undefined ? Infinity : note.hatEnds) - note.from : note.to - note.from + RELEASE;
    return { buffer: found.buffer, from: found.from, speed: found.speed, gain: LOUDNESS * gain, seconds: Math.min(whole, held),
      fade: held < whole ? Math.min(RELEASE, held) : 0 };
  }

  // A file

  async function take(file) {
    stop();
    complain("");
    try {
      if (file.size > 4 << 20) {
        throw new Error("it is larger than 4 MB, which no music is; take another file");
      }
      const notes = Phasewright.midi.read(new Uint8Array(await file.arrayBuffer()));
      song = notes.filter(function (note) { return isDrum(note) ? pads : keyboard; });
      name = file.name.replace(/\.[^.]*$/, "");
      // A pair of hats is one: what is open ends where the next of either is struck.
      const hats = notes.filter(function (note) { return isDrum(note) && [42, 44, 46].includes(note.key); });
      hats.forEach(function (note, i) { note.hatEnds = i + 1 < hats.length ? Math.max(note.from + 0.02, hats[i + 1].from) : undefined; });
      const drums = notes.filter(isDrum).length;
      const left = notes.length - song.length;
      find("what").textContent = file.name + ": " + minutes(length()) + " min, " + (notes.length - drums) + " notes and " + drums
        + " strokes" + (left ? "; " + left + " of them are left out, as what they are for is not on this page" : "") + ".";
      if (keyboard) {
        keyboard.play.want(Array.from(new Set(notes.filter(function (note) { return !isDrum(note); }).map(function (note) { return note.key; }))));
      }
    } catch (error) {
      song = null;
      find("what").textContent = "";
      complain(file.name + ": " + error.message);
    }
    const ready = Boolean(song && song.length);
    find("start").hidden = !ready;
    find("render").hidden = !ready;
  }

  function length() {
    return song.reduce(function (end, note) { return Math.max(end, note.to); }, 0);
  }

  find("file").addEventListener("change", function (event) {
    if (event.target.files.length > 0) {
      take(event.target.files[0]);
    }
  });
  ["dragover", "drop"].forEach(function (kind) {
    root.addEventListener(kind, function (event) {
      event.preventDefault();
      if (kind === "drop" && event.dataTransfer.files.length > 0) {
        take(event.dataTransfer.files[0]);
      }
    });
  });

  /** When what the song needs is there: a hit for each of its drums, and one note at least, or all that can be drawn. */
  async function gathered(all) {
    const drums = song.filter(isDrum).map(function (note) { return note.key; });
    const pitches = song.filter(function (note) { return !isDrum(note); }).map(function (note) { return note.key; });
    if (pads && drums.length > 0) {
      await pads.pads.ready(drums, function (left) { tell(find("at"), left ? "waiting for " + left + " pads" : ""); });
    }
    if (keyboard && pitches.length > 0) {
      await keyboard.play.ready(pitches, all, function (left) { tell(find("at"), left ? "waiting for " + left + " notes" : ""); });
    }
  }

  // Hearing it

  function stop() {
    if (run) {
      clearInterval(run.looking);
      run.voices.forEach(function (voice) { voice.stop(); });
      run = null;
    }
    tell(find("start"), "Play");
    tell(find("at"), "");
  }

  async function start() {
    const to = open();
    tell(find("start"), "Stop");
    const own = { next: 0, voices: new Set(), looking: 0, from: 0 };
    run = own;
    await gathered(false);
    if (run !== own) {
      return;
    }
    own.from = to.context.currentTime + 0.1;
    own.looking = setInterval(look, LOOK);
    look();
  }

  /** Hands over what is due soon; of a flood only as much as can be heard. */
  function look() {
    const to = open();
    const now = to.context.currentTime - run.from;
    while (run.next < song.length && song[run.next].from < now + AHEAD) {
      const note = song[run.next++];
      const made = note.from > now - AHEAD && run.voices.size < MOST_VOICES && sound(note);
      if (made) {
        const voices = run.voices;
        const source = play(to, made, run.from + note.from).source;
        source.onended = function () { voices.delete(source); };
        voices.add(source);
      }
    }
    tell(find("at"), minutes(clamp(now, 0, length())) + " of " + minutes(length()));
    if (now > length() + 1 && run.voices.size === 0) {
      stop();
    }
  }

  find("start").addEventListener("click", function () {
    if (run) {
      stop();
    } else {
      start();
    }
  });

  // Keeping it

  async function render() {
    await gathered(true);
    const mixture = new OfflineAudioContext(1, 1, RATE).createBuffer(1, Math.ceil((length() + 2) * RATE), RATE);
    const samples = mixture.getChannelData(0);
    let work = 0;
    for (let i = 0; i < song.length; i++) {
      const made = sound(song[i]);
      work += made ? mix(samples, RATE, made, Math.round(song[i].from * RATE), false) : 0;
      if (work > AT_ONCE) {
        work = 0;
        tell(find("at"), "mixing, " + Math.round(100 * i / song.length) + " %");
        await new Promise(function (resolve) { setTimeout(resolve); });
      }
    }
    const peak = samples.reduce(function (most, x) { return Math.max(most, Math.abs(x)); }, 1e-6);
    samples.forEach(function (x, i) { samples[i] = x * PEAK / peak; });
    return wave(mixture);
  }

  find("render").addEventListener("click", async function () {
    const button = find("render");
    if (button.getAttribute("aria-disabled") === "true") {
      return;
    }
    button.setAttribute("aria-disabled", "true");
    stop();
    try {
      save(name + ".wav", await render());
    } catch (error) {
      complain(error.message);
    }
    tell(find("at"), "");
    button.setAttribute("aria-disabled", "false");
  });

  root.song = { take: take, get notes() { return song ? song.length : 0; }, get voices() { return run ? run.voices.size : 0; } };
});
