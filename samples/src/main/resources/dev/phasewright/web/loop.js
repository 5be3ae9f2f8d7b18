"use strict";

/*
 * A loop of what is played on the keys and pads of this page. What was struck is kept with its very sound, at a place that is
 * counted in beats; it is handed to the loudspeakers a little ahead of its time, and begins there to the sample.
 */
document.querySelectorAll("[data-loop-it]").forEach(function (root) {
  const { clamp, tell, open, play, hush, mix, wave, save, address, remember } = Phasewright.stage;
  /** Beats of a bar, and places of a beat that strokes snap to. */
  const BEATS = 4;
  const GRID = 4;
  const RATE = 48000;
  const PEAK = 0.89;
  /** Seconds that a note goes on for when its key is let go. */
  const RELEASE = 0.12;
  const MOST_NOTES = 2000;
  const MOST_VOICES = 64;
  /** What is not yet due waits, in seconds, longer where nobody looks, as timers are slow there; and how often is looked. */
  const AHEAD = 0.25;
  const AHEAD_HIDDEN = 2.5;
  const LOOK = 60;
  /** What is later than so many seconds is not played at all. */
  const LATE = 0.03;
  /** Who comes in this many beats too early meant the first. */
  const EARLY = 0.5;
  /** Samples that are mixed before the page may do something else. */
  const AT_ONCE = 4000000;
  const CHANNELS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15];
  const DRUMS = 9;

  const find = function (name) { return root.querySelector("[data-" + name + "]"); };
  const keyboard = document.querySelector("[data-play-it]");
  const pads = document.querySelector("[data-pads]");
  const tempo = find("tempo");
  const bars = find("bars");
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  /**
   * What was played: {name, drum, hat, key, velocity, sound, beat, beats, since, take}, where it is in the loop and how long,
   * in beats; in which take it was recorded, and from which beat of the run on it is played.
   */
  let notes = [];
  /** What is held: by what began it, {note, struck}. */
  const held = new Map();
  let taken = 0;
  let recording = false;
  /** What plays: {start, until, voices, looking}, in the context's seconds where beat 0 is and until when all is handed over. */
  let run = null;
  let click = null;
  /** How long a beat is, in seconds: a number that is only half typed is no tempo. */
  let pace = 0.6;

  /** Beats of the loop. */
  function length() {
    return BEATS * Number(bars.value);
  }

  function now() {
    return open().context.currentTime;
  }

  /** A number of beats within the loop. */
  function around(beats) {
    return (beats % length() + length()) % length();
  }

  function inside() {
    return notes.filter(function (note) { return note.beat < length(); });
  }

  // What sounds

  /** What a note sounds with, at this tempo. */
  function sounding(note) {
    const whole = (note.sound.buffer.duration - note.sound.from) / note.sound.speed;
    const lasts = note.drum ? pace * untilNextHat(note) : pace * note.beats + RELEASE;
    return Object.assign({ seconds: Math.min(whole, lasts), fade: lasts < whole ? Math.min(RELEASE, lasts) : 0 }, note.sound);
  }

  /** A pair of hats is one: what is open ends where the next of either is struck. */
  function untilNextHat(note) {
    return !note.hat ? Infinity : inside().filter(function (other) { return other.hat && other !== note; })
      .map(function (other) { return around(other.beat - note.beat) || Infinity; })
      .reduce(function (least, each) { return Math.min(least, each); }, length());
  }

  /** Hands over what of a note begins between two times. */
  function due(note, from, to) {
    const round = pace * length();
    const first = run.start + pace * note.beat;
    for (let k = Math.max(0, Math.ceil((from - first) / round - 1e-9)); first + k * round < to; k++) {
      if (note.beat + k * length() >= note.since && run.voices.size < MOST_VOICES) {
        sound(note, sounding(note), first + k * round);
      }
    }
  }

  function sound(note, made, when) {
    const voices = run.voices;
    const voice = play(open(), made, when);
    voices.set(voice, { note: note, when: when });
    voice.source.onended = function () { voices.delete(voice); };
  }

  /** A click of a metronome, higher where a bar begins. */
  function clicks(context) {
    click = click || [1568, 1046].map(function (hertz) {
      const buffer = context.createBuffer(1, Math.round(0.04 * RATE), RATE);
      buffer.getChannelData(0).forEach(function (_, i, samples) {
        samples[i] = Math.sin(2 * Math.PI * hertz * i / RATE) * Math.exp(-160 * i / RATE);
      });
      return buffer;
    });
    return click;
  }

  /** Hands over what is due soon. */
  function look() {
    const to = open();
    const time = to.context.currentTime;
    const end = time + (document.hidden ? AHEAD_HIDDEN : AHEAD);
    const from = Math.max(run.until, time - LATE);
    if (from >= end) {
      return;
    }
    inside().forEach(function (note) { due(note, from, end); });
    for (let beat = Math.ceil((from - run.start) / pace - 1e-9); run.start + beat * pace < end; beat++) {
      if (beat < 0 || find("click").checked) {
        sound(null, { buffer: clicks(to.context)[beat % BEATS === 0 ? 0 : 1], from: 0, speed: 1, gain: 0.3, seconds: 0.04, fade: 0 },
          run.start + beat * pace);
      }
    }
    run.until = end;
    status();
  }

  /** Ends the voices of which something is so. */
  function silence(isOf) {
    run.voices.forEach(function (what, voice) {
      if (isOf(what)) {
        hush(voice, 0.01);
        run.voices.delete(voice);
      }
    });
  }

  function start(countIn) {
    const time = now() + 0.05;
    run = { start: time + (countIn ? BEATS * pace : 0), until: time, voices: new Map(), looking: setInterval(look, LOOK) };
    look();
    move();
    shown();
  }

  function stop() {
    record(false);
    clearInterval(run.looking);
    silence(function () { return true; });
    run = null;
    notes.forEach(function (note) { note.since = 0; });
    find("head").hidden = true;
    shown();
  }

  /** Another tempo or length: what plays goes on from the same beat. */
  function changed() {
    const before = pace;
    pace = 60 / Number(tempo.value);
    if (run) {
      const time = now();
      const beat = (time - run.start) / before;
      silence(function (what) { return what.when > time; });
      run.start = time - beat * pace;
      run.until = time;
      look();
    }
    remember({ tempo: tempo.value, bars: bars.value });
    shown();
  }

  // What is recorded

  function record(on) {
    if (on && !recording) {
      taken++;
    } else if (!on) {
      Array.from(held.keys()).forEach(end);
    }
    recording = on;
    shown();
  }

  /** Something was struck: {id, name, drum, hat, key, velocity, sound}. */
  function begin(struck) {
    if (!recording) {
      return;
    }
    const context = open().context;
    // Whoever plays along plays along with what is heard.
    const beat = (context.currentTime - (context.outputLatency || 0) - run.start) / pace;
    if (beat < -EARLY) {
      return;
    }
    const note = { name: struck.name, drum: struck.drum, hat: struck.hat, key: struck.key, velocity: struck.velocity,
      sound: struck.sound, take: taken };
    held.set(struck.id, { note: note, struck: Math.max(0, beat), time: context.currentTime });
    if (struck.drum) {
      end(struck.id);
    }
  }

  function end(id) {
    const found = held.get(id);
    held.delete(id);
    if (!found || notes.length >= MOST_NOTES) {
      return;
    }
    const note = found.note;
    note.beat = around(find("snap").checked ? Math.round(GRID * found.struck) / GRID : found.struck);
    note.beats = clamp((now() - found.time) / pace, 1 / GRID / 4, length());
    // In this round it was heard already.
    note.since = found.struck + length() / 2;
    notes.push(note);
    if (run) {
      due(note, now(), run.until);
    }
    shown();
  }

  function drop(isOf) {
    notes = notes.filter(function (note) { return !isOf(note); });
    held.clear();
    if (run) {
      silence(function (what) { return what.note && isOf(what.note); });
    }
    shown();
  }

  [keyboard, pads].forEach(function (instrument) {
    if (instrument) {
      instrument.addEventListener("struck", function (event) { begin(event.detail); });
      instrument.addEventListener("ended", function (event) { end(event.detail.id); });
    }
  });

  // What is shown

  function count(number, word) {
    return number + " " + word + (number === 1 ? "" : "s");
  }

  function words() {
    const all = inside();
    const drums = all.filter(function (note) { return note.drum; }).length;
    return count(Number(bars.value), "bar") + " at " + tempo.value + " beats a minute: " + count(all.length - drums, "note") + " and "
      + count(drums, "stroke") + (notes.length >= MOST_NOTES ? "; it is full" : "");
  }

  function status() {
    const counted = run && now() < run.start;
    tell(find("state"), counted ? "Counting in …" : (recording ? "Recording. " : "") + words() + ".");
  }

  function shown() {
    const some = inside().length > 0;
    find("record").setAttribute("aria-pressed", String(recording));
    tell(find("go"), run ? "Stop" : "Play");
    // A button that has the focus must not go.
    ["go", "undo", "clear", "wav", "midi"].forEach(function (name) {
      find(name).setAttribute("aria-disabled", String(name === "go" ? !run && !some : !some && notes.length === 0));
    });
    status();
    draw();
  }

  let waiting = false;

  function draw() {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame(function () {
        waiting = false;
        paint();
      });
    }
  }

  function paint() {
    const { sheet, axes, colour } = Phasewright.plot;
    const canvas = find("roll");
    const paper = sheet(canvas);
    const pen = paper.pen;
    const all = inside();
    const tones = all.filter(function (note) { return !note.drum; });
    // A row for each thing that is struck; the drums' below.
    const struck = Array.from(new Set(all.filter(function (note) { return note.drum; }).map(function (note) { return note.key; })))
      .sort(function (a, b) { return b - a; });
    const keys = tones.length ? tones.map(function (note) { return note.key; }) : [62, 70];
    const low = Math.min.apply(null, keys) - 2;
    const high = Math.max.apply(null, keys) + 2;
    const rows = high - low + 1 + struck.length;
    const height = (paper.bottom - paper.top) / rows;
    const x = function (beat) { return paper.left + beat / length() * (paper.right - paper.left); };
    const top = function (note) {
      return paper.top + height * (note.drum ? high - low + 1 + struck.indexOf(note.key) : high - note.key);
    };
    const steps = Array.from({ length: Number(bars.value) + 1 }, function (_, i) { return BEATS * i; });
    axes(paper, { ticks: steps, place: x, figure: function (beat) { return beat === length() ? "" : String(beat / BEATS + 1); }, name: "bar" },
      { ticks: [24, 36, 48, 60, 72, 84, 96].filter(function (key) { return key >= low && key <= high; }),
        place: function (key) { return paper.top + height * (high - key + 0.5); },
        figure: function (key) { return "C" + (key / 12 - 1); }, name: "note" });
    for (let beat = 0; beat < length(); beat++) {
      Phasewright.plot.stroke(pen, [[x(beat), paper.bottom - 5], [x(beat), paper.bottom]]);
    }
    all.forEach(function (note) {
      pen.fillStyle = colour(note.drum ? "h4" : "wave");
      const left = x(note.beat);
      const width = note.drum ? 5 : Math.max(3, x(note.beats) - paper.left);
      pen.fillRect(left, top(note), Math.min(width, paper.right - left), Math.max(3, height - 1));
      if (!note.drum && left + width > paper.right) {
        pen.fillRect(paper.left, top(note), left + width - paper.right, Math.max(3, height - 1));
      }
    });
    canvas.setAttribute("aria-label", "The loop: " + words());
    root.dataset.notes = String(all.length);
  }

  /** Moves the line that says where it plays, once a frame, or once a beat for who wants little motion. */
  function move() {
    if (!run) {
      return;
    }
    const beat = (now() - run.start) / pace;
    const head = find("head");
    const roll = find("roll");
    head.hidden = beat < 0;
    const place = around(still.matches ? Math.floor(beat) : beat) / length();
    head.style.left = 46 + place * (roll.clientWidth - 60) + "px";
    requestAnimationFrame(move);
  }

  // Keeping it

  /** One round as it sounds once it has gone round: what runs beyond the end is heard at the beginning. */
  async function render() {
    const buffer = new OfflineAudioContext(1, 1, RATE).createBuffer(1, Math.round(pace * length() * RATE), RATE);
    const samples = buffer.getChannelData(0);
    let work = 0;
    for (const note of inside()) {
      work += mix(samples, RATE, sounding(note), Math.round(pace * note.beat * RATE), true);
      if (work > AT_ONCE) {
        work = 0;
        await new Promise(function (resolve) { setTimeout(resolve); });
      }
    }
    const peak = samples.reduce(function (most, x) { return Math.max(most, Math.abs(x)); }, 1e-6);
    samples.forEach(function (x, i) { samples[i] = x * PEAK / peak; });
    return wave(buffer);
  }

  /** A track for each instrument, on a channel of its own; the drums on channel 10. */
  function tracks() {
    const names = Array.from(new Set(inside().map(function (note) { return note.name; })));
    const tones = names.filter(function (name) { return inside().some(function (note) { return note.name === name && !note.drum; }); });
    return names.map(function (name) {
      return { name: name, channel: tones.includes(name) ? CHANNELS[tones.indexOf(name) % CHANNELS.length] : DRUMS,
        notes: inside().filter(function (note) { return note.name === name; }).map(function (note) {
          return { key: note.key, velocity: note.velocity, from: note.beat,
            to: Math.min(length(), note.beat + (note.drum ? 1 / GRID : note.beats)) };
        }) };
    });
  }

  function file() {
    return "loop-" + tempo.value;
  }

  /** What a button does, unless there is nothing to do it with. */
  function press(name, action) {
    find(name).addEventListener("click", function () {
      if (find(name).getAttribute("aria-disabled") !== "true") {
        action();
      }
    });
  }

  press("wav", async function () { save(file() + ".wav", await render()); });
  press("midi", function () {
    save(file() + ".mid", new Blob([Phasewright.midi.write(Number(tempo.value), length(), tracks())], { type: "audio/midi" }));
  });
  press("record", function () {
    if (!run) {
      start(true);
      record(true);
    } else {
      record(!recording);
    }
  });
  press("go", function () {
    if (run) {
      stop();
    } else {
      start(false);
    }
  });
  press("undo", function () {
    const latest = notes.reduce(function (most, note) { return Math.max(most, note.take); }, 0);
    drop(function (note) { return note.take === latest; });
  });
  press("clear", function () { drop(function () { return true; }); });
  document.addEventListener("keydown", function (event) {
    const name = { KeyR: "record", KeyQ: "go" }[event.code];
    if (name && !event.repeat && !event.ctrlKey && !event.altKey && !event.metaKey
        && !event.target.matches("select, textarea, input:not([type=range], [type=checkbox])")) {
      find(name).click();
    }
  });
  tempo.addEventListener("change", function () {
    tempo.value = String(clamp(Math.round(Number(tempo.value)) || 100, Number(tempo.min), Number(tempo.max)));
    changed();
  });
  bars.addEventListener("change", changed);
  document.addEventListener("visibilitychange", function () {
    if (run) {
      look();
    }
  });

  /** Takes what the address says, as far as it makes sense: anybody may have written it. */
  function restore() {
    const state = address();
    const asked = Number(state.get("tempo"));
    if (asked >= Number(tempo.min) && asked <= Number(tempo.max)) {
      tempo.value = String(Math.round(asked));
    }
    if (Array.from(bars.options).some(function (option) { return option.value === state.get("bars"); })) {
      bars.value = state.get("bars");
    }
    pace = 60 / Number(tempo.value);
    shown();
  }

  restore();
  window.addEventListener("resize", draw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  document.fonts.ready.then(draw); // The figures of the axes are set in the page's own face.
  root.looper = {
    get notes() {
      return notes.map(function (note) { return { key: note.key, drum: note.drum, beat: note.beat, beats: note.beats, take: note.take }; });
    },
    get voices() { return run ? run.voices.size : 0; },
    get isRecording() { return Boolean(recording && run && now() >= run.start); },
  };
});
