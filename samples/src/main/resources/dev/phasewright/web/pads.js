"use strict";

/*
 * Drum pads. The kit of a page from disk lies beside it, layers of takes that take turns; a server is asked for new hits
 * while one plays, so that no hit sounds twice the same.
 */
document.querySelectorAll("[data-pads]").forEach(function (root) {
  const { clamp, tell, open, wav, opcodes, zip, save, seed, address, remember, Asker } = Phasewright.stage;
  const LETTERS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "-", "=", "V", "B", "N", "M"];
  const CODES = LETTERS.map(function (letter) {
    return { "-": "Minus", "=": "Equal" }[letter] || (/\d/.test(letter) ? "Digit" : "Key") + letter;
  });
  const MOST_VOICES = 32;
  const LOUDNESS = 0.7;
  const PEAK = 0.89;
  /** New hits that wait on a pad that was struck, and takes that a pad keeps. */
  const STOCK = 2;
  const MOST_TAKES = 8;
  const COLUMNS = 4;

  const find = function (name) { return root.querySelector("[data-" + name + "]"); };
  const decoder = new OfflineAudioContext(1, 1, 48000);
  const grid = find("grid");
  const touch = find("touch");
  const choice = find("set");

  let sets = [];
  let set = null;
  /** Of each pad, by its name, what was drawn. */
  let takes = new Map();
  let turns = new Map();
  let struck = [];
  let asked = {};
  let last = null;
  const voices = [];

  function complain(words) {
    find("trouble").textContent = words;
    find("trouble").hidden = !words;
  }

  function pad(name) {
    return set.pads.find(function (each) { return each.name === name; });
  }

  /** What a pad is called on the page. */
  function words(name) {
    return name.replace("-", " ");
  }

  function drawn(name) {
    return takes.get(name) || [];
  }

  /** What was drawn as it is asked for now. */
  function fresh(name) {
    return drawn(name).filter(function (take) { return !take.stale; });
  }

  // What hits are made of

  async function keep(name, layer, bytes, more) {
    const from = set;
    const buffer = await decoder.decodeAudioData(bytes.slice().buffer);
    if (set !== from) {
      return;
    }
    const x = buffer.getChannelData(0);
    let peak = 1e-6;
    for (let i = 0; i < x.length; i++) {
      peak = Math.max(peak, Math.abs(x[i]));
    }
    let begin = 0;
    while (Math.abs(x[begin]) < 0.03 * peak && begin < x.length - 1) {
      begin++;
    }
    const take = Object.assign({ layer: layer, buffer: buffer, bytes: bytes, used: false, stale: false,
      from: Math.max(0, begin / buffer.sampleRate - 0.001), gain: set.seed === undefined ? PEAK / peak : 1 }, more);
    const kept = fresh(name).concat(take);
    // Those that were heard go first.
    while (kept.length > MOST_TAKES && set.seed === undefined) {
      kept.splice(Math.max(0, kept.findIndex(function (each) { return each.used; })), 1);
    }
    takes.set(name, kept);
    progress();
  }

  // From disk

  let reading = null;

  function read() {
    if (!reading) {
      const kit = set;
      reading = (async function () {
        for (const each of kit.pads) {
          for (let v = 0; v < each.sounds.length; v++) {
            for (const sound of each.sounds[v]) {
              const bytes = Phasewright.binary(await Phasewright.bytes(sound));
              if (set !== kit) {
                return;
              }
              await keep(each.name, v, bytes, { seed: kit.seed });
            }
          }
        }
      })().catch(function (error) { complain(error.message); });
    }
    return reading;
  }

  // From the server: a hit for each pad, those that were struck first; then a stock for these.

  const asker = new Asker(function () {
    if (!set || set.seed !== undefined) {
      return null;
    }
    const names = struck.concat(set.pads.map(function (each) { return each.name; }));
    const name = names.find(function (each) { return fresh(each).length === 0; })
      || struck.find(function (each) {
        return fresh(each).filter(function (take) { return !take.used; }).length < STOCK;
      });
    if (!name) {
      return null;
    }
    return { pad: name, asked: Object.assign({ model: set.model, class: pad(name).kin, seed: String(seed()) },
      pad(name).asked, asked) };
  }, function (bytes, wish) {
    return keep(wish.pad, 0, bytes, { seed: Number(wish.asked.seed), asked: wish.asked });
  }, complain);

  function progress() {
    const there = set.pads.filter(function (each) { return fresh(each.name).length > 0; }).length;
    const older = set.pads.some(function (each) { return fresh(each.name).length < drawn(each.name).length; });
    grid.querySelectorAll("button").forEach(function (button) {
      button.classList.toggle("there", drawn(button.dataset.pad).length > 0);
    });
    const all = set.pads.length;
    tell(find("state"), there === all
      ? "All " + all + " pads are here" + (set.seed === undefined ? ", and new hits are drawn as you play." : ".")
      : there + " of " + all + " pads are " + (set.seed === undefined ? "drawn" : "loaded")
        + (older ? " as the knobs stand now; the others sound as before." : "."));
    root.dataset.there = String(there);
    find("keep").hidden = there < all;
  }

  // What sounds

  /** The next hit of a pad for a velocity from 1 to 127, and its gain: of its layer the takes take turns. */
  function next(name, velocity) {
    const all = drawn(name);
    const layers = 1 + Math.max.apply(null, all.map(function (take) { return take.layer; }).concat(0));
    const share = clamp(velocity, 1, 127) / 127 * layers;
    const layer = Math.ceil(share) - 1;
    const fit = all.filter(function (take) { return take.layer === layer; });
    const unheard = fit.find(function (take) { return !take.used && !take.stale; });
    const turn = turns.get(name) || 0;
    turns.set(name, turn + 1);
    const take = unheard || fit[turn % fit.length] || all[turn % all.length];
    return take && { take: take, gain: LOUDNESS * take.gain * Math.pow(share / (layer + 1), 2) };
  }

  /** Starts a hit; null if there is none yet. */
  function start(to, name, velocity) {
    const hit = next(name, velocity);
    if (!hit) {
      return null;
    }
    const source = to.context.createBufferSource();
    const gain = to.context.createGain();
    source.buffer = hit.take.buffer;
    gain.gain.value = hit.gain;
    source.connect(gain).connect(to.out);
    source.start(0, hit.take.from);
    hit.take.used = true;
    return { pad: pad(name), take: hit.take, velocity: velocity, source: source, gain: gain };
  }

  function fade(voice, at, seconds) {
    voice.gain.gain.setTargetAtTime(0, at, seconds);
    voice.source.stop(at + 8 * seconds);
  }

  function strike(name, velocity) {
    const to = open();
    if (set.seed !== undefined) {
      read();
    }
    struck = [name].concat(struck.filter(function (each) { return each !== name; })).slice(0, set.pads.length);
    const voice = start(to, name, velocity);
    asker.ask();
    const button = grid.querySelector("[data-pad='" + name + "']");
    button.classList.add("down");
    setTimeout(function () { button.classList.remove("down"); }, 120);
    if (!voice) {
      tell(find("told"), words(name) + " is not " + (set.seed === undefined ? "drawn" : "loaded") + " yet. It comes next: strike it again then.");
      return;
    }
    // A pair of hats is one: what was open is closed.
    voices.filter(function (each, i) { return voice.pad.hat && each.pad.hat || i < voices.length + 1 - MOST_VOICES; })
      .forEach(function (each) { fade(each, to.context.currentTime, 0.012); forget(each); });
    voice.source.onended = function () { forget(voice); };
    voices.push(voice);
    root.dispatchEvent(new CustomEvent("struck", { detail: { id: voice, name: set.model, drum: true, hat: voice.pad.hat,
      key: voice.pad.key, velocity: velocity,
      sound: { buffer: voice.take.buffer, from: voice.take.from, speed: 1, gain: voice.gain.gain.value } } }));
    last = voice;
    show();
  }

  function forget(voice) {
    const index = voices.indexOf(voice);
    if (index >= 0) {
      voices.splice(index, 1);
    }
  }

  let waiting = false;

  /** Tells of the last hit, once a frame. */
  function show() {
    if (waiting) {
      return;
    }
    waiting = true;
    requestAnimationFrame(function () {
      waiting = false;
      tell(find("told"), "The last hit: " + words(last.pad.name) + ", from seed " + last.take.seed + ".");
      tell(find("command").querySelector("code"), set.seed === undefined
        ? Phasewright.command(last.take.asked, last.pad.name + ".wav")
        : root.dataset.command);
      find("command").hidden = false;
    });
  }

  // The pads

  function build() {
    grid.replaceChildren.apply(grid, set.pads.map(function (each, i) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "pad";
      button.dataset.pad = each.name;
      button.tabIndex = i === 0 ? 0 : -1;
      button.setAttribute("aria-label", words(each.name));
      const name = document.createElement("b");
      name.textContent = words(each.name);
      const letter = document.createElement("span");
      letter.textContent = LETTERS[i];
      button.append(name, letter);
      return button;
    }));
    const knobs = find("knobs");
    knobs.hidden = set.knobs.length === 0;
    knobs.querySelector("div").replaceChildren.apply(knobs.querySelector("div"), set.knobs.map(function (knob) {
      const label = document.createElement("label");
      label.className = "field";
      const name = document.createElement("span");
      name.textContent = knob;
      const value = document.createElement("output");
      const slider = document.createElement("input");
      slider.type = "range";
      slider.min = "0";
      slider.max = "100";
      slider.value = knob in asked ? asked[knob] : "50";
      slider.dataset.knob = knob;
      value.textContent = knob in asked ? asked[knob] : "any";
      slider.addEventListener("input", function () { tell(value, slider.value); });
      slider.addEventListener("change", function () {
        asked[knob] = slider.value;
        tell(value, slider.value);
        note();
        anew();
      });
      label.append(name, value, slider);
      return label;
    }));
    progress();
  }

  /** What was drawn is not what is asked for now; until that is drawn it sounds in its place. */
  function anew() {
    takes.forEach(function (all) { all.forEach(function (take) { take.stale = true; }); });
    progress();
    asker.ask();
  }

  find("free").addEventListener("click", function () {
    asked = {};
    note();
    build();
    anew();
  });

  function velocity(button, event) {
    const box = button.getBoundingClientRect();
    return Math.round(Number(touch.value) * (0.45 + 0.55 * clamp((event.clientY - box.top) / box.height, 0, 1)));
  }

  grid.addEventListener("pointerdown", function (event) {
    const button = event.target.closest(".pad");
    if (button && event.button === 0) {
      event.preventDefault();
      button.focus({ preventScroll: true });
      strike(button.dataset.pad, velocity(button, event));
    }
  });
  // What reads the page aloud clicks without a pointer.
  grid.addEventListener("click", function (event) {
    const button = event.target.closest(".pad");
    if (button && event.detail === 0 && event.pointerType === "") {
      strike(button.dataset.pad, Number(touch.value));
    }
  });
  grid.addEventListener("keydown", function (event) {
    const all = Array.from(grid.querySelectorAll(".pad"));
    const index = all.indexOf(event.target);
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };
    if (event.key in steps && index >= 0) {
      event.preventDefault();
      const to = all[clamp(index + steps[event.key], 0, all.length - 1)];
      all.forEach(function (button) { button.tabIndex = button === to ? 0 : -1; });
      to.focus();
    } else if ((event.key === " " || event.key === "Enter") && index >= 0) {
      event.preventDefault();
      if (!event.repeat) {
        strike(event.target.dataset.pad, Number(touch.value));
      }
    }
  });
  document.addEventListener("keydown", function (event) {
    const index = CODES.indexOf(event.code);
    if (index < 0 || !set || index >= set.pads.length || event.repeat || event.ctrlKey || event.altKey || event.metaKey
        || event.target.matches("select, textarea, input:not([type=range], [type=checkbox])")) {
      return;
    }
    event.preventDefault();
    strike(set.pads[index].name, Number(touch.value));
  });

  // The kit

  /** The text of an SFZ instrument, as phasewright kit writes it; each hit is as loud, and begins where, it does here. */
  function sfz(files) {
    const lines = ["// " + set.model + ", drawn by Phasewright"];
    set.pads.forEach(function (each) {
      lines.push("", "<group> // " + each.name,
        "key=" + each.key + " loop_mode=one_shot" + (each.hat ? " group=1 off_by=1 off_mode=fast" : ""));
      const own = files.filter(function (file) { return file.pad === each.name; });
      const layers = 1 + Math.max.apply(null, own.map(function (file) { return file.layer; }));
      own.forEach(function (file) {
        const count = own.filter(function (other) { return other.layer === file.layer; }).length;
        lines.push("<region> sample=" + file.name + " lovel=" + (Math.floor(127 * file.layer / layers) + 1)
          + " hivel=" + Math.floor(127 * (file.layer + 1) / layers) + " seq_length=" + count
          + " seq_position=" + (file.turn + 1) + opcodes(file, file.bytes));
      });
    });
    return lines.join("\n") + "\n";
  }

  find("keep").addEventListener("click", async function () {
    const button = find("keep");
    button.setAttribute("aria-disabled", "true");
    try {
      await (set.seed === undefined ? null : read());
      const files = [];
      for (const each of set.pads) {
        const counts = [];
        for (const take of fresh(each.name)) {
          const turn = counts[take.layer] || 0;
          counts[take.layer] = turn + 1;
          files.push({ pad: each.name, layer: take.layer, turn: turn, bytes: await wav(take.bytes), gain: take.gain, from: take.from,
            name: each.name + "-v" + (take.layer + 1) + "-r" + (turn + 1) + ".wav" });
        }
      }
      save(set.model + "-kit.zip", zip(files.concat({ name: set.model + ".sfz", bytes: sfz(files) })));
    } catch (error) {
      complain(error.message);
    }
    button.setAttribute("aria-disabled", "false");
  });

  // Which pads

  function choose(chosen, knobs) {
    asker.leave();
    set = chosen;
    takes = new Map();
    turns = new Map();
    struck = [];
    asked = knobs;
    reading = null;
    build();
    asker.ask();
  }

  // The address

  function note() {
    const knobs = set.knobs.filter(function (knob) { return knob in asked; });
    remember({ drums: set.model, force: touch.value,
      knobs: knobs.length ? knobs.map(function (knob) { return knob + "=" + asked[knob]; }).join(",") : null });
  }

  /** Takes what the address says, as far as it makes sense: anybody may have written it. */
  function restore() {
    const state = address();
    const chosen = sets.find(function (each) { return each.model === state.get("drums"); }) || sets[0];
    const knobs = {};
    (state.get("knobs") || "").split(",").forEach(function (part) {
      const [knob, degree] = part.split("=");
      if (chosen.knobs.includes(knob) && /^\d{1,3}$/.test(degree) && Number(degree) <= 100) {
        knobs[knob] = degree;
      }
    });
    const force = Number(state.get("force"));
    if (force >= 1 && force <= 127) {
      touch.value = String(Math.round(force));
    }
    choice.value = String(sets.indexOf(chosen));
    if (chosen !== set) {
      choose(chosen, knobs);
    } else if (JSON.stringify(knobs) !== JSON.stringify(asked)) {
      asked = knobs;
      build();
      anew();
    }
  }

  /** Takes these in place of those before; none is nothing to play. */
  function offer(given) {
    sets = given;
    choice.replaceChildren.apply(choice, sets.map(function (each, i) { return new Option(each.model, String(i)); }));
    choice.parentElement.hidden = sets.length < 2;
    if (sets.length > 0) {
      restore();
    } else {
      asker.leave();
      set = null;
    }
  }

  choice.addEventListener("change", function () {
    choose(sets[Number(choice.value)], {});
    note();
    choice.blur(); // So that figures strike, and do not choose other pads.
  });
  document.addEventListener("visibilitychange", function () { asker.ask(); });
  // A kit is fetched when it comes into view, not before.
  new IntersectionObserver(function (seen, observer) {
    if (seen.some(function (each) { return each.isIntersecting; }) && set && set.seed !== undefined) {
      observer.disconnect();
      read();
    }
  }).observe(grid);

  root.pads = {
    /** Strikes the pad of a key of General MIDI's percussion map, if it has one. */
    key: function (key, velocity) {
      if (key in set.map) {
        strike(set.map[key], velocity);
      }
    },
    /** The next hit of such a key, to be played elsewhere; nothing if there is none. */
    hit: function (key, velocity) {
      const hit = key in set.map && next(set.map[key], velocity);
      if (hit) {
        hit.take.used = true;
        asker.ask();
      }
      return hit && { buffer: hit.take.buffer, from: hit.take.from, speed: 1, gain: hit.gain };
    },
    /** When there is a hit for each of some keys; told, again and again, how many pads there is none for. */
    ready: function (keys, lacking) {
      if (set.seed !== undefined) {
        return read();
      }
      const names = Array.from(new Set(keys.filter(function (key) { return key in set.map; })
        .map(function (key) { return set.map[key]; })));
      struck = names.concat(struck.filter(function (name) { return !names.includes(name); }));
      asker.ask();
      return new Promise(function (resolve) {
        (function look() {
          const left = names.filter(function (name) { return pad(name) && drawn(name).length === 0; }).length;
          lacking(left);
          if (left === 0 || !find("trouble").hidden) {
            resolve();
          } else {
            setTimeout(look, 200);
          }
        })();
      });
    },
    offer: offer,
    /** Who draws has changed: what was drawn sounds until there is something new. */
    renew: anew,
    get voices() { return voices.map(function (voice) { return { pad: voice.pad.name, velocity: voice.velocity }; }); },
    get last() { return last && { pad: last.pad.name, seed: last.take.seed, layer: last.take.layer }; },
    get takes() { return set.pads.map(function (each) { return drawn(each.name).length; }); },
  };
  touch.addEventListener("change", note);
  window.addEventListener("hashchange", function () {
    if (set) {
      restore();
    }
  });
  offer(JSON.parse(root.dataset.pads));
});
