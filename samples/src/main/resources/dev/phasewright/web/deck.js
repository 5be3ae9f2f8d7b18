"use strict";

/*
 * Sounds, and decks of them. A sound comes as a script that calls Phasewright.sound(name, base64): pages that are opened
 * from disk may load scripts and pictures, but no other files. A deck starts all its sounds at the same sample and
 * lets one of them be heard; to switch is to cross-fade their gains.
 */
(function () {
  /** Seconds of a cross-fade: too short to be heard as one, long enough not to click. */
  const FADE = 0.006;
  /** Seconds between the decision to start and the first sample, so that all sources are ready. */
  const AHEAD = 0.03;

  const scripts = new Map();
  const arrivals = new Map();
  const buffers = new Map();
  let context = null;
  let playing = null;

  function audio() {
    if (!context) {
      context = new (window.AudioContext || window.webkitAudioContext)();
      if (navigator.audioSession) {
        navigator.audioSession.type = "playback"; // Heard on a phone that is set to silent, as music is.
      }
    }
    return context;
  }

  /** Called by the sounds' own scripts. */
  function sound(name, base64) {
    const arrived = arrivals.get(name);
    if (arrived) {
      arrived(base64);
    }
  }

  /** The bytes of a sound file, as base64. */
  function bytes(name) {
    if (!scripts.has(name)) {
      scripts.set(name, new Promise(function (resolve, reject) {
        arrivals.set(name, resolve);
        const script = document.createElement("script");
        script.src = "sounds/" + encodeURIComponent(name) + ".js";
        script.onerror = function () {
          scripts.delete(name);
          reject(new Error("A sound is missing: sounds/" + name + ".js. Copy the whole folder, not single files."));
        };
        script.onload = function () {
          script.remove();
        };
        document.head.append(script);
      }));
    }
    return scripts.get(name);
  }

  /** What base64 stands for. */
  function binary(base64) {
    const text = atob(base64);
    const data = new Uint8Array(text.length);
    for (let i = 0; i < data.length; i++) {
      data[i] = text.charCodeAt(i);
    }
    return data;
  }

  function decode(name) {
    if (!buffers.has(name)) {
      buffers.set(name, bytes(name).then(function (base64) {
        return audio().decodeAudioData(binary(base64).buffer);
      }).catch(function (error) {
        buffers.delete(name);
        throw error;
      }));
    }
    return buffers.get(name);
  }

  class Deck extends EventTarget {
    /** @param {string[]} names of sounds, all of the same length; a name may occur twice. */
    constructor(names) {
      super();
      this.names = names;
      this.selected = 0;
      this.looping = true;
      this.duration = 0;
      this.offset = 0;
      this.run = null;
      this.wanted = false;
    }

    /** Fetches and decodes every sound; may be called again. */
    async load() {
      if (!this.buffers) {
        const all = await Promise.all(this.names.map(decode));
        this.buffers = all;
        this.duration = Math.max.apply(null, all.map(function (b) { return b.duration; }));
      }
    }

    get isPlaying() {
      return this.run !== null;
    }

    /** Seconds from the sound's beginning to what is being played. */
    get position() {
      if (!this.run) {
        return this.offset;
      }
      const at = this.run.offset + Math.max(0, audio().currentTime - this.run.start);
      return this.looping ? at % this.duration : Math.min(at, this.duration);
    }

    /** Starts all sounds at once where the last pause was; another deck that plays is paused. */
    async play() {
      this.wanted = true;
      audio(); // In the very moment of the click: some browsers allow sound then and never later.
      const resumed = audio().resume();
      await Promise.all([this.load(), resumed]);
      if (!this.wanted || this.run) {
        return;
      }
      if (playing && playing !== this) {
        playing.pause();
      }
      playing = this;
      const start = audio().currentTime + AHEAD;
      const sources = [];
      const gains = [];
      this.buffers.forEach((buffer, i) => {
        const source = audio().createBufferSource();
        const gain = audio().createGain();
        source.buffer = buffer;
        source.loop = this.looping;
        gain.gain.value = 0;
        gain.gain.setValueAtTime(0, start);
        gain.gain.linearRampToValueAtTime(i === this.selected ? 1 : 0, start + FADE);
        source.connect(gain).connect(audio().destination);
        source.start(start, this.offset);
        sources.push(source);
        gains.push(gain);
      });
      const run = { start: start, offset: this.offset, sources: sources, gains: gains };
      sources[0].onended = () => {
        if (this.run === run) {
          this.run = null;
          this.wanted = false;
          this.offset = 0;
          this.tell();
        }
      };
      this.run = run;
      this.tell();
    }

    /** Stops; the next play goes on from here. */
    pause() {
      this.wanted = false;
      if (!this.run) {
        return;
      }
      this.offset = this.position % this.duration;
      const run = this.run;
      this.run = null;
      const now = audio().currentTime;
      run.gains.forEach(function (gain) { ramp(gain.gain, 0, now); });
      run.sources.forEach(function (source) { source.stop(now + FADE); });
      this.tell();
    }

    toggle() {
      if (this.wanted) {
        this.pause();
        return Promise.resolve();
      }
      return this.play();
    }

    /** Lets another sound be heard, from the same position on. */
    select(index) {
      if (this.run && index !== this.selected) {
        const now = audio().currentTime;
        ramp(this.run.gains[this.selected].gain, 0, now);
        ramp(this.run.gains[index].gain, 1, now);
      }
      this.selected = index;
      this.tell();
    }

    /** Goes to a position, playing or not. */
    async seek(seconds) {
      const again = this.wanted;
      this.pause();
      this.offset = this.duration ? Math.min(seconds, this.duration - 0.001) : seconds;
      this.tell();
      if (again) {
        await this.play();
      }
    }

    set loop(on) {
      if (this.run) {
        // The count of whole rounds so far must not be lost: from here on the run is as if it had begun in this round.
        const now = audio().currentTime;
        if (now > this.run.start) {
          this.run.offset = this.position;
          this.run.start = now;
        }
        this.run.sources.forEach(function (source) { source.loop = on; });
      }
      this.looping = on;
    }

    tell() {
      this.dispatchEvent(new Event("change"));
    }
  }

  function ramp(parameter, to, now) {
    parameter.cancelScheduledValues(now);
    parameter.setValueAtTime(parameter.value, now);
    parameter.linearRampToValueAtTime(to, now + FADE);
  }

  window.Phasewright = {
    sound: sound,
    bytes: bytes,
    binary: binary,
    Deck: Deck,
    audio: audio,
    get playing() { return playing; },
    get context() { return context; },
  };
})();
