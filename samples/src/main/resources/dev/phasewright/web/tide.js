"use strict";

/* Noise rises over the spectrum of clips: one level for the sound, its pictures and all figures. */
document.querySelectorAll("[data-tide]").forEach(function (root) {
  const tide = JSON.parse(root.dataset.tide);
  const steps = tide.steps;
  // The mean alone has no frequency to be drawn at.
  const octaves = tide.octaves.slice(1);
  const { sheet, axes, stroke, figure, colour } = Phasewright.plot;
  const find = function (name) { return root.querySelector("[data-" + name + "]"); };
  const all = function (name) { return Array.from(root.querySelectorAll("[data-" + name + "]")); };
  const slider = find("level");
  const choices = all("which");
  const pictures = all("picture");
  const play = find("play");
  const deck = new Phasewright.Deck(steps.map(function (step) { return step.drowned; })
    .concat(steps.map(function (step) { return step.found; })));
  root.deck = deck;

  function sigma() {
    return steps[slider.value].sigma;
  }

  /** Of an octave's shares, that at the level; without noise all is there. */
  function share(shares) {
    return Number(slider.value) === 0 ? 1 : Math.max(0, Math.min(1, shares[slider.value - 1]));
  }

  // What is seen

  const LEAST = 1e-4;
  const MOST = 1e4;

  function logarithmic(from, to, low, high) {
    return function (value) {
      const part = Math.log(Math.max(low, Math.min(high, value)) / low) / Math.log(high / low);
      return from + part * (to - from);
    };
  }

  function powers(exponents) {
    return exponents.map(function (e) { return Math.pow(10, e); });
  }

  function power(value) {
    const e = Math.round(Math.log10(value));
    return e === 0 ? "1" : e === 1 ? "10" : "10" + String(e).replace(/./g, function (c) { return "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] || "⁻"; });
  }

  /** Frequencies of whole clips on a logarithmic axis, from the second octave's lower edge to half a cycle a cell. */
  function frequencies(paper) {
    return {
      ticks: [0.005, 0.02, 0.1, 0.5].filter(function (f) { return f >= octaves[0].from; }),
      place: logarithmic(paper.left, paper.right, octaves[0].from, 0.75), figure: figure, name: "cycles a frame or band",
    };
  }

  function line(pen, curve, across, up) {
    stroke(pen, curve.frequencies.map(function (f, i) { return [across.place(f), up.place(curve.power[i])]; }));
  }

  function water(pen, left, top, right, bottom) {
    pen.globalAlpha = 0.32;
    pen.fillStyle = colour("wave");
    pen.fillRect(left, top, right - left, bottom - top);
    pen.globalAlpha = 1;
  }

  const LINES = [["accent", []], ["ink", []], ["ink", [6, 4]]];

  function drawSpectrum() {
    const paper = sheet(find("spectrum"));
    const pen = paper.pen;
    const across = frequencies(paper);
    const up = { ticks: powers([-4, -2, 0, 2, 4]), place: logarithmic(paper.bottom, paper.top, LEAST, MOST), figure: power,
      name: "power, that of noise of σ = 1 being 1" };
    axes(paper, across, up);
    pen.lineJoin = "round";
    pen.textAlign = "right";
    pen.textBaseline = "middle";
    tide.curves.forEach(function (curve, i) {
      pen.strokeStyle = pen.fillStyle = colour(LINES[i][0]);
      pen.lineWidth = i === 0 ? 2.5 : 1.5;
      pen.setLineDash(LINES[i][1]);
      line(pen, curve, across, up);
      const y = paper.top + 12 + 19 * i;
      const width = pen.measureText(curve.name).width;
      pen.fillText(curve.name, paper.right - 6, y);
      stroke(pen, [[paper.right - width - 42, y], [paper.right - width - 14, y]]);
    });
    pen.setLineDash([]);
    if (sigma() > 0) {
      water(pen, paper.left, up.place(sigma() * sigma()), paper.right, paper.bottom);
    }
  }

  function drawMap() {
    const paper = sheet(find("map"));
    const pen = paper.pen;
    const times = tide.map.times;
    const ripples = tide.map.ripples;
    const wide = (paper.right - paper.left) / (times.length + 1);
    const high = (paper.bottom - paper.top) / (ripples.length + 1);
    const every = Math.ceil(44 / wide);
    axes(paper,
      { ticks: times.map(function (_, i) { return i; }).filter(function (i) { return i % every === 0; }),
        place: function (i) { return paper.left + (i + 1.5) * wide; },
        figure: function (i) { return figure(Number(times[i].toPrecision(2))); }, name: "changes a second" },
      { ticks: ripples.map(function (_, i) { return i; }).filter(function (i) { return i % 2 === 0; }),
        place: function (i) { return paper.bottom - (i + 1.5) * high; },
        figure: function (i) { return figure(Number(ripples[i].toPrecision(2))); }, name: "cycles over all bands" });
    tide.map.cells.forEach(function (lambda, cell) {
      const t = Math.floor(cell / (ripples.length + 1));
      const b = cell % (ripples.length + 1);
      const x = paper.left + t * wide;
      const y = paper.bottom - (b + 1) * high;
      pen.globalAlpha = 0.06 + 0.84 * Math.max(0, Math.min(1, Math.log10(lambda / 1e-3) / 6));
      pen.fillStyle = colour("accent");
      pen.fillRect(x, y, wide - 0.5, high - 0.5);
      pen.globalAlpha = 1;
      if (lambda < sigma() * sigma()) {
        pen.fillStyle = colour("sheet");
        pen.fillRect(x, y, wide, high);
        water(pen, x, y, x + wide, y + high);
      }
    });
  }

  function drawOctaves() {
    const paper = sheet(find("octaves"));
    const pen = paper.pen;
    const across = frequencies(paper);
    const up = { ticks: [0, 0.25, 0.5, 0.75, 1],
      place: function (part) { return paper.bottom - part * (paper.bottom - paper.top); },
      figure: function (part) { return 100 * part + " %"; }, name: "restored" };
    axes(paper, across, up);
    octaves.forEach(function (octave) {
      const from = across.place(octave.from) + 1.5;
      const to = across.place(2 * octave.from) - 1.5;
      pen.fillStyle = colour("accent");
      pen.globalAlpha = 0.75;
      pen.fillRect(from, up.place(share(octave.restored)), to - from, paper.bottom - up.place(share(octave.restored)));
      pen.globalAlpha = 1;
      pen.strokeStyle = colour("ink");
      pen.lineWidth = 2.5;
      stroke(pen, [[from - 1, up.place(share(octave.predicted))], [to + 1, up.place(share(octave.predicted))]]);
    });
  }

  function drawShore() {
    const paper = sheet(find("shore"));
    const pen = paper.pen;
    const low = steps[1].sigma;
    const high = steps[steps.length - 1].sigma;
    const across = frequencies(paper);
    const up = { ticks: powers([-1, 0, 1]), place: logarithmic(paper.bottom, paper.top, low, high), figure: figure,
      name: "noise level σ" };
    axes(paper, across, up);
    [["predictedBelow", "ink", [6, 4], "predicted"], ["restoredBelow", "accent", [], "network"]].forEach(function (tied, i) {
      const points = octaves.filter(function (octave) { return octave[tied[0]] !== undefined; }).map(function (octave) {
        return [across.place(Math.SQRT2 * octave.from), up.place(octave[tied[0]])];
      });
      pen.strokeStyle = pen.fillStyle = colour(tied[1]);
      pen.lineWidth = 2;
      pen.setLineDash(tied[2]);
      stroke(pen, points);
      const y = paper.top + 12 + 19 * i;
      pen.textAlign = "right";
      pen.textBaseline = "middle";
      pen.fillText(tied[3], paper.right - 6, y);
      const width = pen.measureText(tied[3]).width;
      stroke(pen, [[paper.right - width - 42, y], [paper.right - width - 14, y]]);
      pen.setLineDash([]);
      points.forEach(function (point) {
        pen.beginPath();
        pen.arc(point[0], point[1], 4, 0, 2 * Math.PI);
        pen.fill();
      });
    });
    if (sigma() > 0) {
      water(pen, paper.left, up.place(sigma()), paper.right, paper.bottom);
    }
  }

  function name(level) {
    return level === 0 ? "0" : level.toPrecision(2).replace(/^(\d+)\.?$/, "$1");
  }

  /** How many of the octaves are half restored, in words. */
  function words() {
    const level = "σ = " + name(sigma());
    const restored = octaves.filter(function (octave) { return share(octave.restored) >= 0.5; }).length;
    const predicted = octaves.filter(function (octave) { return share(octave.predicted) >= 0.5; }).length;
    return level + (sigma() === 0 ? ": the clip itself"
      : ": of " + octaves.length + " octaves the network restores " + restored + " by half, λ alone " + predicted);
  }

  function show() {
    const step = steps[slider.value];
    const level = "noise of level " + name(step.sigma);
    slider.setAttribute("aria-valuetext", "σ = " + name(step.sigma));
    find("said").textContent = words();
    [[step.drownedPicture, "Spectrogram of the clip in "], [step.foundPicture, "Spectrogram of what the network finds in "]]
      .forEach(function (told, i) {
        const picture = pictures[i].querySelector("img");
        picture.src = told[0];
        picture.alt = told[1] + level;
      });
    draw();
    const which = choices.findIndex(function (choice) { return choice.checked; });
    deck.select(which * steps.length + Number(slider.value));
  }

  function draw() {
    drawSpectrum();
    drawMap();
    drawOctaves();
    drawShore();
  }

  // What is heard

  const heads = Array.from(root.querySelectorAll(".head"));
  let frame = 0;

  function run() {
    const part = deck.duration ? deck.position / deck.duration : 0;
    heads.forEach(function (head) { head.style.transform = "translateX(" + (100 * part).toFixed(2) + "%)"; });
    if (deck.isPlaying) {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(run);
    }
  }

  function toggle() {
    const trouble = find("trouble");
    trouble.hidden = true;
    deck.toggle().catch(function (error) {
      deck.pause();
      trouble.textContent = error.message;
      trouble.hidden = false;
    });
  }

  deck.addEventListener("change", function () {
    play.textContent = deck.isPlaying ? "Pause" : "Play";
    root.classList.toggle("playing", deck.isPlaying);
    run();
  });
  play.addEventListener("click", toggle);
  find("loop").addEventListener("change", function () { deck.loop = find("loop").checked; });
  slider.addEventListener("input", show);
  choices.forEach(function (choice, i) {
    choice.addEventListener("change", show);
    choice.addEventListener("keydown", function (event) {
      if (event.key === " ") {
        event.preventDefault();
        toggle();
      }
    });
    pictures[i].addEventListener("click", function () {
      choice.checked = true;
      show();
      if (!deck.wanted) {
        toggle(); // Who clicks the picture of a sound wants to hear it.
      }
    });
  });
  window.addEventListener("resize", draw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  // So that a level is seen at once when it is chosen.
  steps.forEach(function (step) {
    new Image().src = step.drownedPicture;
    new Image().src = step.foundPicture;
  });
  show();
  document.fonts.ready.then(draw); // The figures of the axes are set in the page's own face.
});
