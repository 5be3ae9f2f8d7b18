"use strict";

/*
 * Plays a sound, or what the microphone hears, with its phases changed: the AudioWorklet of the laboratory, loaded after
 * stft.js into the same scope. The sound and what became of it run side by side, so that one can be exchanged for the other
 * in the middle.
 */
(function () {
  const { MOST, Memory, Rephased, transform } = Phasewright.stft;
  /** Seconds of a cross-fade. */
  const FADE = 0.006;
  /** Samples that may be transformed in one turn while a change is made ready; more would be heard as a gap. */
  const BUDGET = 16384;
  /** Samples of a turn. */
  const BLOCK = 128;

  /** What came in last; long enough for the longest window. */
  class Live {
    constructor(length) {
      this.channels = [new Float32Array(length)];
      this.taken = 0;
    }

    push(samples, count) {
      const [ring] = this.channels;
      for (let i = 0; i < count; i++) {
        ring[(this.taken + i) % ring.length] = samples ? samples[i] : 0;
      }
      this.taken += count;
    }

    read(channel, start, frame) {
      const [ring] = this.channels;
      for (let i = 0; i < frame.length; i++) {
        const t = start + i;
        frame[i] = t < 0 || t >= this.taken ? 0 : ring[t % ring.length];
      }
    }
  }

  /** A change that was made elsewhere. */
  class Made {
    constructor(channels, at) {
      this.channels = channels;
      this.at = at;
      this.size = BUDGET;
    }

    prime() {
      return true;
    }

    fill(outs, offset, count) {
      for (let c = 0; outs && c < outs.length; c++) {
        const samples = this.channels[Math.min(c, this.channels.length - 1)];
        for (let i = 0; i < count; i++) {
          outs[c][offset + i] = this.at + i < samples.length ? samples[this.at + i] : 0;
        }
      }
      this.at += count;
    }

    skip(at) {
      this.at = Math.max(this.at, at);
    }
  }

  function glide(value, near) {
    value.now += near * (value.to - value.now);
  }

  class Rephase extends AudioWorkletProcessor {
    constructor(options) {
      super();
      this.live = options.processorOptions.live ? new Live(4 * BUDGET) : null;
      this.memory = null;
      this.at = 0;
      this.playing = false;
      this.loop = true;
      /** How loud all is, how much of it is the changed sound, and what that is multiplied by: each goes to what it is to be. */
      this.volume = { now: 0, to: 0 };
      this.share = { now: 1, to: 1 };
      this.gain = { now: 1, to: 1 };
      this.current = null;
      this.old = null;
      this.next = null;
      this.faded = 0;
      /** What is to be heard, as it was told last. */
      this.told = null;
      this.asked = null;
      this.over = false;
      this.port.onmessage = (event) => this.hear(event.data);
    }

    hear(message) {
      switch (message.kind) {
        case "sound":
          this.memory = new Memory(message.channels);
          this.at = 0;
          this.current = this.old = this.next = this.told = this.asked = null;
          break;
        case "change":
          this.told = this.asked = message;
          if (!this.playing) {
            this.gain.to = message.gain;
          }
          break;
        case "gain":
          this.gain.to = message.gain;
          break;
        case "select":
          this.share.to = message.changed ? 1 : 0;
          break;
        case "loop":
          this.loop = message.loop;
          break;
        case "play":
          this.playing = true;
          this.volume.to = 1;
          this.seek(message.at);
          break;
        case "pause":
          this.volume.to = 0;
          break;
        case "end":
          this.over = true;
          break;
      }
    }

    /** Begins anew at another place. */
    seek(at) {
      this.at = at;
      this.old = this.next = this.asked = null;
      this.current = this.told ? this.stream(this.told) : null;
      if (this.told) {
        this.gain.now = this.gain.to;
        this.told.since = null;
      }
      this.port.postMessage({ kind: "began", at: at, time: currentTime });
    }

    /** The stream of a change from here on. */
    stream(told) {
      if (told.channels) {
        return new Made(told.channels, this.at);
      }
      // The last frame that a sample lies in ends a window later, which only what is yet to come makes one wait for.
      const at = this.live ? this.live.taken - transform(told.settings, sampleRate).size - BLOCK : this.at;
      return new Rephased(this.live || this.memory, told.settings, sampleRate, at);
    }

    /** Takes up what was asked for, as far as that is done within this turn. */
    turn() {
      if (!this.next && this.asked) {
        this.next = { stream: this.stream(this.asked), told: this.asked };
        this.asked = null;
      }
      if (!this.next || this.old) {
        return;
      }
      const { stream, told } = this.next;
      if (stream.prime(Math.max(1, Math.floor(BUDGET / stream.size)))) {
        stream.skip(this.live ? this.live.taken - stream.size - BLOCK : this.at);
        this.old = this.current;
        this.faded = 0;
        this.current = stream;
        this.next = null;
        this.gain.to = told.gain;
        if (!this.old) {
          this.gain.now = told.gain;
        }
        if (told.since) {
          // By the clock that the page has, too: what it waits for afterwards is not what is heard.
          this.port.postMessage({ kind: "heard", milliseconds: Math.max(0, Date.now() - told.since) });
          told.since = null;
        }
      }
    }

    process(inputs, outputs) {
      const out = outputs[0];
      const count = out[0].length;
      if (this.live) {
        this.live.push(inputs[0][0], count);
      }
      if ((!this.memory && !this.live) || !this.playing) {
        return !this.over;
      }
      this.turn();
      if (this.live) {
        this.render(out, 0, count, inputs[0][0]);
        return !this.over;
      }
      for (let done = 0; done < count && this.playing;) {
        const part = Math.min(count - done, this.memory.length - this.at);
        this.render(out, done, part, null);
        done += part;
        if (this.at === this.memory.length) {
          if (this.loop) {
            this.at = 0;
            this.current = this.told ? this.stream(this.told) : null;
            this.old = this.next = this.asked = null;
          } else {
            this.playing = false;
            this.volume.now = this.volume.to = 0;
            this.port.postMessage({ kind: "ended" });
          }
        }
      }
      if (this.volume.to === 0 && this.volume.now < 1e-4) {
        this.playing = false;
      }
      return !this.over;
    }

    /** So many samples of every channel, from the place where it is. */
    render(out, offset, count, heard) {
      const channels = this.live ? 1 : this.memory.channels.length;
      if (!this.changed || this.changed.length !== channels) {
        this.changed = Array.from({ length: channels }, function () { return new Float32Array(MOST); });
        this.before = Array.from({ length: channels }, function () { return new Float32Array(MOST); });
      }
      if (this.current) {
        this.current.fill(this.changed, 0, count);
      }
      if (this.old) {
        this.old.fill(this.before, 0, count);
      }
      const near = 1 - Math.exp(-3 / (FADE * sampleRate));
      const step = 1 / (FADE * sampleRate);
      for (let i = 0; i < count; i++) {
        glide(this.volume, near);
        glide(this.share, near);
        glide(this.gain, near);
        this.faded = Math.min(1, this.faded + step);
        for (let c = 0; c < out.length; c++) {
          const own = Math.min(c, channels - 1);
          const original = heard ? heard[i] : this.memory ? this.memory.channels[own][this.at + i] : 0;
          let changed = this.current ? this.changed[own][i] : original;
          if (this.old) {
            changed = this.faded * changed + (1 - this.faded) * this.before[own][i];
          }
          out[c][offset + i] = this.volume.now * ((1 - this.share.now) * original + this.share.now * this.gain.now * changed);
        }
      }
      if (this.faded === 1) {
        this.old = null;
      }
      this.at += count;
    }
  }

  registerProcessor("rephase", Rephase);
})();
