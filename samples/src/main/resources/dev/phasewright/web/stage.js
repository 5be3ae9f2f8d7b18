"use strict";

/* What the instruments of a page have in common: one way to the loudspeakers, and files to keep. */
(function () {
  const SCALE = 32768;
  let limited = null;

  function clamp(x, low, high) {
    return Math.max(low, Math.min(high, x));
  }

  function tell(element, words) {
    if (element.textContent !== words) {
      element.textContent = words;
    }
  }

  /** Holds down what many voices at once would clip. */
  function limiter(context) {
    const made = context.createDynamicsCompressor();
    made.threshold.value = -10;
    made.ratio.value = 12;
    made.attack.value = 0.002;
    made.connect(context.destination);
    return made;
  }

  /** The context that plays, awake, with where to connect to. */
  function open() {
    const context = Phasewright.audio();
    if (!limited) {
      limited = limiter(context);
    }
    context.resume();
    return { context: context, out: limited };
  }

  function view(bytes) {
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  function isFlac(bytes) {
    return view(bytes).getUint32(0) === 0x664C6143;
  }

  /** A sound as a 16-bit WAV file: the bytes it came as, or of a FLAC those of the very samples. */
  async function wav(bytes) {
    if (!isFlac(bytes)) {
      return bytes;
    }
    const rate = view(bytes).getUint32(18) >>> 12;
    const buffer = await new OfflineAudioContext(1, 1, rate).decodeAudioData(bytes.slice().buffer);
    return wave(buffer, scale(buffer.getChannelData(0)));
  }

  /** How loud a take is and where it begins, as SFZ has it (sfzformat.com); the take's WAV file tells its rate. */
  function opcodes(take, file) {
    return " volume=" + (20 * Math.log10(take.gain)).toFixed(2) + " offset=" + Math.round(take.from * view(file).getUint32(24, true));
  }

  /** What positive 16-bit samples were divided by: some browsers take the largest of them for full scale. */
  function scale(samples) {
    return samples.some(function (x) { return x > 0 && Math.abs(x * SCALE - Math.round(x * SCALE)) > 0.02; }) ? SCALE - 1 : SCALE;
  }

  /** A buffer as a 16-bit WAV file. */
  function wave(buffer, positive) {
    const channels = Array.from({ length: buffer.numberOfChannels }, function (_, c) { return buffer.getChannelData(c); });
    const frame = 2 * channels.length;
    const bytes = new Uint8Array(44 + frame * buffer.length);
    const to = view(bytes);
    "RIFF    WAVEfmt ".split("").concat("data".split("")).forEach(function (letter, i) {
      bytes[i < 16 ? i : i + 20] = letter.charCodeAt(0);
    });
    to.setUint32(4, bytes.length - 8, true);
    to.setUint32(16, 16, true);
    to.setUint16(20, 1, true);
    to.setUint16(22, channels.length, true);
    to.setUint32(24, buffer.sampleRate, true);
    to.setUint32(28, buffer.sampleRate * frame, true);
    to.setUint16(32, frame, true);
    to.setUint16(34, 16, true);
    to.setUint32(40, bytes.length - 44, true);
    channels.forEach(function (channel, c) {
      for (let i = 0; i < channel.length; i++) {
        to.setInt16(44 + i * frame + 2 * c, clamp(Math.round(channel[i] * (channel[i] > 0 ? positive || SCALE : SCALE)), -SCALE, SCALE - 1), true);
      }
    });
    return bytes;
  }

  /**
   * Starts a sound at a time of its context, to the sample.
   * @param {{buffer: AudioBuffer, from: number, speed: number, gain: number, seconds: number, fade: number}} made what it is
   *     made of, from which second on, how fast and how loud; how long it lasts, and for how long of that it fades
   * @returns {{source: AudioBufferSourceNode, gain: GainNode}} what sounds
   */
  function play(to, made, when) {
    const source = to.context.createBufferSource();
    const gain = to.context.createGain();
    source.buffer = made.buffer;
    source.playbackRate.value = made.speed;
    gain.gain.setValueAtTime(made.gain, when);
    if (made.fade) {
      gain.gain.setValueAtTime(made.gain, when + made.seconds - made.fade);
      gain.gain.linearRampToValueAtTime(0, when + made.seconds);
    }
    source.connect(gain).connect(to.out);
    source.start(when, made.from);
    source.stop(when + made.seconds);
    return { source: source, gain: gain };
  }

  /** Ends what sounds within a few times so many seconds; what has not begun never will. */
  function hush(voice, seconds) {
    const now = Phasewright.audio().currentTime;
    voice.gain.gain.cancelScheduledValues(now);
    voice.gain.gain.setTargetAtTime(0, now, seconds);
    voice.source.stop(now + 8 * seconds);
  }

  /**
   * Adds a sound to a mixture at a sample, its samples between samples by a line. What runs beyond the end is left out, or
   * goes on at the beginning if the mixture goes round. Returns how many samples were added.
   */
  function mix(samples, rate, made, at, round) {
    const own = made.buffer.getChannelData(0);
    const step = made.speed * made.buffer.sampleRate / rate;
    const all = Math.round(made.seconds * rate);
    const count = round ? all : Math.min(all, samples.length - at);
    const fade = Math.round(made.fade * rate);
    for (let i = 0, place = made.from * made.buffer.sampleRate; i < count; i++, place += step) {
      const whole = Math.floor(place);
      if (whole + 1 >= own.length) {
        return i;
      }
      const left = count - i;
      samples[(at + i) % samples.length] += made.gain * (left < fade ? left / fade : 1)
        * (own[whole] + (place - whole) * (own[whole + 1] - own[whole]));
    }
    return count;
  }

  const CRC = new Uint32Array(256).map(function (_, i) {
    let rest = i;
    for (let bit = 0; bit < 8; bit++) {
      rest = rest & 1 ? 0xEDB88320 ^ rest >>> 1 : rest >>> 1;
    }
    return rest;
  });

  function crc(bytes) {
    let rest = 0xFFFFFFFF;
    bytes.forEach(function (byte) { rest = CRC[(rest ^ byte) & 255] ^ rest >>> 8; });
    return (rest ^ 0xFFFFFFFF) >>> 0;
  }

  /** A ZIP archive, without compression: sounds would hardly become smaller. */
  function zip(files) {
    const parts = [];
    const directory = [];
    let at = 0;
    let listed = 0;
    files.forEach(function (file) {
      const name = new TextEncoder().encode(file.name);
      const bytes = typeof file.bytes === "string" ? new TextEncoder().encode(file.bytes) : file.bytes;
      const entry = new Uint8Array(46 + name.length);
      const to = view(entry);
      to.setUint32(0, 0x02014B50, true);
      to.setUint16(4, 20, true);
      to.setUint16(6, 20, true);
      to.setUint16(8, 0x800, true); // Names are UTF-8.
      to.setUint16(14, 0x5821, true); // A day that is one: the first of January 2024.
      to.setUint32(16, crc(bytes), true);
      to.setUint32(20, bytes.length, true);
      to.setUint32(24, bytes.length, true);
      to.setUint16(28, name.length, true);
      to.setUint32(42, at, true);
      entry.set(name, 46);
      // What stands before a file is what is listed of it, without its place.
      const head = new Uint8Array(30 + name.length);
      view(head).setUint32(0, 0x04034B50, true);
      head.set(entry.subarray(6, 30), 4);
      head.set(name, 30);
      parts.push(head, bytes);
      directory.push(entry);
      at += head.length + bytes.length;
      listed += entry.length;
    });
    const end = new Uint8Array(22);
    view(end).setUint32(0, 0x06054B50, true);
    view(end).setUint16(8, files.length, true);
    view(end).setUint16(10, files.length, true);
    view(end).setUint32(12, listed, true);
    view(end).setUint32(16, at, true);
    return new Blob(parts.concat(directory, [end]), { type: "application/zip" });
  }

  /** Hands a file to whoever sits there. */
  function save(name, file) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file instanceof Blob ? file : new Blob([file], { type: "audio/wav" }));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  /** A seed such as a server takes. */
  function seed() {
    return crypto.getRandomValues(new Uint32Array(1))[0] % 1000000000;
  }

  /** What the address says, by names: anybody may have written it. */
  function address() {
    return new URLSearchParams(location.hash.slice(1));
  }

  /** Writes what an instrument of the page has to say into the address, beside what the others wrote; null takes a name out. */
  function remember(own) {
    const state = address();
    Object.keys(own).forEach(function (name) {
      if (own[name] === null) {
        state.delete(name);
      } else {
        state.set(name, own[name]);
      }
    });
    history.replaceState(null, "", "#" + state);
  }

  /**
   * Asks a server for sounds, one at a time, as long as there is a wish: want() gives the next, whose parameters are its
   * "asked", or nothing; got(bytes, wish) takes what was made.
   */
  class Asker {
    constructor(want, got, complain) {
      this.want = want;
      this.got = got;
      this.complain = complain;
      this.asking = null;
    }

    async ask() {
      const wanted = this.asking || document.hidden ? null : this.want();
      if (!wanted) {
        return;
      }
      this.asking = new AbortController();
      let pause = 0;
      try {
        const answer = await fetch("/api/sounds.wav?" + new URLSearchParams(wanted.asked), { signal: this.asking.signal });
        if (!answer.ok) {
          pause = answer.status === 429 ? Number(answer.headers.get("Retry-After") || 1) : 15;
          throw new Error((await answer.json()).error);
        }
        await this.got(new Uint8Array(await answer.arrayBuffer()), wanted);
        this.complain("");
      } catch (error) {
        if (error.name !== "AbortError") {
          pause = pause || 5;
          this.complain("The next sound is not drawn yet: " + error.message);
        }
      }
      this.asking = null;
      setTimeout(() => this.ask(), 1000 * pause);
    }

    /** Lets go of what is being made. */
    leave() {
      if (this.asking) {
        this.asking.abort();
      }
    }
  }

  Phasewright.stage = { clamp: clamp, tell: tell, open: open, limiter: limiter, play: play, hush: hush, mix: mix, wav: wav, opcodes: opcodes, wave: wave, zip: zip, save: save,
    seed: seed, address: address, remember: remember, Asker: Asker };
})();
