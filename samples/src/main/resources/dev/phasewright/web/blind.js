"use strict";

/* Blind tests: ABX, and scores against a hidden reference after ITU-R BS.1534. */
(function () {
  const SCHEMA = "phasewright listening result 1";
  const lobby = document.querySelector("[data-lobby]");
  const parts = {
    abx: document.querySelector("[data-abx]"),
    mushra: document.querySelector("[data-mushra]"),
    end: document.querySelector("[data-end]"),
  };
  const seedField = document.querySelector("[data-seed]");
  const listenerField = document.querySelector("[data-listener]");

  /** Mulberry32: the same numbers as TrialOrder's in Java. */
  function generator(seed) {
    let state = seed | 0;
    return function () {
      state = state + 0x6D2B79F5 | 0;
      let t = Math.imul(state ^ state >>> 15, 1 | state);
      t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
      return ((t ^ t >>> 14) >>> 0) / 4294967296;
    };
  }

  function shuffled(count, next) {
    const order = Array.from({ length: count }, function (_, i) { return i; });
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
  }

  /** The probability of k or more right answers of n, each right with probability p. */
  function tail(k, n, p) {
    let sum = 0;
    let ways = 1;
    for (let i = 0; i <= n; i++) {
      if (i >= k) {
        sum += ways * Math.pow(p, i) * Math.pow(1 - p, n - i);
      }
      ways = ways * (n - i) / (i + 1);
    }
    return Math.min(1, sum);
  }

  /** Where a rising function of p reaches a value. */
  function solve(rising, value) {
    let low = 0;
    let high = 1;
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (rising(middle) < value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Clopper and Pearson's 95 % confidence interval of a rate. */
  function interval(k, n) {
    return [
      k === 0 ? 0 : solve(function (p) { return tail(k, n, p); }, 0.025),
      k === n ? 1 : solve(function (p) { return tail(k + 1, n, p); }, 0.975),
    ];
  }

  function newSeed() {
    seedField.value = String(crypto.getRandomValues(new Uint32Array(1))[0]);
  }

  /** The seed that was asked for; without a sensible one, a new one. */
  function seed() {
    const given = Number(seedField.value);
    if (seedField.value.trim() === "" || !Number.isInteger(given) || given < 0 || given > 4294967295) {
      newSeed();
    }
    return Number(seedField.value);
  }

  function show(part) {
    [lobby, parts.abx, parts.mushra, parts.end].forEach(function (each) { each.hidden = each !== part; });
    window.scrollTo(0, 0);
    const heading = part.querySelector("h1");
    if (heading) {
      heading.focus({ preventScroll: true });
    }
  }

  function complain(part, message) {
    const trouble = part.querySelector("[data-trouble]");
    trouble.textContent = message;
    trouble.hidden = !message;
  }

  function read(test) {
    return {
      id: test.id,
      kind: test.dataset.kind,
      name: test.querySelector("h2").textContent,
      trials: Number(test.dataset.trials),
      items: Array.from(test.querySelectorAll("[data-item]"), function (item) {
        return {
          name: item.dataset.item,
          stimuli: Array.from(item.children, function (stimulus) {
            return { condition: stimulus.dataset.condition, sound: stimulus.dataset.sound };
          }),
        };
      }),
    };
  }

  /** The controls that both kinds of sessions have; they work on whatever deck is the current one. */
  class Booth {
    constructor(part) {
      this.part = part;
      this.deck = null;
      this.playButton = part.querySelector("[data-play]");
      this.loopBox = part.querySelector("[data-loop]");
      this.playButton.addEventListener("click", () => this.toggle());
      this.loopBox.addEventListener("change", () => { this.deck.loop = this.loopBox.checked; });
      part.querySelector("[data-leave]").addEventListener("click", () => {
        if (isHalfDone(this.session) && !window.confirm("Give up this session? Its answers are lost.")) {
          return;
        }
        this.take(null);
        this.session = null;
        show(lobby);
      });
    }

    /** Puts another deck in place of the one there is. */
    take(deck) {
      if (this.deck) {
        this.deck.pause();
      }
      this.deck = deck;
      this.part.deck = deck;
      complain(this.part, "");
      if (deck) {
        deck.loop = this.loopBox.checked;
        deck.addEventListener("change", () => {
          if (this.deck === deck) {
            this.playButton.textContent = deck.isPlaying ? "Pause" : "Play";
          }
        });
        deck.load().catch((error) => complain(this.part, error.message));
      }
      this.playButton.textContent = "Play";
    }

    toggle() {
      complain(this.part, "");
      this.deck.toggle().catch((error) => complain(this.part, error.message));
    }

    /** Goes over to a version; who chooses one wants to hear it. */
    choose(index) {
      this.deck.select(index);
      if (!this.deck.wanted) {
        this.toggle();
      }
    }

    /** Lets a radio button choose a version; so does a click on one that is chosen already, which changes nothing. */
    offer(radio, index) {
      radio.addEventListener("change", () => this.choose(index));
      radio.closest("label").addEventListener("click", (event) => {
        if (event.detail > 0) {
          this.choose(index);
        }
      });
    }
  }

  /** Whether a session has answers that would be gone with the page. */
  function isHalfDone(session) {
    return Boolean(session) && !session.finished
      && (session.test.kind === "abx" ? session.trials.length > 0 : session.done > 0 || session.scored.size > 0);
  }

  window.addEventListener("beforeunload", function (event) {
    if (isHalfDone(abx.session) || isHalfDone(mushra.session)) {
      event.preventDefault();
      event.returnValue = true; // What older browsers look at.
    }
  });

  function begin(test) {
    return { test: test, seed: seed(), listener: listenerField.value.trim().slice(0, 40), started: now(), finished: null };
  }

  /** A session with all that its seed draws. */
  function drawn(session) {
    const next = generator(session.seed);
    if (session.test.kind === "abx") {
      session.xs = Array.from({ length: session.test.trials }, function () { return next() >= 0.5 ? "B" : "A"; });
      session.trials = [];
      session.heard = new Set();
    } else {
      session.items = shuffled(session.test.items.length, next).map(function (i) {
        const item = session.test.items[i];
        return { item: item, order: shuffled(item.stimuli.length, next) };
      });
      session.ratings = [];
      session.done = 0;
    }
    return session;
  }

  function now() {
    return new Date().toISOString();
  }

  function result(session, conditions, trials, ratings) {
    return {
      schema: SCHEMA,
      kind: session.test.kind,
      test: session.test.id,
      listener: session.listener,
      seed: session.seed,
      started: session.started,
      finished: session.finished,
      conditions: conditions,
      trials: trials,
      ratings: ratings,
    };
  }

  // ABX

  const abx = new Booth(parts.abx);
  const heard = Array.from(parts.abx.querySelectorAll("input[name=heard]"));

  function beginAbx(test) {
    const session = drawn(begin(test));
    abx.session = session;
    parts.abx.querySelector("[data-name]").textContent = test.name;
    show(parts.abx);
    abxTrial();
  }

  /** Notes what is heard now. */
  function listen() {
    const deck = abx.deck;
    if (deck && deck.isPlaying) {
      abx.session.heard.add(deck.selected === 2 ? "X" : "known");
    }
  }

  function abxTrial() {
    const session = abx.session;
    session.heard.delete("X");
    const stimuli = session.test.items[0].stimuli;
    const number = session.trials.length + 1;
    const x = stimuli[session.xs[number - 1] === "A" ? 0 : 1];
    abx.take(new Phasewright.Deck([stimuli[0].sound, stimuli[1].sound, x.sound]));
    abx.deck.addEventListener("change", listen);
    session.since = performance.now();
    heard[0].checked = true;
    parts.abx.querySelector("[data-progress]").textContent = "Trial " + number + " of " + session.test.trials;
    parts.abx.querySelector("[data-bar]").value = (number - 1) / session.test.trials;
  }

  function hear(index) {
    heard[index].checked = true;
    heard[index].focus({ preventScroll: true });
    abx.choose(index);
  }

  heard.forEach(function (radio, i) { abx.offer(radio, i); });

  function answer(session, said, seconds, listened) {
    const number = session.trials.length + 1;
    session.trials.push({ number: number, item: session.test.items[0].name, x: session.xs[number - 1], answer: said,
      seconds: seconds, listened: listened });
  }

  parts.abx.querySelectorAll("[data-answer]").forEach(function (button) {
    button.addEventListener("click", function () {
      const session = abx.session;
      const listened = session.heard.has("X") && session.heard.has("known");
      answer(session, button.dataset.answer, Math.round(performance.now() - session.since) / 1000, listened);
      if (session.trials.length < session.test.trials) {
        // Who was listening goes on listening, from the beginning.
        const listening = abx.deck.wanted;
        abxTrial();
        if (listening) {
          abx.toggle();
        }
        if (!listened) {
          complain(parts.abx, "You answered without listening to X, or to what it is compared with. Such answers are left out later.");
        }
      } else {
        abx.take(null);
        conclude(session);
      }
    });
  });

  parts.abx.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const index = ["a", "b", "x"].indexOf(event.key.toLowerCase());
    if (index >= 0) {
      hear(index);
    } else if (event.key === " " && !event.target.matches("button:not([data-answer]), [type=checkbox]")) {
      event.preventDefault();
      abx.toggle();
    }
  });

  function endAbx(session) {
    const conditions = session.test.items[0].stimuli.map(function (s) { return s.condition; });
    // As listen-report counts.
    const counted = session.trials.filter(function (t) { return t.listened; });
    const n = counted.length;
    const k = counted.filter(function (t) { return t.x === t.answer; }).length;
    const unheard = session.trials.length - n;
    const p = tail(k, n, 0.5);
    const [low, high] = interval(k, n);
    const end = parts.end;
    end.querySelector("[data-verdict]").textContent = n === 0 ? "No answer counts: none was given after listening." : k + " of " + n + " right. By guessing alone, " + (k === 0
      ? "any number"
      : k === n ? "all of them" : k + " or more") + " would be right with probability " + probability(p) + ".";
    end.querySelector("[data-detail]").textContent = "With 95\u00a0% confidence your rate of right answers lies between "
      + percent(low) + " and " + percent(high) + "; guessing has 50\u00a0%. "
      + (p < 0.05
        ? "You most likely heard a difference."
        : "That does not show that you heard a difference; nor does it show that there is none.")
      + (unheard === 0 ? "" : " " + (unheard === 1 ? "One answer was" : unheard + " answers were")
        + " given without listening to X, or to what it was compared with; such answers are left out, here as by listen-report.")
      + " A was: " + conditions[0] + ". B was: " + conditions[1] + ".";
    end.dataset.correct = k;
    end.dataset.unheard = unheard;
    end.dataset.p = p;
    end.dataset.low = low;
    end.dataset.high = high;
    finish(result(session, conditions, session.trials, []), ["trial", "X was", "you said", "answer", "seconds", "listened"],
      session.trials.map(function (t) {
        return [t.number, t.x, t.answer, t.x === t.answer ? "right" : "wrong", t.seconds.toFixed(1),
          t.listened ? "yes" : "no"];
      }));
  }

  function percent(rate) {
    return Math.round(100 * rate) + "\u00a0%";
  }

  function probability(p) {
    return p < 0.0001 ? "less than 0.0001" : p.toFixed(p < 0.01 ? 4 : 3);
  }

  // MUSHRA

  const mushra = new Booth(parts.mushra);
  const scales = parts.mushra.querySelector("[data-scales]");
  const reference = parts.mushra.querySelector("input[name=scored]");

  function beginMushra(test) {
    const session = drawn(begin(test));
    mushra.session = session;
    parts.mushra.querySelector("[data-name]").textContent = test.name;
    show(parts.mushra);
    mushraItem();
  }

  function mushraItem() {
    const session = mushra.session;
    const current = session.items[session.done];
    const sounds = [current.item.stimuli[0].sound].concat(current.order.map(function (i) {
      return current.item.stimuli[i].sound;
    }));
    mushra.take(new Phasewright.Deck(sounds));
    mushra.deck.addEventListener("change", listenToVersion);
    session.scored = new Set();
    session.sounded = new Set();
    session.refused = false;
    reference.checked = true;
    scales.replaceChildren.apply(scales, current.order.map(function (_, i) {
      const letter = String.fromCharCode(65 + i);
      const li = document.createElement("li");
      const choice = document.createElement("label");
      const radio = document.createElement("input");
      radio.type = "radio";
      radio.name = "scored";
      radio.value = String(i + 1);
      const name = document.createElement("b");
      name.textContent = letter;
      choice.append(radio, " ", name);
      mushra.offer(radio, i + 1);
      const score = document.createElement("input");
      score.type = "range";
      score.min = "0";
      score.max = "100";
      score.value = "50";
      score.setAttribute("aria-label", "Score of " + letter);
      const told = document.createElement("output");
      told.textContent = "–";
      score.addEventListener("input", function () {
        session.scored.add(i);
        li.classList.add("scored");
        remind();
        told.textContent = score.value;
        score.setAttribute("aria-valuetext", score.value + ", " + quality(Number(score.value)));
        if (mushra.deck.selected !== i + 1) {
          radio.checked = true;
          mushra.deck.select(i + 1);
        }
      });
      const words = document.createElement("span");
      words.className = "quality";
      words.setAttribute("aria-hidden", "true");
      ["bad", "poor", "fair", "good", "excellent"].forEach(function (word) {
        const span = document.createElement("span");
        span.textContent = word;
        words.append(span);
      });
      li.append(choice, score, told, words);
      return li;
    }));
    parts.mushra.querySelector("[data-progress]").textContent =
      "Sound " + (session.done + 1) + " of " + session.items.length;
    parts.mushra.querySelector("[data-bar]").value = session.done / session.items.length;
    parts.mushra.querySelector("[data-next]").textContent = session.done + 1 < session.items.length ? "Next" : "Finish";
  }

  /** Notes which version is heard now. */
  function listenToVersion() {
    const deck = mushra.deck;
    if (deck && deck.isPlaying && deck.selected > 0) {
      mushra.session.sounded.add(deck.selected - 1);
      remind();
    }
  }

  function lettersWithout(done, session) {
    return session.items[session.done].order
      .map(function (_, i) { return i; })
      .filter(function (i) { return !done.has(i); })
      .map(function (i) { return String.fromCharCode(65 + i); }).join(", ");
  }

  /** What keeps from going on: a version that was never heard cannot be judged. Empty if nothing does. */
  function missing(session) {
    const unheard = lettersWithout(session.sounded, session);
    const unscored = lettersWithout(session.scored, session);
    return (unheard ? ["Still to be heard: " + unheard + "."] : [])
      .concat(unscored ? ["Still to be scored: " + unscored + "."] : []).join(" ");
  }

  /** Keeps up to date what somebody was told who wanted to go on. */
  function remind() {
    if (mushra.session.refused) {
      complain(parts.mushra, missing(mushra.session));
    }
  }

  function quality(score) {
    return ["bad", "poor", "fair", "good", "excellent"][Math.min(4, Math.floor(score / 20))];
  }

  mushra.offer(reference, 0);

  parts.mushra.addEventListener("keydown", function (event) {
    if (event.key === " " && event.target.matches("[type=radio], [type=range]")) {
      event.preventDefault();
      mushra.toggle();
    }
  });

  parts.mushra.querySelector("[data-next]").addEventListener("click", function () {
    const session = mushra.session;
    session.refused = missing(session) !== "";
    if (session.refused) {
      remind();
      return;
    }
    rate(session, Array.from(scales.querySelectorAll("input[type=range]"), function (slider) { return Number(slider.value); }));
    if (session.done < session.items.length) {
      mushraItem();
      parts.mushra.querySelector("h1").focus();
    } else {
      mushra.take(null);
      conclude(session);
    }
  });

  /** Scores of all versions of a sound, in the order in which they stood. */
  function rate(session, scores) {
    const current = session.items[session.done];
    current.order.forEach(function (stimulus, i) {
      session.ratings.push({
        item: current.item.name,
        condition: current.item.stimuli[stimulus].condition,
        place: i + 1,
        score: scores[i],
      });
    });
    session.done++;
  }

  function endMushra(session) {
    const conditions = session.test.items[0].stimuli.map(function (s) { return s.condition; });
    const rows = conditions.map(function (condition) {
      const scores = session.ratings
        .filter(function (r) { return r.condition === condition; })
        .map(function (r) { return r.score; });
      return [condition, (scores.reduce(function (a, b) { return a + b; }, 0) / scores.length).toFixed(1)]
        .concat(scores);
    });
    const hidden = session.ratings.filter(function (r) { return r.condition === "reference"; });
    const found = hidden.filter(function (r) { return r.score >= 90; }).length;
    const end = parts.end;
    end.querySelector("[data-verdict]").textContent =
      "You gave the hidden reference " + rows[0][1] + " on average, and 90 or more for " + found + " of " + hidden.length
      + " sounds.";
    end.querySelector("[data-detail]").textContent = found < 0.85 * hidden.length
      ? "Who misses the reference more often than that is left out when results are pooled, as ITU-R BS.1534 has it."
      : "The table has your mean scores; listen-report pools those of several listeners.";
    finish(result(session, conditions, [], session.ratings),
      ["version", "mean"].concat(session.items.map(function (i) { return i.item.name; })), rows);
  }

  // The end

  let finished = null;

  /** Ends a session that was sat through here: the address tells of it, and a server keeps it. */
  function conclude(session) {
    session.finished = now();
    history.replaceState(null, "", "#" + written(session));
    report(session);
    const server = document.documentElement.dataset.results;
    if (server) {
      keep(server, finished);
    }
    newSeed();
  }

  function report(session) {
    if (session.test.kind === "abx") {
      endAbx(session);
    } else {
      endMushra(session);
    }
  }

  function finish(outcome, heads, rows) {
    finished = outcome;
    const table = parts.end.querySelector("[data-table]");
    const row = function (cells, tag) {
      const tr = document.createElement("tr");
      cells.forEach(function (cell) {
        const td = document.createElement(tag);
        td.textContent = cell;
        tr.append(td);
      });
      return tr;
    };
    const head = document.createElement("thead");
    const body = document.createElement("tbody");
    head.append(row(heads, "th"));
    head.querySelectorAll("th").forEach(function (th) { th.scope = "col"; });
    body.append.apply(body, rows.map(function (cells) { return row(cells, "td"); }));
    table.replaceChildren(head, body);
    show(parts.end);
    parts.end.querySelector("[data-kept]").hidden = true;
  }

  function keep(server, outcome) {
    fetch(server, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(outcome),
    }).then(async function (answer) {
      say(answer.ok
        ? "The server has kept this result in its folder of results, as " + (await answer.json()).kept + "."
        : "The server did not keep this result (" + answer.status + "); save it yourself.");
    }).catch(function () { say("The server cannot be reached; save the result yourself."); });
  }

  function say(words) {
    const kept = parts.end.querySelector("[data-kept]");
    kept.textContent = words;
    kept.hidden = false;
  }

  // The address

  /** A result as the address has it; what the seed draws is left out. */
  function written(session) {
    const state = new URLSearchParams({ result: session.test.id, seed: session.seed, listener: session.listener,
      started: session.started, finished: session.finished });
    if (session.test.kind === "abx") {
      state.set("answers", session.trials.map(function (t) { return t.answer; }).join(""));
      state.set("heard", session.trials.map(function (t) { return t.listened ? "y" : "n"; }).join(""));
      state.set("seconds", session.trials.map(function (t) { return t.seconds; }).join(" "));
    } else {
      state.set("scores", session.ratings.map(function (r) { return r.score; }).join(" "));
    }
    return state;
  }

  /** The session of a test that an address tells of; null if it makes no sense: anybody may have written it. */
  function told(test, state) {
    const text = function (name) { return state.get(name) || ""; };
    const isTime = function (name) { return /^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.test(text(name)) && !isNaN(Date.parse(text(name))); };
    if (!/^\d{1,10}$/.test(text("seed")) || Number(text("seed")) > 4294967295 || !isTime("started") || !isTime("finished")) {
      return null;
    }
    const session = drawn({ test: test, seed: Number(text("seed")), listener: text("listener").trim().slice(0, 40),
      started: text("started"), finished: text("finished") });
    const figures = text(test.kind === "abx" ? "seconds" : "scores").split(" ");
    if (!figures.every(function (each) { return /^\d{1,6}(\.\d{1,3})?$/.test(each); })) {
      return null;
    }
    return (test.kind === "abx" ? answered : scored)(session, figures.map(Number), text) ? session : null;
  }

  function answered(session, seconds, text) {
    const all = session.test.trials;
    if (seconds.length !== all || text("answers").length !== all || text("heard").length !== all
        || !/^[AB]*$/.test(text("answers")) || !/^[yn]*$/.test(text("heard"))) {
      return false;
    }
    seconds.forEach(function (each, i) { answer(session, text("answers")[i], each, text("heard")[i] === "y"); });
    return true;
  }

  function scored(session, scores) {
    const all = session.items.reduce(function (sum, each) { return sum + each.order.length; }, 0);
    if (scores.length !== all || !scores.every(function (each) { return Number.isInteger(each) && each <= 100; })) {
      return false;
    }
    session.items.forEach(function (each) { rate(session, scores.splice(0, each.order.length)); });
    return true;
  }

  function restore() {
    const state = new URLSearchParams(location.hash.slice(1));
    if (!state.has("result")) {
      return;
    }
    const test = tests.find(function (each) { return each.id === state.get("result"); });
    const session = test ? told(test, state) : null;
    if (session) {
      report(session);
      say((session.listener ? "By " + session.listener + ", " : "") + session.finished.slice(0, 10)
        + ". This came with the address: it is as true as whoever wrote that.");
    } else {
      complain(lobby, "The address tells of a result that " + (test ? "makes no sense." : "belongs to a test that is not here."));
    }
  }

  function save(text, type, ending) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type }));
    const who = finished.listener.replace(/[^A-Za-z0-9]+/g, "-");
    link.download = "listening-" + finished.test + (who ? "-" + who : "") + "-" + finished.seed + ending;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  /** A field of CSV (RFC 4180); what a spreadsheet would take for a formula gets a quote before it. */
  function field(value) {
    let text = String(value);
    if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) {
      text = "'" + text;
    }
    return /[",\r\n]/.test(text) ? "\"" + text.replace(/"/g, "\"\"") + "\"" : text;
  }

  function csv(outcome) {
    const always = [outcome.kind, outcome.test, outcome.listener, outcome.seed, outcome.started, outcome.finished];
    const heads = ["kind", "test", "listener", "seed", "started", "finished"];
    const abxRows = outcome.trials.map(function (t) {
      return always.concat([t.number, t.item, t.x, t.answer, t.x === t.answer ? 1 : 0, t.seconds, t.listened ? 1 : 0]);
    });
    const mushraRows = outcome.ratings.map(function (r) {
      return always.concat([r.item, r.condition, r.place, r.score]);
    });
    const own = outcome.kind === "abx"
      ? ["number", "item", "x", "answer", "correct", "seconds", "listened"]
      : ["item", "condition", "place", "score"];
    return [heads.concat(own)].concat(abxRows, mushraRows)
      .map(function (row) { return row.map(field).join(","); })
      .join("\r\n") + "\r\n";
  }

  parts.end.querySelector("[data-json]").addEventListener("click", function () {
    save(JSON.stringify(finished, null, 2) + "\n", "application/json", ".json");
  });
  parts.end.querySelector("[data-csv]").addEventListener("click", function () {
    save(csv(finished), "text/csv", ".csv");
  });
  parts.end.querySelector("[data-again]").addEventListener("click", function () {
    history.replaceState(null, "", location.pathname + location.search);
    show(lobby);
  });
  if (navigator.clipboard) {
    const link = parts.end.querySelector("[data-link]");
    link.hidden = false;
    link.addEventListener("click", function () {
      navigator.clipboard.writeText(location.href).then(function () { link.textContent = "Copied"; }, function () {
        link.textContent = "It is in the address above";
      });
    });
  }

  newSeed();
  const tests = Array.from(document.querySelectorAll("[data-test]"), function (element) {
    const test = read(element);
    element.querySelector("[data-begin]").addEventListener("click", function () {
      complain(lobby, "");
      if (test.kind === "abx") {
        beginAbx(test);
      } else {
        beginMushra(test);
      }
    });
    return test;
  });
  window.addEventListener("hashchange", restore);
  restore();
})();
