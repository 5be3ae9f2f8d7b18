"use strict";

/* Panels: one transport, and versions of a sound to switch between. */
(function () {
  /** Lets a panel play what its versions name, or a deck that is there. */
  function panel(root, given) {
    const radios = Array.from(root.querySelectorAll("input[type=radio]"));
    const play = root.querySelector("[data-play]");
    const seek = root.querySelector("[data-seek]");
    const time = root.querySelector("[data-time]");
    const loop = root.querySelector("[data-loop]");
    const difference = root.querySelector("[data-difference]");
    const trouble = root.querySelector("[data-trouble]");
    const deck = given || new Phasewright.Deck(radios.map(function (radio) { return radio.value; }));
    root.deck = deck;
    deck.selected = Math.max(0, radios.findIndex(function (radio) { return radio.checked; }));

    const heads = Array.from(root.querySelectorAll(".head"));
    let shown = null;
    let frame = 0;

    /** Moves the heads at every frame, and what is to be read only when it reads differently. */
    function show() {
      const at = deck.position;
      const length = Number(seek.max) / 1000;
      const way = "translateX(" + (100 * at / length).toFixed(2) + "%)";
      heads.forEach(function (head) { head.style.transform = way; });
      const words = at.toFixed(1);
      if (words !== shown) {
        shown = words;
        seek.value = at * 1000;
        seek.setAttribute("aria-valuetext", words + " of " + length.toFixed(1) + " seconds");
        time.textContent = words + " s";
      }
      if (deck.isPlaying) {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(show);
      }
    }

    function toggle() {
      trouble.hidden = true;
      deck.toggle().catch(function (error) {
        deck.pause();
        trouble.textContent = error.message;
        trouble.hidden = false;
      });
    }

    function choose(index) {
      if (index >= 0 && index < radios.length) {
        radios[index].checked = true;
        radios[index].focus({ preventScroll: true });
        deck.select(index);
      }
    }

    deck.addEventListener("change", function () {
      play.textContent = deck.isPlaying ? "Pause" : "Play";
      root.classList.toggle("playing", deck.isPlaying);
      show();
    });
    play.addEventListener("click", toggle);
    seek.addEventListener("input", function () { deck.seek(Number(seek.value) / 1000); });
    loop.addEventListener("change", function () { deck.loop = loop.checked; });
    radios.forEach(function (radio, i) {
      radio.addEventListener("change", function () { deck.select(i); });
      radio.closest(".version").querySelector(".pictures").addEventListener("click", function () {
        choose(i);
        if (!deck.wanted) {
          toggle(); // Who clicks the picture of a sound wants to hear it.
        }
      });
    });
    if (difference) {
      difference.addEventListener("click", function () {
        const on = difference.getAttribute("aria-pressed") !== "true";
        difference.setAttribute("aria-pressed", String(on));
        root.querySelectorAll(".version").forEach(function (version) {
          const picture = version.querySelector(".difference");
          if (picture) {
            picture.hidden = !on;
            version.querySelector(".levels").hidden = on;
          }
        });
      });
    }
    root.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.altKey || event.metaKey) {
        return;
      }
      const onRadio = radios.includes(event.target);
      if (event.key === " " && onRadio) {
        event.preventDefault();
        toggle();
      } else if (/^[1-9]$/.test(event.key)) {
        choose(Number(event.key) - 1);
      } else if (event.key === "d" && difference) {
        difference.click();
      } else if (event.key === "l") {
        loop.click();
      }
    });
  }

  /** For panels that are made later. */
  Phasewright.panel = panel;

  document.querySelectorAll("[data-panel]").forEach(function (root) { panel(root); });
})();
