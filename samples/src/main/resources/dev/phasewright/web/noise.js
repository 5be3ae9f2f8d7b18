"use strict";

/* What noise of a level drowns: the picture's water line, and words. */
document.querySelectorAll("[data-drowning]").forEach(function (root) {
  const curve = root.dataset.drowning.split(" ").map(function (pair) { return pair.split(":").map(Number); });
  const slider = root.querySelector("[data-sigma]");
  const water = root.querySelector("[data-water]");
  const said = root.querySelector("[data-said]");
  // As Drowning draws it: 80 dB on 250 units, 40 dB at 14.
  const TOP = 14;
  const UNITS = 250 / 80;

  function show() {
    const sigma = Math.pow(10, Number(slider.value));
    const level = 20 * Math.log10(sigma);
    const y = TOP + UNITS * (40 - Math.max(-40, Math.min(40, level)));
    water.setAttribute("y", y);
    const above = curve.filter(function (point) { return point[1] > level; });
    const fastest = above.length ? above[above.length - 1][0] : 0;
    const name = sigma >= 10 ? sigma.toFixed(0) : sigma >= 1 ? sigma.toFixed(1) : sigma.toFixed(2);
    slider.setAttribute("aria-valuetext", name);
    said.textContent = "σ = " + name + ": " + (above.length === 0
      ? "everything is drowned"
      : above.length === curve.length
        ? "nothing is drowned"
        : "what changes more than " + fastest.toFixed(fastest < 10 ? 1 : 0) + " times a second is drowned");
  }

  slider.addEventListener("input", show);
  show();
});
