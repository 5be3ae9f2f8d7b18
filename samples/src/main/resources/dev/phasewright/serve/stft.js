"use strict";

/*
 * The short-time spectrum of a sound, and phases exchanged in it: the same frames, draws and sums as in Java (SpectralStream,
 * PhaseChoice, PhaseMove), so that the page, the server and the command make the same sound of the same settings. One file
 * for the page, its worker and its worklet.
 */
(function (scope) {
  const TURN = 2 * Math.PI;
  /** Samples that are asked of a stream at once, at most. */
  const MOST = 1024;

  /** The even number without a prime factor above 7 that is nearest, as StftSpec.fastSize finds it. */
  function fastSize(samples) {
    function isFast(size) {
      let rest = size;
      [2, 3, 5, 7].forEach(function (factor) {
        while (rest % factor === 0) {
          rest /= factor;
        }
      });
      return rest === 1;
    }
    const half = samples / 2;
    const even = Math.round(half) - (half % 1 === 0.5 && Math.round(half) % 2 === 1 ? 1 : 0); // As Math.rint does.
    const nearest = Math.max(4, 2 * even);
    for (let distance = 0; ; distance += 2) {
      if (nearest - distance >= 4 && isFast(nearest - distance)) {
        return nearest - distance;
      }
      if (isFast(nearest + distance)) {
        return nearest + distance;
      }
    }
  }

  /** Windows by their names: periodic ones, of n samples. */
  const WINDOWS = {
    hann: function (i, n) { return 0.5 - 0.5 * Math.cos(TURN * i / n); },
    gauss: function (i, n) { return Math.exp(-8 * Math.PI * Math.pow((i - n / 2) / n, 2)); },
    rectangular: function () { return 1; },
  };

  function window(shape, size) {
    return Float64Array.from({ length: size }, function (_, i) { return WINDOWS[shape](i, size); });
  }

  /** The discrete Fourier transform of real samples, of an even size of small factors; Stockham's, of half as many complex. */
  class Fft {
    constructor(size) {
      const n = size / 2;
      this.n = n;
      this.factors = [];
      let rest = n;
      [4, 2, 3, 5, 7].forEach((factor) => {
        while (rest % factor === 0) {
          this.factors.push(factor);
          rest /= factor;
        }
      });
      if (rest !== 1) {
        throw new RangeError("no transform of " + size + " samples");
      }
      this.cos = Float64Array.from({ length: size }, function (_, i) { return Math.cos(TURN * i / size); });
      this.sin = Float64Array.from({ length: size }, function (_, i) { return Math.sin(TURN * i / size); });
      this.a = [new Float64Array(n), new Float64Array(n)];
      this.b = [new Float64Array(n), new Float64Array(n)];
      this.parts = [new Float64Array(7), new Float64Array(7)];
    }

    /** The spectrum, size / 2 + 1 bins, of a frame. */
    forward(frame, re, im) {
      const n = this.n;
      const [zr, zi] = this.a;
      for (let i = 0; i < n; i++) {
        zr[i] = frame[2 * i];
        zi[i] = frame[2 * i + 1];
      }
      const [fr, fi] = this.complex(false);
      for (let k = 0; k <= n; k++) {
        const p = k % n;
        const q = (n - k) % n;
        const sumRe = (fr[p] + fr[q]) / 2;
        const sumIm = (fi[p] - fi[q]) / 2;
        const oddRe = (fi[p] + fi[q]) / 2;
        const oddIm = (fr[q] - fr[p]) / 2;
        re[k] = sumRe + this.cos[k] * oddRe + this.sin[k] * oddIm;
        im[k] = sumIm + this.cos[k] * oddIm - this.sin[k] * oddRe;
      }
    }

    /** The frame of a spectrum; parts of real bins that are imaginary are taken for 0. */
    inverse(re, im, frame) {
      const n = this.n;
      const [zr, zi] = this.a;
      for (let k = 0; k < n; k++) {
        const ownIm = k === 0 ? 0 : im[k];
        const otherIm = k === 0 ? 0 : im[n - k];
        const evenRe = (re[k] + re[n - k]) / 2;
        const evenIm = (ownIm - otherIm) / 2;
        const dRe = (re[k] - re[n - k]) / 2;
        const dIm = (ownIm + otherIm) / 2;
        const oddRe = this.cos[k] * dRe - this.sin[k] * dIm;
        const oddIm = this.cos[k] * dIm + this.sin[k] * dRe;
        zr[k] = evenRe - oddIm;
        zi[k] = evenIm + oddRe;
      }
      const [fr, fi] = this.complex(true);
      for (let i = 0; i < n; i++) {
        frame[2 * i] = fr[i] / n;
        frame[2 * i + 1] = fi[i] / n;
      }
    }

    /** Transforms what lies in a, back if so told; the arrays that hold the result. */
    complex(back) {
      let x = this.a;
      let y = this.b;
      let stride = 1;
      let blocks = this.n;
      for (const factor of this.factors) {
        blocks /= factor;
        if (factor === 4) {
          this.four(x, y, blocks, stride, back);
        } else {
          this.few(x, y, factor, blocks, stride, back);
        }
        [x, y] = [y, x];
        stride *= factor;
      }
      return x;
    }

    four([xr, xi], [yr, yi], blocks, stride, back) {
      const way = back ? 1 : -1;
      const quarter = stride * blocks;
      for (let p = 0; p < blocks; p++) {
        const step = 2 * p * stride; // The table is of twice as many points.
        const c1 = this.cos[step];
        const s1 = way * this.sin[step];
        const c2 = this.cos[2 * step];
        const s2 = way * this.sin[2 * step];
        const c3 = this.cos[3 * step];
        const s3 = way * this.sin[3 * step];
        for (let q = 0; q < stride; q++) {
          const i = q + stride * p;
          const o = q + 4 * stride * p;
          const ar = xr[i] + xr[i + 2 * quarter];
          const ai = xi[i] + xi[i + 2 * quarter];
          const br = xr[i] - xr[i + 2 * quarter];
          const bi = xi[i] - xi[i + 2 * quarter];
          const cr = xr[i + quarter] + xr[i + 3 * quarter];
          const ci = xi[i + quarter] + xi[i + 3 * quarter];
          // Turned by a quarter.
          const dr = -way * (xi[i + quarter] - xi[i + 3 * quarter]);
          const di = way * (xr[i + quarter] - xr[i + 3 * quarter]);
          yr[o] = ar + cr;
          yi[o] = ai + ci;
          yr[o + stride] = (br + dr) * c1 - (bi + di) * s1;
          yi[o + stride] = (br + dr) * s1 + (bi + di) * c1;
          yr[o + 2 * stride] = (ar - cr) * c2 - (ai - ci) * s2;
          yi[o + 2 * stride] = (ar - cr) * s2 + (ai - ci) * c2;
          yr[o + 3 * stride] = (br - dr) * c3 - (bi - di) * s3;
          yi[o + 3 * stride] = (br - dr) * s3 + (bi - di) * c3;
        }
      }
    }

    few([xr, xi], [yr, yi], factor, blocks, stride, back) {
      const way = back ? 1 : -1;
      const size = 2 * this.n;
      const [pr, pi] = this.parts;
      for (let p = 0; p < blocks; p++) {
        for (let q = 0; q < stride; q++) {
          for (let j = 0; j < factor; j++) {
            pr[j] = xr[q + stride * (p + blocks * j)];
            pi[j] = xi[q + stride * (p + blocks * j)];
          }
          for (let k = 0; k < factor; k++) {
            let re = pr[0];
            let im = pi[0];
            for (let j = 1; j < factor; j++) {
              const at = (j * k % factor) * (size / factor);
              const c = this.cos[at];
              const s = way * this.sin[at];
              re += pr[j] * c - pi[j] * s;
              im += pr[j] * s + pi[j] * c;
            }
            const c = this.cos[2 * p * k * stride];
            const s = way * this.sin[2 * p * k * stride];
            yr[q + stride * (factor * p + k)] = re * c - im * s;
            yi[q + stride * (factor * p + k)] = re * s + im * c;
          }
        }
      }
    }
  }

  /** Whole numbers of 64 bits, as two of 32: what Java's SplittableRandom and Seeds.key do. */
  class Random64 {
    constructor() {
      this.hi = 0;
      this.lo = 0;
      this.stateHi = 0;
      this.stateLo = 0;
    }

    set(number) {
      this.hi = Math.floor(number / 4294967296) | 0;
      this.lo = number | 0;
      if (Math.abs(number) >= 2147483648) {
        this.lo = (number - 4294967296 * Math.floor(number / 4294967296)) | 0;
      }
    }

    add(hi, lo) {
      const low = (this.lo >>> 0) + (lo >>> 0);
      this.hi = (this.hi + hi + (low > 4294967295 ? 1 : 0)) | 0;
      this.lo = low | 0;
    }

    multiply(hi, lo) {
      const a = this.lo & 0xffff;
      const b = this.lo >>> 16;
      const c = lo & 0xffff;
      const d = lo >>> 16;
      const middle = Math.imul(a, d) >>> 0;
      const other = Math.imul(b, c) >>> 0;
      const low = Math.imul(a, c) >>> 0;
      const carry = (low >>> 16) + (middle & 0xffff) + (other & 0xffff);
      const high = (Math.imul(b, d) >>> 0) + (middle >>> 16) + (other >>> 16) + (carry >>> 16);
      this.hi = (Math.imul(this.hi, lo) + Math.imul(this.lo, hi) + high) | 0;
      this.lo = Math.imul(this.lo, lo);
    }

    /** Exclusive or with itself, shifted to the right. */
    fold(bits) {
      const lo = this.lo ^ ((this.lo >>> bits) | (this.hi << (32 - bits)));
      this.hi ^= this.hi >>> bits;
      this.lo = lo;
    }

    /** The finalizer of SplitMix64. */
    mix() {
      this.fold(30);
      this.multiply(0xbf58476d, 0x1ce4e5b9);
      this.fold(27);
      this.multiply(0x94d049bb, 0x133111eb);
      this.fold(31);
    }

    /** As Seeds.key(this, purpose, index). */
    key(purpose, index) {
      this.add(0x9e3779b9, 0x7f4a7c15);
      this.mix();
      for (let i = 0; i < purpose.length; i++) {
        this.lo ^= purpose.charCodeAt(i);
        this.mix();
      }
      const hi = this.hi;
      const lo = this.lo;
      this.set(index);
      this.add(0x632be59b, 0xd9b4e019);
      this.mix();
      this.hi ^= hi;
      this.lo ^= lo;
      this.mix();
    }

    /** The generator of a frame of a channel. */
    seed(seed, channel, frame) {
      this.set(seed);
      this.key("channel", channel);
      this.key("frame", frame);
      this.stateHi = this.hi;
      this.stateLo = this.lo;
    }

    next() {
      this.hi = this.stateHi;
      this.lo = this.stateLo;
      this.add(0x9e3779b9, 0x7f4a7c15);
      this.stateHi = this.hi;
      this.stateLo = this.lo;
      this.mix();
    }

    /** From −½ to ½. */
    half() {
      this.next();
      return (this.hi + (this.lo >>> 0) / 4294967296) / 4294967296;
    }

    isNegative() {
      this.next();
      return this.hi < 0;
    }

    /** From 0 to 1. */
    unit() {
      this.next();
      return ((this.hi >>> 0) * 2097152 + (this.lo >>> 11)) / 9007199254740992;
    }
  }

  function shortest(turns) {
    return turns - Math.round(turns);
  }

  /**
   * What becomes of the phases of one frame after the other. Settings are those of the server's call, with an amount from 0
   * to 1 and without what is only heard: distribution, radians, amount, low, high, scope, link, seed.
   */
  class PhaseChange {
    constructor(settings, rate, size) {
      this.settings = settings;
      this.moves = new Float64Array(size / 2 + 1);
      this.drawn = [];
      this.random = new Random64();
      const hertz = rate / size;
      this.last = size / 2;
      this.from = Math.ceil(Math.min(this.last + 1, settings.low / hertz));
      this.to = Math.floor(Math.min(this.last, settings.high / hertz)) + 1;
    }

    /** Changes all channels' spectra in place. */
    apply(number, re, im) {
      if (this.settings.amount === 0) {
        return;
      }
      for (let c = 0; c < re.length; c++) {
        if (c === 0 || !this.settings.link) {
          this.choose(number, re, im, c);
        }
        this.move(re[c], im[c]);
      }
    }

    choose(number, re, im, channel) {
      const { distribution, amount, radians, scope } = this.settings;
      if (distribution === "constant") {
        this.moves.fill(amount * shortest(radians / TURN));
      } else if (distribution === "zero") {
        this.toZero(re, im, channel);
      } else if (scope === "bin") {
        if (!this.drawn[channel]) {
          this.draw(channel, 0);
          this.drawn[channel] = this.moves.slice();
        }
        this.moves.set(this.drawn[channel]);
      } else {
        this.draw(channel, number);
      }
    }

    draw(channel, frame) {
      const { distribution, amount, radians, seed } = this.settings;
      const random = this.random;
      const moves = this.moves;
      random.seed(seed, channel, frame);
      if (distribution === "uniform") {
        for (let k = 0; k < moves.length; k++) {
          moves[k] = amount * random.half();
        }
      } else if (distribution === "sign") {
        for (let k = 0; k < moves.length; k++) {
          moves[k] = random.isNegative() ? amount / 2 : 0;
        }
      } else {
        const turns = amount * radians / TURN;
        for (let k = 0; k < moves.length; k += 2) { // Box–Muller
          const radius = Math.sqrt(-2 * Math.log(1 - random.unit()));
          const angle = TURN * random.unit();
          moves[k] = turns * radius * Math.cos(angle);
          if (k + 1 < moves.length) {
            moves[k + 1] = turns * radius * Math.sin(angle);
          }
        }
      }
    }

    /** To zero at the frame's middle; of linked channels, of their sum. */
    toZero(re, im, channel) {
      for (let k = 0; k < this.moves.length; k++) {
        let x = re[channel][k];
        let y = im[channel][k];
        for (let c = 1; this.settings.link && c < re.length; c++) {
          x += re[c][k];
          y += im[c][k];
        }
        this.moves[k] = this.settings.amount * shortest((k % 2) / 2 - Math.atan2(y, x) / TURN);
      }
    }

    move(re, im) {
      for (let k = this.from; k < this.to; k++) {
        if (k === 0 || k === this.last) {
          if (Math.abs(shortest(this.moves[k])) > 0.25) {
            re[k] = -re[k];
          }
        } else {
          const cos = Math.cos(TURN * this.moves[k]);
          const sin = Math.sin(TURN * this.moves[k]);
          const x = re[k];
          re[k] = x * cos - im[k] * sin;
          im[k] = x * sin + im[k] * cos;
        }
      }
    }
  }

  /** Plans of transforms are kept: a slider goes to and fro. */
  const plans = new Map();

  function plan(size) {
    if (!plans.has(size)) {
      if (plans.size > 8) {
        plans.clear();
      }
      plans.set(size, new Fft(size));
    }
    return plans.get(size);
  }

  /** Samples in memory, silent beyond both ends. */
  class Memory {
    constructor(channels) {
      this.channels = channels;
      this.length = channels[0].length;
    }

    read(channel, start, frame) {
      const samples = this.channels[channel];
      const from = Math.max(0, -start);
      const to = Math.min(frame.length, this.length - start);
      frame.fill(0);
      for (let i = from; i < to; i++) {
        frame[i] = samples[start + i];
      }
    }
  }

  function transform(settings, rate) {
    const size = fastSize(settings.window * rate / 1000);
    return { size: size, hop: Math.max(1, Math.floor(size / settings.overlap)) };
  }

  /** A sound from one of its samples on, with its phases changed, frame by frame as they are needed. */
  class Rephased {
    /**
     * @param line what frames are read from: {channels, read(channel, start, frame)}
     * @param settings those of PhaseChange with window in milliseconds, shape and overlap
     * @param at the first sample
     */
    constructor(line, settings, rate, at) {
      const { size, hop } = transform(settings, rate);
      const count = line.channels.length;
      this.line = line;
      this.size = size;
      this.hop = hop;
      this.at = at;
      this.fft = plan(size);
      this.change = new PhaseChange(settings, rate, size);
      this.window = window(settings.shape, size);
      const squares = new Float64Array(hop);
      this.window.forEach(function (x, i) { squares[i % hop] += x * x; });
      this.synthesis = this.window.map(function (x, i) { return x / squares[i % hop]; });
      this.frame = new Float64Array(size);
      this.re = Array.from({ length: count }, function () { return new Float64Array(size / 2 + 1); });
      this.im = Array.from({ length: count }, function () { return new Float64Array(size / 2 + 1); });
      this.ring = size + MOST;
      this.sums = Array.from({ length: count }, () => new Float64Array(this.ring));
      this.next = Math.floor((at - size / 2) / hop) + 1;
    }

    place(t) {
      return ((t % this.ring) + this.ring) % this.ring;
    }

    /** Makes the frames that its next sample needs, so many of them at most; whether there are enough. */
    prime(frames) {
      for (let i = 0; i < frames && this.next * this.hop - this.size / 2 <= this.at; i++) {
        this.pass();
      }
      return this.next * this.hop - this.size / 2 > this.at;
    }

    pass() {
      const start = this.next * this.hop - this.size / 2;
      const frame = this.frame;
      for (let c = 0; c < this.sums.length; c++) {
        this.line.read(c, start, frame);
        for (let i = 0; i < this.size; i++) {
          frame[i] *= this.window[i];
        }
        this.fft.forward(frame, this.re[c], this.im[c]);
      }
      this.change.apply(this.next, this.re, this.im);
      const first = Math.max(0, this.at - start);
      for (let c = 0; c < this.sums.length; c++) {
        const sums = this.sums[c];
        this.fft.inverse(this.re[c], this.im[c], frame);
        let place = this.place(start + first);
        for (let i = first; i < this.size; i++) {
          sums[place] += this.synthesis[i] * frame[i];
          place = place + 1 === this.ring ? 0 : place + 1;
        }
      }
      this.next++;
    }

    /** Its next samples, MOST of them at most; into nowhere if there is nowhere. */
    fill(outs, offset, count) {
      while (this.next * this.hop - this.size / 2 < this.at + count) {
        this.pass();
      }
      for (let c = 0; c < this.sums.length; c++) {
        const sums = this.sums[c];
        let place = this.place(this.at);
        for (let i = 0; i < count; i++) {
          if (outs) {
            outs[c][offset + i] = sums[place];
          }
          sums[place] = 0;
          place = place + 1 === this.ring ? 0 : place + 1;
        }
      }
      this.at += count;
    }

    /** Goes on to a later sample. */
    skip(at) {
      while (this.at < at) {
        this.fill(null, 0, Math.min(MOST, at - this.at));
      }
    }
  }

  /**
   * What amplitudes are to be multiplied by for the level to stay, as far as the settings tell: phases that are drawn take
   * from overlapping frames what they have in common. What the signal adds to that is known only when it is over.
   */
  function expectedGain(settings) {
    const a = settings.amount;
    const turns = a * settings.radians / TURN;
    const common = {
      uniform: a === 0 ? 1 : Math.sin(Math.PI * a) / (Math.PI * a),
      gaussian: Math.exp(-Math.pow(TURN * turns, 2) / 2),
      sign: Math.cos(Math.PI * a / 2), // Half of the bins go by half of a turn.
    }[settings.distribution];
    if (common === undefined || settings.scope === "bin" || settings.shape !== "hann") {
      return 1;
    }
    return 1 / Math.sqrt(common * common + (1 - common * common) / settings.overlap);
  }

  /** Milliseconds of the windows that pictures are made with, and of them over each sample. */
  const SEEN = 64;
  const SEEN_OVERLAP = 8;
  const MOST_COLUMNS = 1200;
  const FLOOR = 1e-10;

  /** The average of all channels. */
  function mono(channels) {
    if (channels.length === 1) {
      return channels[0];
    }
    return channels[0].map(function (_, i) {
      return channels.reduce(function (sum, channel) { return sum + channel[i]; }, 0) / channels.length;
    });
  }

  /** One column of a picture after the other, so that whoever makes it may pause; ends with all of it. */
  function* levels(channels, rate) {
    const samples = new Memory([mono(channels)]);
    const size = fastSize(SEEN * rate / 1000);
    const hop = Math.max(1, Math.floor(size / SEEN_OVERLAP));
    const frames = 1 + Math.floor(samples.length / hop);
    const pool = Math.ceil(frames / MOST_COLUMNS);
    const columns = Math.ceil(frames / pool);
    const bins = size / 2 + 1;
    const data = new Float32Array(columns * bins).fill(-200);
    const shape = window("hann", size);
    const full = shape.reduce(function (sum, x) { return sum + x; }, 0) / 2;
    const frame = new Float64Array(size);
    const re = new Float64Array(bins);
    const im = new Float64Array(bins);
    let peak = -200;
    for (let f = 0; f < frames; f++) {
      samples.read(0, f * hop - size / 2, frame);
      for (let i = 0; i < size; i++) {
        frame[i] *= shape[i];
      }
      plan(size).forward(frame, re, im);
      const base = Math.floor(f / pool) * bins;
      for (let k = 0; k < bins; k++) {
        const level = 20 * Math.log10(Math.max(FLOOR, Math.sqrt(re[k] * re[k] + im[k] * im[k]) / full));
        if (level > data[base + k]) {
          data[base + k] = level;
          peak = Math.max(peak, level);
        }
      }
      yield f;
    }
    return { columns: columns, bins: bins, data: data, seconds: samples.length / rate, hertz: rate / 2,
      perColumn: pool * hop / rate, top: Math.max(-60, 5 * Math.ceil(peak / 5)) };
  }

  /** The level of all channels together: their root mean square. */
  function rms(channels) {
    let sum = 0;
    channels.forEach(function (channel) {
      for (let i = 0; i < channel.length; i++) {
        sum += channel[i] * channel[i];
      }
    });
    return Math.sqrt(sum / (channels.length * channels[0].length));
  }

  scope.Phasewright = scope.Phasewright || {};
  scope.Phasewright.stft = { MOST: MOST, Fft: Fft, Memory: Memory, Rephased: Rephased, Random64: Random64, fastSize: fastSize,
    transform: transform, expectedGain: expectedGain, levels: levels, rms: rms };
})(globalThis);
