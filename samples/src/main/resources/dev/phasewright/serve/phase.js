"use strict";

/* What phase does: one sentence in four versions, made when somebody asks for them. */
(function () {
  const button = document.getElementById("hear");
  const trouble = document.getElementById("trouble");
  const place = document.getElementById("sounds");
  const VERSIONS = [
    { name: "Original", about: "as recorded", query: "/audio", picture: "/spectrogram?" },
    { name: "Random phase", about: "in windows of 32 ms", query: "/phase?window=32" },
    { name: "Random phase", about: "in windows of 256 ms", query: "/phase?window=256" },
    { name: "A network’s phase", about: "guessed from the spectrogram", query: "/vocoded?method=network" },
  ];
  const HEARD = "The voice asks: “What does a spectrogram throw away?” Click a picture, or press 1 to 4, to switch while it plays. "
    + "Where the phase is random, short windows make the voice rough and long ones smear it. "
    + "The network has seen the spectrogram alone, and found a phase that fits.";

  button.addEventListener("click", async function () {
    if (button.getAttribute("aria-disabled") === "true") {
      return;
    }
    Sounds.context();
    Sounds.complain(trouble, null);
    button.setAttribute("aria-disabled", "true");
    const controller = new AbortController();
    const signal = controller.signal;
    const end = Sounds.wait(document.getElementById("making"), "Making four versions…", function () { controller.abort(); });
    try {
      const sound = await (await Sounds.ask("/api/examples/speech", { method: "POST", signal: signal })).json();
      const where = "/api/sounds/" + sound.id;
      const versions = await Promise.all(VERSIONS.map(async function (version) {
        return { name: version.name, about: version.about,
          buffer: await Sounds.decode(await Sounds.ask(where + version.query, { signal: signal })),
          picture: where + (version.picture || version.query + "&as=spectrogram&") + "top=" + sound.topDb,
          description: sound };
      }));
      end();
      const panel = Sounds.panel("first", "One sentence, four times", versions, 0, "columns-4");
      const words = document.createElement("p");
      words.textContent = HEARD;
      panel.querySelector(".words").append(words);
      place.replaceChildren(panel);
      button.hidden = true;
      panel.querySelector("[data-play]").focus();
      await panel.deck.play();
    } catch (error) {
      controller.abort(); // One version alone is nothing to compare.
      end();
      if (error.name !== "AbortError") {
        Sounds.complain(trouble, error);
      }
      button.setAttribute("aria-disabled", "false");
    }
  });
})();
