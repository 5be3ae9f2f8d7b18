"use strict";

/*
 * Spectrograms that are drawn in the page: level as colour over time and frequency, with axes in hertz and notes, and a
 * crosshair that reads out what is under it.
 */
(function () {
  const { figure, colour } = Phasewright.plot;
  const SPAN = 80;
  const NOTES = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];
  /** As the server's pictures have it, and the key below the panels. */
  const COLOURS = [[0, 0, 0, 4], [0.25, 59, 15, 112], [0.45, 140, 41, 129], [0.65, 222, 73, 104], [0.83, 254, 159, 109],
    [1, 252, 253, 191]];
  /** Where scales by octaves begin, in hertz. */
  const LOWEST = 40;
  const MARGIN = { left: 44, right: 34, top: 6, bottom: 20 };

  const palette = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    const at = i / 255;
    const next = Math.max(1, COLOURS.findIndex(function (stop) { return stop[0] >= at; }));
    const [a, b] = [COLOURS[next - 1], COLOURS[next]];
    const part = (at - a[0]) / (b[0] - a[0]);
    const [red, green, blue] = [1, 2, 3].map(function (c) { return Math.round(a[c] + part * (b[c] - a[c])); });
    palette[i] = 0xff000000 | blue << 16 | green << 8 | red;
  }

  /** The note nearest to a frequency, and how far it is off. */
  function note(hertz) {
    const exact = 69 + 12 * Math.log2(hertz / 440);
    const key = Math.round(exact);
    const cents = Math.round(100 * (exact - key));
    return { key: key, name: NOTES[((key % 12) + 12) % 12] + (Math.floor(key / 12) - 1),
      cents: cents === 0 ? "" : (cents < 0 ? "−" : "+") + Math.abs(cents) + " ct" };
  }

  function decibels(level) {
    return level <= -200 ? "silence" : Math.round(level) < 0 ? "−" + Math.abs(Math.round(level)) + " dB" : Math.round(level) + " dB";
  }

  function hertzOf(value) {
    return value >= 1000 ? figure(value / 1000) + " kHz" : Math.round(value) + " Hz";
  }

  class Spectrogram extends EventTarget {
    /** @param {Element} root holds a canvas and two lines of a crosshair */
    constructor(root) {
      super();
      this.root = root;
      this.canvas = root.querySelector("canvas");
      this.across = root.querySelector("[data-across]");
      this.up = root.querySelector("[data-up]");
      this.levels = null;
      this.top = 0;
      this.room = 0;
      this.octaves = false;
      this.stale = false;
      this.cross = null;
      const point = (event) => {
        const box = this.canvas.getBoundingClientRect();
        this.point(this.timeAt(event.clientX - box.left), this.hertzAt(event.clientY - box.top));
      };
      root.addEventListener("pointermove", point);
      root.addEventListener("pointerdown", point);
      root.addEventListener("pointerleave", () => this.dispatchEvent(new CustomEvent("point", { detail: null })));
      root.addEventListener("keydown", (event) => this.key(event));
      root.addEventListener("blur", () => this.dispatchEvent(new CustomEvent("point", { detail: null })));
      new ResizeObserver(() => this.draw()).observe(this.canvas);
    }

    /** Shows levels; those of a whole panel share their top, in dB. */
    show(levels, top) {
      this.levels = levels;
      this.top = top;
      this.draw();
    }

    /** What is shown belongs to what is no longer heard. */
    grow(stale) {
      this.stale = stale;
      this.root.classList.toggle("stale", stale);
    }

    /** Gives the picture room for so many seconds, if that is more than it shows. */
    spread(room) {
      if (room !== this.room) {
        this.room = room;
        this.draw();
      }
    }

    /** The seconds of the axis. */
    get span() {
      return Math.max(this.levels ? this.levels.seconds : 0, this.room);
    }

    get box() {
      return { left: MARGIN.left, top: MARGIN.top, width: Math.max(1, this.canvas.clientWidth - MARGIN.left - MARGIN.right),
        height: Math.max(1, this.canvas.clientHeight - MARGIN.top - MARGIN.bottom) };
    }

    x(seconds) {
      return this.box.left + seconds / this.span * this.box.width;
    }

    y(hertz) {
      const share = this.octaves ? Math.log(Math.max(LOWEST, hertz) / LOWEST) / Math.log(this.levels.hertz / LOWEST)
        : hertz / this.levels.hertz;
      return this.box.top + (1 - share) * this.box.height;
    }

    timeAt(x) {
      return this.levels ? Math.max(0, Math.min(1, (x - this.box.left) / this.box.width)) * this.span : 0;
    }

    hertzAt(y) {
      if (!this.levels) {
        return 0;
      }
      const share = 1 - Math.max(0, Math.min(1, (y - this.box.top) / this.box.height));
      return this.octaves ? LOWEST * Math.pow(this.levels.hertz / LOWEST, share) : share * this.levels.hertz;
    }

    /** The level at a place, in dB re a full-scale sine. */
    levelAt(seconds, hertz) {
      const { columns, bins, data, perColumn } = this.levels;
      if (seconds > this.levels.seconds) {
        return -200;
      }
      const column = Math.min(columns - 1, Math.floor(seconds / perColumn));
      return data[column * bins + Math.round(hertz / this.levels.hertz * (bins - 1))];
    }

    /** Words for a place. */
    words(seconds, hertz) {
      const near = note(Math.max(8, hertz));
      return seconds.toFixed(3) + " s, " + Math.round(hertz).toLocaleString("en") + " Hz"
        + (hertz >= 16 ? " (" + near.name + (near.cents ? " " + near.cents : "") + ")" : "")
        + ", " + decibels(this.levelAt(seconds, hertz));
    }

    /** Tells where the crosshair is to be. */
    point(seconds, hertz) {
      if (this.levels) {
        this.dispatchEvent(new CustomEvent("point", { detail: { seconds: seconds, hertz: hertz } }));
      }
    }

    /** Sets the crosshair, or takes it away. */
    mark(place) {
      this.cross = place;
      this.across.hidden = this.up.hidden = !place || !this.levels;
      if (place && this.levels) {
        this.up.style.transform = "translateX(" + this.x(place.seconds).toFixed(1) + "px)";
        this.across.style.transform = "translateY(" + this.y(place.hertz).toFixed(1) + "px)";
      }
    }

    key(event) {
      const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
      if (!(event.key in ways) || event.target !== this.root || event.ctrlKey || event.altKey || event.metaKey || !this.levels) {
        return;
      }
      event.preventDefault();
      const [right, up] = ways[event.key];
      const place = this.cross || { seconds: this.levels.seconds / 2, hertz: this.hertzAt(this.box.top + this.box.height / 2) };
      const far = event.shiftKey ? 10 : 2;
      this.point(this.timeAt(this.x(place.seconds) + far * right), this.hertzAt(this.y(place.hertz) - far * up));
    }

    /** The colours of its pixels, the loudest of what falls into one. */
    raster(width, height) {
      const { columns, bins, data } = this.levels;
      const image = new ImageData(width, height);
      const pixels = new Uint32Array(image.data.buffer);
      const edges = Array.from({ length: height + 1 }, (_, y) => {
        const share = 1 - y / height;
        const hertz = this.octaves ? LOWEST * Math.pow(this.levels.hertz / LOWEST, share) : share * this.levels.hertz;
        return hertz / this.levels.hertz * (bins - 1);
      });
      for (let x = 0; x < width; x++) {
        const first = Math.floor(x * columns / width);
        const last = Math.max(first + 1, Math.floor((x + 1) * columns / width));
        for (let y = 0; y < height; y++) {
          const low = Math.round(edges[y + 1]);
          const high = Math.max(low + 1, Math.round(edges[y]));
          let most = -200;
          for (let column = first; column < last; column++) {
            for (let k = low; k < high && k < bins; k++) {
              most = Math.max(most, data[column * bins + k]);
            }
          }
          const share = (most - this.top + SPAN) / SPAN;
          pixels[y * width + x] = palette[Math.max(0, Math.min(255, Math.round(255 * share)))];
        }
      }
      return image;
    }

    draw() {
      if (!this.levels || !this.canvas.clientWidth) {
        return;
      }
      const sharp = window.devicePixelRatio || 1;
      const canvas = this.canvas;
      canvas.width = Math.round(canvas.clientWidth * sharp);
      canvas.height = Math.round(canvas.clientHeight * sharp);
      const { left, top, width, height } = this.box;
      const pen = canvas.getContext("2d");
      const filled = width * this.levels.seconds / this.span;
      pen.putImageData(this.raster(Math.max(1, Math.round(filled * sharp)), Math.round(height * sharp)), Math.round(left * sharp), Math.round(top * sharp));
      pen.scale(sharp, sharp);
      pen.font = "12px " + getComputedStyle(canvas).fontFamily;
      pen.fillStyle = colour("soft");
      pen.strokeStyle = colour("rule");
      this.axes(pen);
      this.mark(this.cross);
    }

    axes(pen) {
      const { left, top, width, height } = this.box;
      const tick = function (x, y, dx, dy) {
        pen.beginPath();
        pen.moveTo(x, y);
        pen.lineTo(x + dx, y + dy);
        pen.stroke();
      };
      pen.textBaseline = "middle";
      pen.textAlign = "right";
      let before = Infinity;
      this.hertzTicks().forEach((hertz) => {
        const y = this.y(hertz);
        if (before - y > 13) {
          before = y;
          pen.fillText(hertz >= 1000 ? figure(hertz / 1000) + "k" : String(hertz), left - 6, Math.min(y, top + height - 5));
          tick(left - 4, y, 4, 0);
        }
      });
      pen.textAlign = "left";
      before = Infinity;
      for (let octave = 1; octave <= 10; octave++) {
        const hertz = 440 * Math.pow(2, octave - 4 - 9 / 12);
        const y = this.y(hertz);
        if (hertz >= LOWEST && hertz <= this.levels.hertz && before - y > 13) {
          before = y;
          pen.fillText("C" + octave, left + width + 6, Math.min(y, top + height - 5));
          tick(left + width, y, 4, 0);
        }
      }
      pen.textBaseline = "top";
      pen.textAlign = "center";
      const seconds = this.span;
      const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60].find(function (each) { return seconds / each * 44 <= width; }) || 120;
      for (let i = 0; i * step <= seconds * 1.0001; i++) {
        const x = this.x(i * step);
        const last = (i + 1) * step > seconds * 1.0001;
        pen.fillText(figure(i * step) + (last ? " s" : ""), Math.min(x, left + width - 4), top + height + 5);
        tick(x, top + height, 0, 4);
      }
    }

    hertzTicks() {
      const most = this.levels.hertz;
      if (this.octaves) {
        return [50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000].filter(function (hertz) { return hertz <= most; });
      }
      const step = [100, 200, 500, 1000, 2000, 5000, 10000, 20000].find((each) => most / each * 22 <= this.box.height) || 50000;
      return Array.from({ length: Math.floor(most / step) + 1 }, function (_, i) { return i * step; });
    }
  }

  /** A worker that makes what it was asked for last; what was asked before that gives null. */
  function workshop() {
    const worker = new Worker("/assets/labwork.js");
    let number = 0;
    let pending = null;
    worker.onmessage = function (event) {
      if (event.data.number === number && pending) {
        const answer = pending;
        pending = null;
        answer(event.data);
      }
    };
    return function (message) {
      if (pending) {
        pending(null);
      }
      return new Promise(function (resolve) {
        pending = resolve;
        worker.postMessage(Object.assign({ number: ++number }, message));
      });
    };
  }

  Phasewright.workshop = workshop;
  Phasewright.Spectrogram = Spectrogram;
  Phasewright.note = note;
})();
