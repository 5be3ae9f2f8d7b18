"use strict";

/* Which octaves of an answer hang on which of the question, at each level: the network's matrix and Wiener's. */
document.querySelectorAll("[data-coarse]").forEach(function (root) {
  const levels = JSON.parse(root.dataset.coarse);
  const { stroke, colour } = Phasewright.plot;
  const networks = Array.from(root.querySelectorAll("[data-network]"));
  const filters = Array.from(root.querySelectorAll("[data-wiener]"));
  /** A gain that is drawn as nothing, in powers of ten. */
  const LEAST = -4;

  function draw(canvas, size, drowned, gain) {
    const sharp = window.devicePixelRatio || 1;
    const side = canvas.clientWidth;
    canvas.width = canvas.height = Math.round(side * sharp);
    const pen = canvas.getContext("2d");
    pen.scale(sharp, sharp);
    const foot = 6;
    const cell = (side - foot) / size;
    pen.fillStyle = colour("accent");
    for (let to = 0; to < size; to++) {
      for (let from = 0; from < size; from++) {
        pen.globalAlpha = Math.max(0, Math.min(1, 1 - Math.log10(Math.max(gain(to, from), 1e-9)) / LEAST));
        pen.fillRect(from * cell, (size - 1 - to) * cell, cell - 0.5, cell - 0.5);
      }
    }
    pen.globalAlpha = 1;
    pen.strokeStyle = colour("soft");
    pen.lineWidth = 1;
    stroke(pen, [[0, side - foot], [side - foot, 0]]);
    pen.fillStyle = colour("wave");
    drowned.forEach(function (is, from) {
      if (is) {
        pen.fillRect(from * cell, side - foot + 2, cell - 0.5, foot - 2);
      }
    });
  }

  function show() {
    levels.forEach(function (level, i) {
      const size = level.wiener.length;
      draw(networks[i], size, level.drowned, function (to, from) { return level.gains[to][from]; });
      draw(filters[i], size, level.drowned, function (to, from) { return to === from ? level.wiener[to] : 0; });
    });
  }

  window.addEventListener("resize", show);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  show();
});
