"use strict";

/* The command that makes the sound that a page has: what its interface was asked for, as words of a terminal. */
(function () {
  /** What options are called that are not called as in the interface. */
  const OPTIONS = { brightness: "bright", noisiness: "noise" };
  /** In this order; what else is asked for are knobs. */
  const NAMED = ["model", "sampler", "steps", "guidance", "seconds", "pitch", "seed"];
  const APART = ["class", "blend", "guidanceLow", "guidanceHigh"];

  /**
   * The command.
   * @param {Object} asked by names of the interface, and a pitch by its note's; what is the model's own need not be there, but
   *     of the noise levels that guidance acts between both or none
   * @param {string} file what it writes
   */
  Phasewright.command = function (asked, file) {
    const words = ["phasewright generate"];
    if (asked.blend) {
      words.push("--blend", asked.blend);
    } else if (asked["class"]) {
      words.push(asked["class"]);
    }
    const knobs = Object.keys(asked).filter(function (name) { return !NAMED.includes(name) && !APART.includes(name); });
    NAMED.concat(knobs).filter(function (name) { return asked[name] !== undefined; }).forEach(function (name) {
      words.push("--" + (OPTIONS[name] || name), asked[name]);
    });
    if (asked.guidanceLow !== undefined) {
      words.push("--guidance-interval", asked.guidanceLow + "," + asked.guidanceHigh);
    }
    return words.concat("-o", file).join(" ");
  };
})();
