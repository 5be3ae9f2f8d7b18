"use strict";

/* The page that generates: a job at a time, its progress, and all that came of it so far. */
(function () {
  const MOST_SHOWN = 12;
  const form = document.getElementById("generate");
  const submit = form.querySelector("[type=submit]");
  const cancel = document.getElementById("cancel");
  const progress = document.getElementById("progress");
  const state = document.getElementById("state");
  const elapsed = document.getElementById("elapsed");
  const trouble = document.getElementById("trouble");
  const place = document.getElementById("sounds");
  const made = [];
  const command = document.getElementById("command");
  let job = null;
  let own = null;

  /** Shows how a model is sampled unless asked otherwise. */
  function use(model) {
    own = model;
    document.getElementById("name").textContent = model.name;
    form.elements.seconds.placeholder = model.seconds + ", the model’s own";
    // Where nothing can be asked for, there is nothing to exaggerate.
    form.querySelectorAll("[data-guides]").forEach(function (part) {
      part.hidden = model.classes.length === 0 && model.pitches.length === 0;
    });
    Asking.put(form.elements.steps, String(model.steps));
    Asking.put(form.elements.guidance, String(model.guidance));
    Asking.put(form.elements.sampler, model.sampler);
  }

  /** Honours what the address asks: named as in the interface. */
  async function begin() {
    const given = new URLSearchParams(location.search);
    const wrong = await Asking.offer(form, given, use);
    if (given.has("seed") && !wrong.some(function (each) { return each.startsWith("seed"); })) {
      document.getElementById("another").checked = false;
    }
    form.querySelectorAll("details").forEach(function (more) {
      more.open = more.open || Array.from(more.querySelectorAll("input")).some(function (field) { return field.value !== ""; });
    });
    Sounds.complain(trouble, Asking.refusal(wrong));
  }

  /** What was asked for, in a few words. */
  function summary(asked) {
    const words = ["seed " + asked.seed, asked.steps + " steps"];
    if (asked.guidance !== undefined) {
      words.push("guidance " + asked.guidance);
    }
    if (asked.guidanceLow !== undefined) {
      words.push("above σ = " + asked.guidanceLow);
    }
    if (asked.guidanceHigh !== undefined) {
      words.push("up to σ = " + asked.guidanceHigh);
    }
    return words.join(", ");
  }

  /** The command that makes the same sound; what it would do unasked is left out. */
  function commanded(asked, file) {
    const words = Object.assign({}, asked, { model: own.name });
    if (asked.pitch) {
      words.pitch = Asking.note(asked.pitch);
    }
    ["sampler", "guidance"].forEach(function (name) {
      if (asked[name] === own[name]) {
        delete words[name];
      }
    });
    if (asked.guidanceLow !== undefined || asked.guidanceHigh !== undefined) {
      ["guidanceLow", "guidanceHigh"].forEach(function (name) {
        words[name] = asked[name] === undefined ? form.elements[name].dataset.own : asked[name];
      });
    }
    return Phasewright.command(words, file);
  }

  function busy(on) {
    submit.setAttribute("aria-disabled", String(on));
    cancel.hidden = !on;
    progress.hidden = !on;
    if (!on && document.activeElement === document.body) {
      submit.focus(); // The button that had the focus has gone.
    }
  }

  function link(href, text, download) {
    const a = document.createElement("a");
    a.href = href;
    a.textContent = text;
    if (download) {
      a.download = download;
    }
    return a;
  }

  function called(asked) {
    return (asked["class"] || "sound") + (asked.pitch ? " " + Asking.note(asked.pitch) : "");
  }

  function fileOf(asked) {
    return called(asked).replace(" ", "-") + "-" + asked.seed + ".wav";
  }

  async function show(asked, words, sound) {
    const where = "/api/sounds/" + sound.id;
    const buffer = await Sounds.decode(await Sounds.ask(where + "/audio"));
    const name = called(asked);
    made.unshift({
      name: name,
      about: summary(asked),
      buffer: buffer,
      picture: where + "/spectrogram",
      description: sound,
      sound: sound.id,
      file: fileOf(asked),
      command: words,
    });
    made.length = Math.min(made.length, MOST_SHOWN);
    if (Phasewright.playing) {
      Phasewright.playing.pause();
    }
    const panel = Sounds.panel("generated", "Generated", made.map(function (each) {
      return { name: each.name, about: each.about, buffer: each.buffer, picture: each.picture + "?top=" + made[0].description.topDb,
        description: each.description,
        links: [link("/api/sounds/" + each.sound + "/audio", "Save", each.file), " · ",
          link("/lab?sound=" + each.sound, "To the laboratory"), " · ",
          link("/mend?sound=" + each.sound, "To paint and mend")] };
    }), 0, "small");
    place.replaceChildren(panel);
    const commands = made.map(function (each) { return each.command; });
    const tell = function () {
      if (panel.isConnected) {
        command.querySelector("code").textContent = commands[panel.deck.selected];
      }
    };
    panel.deck.addEventListener("change", tell);
    tell();
    command.hidden = false;
    // Where a browser forbids sound that nobody clicked for, it waits: the next generation should not.
    panel.deck.play().catch(function (error) { Sounds.complain(trouble, error); });
  }

  function follow(id) {
    return Sounds.follow(id, function (now) {
      progress.max = now.steps;
      progress.value = now.step;
      state.textContent = now.state === "queued" ? now.ahead + (now.ahead === 1 ? " is" : " are") + " before this one."
        : now.step < now.steps ? "Step " + (now.step + 1) + " of " + now.steps : "Finding the phase…";
    });
  }

  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    if (job) {
      return;
    }
    Sounds.context();
    Sounds.complain(trouble, null);
    const asked = Asking.question(form);
    const words = commanded(asked, fileOf(asked)); // Another model may have been chosen by the time it is there.
    const begun = performance.now();
    const clock = setInterval(function () {
      elapsed.textContent = Math.floor((performance.now() - begun) / 1000) + " s";
    }, 500);
    try {
      job = { id: null, cancelled: false };
      state.textContent = "Asked for.";
      progress.removeAttribute("value");
      busy(true);
      const answer = await Sounds.ask("/api/generations", { method: "POST",
        headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked) });
      const cancelled = job.cancelled;
      job = await answer.json();
      if (cancelled) {
        cancel.click();
      }
      progress.max = job.steps;
      progress.value = 0;
      const end = await follow(job.id);
      if (end.state === "done") {
        state.textContent = "Done: seed " + asked.seed + ".";
        history.replaceState(null, "", "?" + new URLSearchParams(asked)); // So that the sound can be sent to someone.
        if (document.getElementById("another").checked) {
          Asking.another(form);
        }
        busy(false);
        await show(asked, words, end.sound);
      } else {
        state.textContent = "Cancelled.";
      }
    } catch (error) {
      state.textContent = "";
      Sounds.complain(trouble, error);
    } finally {
      clearInterval(clock);
      elapsed.textContent = "";
      job = null;
      busy(false);
    }
  });

  cancel.addEventListener("click", function () {
    if (job && !job.id) {
      job.cancelled = true;
      state.textContent = "Cancelling…";
    } else if (job) {
      state.textContent = "Cancelling…";
      Sounds.ask("/api/jobs/" + job.id, { method: "DELETE" }).catch(function (error) {
        Sounds.complain(trouble, error);
      });
    }
  });

  form.querySelectorAll("input[type=range]").forEach(function (slider) {
    slider.addEventListener("input", function () {
      form.querySelector("output[for=" + slider.id + "]").textContent = slider.value;
    });
  });

  Asking.another(form);
  begin().catch(function (error) { Sounds.complain(trouble, error); });
})();
