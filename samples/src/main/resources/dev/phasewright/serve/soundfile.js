"use strict";

/* Sound files in the browser: whatever it can decode, at the file's own rate. */
(function () {
  /** What compressed sound is decoded at if its file does not tell: what Opus always is. */
  const USUAL = 48000;
  const LEAST = 3000;
  const MOST = 384000;
  const MP3 = [[11025, 12000, 8000], null, [22050, 24000, 16000], [44100, 48000, 32000]];
  const ADTS = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];

  function word(view, at) {
    return at + 4 > view.byteLength ? ""
      : String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
  }

  /** Where four letters stand, in the first bytes and the last of a file. */
  function find(view, letters, from) {
    for (let at = from; at + 4 <= view.byteLength; at++) {
      if (view.getUint8(at) === letters.charCodeAt(0) && word(view, at) === letters) {
        return at;
      }
    }
    return -1;
  }

  function ofMpeg(view) {
    let at = 0;
    if (word(view, 0).startsWith("ID3") && view.byteLength > 10) {
      at = 10 + (view.getUint8(6) << 21 | view.getUint8(7) << 14 | view.getUint8(8) << 7 | view.getUint8(9));
    }
    for (const end = Math.min(view.byteLength - 4, at + 8192); at < end; at++) {
      const head = view.getUint32(at);
      if (head >>> 20 === 0xfff && (head >>> 17 & 3) === 0 && (head >>> 10 & 15) < ADTS.length) {
        return ADTS[head >>> 10 & 15];
      }
      const rates = MP3[head >>> 19 & 3];
      if (head >>> 21 === 0x7ff && rates && (head >>> 10 & 3) < 3 && (head >>> 17 & 3) > 0) {
        return rates[head >>> 10 & 3];
      }
    }
    return USUAL;
  }

  /** Samples per second of a file, as its head has it. */
  function rateOf(bytes) {
    const view = new DataView(bytes);
    const first = word(view, 0);
    try {
      if (first === "RIFF") {
        return view.getUint32(find(view, "fmt ", 12) + 12, true);
      }
      if (first === "fLaC") {
        return view.getUint32(18) >>> 12;
      }
      if (first === "OggS") {
        const at = find(view, "vorb", 28);
        return at > 0 && at < 64 ? view.getUint32(at + 11, true) : USUAL;
      }
      if (word(view, 4) === "ftyp") {
        const at = find(view, "mp4a", 8);
        return at < 0 ? USUAL : view.getUint32(at + 28) >>> 16;
      }
      return first === "\x1aE\xdf\xa3" ? USUAL : ofMpeg(view);
    } catch (error) {
      return USUAL; // The file ends within its head.
    }
  }

  /**
   * The samples of a file.
   * @param {ArrayBuffer} bytes of it; they stay
   * @throws if the browser cannot decode it
   */
  async function decode(bytes) {
    const rate = rateOf(bytes);
    let context;
    try {
      context = new OfflineAudioContext(1, 1, rate >= LEAST && rate <= MOST ? rate : USUAL);
    } catch (error) {
      context = new OfflineAudioContext(1, 1, USUAL);
    }
    return context.decodeAudioData(bytes.slice(0));
  }

  /** The beginning of a sound. */
  function cut(buffer, seconds) {
    const length = Math.min(buffer.length, Math.floor(seconds * buffer.sampleRate));
    if (length === buffer.length) {
      return buffer;
    }
    return of(Array.from({ length: buffer.numberOfChannels },
      function (_, c) { return buffer.getChannelData(c).slice(0, length); }), buffer.sampleRate);
  }

  /** Samples as a buffer. */
  function of(channels, rate) {
    const buffer = new AudioBuffer({ length: channels[0].length, numberOfChannels: channels.length, sampleRate: rate });
    channels.forEach(function (samples, c) { buffer.copyToChannel(samples, c); });
    return buffer;
  }

  /** Samples as a WAV file of 16 bits. */
  function wav(buffer) {
    const channels = buffer.numberOfChannels;
    const length = buffer.length;
    const view = new DataView(new ArrayBuffer(44 + 2 * channels * length));
    function text(at, letters) {
      for (let i = 0; i < letters.length; i++) {
        view.setUint8(at + i, letters.charCodeAt(i));
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

  /** Gives a sound to whoever looks at the page, as a file. */
  function save(buffer, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(wav(buffer));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  window.Phasewright.soundfile = { rateOf: rateOf, decode: decode, cut: cut, of: of, wav: wav, save: save };
})();
