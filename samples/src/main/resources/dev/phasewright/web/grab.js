"use strict";

/* Eight harmonics as clock hands: what they sum to, its spectrum, and its sound. */
document.querySelectorAll("[data-grab]").forEach(function (root) {
  const COUNT = 8;
  const TURN = 2 * Math.PI;
  /** Samples of the cycle that is drawn and measured. */
  const LENGTH = 512;
  /** The amplitude at which harmonics of equal strength sound, so that all peaks together stay below full scale. */
  const LOUDNESS = 0.09;
  const STRENGTHS = {
    equal: function () { return 1; },
    falling: function (k) { return 1 / k; },
    odd: function (k) { return k % 2 === 1 ? 1 / k : 0; },
  };
  /** Degrees of harmonic k, as HarmonicPhases has them in Java. */
  const PRESETS = {
    cosine: function () { return 0; },
    sine: function () { return 270; },
    alternating: function (k) { return k % 2 === 1 ? 270 : 0; },
    schroeder: function (k) { return -180 * k * (k - 1) / COUNT; },
    random: function () { return Math.floor(360 * Math.random()); },
  };

  const { sheet, axes, stroke, figure, colour } = Phasewright.plot;
  const find = function (name) { return root.querySelector("[data-" + name + "]"); };
  const all = function (name) { return Array.from(root.querySelectorAll("[data-" + name + "]")); };
  const hands = all("hand");
  const presets = all("preset");
  const pitch = find("hertz");
  const levels = find("levels");
  const moment = find("moment");

  /** What the page is: degrees clockwise from twelve; a harmonic k is cos(2πkt + φ). */
  let degrees = new Array(COUNT).fill(0);
  let before = degrees.map(function (_, i) { return upright(PRESETS.schroeder(i + 1)); });
  let tone = null;

  function upright(angle) {
    return ((angle % 360) + 360) % 360;
  }

  function hertz() {
    return Number(pitch.value);
  }

  function strengths() {
    return Array.from({ length: COUNT }, function (_, i) { return STRENGTHS[levels.value](i + 1); });
  }

  function radians() {
    return degrees.map(function (angle) { return angle * TURN / 360; });
  }

  /** The sum of the harmonics at a moment, in cycles; of one alone if it is named. */
  function at(t, strength, phases, only) {
    let sum = 0;
    for (let i = 0; i < COUNT; i++) {
      if (only === undefined || only === i) {
        sum += strength[i] * Math.cos(TURN * (i + 1) * t + phases[i]);
      }
    }
    return sum;
  }

  function cycle() {
    const strength = strengths();
    const phases = radians();
    return Float64Array.from({ length: LENGTH }, function (_, n) { return at(n / LENGTH, strength, phases); });
  }

  /** The amplitudes of the harmonics of a cycle, by its Fourier sums. */
  function magnitudes(wave) {
    return Array.from({ length: COUNT }, function (_, i) {
      let re = 0;
      let im = 0;
      wave.forEach(function (x, n) {
        re += x * Math.cos(TURN * (i + 1) * n / LENGTH);
        im -= x * Math.sin(TURN * (i + 1) * n / LENGTH);
      });
      return 2 * Math.hypot(re, im) / LENGTH;
    });
  }

  // What is seen

  function drawWave(wave) {
    const paper = sheet(find("wave"));
    const strength = strengths();
    const phases = radians();
    const most = strength.reduce(function (sum, x) { return sum + x; }, 0);
    const milliseconds = 1000 / hertz();
    const x = function (t) { return paper.left + t * (paper.right - paper.left); };
    const y = function (value) { return (paper.top + paper.bottom) / 2 - value / most * (paper.bottom - paper.top) / 2; };
    axes(paper,
      { ticks: [0, 0.25, 0.5, 0.75, 1], place: x, figure: function (t) { return figure(t * milliseconds); }, name: "time, ms" },
      { ticks: [-1, -0.5, 0, 0.5, 1], place: function (part) { return y(part * most); },
        figure: function (part) { return figure(part * most); }, name: "amplitude, in those of the first harmonic" });
    const pen = paper.pen;
    pen.lineJoin = "round";
    for (let i = 0; i < COUNT; i++) {
      pen.strokeStyle = colour("h" + (i + 1));
      pen.globalAlpha = 0.55;
      pen.lineWidth = 1;
      stroke(pen, Array.from({ length: LENGTH + 1 }, function (_, n) {
        return [x(n / LENGTH), y(at(n / LENGTH, strength, phases, i))];
      }));
    }
    pen.globalAlpha = 1;
    pen.strokeStyle = colour("ink");
    pen.lineWidth = 2.5;
    stroke(pen, Array.from({ length: LENGTH + 1 }, function (_, n) { return [x(n / LENGTH), y(wave[n % LENGTH])]; }));
    const now = Number(moment.value);
    pen.strokeStyle = pen.fillStyle = colour("accent");
    pen.lineWidth = 1.5;
    stroke(pen, [[x(now), paper.top], [x(now), paper.bottom]]);
    pen.beginPath();
    pen.arc(x(now), y(at(now, strength, phases)), 5, 0, TURN);
    pen.fill();
  }

  function drawSpectrum(measured) {
    const paper = sheet(find("spectrum"));
    const LOW = -30;
    const HIGH = 6;
    const x = function (k) { return paper.left + k / (COUNT + 0.6) * (paper.right - paper.left); };
    const y = function (level) { return paper.bottom - (level - LOW) / (HIGH - LOW) * (paper.bottom - paper.top); };
    const few = paper.right - paper.left < 380 ? [0, 2, 4, 6, 8] : [0, 1, 2, 3, 4, 5, 6, 7, 8];
    axes(paper,
      { ticks: few, place: x, figure: function (k) { return figure(k * hertz()); }, name: "frequency, Hz" },
      { ticks: [-30, -20, -10, 0], place: y, figure: figure, name: "level, dB re the first harmonic" });
    const pen = paper.pen;
    measured.forEach(function (amplitude, i) {
      const level = 20 * Math.log10(amplitude / measured[0]);
      if (level > LOW) {
        pen.fillStyle = colour("h" + (i + 1));
        pen.fillRect(x(i + 1) - 6, y(level), 12, paper.bottom - y(level));
      }
    });
  }

  function show() {
    const wave = cycle();
    const measured = magnitudes(wave);
    const peak = wave.reduce(function (most, x) { return Math.max(most, Math.abs(x)); }, 0);
    const rms = Math.sqrt(wave.reduce(function (sum, x) { return sum + x * x; }, 0) / LENGTH);
    const crest = 20 * Math.log10(peak / rms);
    drawWave(wave);
    drawSpectrum(measured);
    const now = Number(moment.value);
    hands.forEach(function (hand, i) {
      const clock = hand.closest(".clock");
      const angle = upright(Math.round(degrees[i]));
      hand.setAttribute("aria-valuenow", String(angle));
      hand.setAttribute("aria-valuetext", angle + " degrees");
      turn(hand.querySelector(".hand"), degrees[i]);
      turn(hand.querySelector(".knob"), degrees[i]);
      turn(hand.querySelector(".now"), degrees[i] + 360 * (i + 1) * now);
      clock.classList.toggle("silent", strengths()[i] === 0);
      clock.querySelector("[data-degrees]").textContent = angle + "°";
      clock.querySelector("[data-frequency]").textContent = (i + 1) * hertz() + " Hz";
    });
    root.classList.toggle("moved", now > 0);
    moment.setAttribute("aria-valuetext", figure(now * 1000 / hertz()) + " milliseconds");
    presets.forEach(function (button) {
      const name = button.dataset.preset;
      const same = name !== "random" && degrees.every(function (angle, i) {
        return Math.abs(Math.cos((angle - PRESETS[name](i + 1)) * TURN / 720)) > 0.99999;
      });
      button.setAttribute("aria-pressed", String(same));
    });
    find("crest").textContent = "Its peak is " + crest.toFixed(1) + " dB above its RMS level.";
    const told = measured.map(function (x) { return x < 1e-9 ? "none" : figure(Math.round(200 * Math.log10(x / measured[0])) / 10); });
    find("still").textContent = told.every(function (x) { return x === "0"; })
      ? "All eight at 0 dB, however the hands stand."
      : "In dB: " + told.join(", ") + ", however the hands stand.";
    find("wave").setAttribute("aria-label", "One cycle of the wave, " + figure(1000 / hertz())
      + " milliseconds; its peak is " + crest.toFixed(1) + " decibels above its RMS level");
    find("spectrum").setAttribute("aria-label", "Its spectrum, in decibels from the first harmonic to the eighth: "
      + told.join(", "));
    root.grab = { degrees: degrees.slice(), wave: Array.from(wave), magnitudes: measured, crest: crest };
    if (tone) {
      tone.tell(settings(true));
    }
  }

  function turn(line, angle) {
    line.setAttribute("transform", "rotate(" + angle.toFixed(2) + ")");
  }

  // The address

  function remember() {
    const state = new URLSearchParams();
    state.set("phases", degrees.map(function (angle) { return String(Math.round(upright(angle) * 10) / 10); }).join(","));
    state.set("hertz", pitch.value);
    state.set("levels", levels.value);
    if (moment.value !== moment.defaultValue) {
      state.set("moment", moment.value);
    }
    history.replaceState(null, "", "#" + state.toString().replace(/%2C/g, ","));
  }

  /** Takes what the address says, as far as it makes sense: anybody may have written it. */
  function restore() {
    const state = new URLSearchParams(location.hash.slice(1));
    const phases = (state.get("phases") || "").split(",").map(Number);
    if (phases.length === COUNT && phases.every(function (angle) { return Number.isFinite(angle); })) {
      degrees = phases.map(upright);
    }
    [[pitch, "hertz"], [levels, "levels"]].forEach(function ([select, name]) {
      if (Array.from(select.options).some(function (option) { return option.value === state.get(name); })) {
        select.value = state.get(name);
      }
    });
    const told = state.get("moment");
    moment.value = told !== null && told !== "" && Number.isFinite(Number(told)) ? told : moment.defaultValue;
    show();
  }

  function change(next) {
    degrees = next;
    show();
    remember();
  }

  // The hands

  function set(index, angle) {
    change(degrees.map(function (old, i) { return i === index ? upright(angle) : old; }));
  }

  /** Before and after: what stood before a hand was taken or a set of phases chosen. */
  function keep() {
    before = degrees;
  }

  hands.forEach(function (hand, index) {
    function follow(event) {
      const box = hand.getBoundingClientRect();
      const across = event.clientX - box.left - box.width / 2;
      const up = box.top + box.height / 2 - event.clientY;
      set(index, Math.round(Math.atan2(across, up) * 360 / TURN));
    }

    hand.addEventListener("pointerdown", function (event) {
      if (event.button === 0) {
        event.preventDefault();
        hand.focus({ preventScroll: true });
        hand.setPointerCapture(event.pointerId);
        keep();
        follow(event);
      }
    });
    hand.addEventListener("pointermove", function (event) {
      if (hand.hasPointerCapture(event.pointerId)) {
        follow(event);
      }
    });
    // Before and after: a hand that keys only pass by changes nothing.
    let turning = false;
    hand.addEventListener("blur", function () { turning = false; });
    hand.addEventListener("keydown", function (event) {
      const steps = { ArrowRight: 5, ArrowUp: 5, ArrowLeft: -5, ArrowDown: -5, PageUp: 45, PageDown: -45 };
      const places = { Home: 0, End: 180 };
      if (event.ctrlKey || event.altKey || event.metaKey) {
        return;
      }
      if (!turning && (event.key in steps || event.key in places)) {
        turning = true;
        keep();
      }
      if (event.key in steps) {
        event.preventDefault();
        set(index, degrees[index] + steps[event.key]);
      } else if (event.key in places) {
        event.preventDefault();
        set(index, places[event.key]);
      }
    });
  });

  presets.forEach(function (button) {
    button.addEventListener("click", function () {
      keep();
      change(degrees.map(function (_, i) { return upright(PRESETS[button.dataset.preset](i + 1)); }));
    });
  });
  find("later").addEventListener("click", function () {
    change(degrees.map(function (angle, i) { return upright(angle - 360 * (i + 1) / 16); }));
  });
  find("swap").addEventListener("click", function () {
    const after = degrees;
    change(before);
    before = after;
  });
  [pitch, levels].forEach(function (select) {
    select.addEventListener("change", function () { change(degrees); });
  });
  moment.addEventListener("input", show);
  moment.addEventListener("change", remember);
  if (navigator.clipboard) {
    const link = find("link");
    link.hidden = false;
    link.addEventListener("click", function () {
      remember();
      navigator.clipboard.writeText(location.href).then(function () { link.textContent = "Copied"; }, function () {
        link.textContent = "It is in the address above";
      });
    });
  }

  // What is heard

  function settings(on) {
    return {
      hertz: hertz(), phases: radians(), gain: on ? LOUDNESS : 0,
      // All kinds are equally loud.
      strengths: strengths().map(function (x, _, them) {
        return x * Math.sqrt(COUNT / them.reduce(function (sum, y) { return sum + y * y; }, 0));
      }),
    };
  }

  /** A tone by the worklet, whose phases glide. */
  async function byWorklet(context) {
    if (!Phasewright.harmonicsReady) {
      // From disk no module may be loaded, and from a server none be made: each has one way.
      const made = location.protocol === "file:"
        ? "data:text/javascript," + encodeURIComponent(Phasewright.harmonics)
        : document.querySelector("script[src$='harmonics.js']").src;
      await context.audioWorklet.addModule(made);
      Phasewright.harmonicsReady = true;
    }
    const node = new AudioWorkletNode(context, "harmonics",
      { numberOfInputs: 0, outputChannelCount: [1], processorOptions: settings(true) });
    node.connect(context.destination);
    return {
      tell: function (told) { node.port.postMessage(told); },
      end: function () { node.port.postMessage(settings(false)); setTimeout(function () { node.disconnect(); }, 200); },
    };
  }

  /** A tone by a plain oscillator, which every browser has: it jumps where the worklet glides. */
  function byOscillator(context) {
    const oscillator = context.createOscillator();
    const gain = context.createGain();
    gain.gain.value = 0;
    oscillator.connect(gain).connect(context.destination);
    function tell(told) {
      const real = new Float32Array(COUNT + 1);
      const imaginary = new Float32Array(COUNT + 1);
      told.phases.forEach(function (phase, i) {
        real[i + 1] = told.strengths[i] * Math.cos(phase);
        imaginary[i + 1] = -told.strengths[i] * Math.sin(phase);
      });
      oscillator.setPeriodicWave(context.createPeriodicWave(real, imaginary, { disableNormalization: true }));
      oscillator.frequency.value = told.hertz;
      gain.gain.setTargetAtTime(told.gain, context.currentTime, 0.006);
    }
    tell(settings(true));
    oscillator.start();
    return {
      tell: tell,
      end: function () {
        gain.gain.setTargetAtTime(0, context.currentTime, 0.006);
        oscillator.stop(context.currentTime + 0.1);
      },
    };
  }

  const play = find("play");
  let wanted = false;

  async function begin() {
    const context = Phasewright.audio(); // In the very moment of the click: some browsers allow sound then and never later.
    await context.resume();
    const means = find("means");
    let begun;
    try {
      begun = await byWorklet(context);
    } catch (error) {
      begun = byOscillator(context);
      means.textContent = "This browser has no AudioWorklet here" + (window.isSecureContext
        ? "" : ", for the page comes neither from this very computer nor by https")
        + ". A plain oscillator plays instead, and may click when a hand turns.";
      means.hidden = false;
    }
    if (wanted && !tone) {
      tone = begun;
      tone.tell(settings(true));
    } else {
      begun.end();
    }
  }

  play.addEventListener("click", function () {
    wanted = !wanted;
    play.textContent = wanted ? "Stop" : "Play";
    find("trouble").hidden = true;
    if (!wanted) {
      if (tone) {
        tone.end();
        tone = null;
      }
      return;
    }
    begin().catch(function (error) {
      wanted = false;
      play.textContent = "Play";
      find("trouble").textContent = "There is no sound: " + error.message;
      find("trouble").hidden = false;
    });
  });

  window.addEventListener("hashchange", restore);
  window.addEventListener("resize", show);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  restore();
  document.fonts.ready.then(show); // The figures of the axes are set in the page's own face.
});
