"use strict";

/*
 * A deck of two sounds, one of which the other becomes while it plays: by an AudioWorklet that changes its phases, or by
 * samples that were made elsewhere. To its panel it is as any Deck.
 */
(function () {
  /** Milliseconds after which a context that nobody listens to is put to sleep. */
  const SLEEP = 100;

  /** A context at a rate, or at the machine's own, with the worklet in it. To be asked for in the very moment of a click. */
  async function workshop(rate, options) {
    const context = new AudioContext(rate ? { sampleRate: rate, latencyHint: "interactive" } : { latencyHint: "interactive" });
    context.resume();
    const code = document.querySelector("script[src$='stft.js']").src;
    await context.audioWorklet.addModule(code);
    await context.audioWorklet.addModule(code.replace("stft.js", "rephase.js"));
    const node = new AudioWorkletNode(context, "rephase", options);
    node.connect(context.destination);
    return { context: context, node: node, close: function () {
      node.port.postMessage({ kind: "end" });
      context.close();
    } };
  }

  class LiveDeck extends EventTarget {
    constructor() {
      super();
      this.selected = 1;
      this.looping = true;
      this.offset = 0;
      this.run = null;
      this.wanted = false;
      this.buffers = null;
      this.duration = 0;
      this.change = null;
      this.opening = null;
      this.shop = null;
    }

    /** Whether this browser can. */
    static get isPossible() {
      return typeof window.AudioWorkletNode === "function";
    }

    get isPlaying() {
      return this.run !== null;
    }

    get position() {
      if (!this.run) {
        return this.offset;
      }
      const at = this.run.offset + Math.max(0, this.shop.context.currentTime - this.run.start);
      return this.looping ? at % this.duration : Math.min(at, this.duration);
    }

    /** Milliseconds from the worklet to the loudspeaker, as far as the browser knows. */
    get delay() {
      return this.shop ? 1000 * (this.shop.context.outputLatency || this.shop.context.baseLatency || 0) : 0;
    }

    /** Takes another sound in place of the one before. */
    take(buffer) {
      this.pause();
      const old = this.buffers && this.buffers[0];
      if (old && (old.sampleRate !== buffer.sampleRate || old.numberOfChannels !== buffer.numberOfChannels)) {
        this.close();
      }
      this.buffers = [buffer, buffer];
      this.duration = buffer.duration;
      this.offset = 0;
      this.change = null;
      this.post(this.soundMessage());
      this.tell();
    }

    soundMessage() {
      return { kind: "sound", channels: channels(this.buffers[0]) };
    }

    post(message) {
      if (this.shop && message) {
        this.shop.node.port.postMessage(message);
      }
    }

    /**
     * Changes what is heard.
     * @param what {settings} of the worklet, or {channels} of samples; and since when it is wanted, in milliseconds of
     *     Date.now(): a "heard" event then tells after how many it was there
     * @param {number} gain of the change
     */
    become(what, gain) {
      this.change = Object.assign({ kind: "change", gain: gain }, what);
      this.post(this.change);
    }

    /** All of the changed sound, once it is known, and how loud it is to be. */
    complete(buffer, gain) {
      this.buffers[1] = buffer;
      if (gain !== undefined && this.change) {
        this.change.gain = gain;
        this.post({ kind: "gain", gain: gain });
      }
    }

    async open() {
      const [buffer] = this.buffers;
      const shop = await workshop(buffer.sampleRate,
        { numberOfInputs: 0, outputChannelCount: [Math.min(2, buffer.numberOfChannels)], processorOptions: {} });
      shop.node.port.onmessage = (event) => {
        if (this.shop === shop) {
          this.hear(event.data);
        }
      };
      return shop;
    }

    hear(message) {
      if (message.kind === "heard") {
        this.dispatchEvent(new CustomEvent("heard", { detail: message.milliseconds }));
      } else if (message.kind === "began" && this.run) {
        this.run = { start: message.time, offset: message.at / this.buffers[0].sampleRate };
        this.tell();
      } else if (message.kind === "ended") {
        this.run = null;
        this.wanted = false;
        this.offset = 0;
        this.tell();
      }
    }

    async play() {
      this.wanted = true;
      if (!this.shop) {
        const opening = this.opening = this.opening || this.open();
        const shop = await opening.catch((error) => {
          this.opening = null;
          throw error;
        });
        if (this.opening !== opening) {
          shop.close(); // Another sound came meanwhile.
          return;
        }
        if (!this.shop) {
          this.shop = shop;
          this.post(this.soundMessage());
          this.post(this.change && Object.assign({}, this.change, { since: null }));
          this.post({ kind: "loop", loop: this.looping });
        }
      }
      await this.shop.context.resume();
      if (!this.wanted || this.run) {
        return;
      }
      this.run = { start: this.shop.context.currentTime, offset: this.offset };
      this.post({ kind: "select", changed: this.selected === 1 });
      this.post({ kind: "play", at: Math.round(this.offset * this.buffers[0].sampleRate) });
      this.tell();
    }

    pause() {
      this.wanted = false;
      if (!this.run) {
        return;
      }
      this.offset = this.position % this.duration;
      this.run = null;
      this.post({ kind: "pause" });
      setTimeout(() => {
        if (this.shop && !this.wanted) {
          this.shop.context.suspend();
        }
      }, SLEEP);
      this.tell();
    }

    toggle() {
      if (this.wanted) {
        this.pause();
        return Promise.resolve();
      }
      return this.play();
    }

    select(index) {
      this.selected = index;
      this.post({ kind: "select", changed: index === 1 });
      this.tell();
    }

    async seek(seconds) {
      this.offset = Math.min(seconds, Math.max(0, this.duration - 0.001));
      if (this.run) {
        this.run = { start: this.shop.context.currentTime, offset: this.offset };
        this.post({ kind: "play", at: Math.round(this.offset * this.buffers[0].sampleRate) });
      }
      this.tell();
    }

    set loop(on) {
      if (this.run) {
        this.run = { start: this.shop.context.currentTime, offset: this.position };
      }
      this.looping = on;
      this.post({ kind: "loop", loop: on });
    }

    close() {
      if (this.shop) {
        this.shop.close();
      }
      this.shop = this.opening = null;
    }

    tell() {
      this.dispatchEvent(new Event("change"));
    }
  }

  /** A buffer's samples, copied. */
  function channels(buffer) {
    return Array.from({ length: buffer.numberOfChannels }, function (_, c) { return buffer.getChannelData(c).slice(); });
  }

  LiveDeck.channels = channels;
  LiveDeck.workshop = workshop;
  window.Phasewright.LiveDeck = LiveDeck;
})();
