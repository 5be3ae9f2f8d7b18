"use strict";

/*
 * A tone of harmonics whose phases glide to where they are told. The same file is a script of the page, which keeps the
 * code as text, and the module of an AudioWorklet, which runs it: a page from disk may not load modules, but may make one
 * of what it has.
 */
(function () {
  function declare() {
    /** Seconds in which a phase, a strength or the whole level comes nearer by a factor of e. */
    const GLIDE = 0.006;

    class Harmonics extends AudioWorkletProcessor {
      constructor(options) {
        super();
        const told = options.processorOptions;
        this.at = 0;
        this.gain = 0;
        this.tell(told);
        this.phases = told.phases.slice();
        this.strengths = told.strengths.slice();
        this.port.onmessage = (event) => this.tell(event.data);
      }

      tell(told) {
        this.told = told;
      }

      process(inputs, outputs) {
        const out = outputs[0][0];
        const near = 1 - Math.exp(-1 / (GLIDE * sampleRate));
        const turn = 2 * Math.PI;
        for (let i = 0; i < out.length; i++) {
          let sum = 0;
          for (let k = 0; k < this.phases.length; k++) {
            const off = this.told.phases[k] - this.phases[k];
            // The shorter way round.
            this.phases[k] += near * (off - turn * Math.round(off / turn));
            this.strengths[k] += near * (this.told.strengths[k] - this.strengths[k]);
            sum += this.strengths[k] * Math.cos(turn * (k + 1) * this.at + this.phases[k]);
          }
          this.gain += near * (this.told.gain - this.gain);
          out[i] = this.gain * sum;
          this.at = (this.at + this.told.hertz / sampleRate) % 1;
        }
        return this.told.gain > 0 || this.gain > 1e-5;
      }
    }

    registerProcessor("harmonics", Harmonics);
  }

  if (typeof registerProcessor === "function") {
    declare();
  } else {
    Phasewright.harmonics = "(" + declare + ")()";
  }
})();
