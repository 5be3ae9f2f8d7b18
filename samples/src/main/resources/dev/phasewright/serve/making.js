"use strict";

/* Has the sounds of the usual blind tests made, and tells how far they are. */
(async function () {
  const EVERY = 500;
  const making = document.getElementById("making");
  if (!making) {
    return;
  }
  const made = document.getElementById("made");
  const bar = making.querySelector("progress");
  const begun = performance.now();

  async function ask(method) {
    const answer = await fetch("/api/blind", { method: method });
    const state = answer.ok ? await answer.json() : { failed: true };
    if (state.failed) {
      throw new Error("They could not be made. Load the page anew to try again.");
    }
    return state;
  }

  try {
    let state = await ask("POST");
    while (!state.ready) {
      bar.max = state.of;
      bar.value = state.made;
      made.textContent = state.made + " of " + state.of + ", " + Math.round((performance.now() - begun) / 1000) + " s so far.";
      await new Promise(function (resolve) { setTimeout(resolve, EVERY); });
      state = await ask("GET");
    }
    if (making.dataset.alone !== undefined) {
      location.reload();
      return;
    }
    // A session with one's own sounds may be under way.
    const link = document.createElement("a");
    link.href = "/blind";
    link.textContent = "The usual tests";
    const told = document.createElement("p");
    told.append(link, " are there, too.");
    making.replaceChildren(told);
  } catch (error) {
    const trouble = making.querySelector(".trouble");
    trouble.textContent = error instanceof TypeError
      ? "The server does not answer. Is phasewright serve still running?" : error.message;
    trouble.hidden = false;
  }
})();
