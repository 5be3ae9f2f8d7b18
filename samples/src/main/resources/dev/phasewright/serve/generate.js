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
  const NOTES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];
  let job = null;

  function another() {
    form.elements.seed.value = String(Math.floor(Math.random() * 1000000000));
  }

  /** Whether the chosen model can be asked for what a field says. */
  function offers(field) {
    return field.closest("[hidden]") === null;
  }

  /** What the form says; what is left empty is the model's own. */
  function question() {
    const asked = {};
    ["model", "class", "pitch", "seconds", "seed", "steps", "guidance", "guidanceLow", "guidanceHigh", "sampler"]
      .forEach(function (name) {
        const field = form.elements[name];
        if (field && field.value !== "" && offers(field)) {
          asked[name] = field.type === "number" || field.type === "range" ? Number(field.value) : field.value;
        }
      });
    return asked;
  }

  /** The name of a note, as MIDI counts. */
  function note(midi) {
    return NOTES[midi % 12] + (Math.floor(midi / 12) - 1);
  }

  /** Sets a field to what is asked for, if that can be; returns whether it can. */
  function put(field, value) {
    const before = field.value;
    if (field.tagName === "SELECT") {
      const option = Array.from(field.options).find(function (each) {
        return each.value === value || each.textContent.toLowerCase() === value.toLowerCase();
      });
      field.value = option ? option.value : before;
      return Boolean(option);
    }
    if (field.dataset.most && Number(value) > Number(field.max) && Number(value) <= Number(field.dataset.most)) {
      field.max = value; // Sliders end where what is usual does.
    }
    field.value = value;
    const taken = field.value !== "" && Number(field.value) === Number(value) && field.checkValidity();
    if (!taken) {
      field.value = before;
    }
    field.dispatchEvent(new Event("input"));
    return taken;
  }

  function fill(select, options) {
    const before = select.value;
    select.replaceChildren.apply(select, options);
    select.closest("label").hidden = options.length < 2;
    put(select, before);
  }

  /** Shows what a model can be asked for, and how it is sampled unless asked otherwise. */
  function use(model) {
    document.getElementById("name").textContent = model.name;
    fill(form.elements["class"], model.classes.map(function (name) { return new Option(name); }));
    const pitches = [new Option("any", "")];
    for (let midi = model.pitches[0]; midi <= model.pitches[1]; midi++) {
      pitches.push(new Option(note(midi), midi));
    }
    fill(form.elements.pitch, pitches);
    form.elements.seconds.placeholder = model.seconds + ", the model’s own";
    // Where nothing can be asked for, there is nothing to exaggerate.
    form.querySelectorAll("[data-guides]").forEach(function (part) {
      part.hidden = model.classes.length === 0 && model.pitches.length === 0;
    });
    put(form.elements.steps, String(model.steps));
    put(form.elements.guidance, String(model.guidance));
    put(form.elements.sampler, model.sampler);
  }

  /** Offers what the server's models can be asked for, and honours what the address asks: named as in the interface. */
  async function begin() {
    const status = await (await Sounds.ask("/api/status")).json();
    const given = new URLSearchParams(location.search);
    const models = form.elements.model;
    const wrong = [];
    function chosen(name) {
      return status.models.find(function (each) { return each.name === name; });
    }
    if (given.has("model") && !chosen(given.get("model"))) {
      wrong.push("model=" + given.get("model"));
    }
    const first = chosen(given.get("model")) || status.models[0];
    if (models) {
      models.value = first.name;
      models.addEventListener("change", function () { use(chosen(models.value)); });
    }
    use(first);
    given.forEach(function (value, name) {
      const field = /^[a-z]+$/i.test(name) && form.elements.namedItem(name);
      if (name === "model") {
        return;
      }
      if (!field || field.name !== name || !offers(field.closest("details") || field)) {
        wrong.push(name);
      } else if (!put(field, value)) {
        wrong.push(name + "=" + value);
      } else if (name === "seed") {
        document.getElementById("another").checked = false;
      } else if (field.closest("details")) {
        field.closest("details").open = true;
      }
    });
    if (wrong.length) {
      throw new Error("The address asks for what cannot be: " + wrong.join(", ") + ".");
    }
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

  async function show(asked, sound) {
    const where = "/api/sounds/" + sound.id;
    const buffer = await Sounds.decode(await Sounds.ask(where + "/audio"));
    const name = (asked["class"] || "sound") + (asked.pitch ? " " + note(Number(asked.pitch)) : "");
    made.unshift({
      name: name,
      about: summary(asked),
      buffer: buffer,
      picture: where + "/spectrogram",
      description: sound,
      sound: sound.id,
      file: name.replace(" ", "-") + "-" + asked.seed + ".wav",
    });
    made.length = Math.min(made.length, MOST_SHOWN);
    if (Phasewright.playing) {
      Phasewright.playing.pause();
    }
    const panel = Sounds.panel("generated", "Generated", made.map(function (each) {
      return { name: each.name, about: each.about, buffer: each.buffer, picture: each.picture + "?top=" + made[0].description.topDb,
        description: each.description,
        links: [link("/api/sounds/" + each.sound + "/audio", "Save", each.file), " · ",
          link("/lab?sound=" + each.sound, "To the laboratory")] };
    }), 0, "small");
    place.replaceChildren(panel);
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
    const asked = question();
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
        if (document.getElementById("another").checked) {
          another();
        }
        busy(false);
        await show(asked, end.sound);
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

  another();
  begin().catch(function (error) { Sounds.complain(trouble, error); });
})();
