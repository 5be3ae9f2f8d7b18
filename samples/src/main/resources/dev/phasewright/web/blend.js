"use strict";

/* A square between four instruments: where a finger is, the keyboard plays a blend of them. */
document.querySelectorAll("[data-blend]").forEach(function (root) {
  const { clamp, tell, address, remember } = Phasewright.stage;
  const pad = JSON.parse(root.dataset.blend);
  const find = function (name) { return root.querySelector("[data-" + name + "]"); };
  const keyboard = document.querySelector("[data-play-it]").play;
  const square = find("square");
  const here = find("here");
  const names = keyboard.of(pad.model);
  /** Where a server draws any blend, each corner has a choice of instruments. */
  const choices = Array.from(root.querySelectorAll("select[data-corner]"));
  /** How many points there are along an edge, and how hard and how high a finger plays. */
  const POINTS = pad.points ? 3 : 5;
  const VELOCITY = 96;
  const PITCH = 57;
  /** How long a finger rests before what is under it is drawn. */
  const REST = 250;

  let x = 0.5;
  let y = 0.5;
  let corners = pad.corners;
  const known = new Map();

  function shares(atX, atY) {
    return [(1 - atX) * (1 - atY), atX * (1 - atY), (1 - atX) * atY, atX * atY];
  }

  function snapped(value) {
    return Math.round(value * (POINTS - 1)) / (POINTS - 1);
  }

  /** Of each instrument its share, in the order of the corners; one that stands at two of them has that of both. */
  function parts(atX, atY) {
    const all = new Map();
    shares(atX, atY).forEach(function (share, i) {
      if (share > 0) {
        all.set(corners[i], (all.get(corners[i]) || 0) + share);
      }
    });
    return Array.from(all);
  }

  /** What the keyboard plays at the nearest point. */
  function instrument() {
    const atX = snapped(x);
    const atY = snapped(y);
    const blend = parts(atX, atY);
    const whole = blend.length === 1 && keyboard.named(blend[0][0], pad.model);
    if (whole) {
      return whole;
    }
    const key = blend.map(function (part) { return part.join("="); }).join(",");
    if (!known.has(key)) {
      const point = pad.points && pad.points.find(function (each) { return each.x === atX && each.y === atY; });
      known.set(key, { name: "blend", words: inWords(blend), model: pad.model, lowest: pad.lowest, highest: pad.highest, steps: pad.steps,
        seed: pad.seed, sounds: point && point.sounds,
        blend: key });
    }
    return known.get(key);
  }

  /** What there is most of comes first. */
  function inWords(blend) {
    return blend.map(function (part) { return [Math.round(100 * part[1]), part[0]]; })
      .filter(function (part) { return part[0] > 0; })
      .sort(function (a, b) { return b[0] - a[0]; })
      .map(function (part) { return part[0] + " % " + part[1]; }).join(", ");
  }

  function place() {
    here.style.left = 100 * x + "%";
    here.style.top = 100 * y + "%";
    const words = inWords(parts(snapped(x), snapped(y))); // What is heard, which is the nearest point.
    tell(find("shares"), words);
    square.setAttribute("aria-label", "Blend: " + words + ". The arrows move, Space plays.");
  }

  /** Says at once what is drawn for where the finger is, and what sounds until it is there. */
  function awaited() {
    const next = instrument();
    const waits = !next.sounds && keyboard.lacks(next) && (keyboard.uses(next) || resting !== 0);
    const meanwhile = keyboard.meanwhile;
    find("awaited").hidden = !waits;
    tell(find("awaited"), !waits ? "" : (next.words ? "A blend of " + next.words : next.name) + " is being drawn, which takes a few seconds. "
      + (meanwhile && meanwhile !== next ? "Until then what was there before sounds: " + (meanwhile.words || meanwhile.name) + "."
        : "Until then there is nothing to hear."));
  }

  let resting = 0;
  let holding = null;
  let pointer = null;

  /** Plays what is under the finger, when that is another point than before. */
  function sound(begin) {
    const next = instrument();
    clearTimeout(resting);
    resting = 0;
    if (begin || !keyboard.uses(next)) {
      const take = function () {
        resting = 0;
        keyboard.use(next);
        keyboard.remember();
        note();
        if (holding !== null) {
          keyboard.on(holding, VELOCITY, "blend");
        }
      };
      if (begin || next.sounds) {
        take();
      } else {
        resting = setTimeout(take, REST);
      }
    }
    awaited();
  }

  function move(event) {
    const box = square.getBoundingClientRect();
    x = clamp((event.clientX - box.left) / box.width, 0, 1);
    y = clamp((event.clientY - box.top) / box.height, 0, 1);
    place();
  }

  function begin() {
    holding = keyboard.last ? keyboard.last.pitch : PITCH;
    sound(true);
  }

  function end() {
    if (holding !== null) {
      note();
    }
    holding = null;
    pointer = null;
    keyboard.off("blend");
  }

  square.addEventListener("pointerdown", function (event) {
    if (event.button === 0) {
      event.preventDefault();
      square.focus({ preventScroll: true });
      square.setPointerCapture(event.pointerId);
      pointer = event.pointerId;
      move(event);
      begin();
    }
  });
  square.addEventListener("pointermove", function (event) {
    if (event.pointerId === pointer) {
      move(event);
      sound(false);
    }
  });
  ["pointerup", "pointercancel"].forEach(function (kind) { square.addEventListener(kind, end); });
  square.addEventListener("keydown", function (event) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (steps) {
      event.preventDefault();
      x = clamp(x + steps[0] / (POINTS - 1) / 2, 0, 1);
      y = clamp(y + steps[1] / (POINTS - 1) / 2, 0, 1);
      place();
      note();
      sound(false);
    } else if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      if (!event.repeat) {
        begin();
      }
    }
  });
  square.addEventListener("keyup", function (event) {
    if (event.key === " " || event.key === "Enter") {
      event.preventDefault();
      end();
    }
  });
  square.addEventListener("blur", end);
  // What reads the page aloud clicks without a pointer.
  square.addEventListener("click", function (event) {
    if (event.detail === 0 && event.pointerType === "") {
      begin();
      setTimeout(end, 700);
    }
  });

  // The corners

  choices.forEach(function (choice, i) {
    choice.replaceChildren.apply(choice, Phasewright.grouped(names.map(function (name) {
      return { option: new Option(name), family: keyboard.named(name, pad.model).family };
    })));
    choice.addEventListener("change", function () {
      corners = corners.slice();
      corners[i] = choice.value;
      place();
      sound(true);
      choice.blur(); // So that letters play, and do not choose another instrument.
    });
  });

  // The address

  /** Notes where the finger is, and between what. */
  function note() {
    remember(Object.assign({ at: x.toFixed(3) + "," + y.toFixed(3) }, choices.length > 0 ? { corners: corners.join(",") } : {}));
  }

  /** Takes what the address says, as far as it makes sense: anybody may have written it. */
  function restore() {
    const state = address();
    const [left, top] = (state.get("at") || "").split(",").map(Number);
    const asked = (state.get("corners") || "").split(",");
    if (choices.length > 0 && asked.length === choices.length && asked.every(function (name) { return names.includes(name); })) {
      corners = asked;
    }
    if (Number.isFinite(left) && Number.isFinite(top) && state.get("at")) {
      x = clamp(left, 0, 1);
      y = clamp(top, 0, 1);
    }
    choices.forEach(function (choice, i) { choice.value = corners[i]; });
    place();
    if (state.get("instrument") === "blend") {
      keyboard.use(instrument());
    }
  }

  window.addEventListener("hashchange", restore);
  document.querySelector("[data-play-it]").addEventListener("drawn", awaited);
  restore();
  root.square = { get instrument() { return instrument(); } };
});
