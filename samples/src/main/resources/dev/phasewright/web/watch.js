"use strict";

/*
 * A sound on its way from noise. A run has two grids of levels for each step, what is held and what is believed, and one for
 * the end; some of the steps can be heard. A page from disk has its runs beside it; a server's come while they are drawn.
 */
document.querySelectorAll("[data-watch]").forEach(function (root) {
  /** Seconds that a drawing takes on the page, however fast it was. */
  const SECONDS = 6;
  /** What is told of a run on disk beside what was asked for. */
  const OTHERS = ["axes", "sigmas", "heard", "grids", "reel"];
  /** What every model may be asked for; what else is asked for are knobs. */
  const USUAL = ["model", "class", "pitch", "seed", "steps"];
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  const find = function (name) { return root.querySelector("[data-" + name + "]"); };
  const recorded = JSON.parse(root.dataset.runs);
  const canvas = find("canvas");
  const slider = find("step");
  const views = Array.from(root.querySelectorAll("input[name=view]"));
  const small = document.createElement("canvas");
  const COLOURS = magma();

  /** What is shown; null before the first. */
  let run = null;
  /** Where in it: 0 is pure noise, as many steps as it has are the end; between two steps their pictures are mixed. */
  let at = 0;
  /** The time of the last picture while it moves by itself; null while it does not. */
  let moved = null;
  let deck = null;

  function clamp(x, low, high) {
    return Math.max(low, Math.min(high, x));
  }

  function tell(element, words) {
    if (element.textContent !== words) {
      element.textContent = words;
    }
  }

  function complain(words) {
    find("trouble").textContent = words;
    find("trouble").hidden = !words;
  }

  /** The colour map magma, by the polynomials that the other pictures have theirs from. */
  function magma() {
    const channels = [
      [-0.002136485, 0.251660541, 8.353717279, -27.668733086, 52.176139812, -50.768525365, 18.655705066],
      [-0.000749655, 0.677523244, -3.577719515, 14.264730781, -27.943606072, 29.046582821, -11.489773520],
      [-0.005386128, 2.494026599, 0.314467903, -13.649213188, 12.944169442, 4.234152994, -5.601961509],
    ];
    return Array.from({ length: 256 }, function (_, level) {
      return channels.map(function (powers) {
        return 255 * clamp(powers.reduceRight(function (sum, power) { return sum * level / 255 + power; }, 0), 0, 1);
      });
    });
  }

  // A run

  /**
   * Shows a run of which nothing has come yet.
   * @param {URLSearchParams} place where in it the address says one is
   */
  function begin(asked, steps, place) {
    silence();
    if (place.get("view") === "believed" || place.get("view") === "held") {
      views.forEach(function (each) { each.checked = each.value === place.get("view"); });
    }
    run = { asked: asked, axes: null, steps: steps, sigmas: [], held: [], believed: [], heard: [], fetchReel: null, parts: null,
      sound: null, place: place };
    at = 0;
    moved = null;
    find("sound").hidden = true;
    describe();
    return run;
  }

  /** Adds a step. */
  function add(to, steps, sigma, held, believed) {
    to.steps = steps;
    to.sigmas.push(sigma);
    to.held.push(held);
    to.believed.push(believed);
    came(to);
  }

  /** Adds the end. */
  function end(of, grid) {
    of.sigmas.push(0);
    of.held.push(grid);
    of.believed.push(grid);
    came(of);
  }

  /** On arrival it moves, unless the address says where to stand, or the visitor's system asks for stillness. */
  function came(to) {
    if (to !== run) {
      return;
    }
    slider.max = String(run.steps);
    const step = Number(run.place.get("step"));
    if (run.place.has("step") && Number.isInteger(step) && step >= 0 && step <= run.steps) {
      goTo(Math.min(step, latest()));
      stop();
    } else if (still.matches) {
      goTo(latest());
      stop();
    } else if (latest() === 0) {
      start();
    }
  }

  /** The last step that is there. */
  function latest() {
    return run.held.length - 1;
  }

  /** The sound itself, by the name that a server has for it. */
  function done(of, sound, links) {
    of.sound = sound;
    if (of === run) {
      find("sound").replaceChildren.apply(find("sound"), links);
      find("sound").hidden = false;
      describe();
      remember();
    }
  }

  /** Cuts a reel into its equal parts. */
  function cut(reel, count) {
    const stride = Math.floor(reel.length / count);
    return Array.from({ length: count }, function (_, i) {
      const part = new AudioBuffer({ length: stride, sampleRate: reel.sampleRate });
      part.copyToChannel(reel.getChannelData(0).subarray(i * stride, (i + 1) * stride), 0);
      return part;
    });
  }

  /** What can be heard of the run: known once it has ended, fetched and decoded when somebody listens. */
  function hearable(of, heard, fetchReel) {
    of.heard = heard;
    of.fetchReel = fetchReel;
    if (of === run) {
      describe();
    }
  }

  root.stage = { begin: begin, add: add, end: end, hearable: hearable, done: done };

  // From disk

  async function read(drawing, place) {
    const next = begin(drawing, drawing.sigmas.length, place);
    const bytes = Phasewright.binary(await Phasewright.bytes(drawing.grids));
    const size = drawing.axes.columns * drawing.axes.rows;
    next.axes = drawing.axes;
    drawing.sigmas.forEach(function (sigma, step) {
      add(next, drawing.sigmas.length, sigma, bytes.subarray(2 * step * size, (2 * step + 1) * size),
        bytes.subarray((2 * step + 1) * size, (2 * step + 2) * size));
    });
    end(next, bytes.subarray(2 * drawing.sigmas.length * size));
    hearable(next, drawing.heard, async function () {
      const data = Phasewright.binary(await Phasewright.bytes(drawing.reel));
      return Phasewright.audio().decodeAudioData(data.buffer);
    });
  }

  // What is seen

  function view() {
    return views.find(function (each) { return each.checked; }).value;
  }

  function draw() {
    const { sheet, axes, figure } = Phasewright.plot;
    const paper = sheet(canvas);
    if (!run || !run.axes) {
      return;
    }
    const width = paper.right - paper.left;
    const hertz = new Map(run.axes.ticks.map(function (tick) { return [tick.hertz, tick.place]; }));
    const apart = [0.05, 0.25, 0.5].find(function (step) { return run.axes.seconds / step <= 5; }) || 1;
    const seconds = Array.from({ length: Math.floor(run.axes.seconds / apart) + 1 }, function (_, i) { return i * apart; });
    axes(paper,
      { ticks: seconds, place: function (t) { return paper.left + t / run.axes.seconds * width; },
        figure: figure, name: "time, s" },
      { ticks: Array.from(hertz.keys()), place: function (f) { return paper.bottom - hertz.get(f) * (paper.bottom - paper.top); },
        figure: function (f) { return f < 1000 ? String(f) : f / 1000 + "k"; }, name: "frequency, Hz" });
    if (latest() >= 0) {
      mix();
      paper.pen.imageSmoothingQuality = "high";
      paper.pen.drawImage(small, paper.left, paper.top, width, paper.bottom - paper.top);
    }
  }

  /** Puts the picture of where the run is on the small canvas, a pixel a level. */
  function mix() {
    const grids = run[view()];
    const before = Math.floor(clamp(at, 0, latest()));
    const after = Math.min(before + 1, latest());
    const part = clamp(at, 0, latest()) - before;
    small.width = run.axes.columns;
    small.height = run.axes.rows;
    const pen = small.getContext("2d");
    const image = pen.createImageData(small.width, small.height);
    for (let i = 0; i < grids[before].length; i++) {
      const colour = COLOURS[Math.round(grids[before][i] * (1 - part) + grids[after][i] * part)];
      image.data[4 * i] = colour[0];
      image.data[4 * i + 1] = colour[1];
      image.data[4 * i + 2] = colour[2];
      image.data[4 * i + 3] = 255;
    }
    pen.putImageData(image, 0, 0);
  }

  /** A noise level in two digits. */
  function level(sigma) {
    return sigma >= 10 ? sigma.toFixed(0) : sigma >= 1 ? sigma.toFixed(1) : sigma >= 0.1 ? sigma.toFixed(2) : sigma.toFixed(3);
  }

  function place() {
    const step = Math.round(clamp(at, 0, Math.max(0, latest())));
    if (!run || latest() < 0) {
      return "nothing yet";
    }
    return step === run.steps ? "the end" : "step " + (step + 1) + " of " + run.steps + ", noise σ = " + level(run.sigmas[step]);
  }

  function describe() {
    const asked = run.asked;
    const words = (asked["class"] || "A sound") + (asked.pitch ? " " + note(asked.pitch) : "");
    tell(find("name"), words + ", drawn by " + asked.model);
    tell(find("told"), place());
    tell(find("move"), moved !== null ? "Pause" : at >= run.steps ? "Again" : "Go on");
    slider.value = String(Math.round(at));
    slider.setAttribute("aria-valuetext", place());
    canvas.setAttribute("aria-label", "Spectrogram of " + words + ": " + place());
    const command = find("command");
    command.hidden = false;
    tell(command.querySelector("code"), "phasewright generate" + (asked["class"] ? " " + asked["class"] : "") + " --model "
      + asked.model + (asked.pitch ? " --pitch " + note(asked.pitch) : "") + (asked.steps ? " --steps " + asked.steps : "")
      + knobs(asked) + " --seed " + asked.seed);
    root.watch = { at: at, latest: latest(), steps: run.steps, moving: moved !== null, asked: asked, heard: run.heard,
      sound: run.sound, playing: deck && deck.wanted ? deck.selected : -1 };
  }

  /** The name of a note, as MIDI counts. */
  function note(midi) {
    return ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"][midi % 12] + (Math.floor(midi / 12) - 1);
  }

  function knobs(asked) {
    return Object.keys(asked).filter(function (name) { return !OTHERS.concat(USUAL).includes(name); })
      .map(function (name) { return " --" + name + " " + asked[name]; }).join("");
  }

  function goTo(where) {
    at = clamp(where, 0, run.steps);
    listenHere();
    draw();
    describe();
  }

  // What moves

  function move(now) {
    if (moved === null) {
      return;
    }
    const next = Math.min(at + (now - moved) / 1000 * run.steps / SECONDS, latest());
    moved = now;
    goTo(Math.max(at, next));
    if (at >= run.steps) {
      stop();
    } else {
      requestAnimationFrame(move);
    }
  }

  function start() {
    if (at >= run.steps) {
      at = 0;
    }
    moved = performance.now();
    requestAnimationFrame(move);
    describe();
  }

  function stop() {
    moved = null;
    describe();
  }

  // What sounds

  /** Which part of the reel is nearest to where the run is. */
  function nearest() {
    const count = run.heard.length;
    if (at > (run.steps + (run.heard[count - 1] || 0)) / 2) {
      return 2 * count;
    }
    let best = 0;
    run.heard.forEach(function (step, i) {
      best = Math.abs(step - at) < Math.abs(run.heard[best] - at) ? i : best;
    });
    return best + (view() === "believed" ? count : 0);
  }

  function listenHere() {
    if (deck) {
      const part = nearest();
      if (part !== deck.selected) {
        deck.select(part);
      }
      // Not told aloud while it changes by itself.
      find("heard").setAttribute("aria-live", moved === null ? "polite" : "off");
      tell(find("heard"), part === 2 * run.heard.length ? "Heard: the end."
        : "Heard: " + (part < run.heard.length ? "what it holds" : "what it believes") + " at step "
          + (run.heard[part % run.heard.length] + 1) + ".");
    }
  }

  async function listen() {
    const mine = run;
    complain("");
    Phasewright.audio().resume(); // In the very moment of the click: some browsers allow sound then and never later.
    if (!mine.fetchReel) {
      complain("It is still being drawn; what it sounds like on the way is made at the end.");
      return;
    }
    find("listen").setAttribute("aria-pressed", "true");
    try {
      if (!mine.parts) {
        mine.parts = cut(await mine.fetchReel(), 2 * mine.heard.length + 1);
      }
      if (run !== mine || find("listen").getAttribute("aria-pressed") !== "true") {
        return;
      }
      deck = new Phasewright.Deck([]);
      deck.buffers = mine.parts;
      deck.duration = mine.parts[0].duration;
      deck.addEventListener("change", changed);
      deck.selected = nearest();
      listenHere();
      await deck.play();
      describe();
    } catch (error) {
      silence();
      complain("There is no sound: " + error.message);
    }
  }

  /** Another deck of the page may have paused this one. */
  function changed() {
    if (deck && !deck.wanted) {
      silence();
    }
  }

  function silence() {
    const old = deck;
    deck = null;
    if (old) {
      old.pause();
    }
    find("listen").setAttribute("aria-pressed", "false");
    tell(find("heard"), "");
  }

  find("listen").addEventListener("click", function () {
    if (find("listen").getAttribute("aria-pressed") === "true") {
      silence();
      describe();
    } else if (run) {
      listen();
    }
  });

  // Who scrubs

  function follow(event) {
    const box = canvas.getBoundingClientRect();
    const paper = { left: 46, right: box.width - 14 };
    stopped();
    goTo(run.steps * (event.clientX - box.left - paper.left) / (paper.right - paper.left));
  }

  function stopped() {
    if (moved !== null) {
      stop();
    }
  }

  canvas.addEventListener("pointerdown", function (event) {
    if (run && event.button === 0) {
      canvas.setPointerCapture(event.pointerId);
      follow(event);
    }
  });
  canvas.addEventListener("pointermove", function (event) {
    if (run && canvas.hasPointerCapture(event.pointerId)) {
      follow(event);
    }
  });
  canvas.addEventListener("pointerup", remember);
  slider.addEventListener("input", function () {
    stopped();
    goTo(Number(slider.value));
  });
  slider.addEventListener("change", remember);
  slider.addEventListener("keydown", function (event) {
    if (event.key === " ") {
      event.preventDefault();
      find("listen").click();
    }
  });
  find("move").addEventListener("click", function () {
    if (moved !== null) {
      stop();
      remember();
    } else if (run) {
      start();
    }
  });
  views.forEach(function (each) {
    each.addEventListener("change", function () {
      listenHere();
      draw();
      remember();
    });
  });

  // The address

  function remember() {
    const state = new URLSearchParams();
    Object.keys(run ? run.asked : {}).forEach(function (name) {
      if (!OTHERS.includes(name)) {
        state.set(name, run.asked[name]);
      }
    });
    // Where it is on its way is nothing that anybody chose.
    if (run && at < run.steps && moved === null) {
      state.set("step", String(Math.round(at)));
    }
    if (view() !== "held") {
      state.set("view", view());
    }
    history.replaceState(null, "", "#" + state);
  }

  /** Shows the run that the address asks for, as far as it makes sense: anybody may have written it. */
  function restore() {
    const place = new URLSearchParams(location.hash.slice(1));
    const known = recorded.find(function (each) { return each.model === place.get("model"); });
    complain(place.has("model") && !known ? "The address asks for a model that is not on this page; here is another." : "");
    choose(known || recorded[0], place);
  }

  function choose(drawing, place) {
    find("recorded").value = drawing.model;
    return read(drawing, place).catch(function (error) { complain(error.message); });
  }

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

  window.addEventListener("resize", draw);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  document.fonts.ready.then(draw); // The figures of the axes are set in the page's own face.
  if (recorded.length > 0) {
    const choice = find("recorded");
    recorded.forEach(function (each) { choice.append(new Option(each.model)); });
    choice.addEventListener("change", function () {
      complain("");
      choose(recorded.find(function (each) { return each.model === choice.value; }), new URLSearchParams()).then(remember);
    });
    window.addEventListener("hashchange", restore);
    restore();
  }
});
