"use strict";

/* The first page: one sentence in four versions, made when somebody asks for them. */
(function () {
  const button = document.getElementById("hear");
  const trouble = document.getElementById("trouble");
  const place = document.getElementById("sounds");
  const VERSIONS = [
    { name: "Original", about: "as recorded", query: "/audio", picture: "/spectrogram" },
    { name: "Random, 32 ms", about: "drawn anew in each window", query: "/phase?window=32" },
    { name: "Random, 256 ms", about: "drawn anew in each window", query: "/phase?window=256" },
    { name: "Network", about: "what it thinks would fit", query: "/vocoded?method=network" },
  ];

  button.addEventListener("click", async function () {
    if (button.getAttribute("aria-disabled") === "true") {
      return;
    }
    Sounds.context();
    Sounds.complain(trouble, null);
    button.setAttribute("aria-disabled", "true");
    button.textContent = "Making four versions…";
    try {
      const sound = await (await Sounds.ask("/api/examples/speech", { method: "POST" })).json();
      const where = "/api/sounds/" + sound.id;
      const versions = await Promise.all(VERSIONS.map(async function (version) {
        return { name: version.name, about: version.about,
          buffer: await Sounds.decode(await Sounds.ask(where + version.query)),
          picture: where + (version.picture || version.query + "&as=spectrogram") };
      }));
      const panel = Sounds.panel("first", "One sentence, four times", versions, 0, "columns-4");
      place.replaceChildren(panel);
      button.hidden = true;
      panel.querySelector("[data-play]").focus();
      await panel.deck.play();
    } catch (error) {
      Sounds.complain(trouble, error);
      button.textContent = "Hear it";
      button.setAttribute("aria-disabled", "false");
    }
  });
})();
