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
  /** What the form has fields for, and what else a generation may be asked for by the page's address. */
  const FIELDS = ["class", "seed", "steps", "guidance", "sampler"];
  const FURTHER = ["model", "pitch", "seconds", "guidanceLow", "guidanceHigh"];
  const further = {};
  let job = null;

  function another() {
    form.elements.seed.value = String(Math.floor(Math.random() * 1000000000));
  }

  function question() {
    const asked = { seed: Number(form.elements.seed.value), steps: Number(form.elements.steps.value),
      guidance: Number(form.elements.guidance.value), sampler: form.elements.sampler.value };
    if (form.elements["class"]) {
      asked["class"] = form.elements["class"].value;
    }
    return Object.assign(asked, further);
  }

  /** What the address asks for: fields as they are called in the interface, and what no field is there for. */
  async function honour() {
    const given = new URLSearchParams(location.search);
    const model = given.get("model");
    const classes = form.elements["class"];
    if (model !== null) {
      const status = await (await Sounds.ask("/api/status")).json();
      const known = status.models.find(function (each) { return each.name === model; });
      if (!known) {
        throw new Error("There is no model called " + model + " here.");
      }
      form.elements.steps.value = known.steps || form.elements.steps.value;
      if (classes) {
        classes.replaceChildren.apply(classes, known.classes.map(function (name) { return new Option(name); }));
      }
    }
    const wrong = [];
    given.forEach(function (value, name) {
      const field = form.elements[name];
      if (name === "class" ? !field : !field || !FIELDS.includes(name)) {
        if (FURTHER.includes(name)) {
          further[name] = value;
        } else {
          wrong.push(name);
        }
        return;
      }
      field.value = value;
      if (String(field.value) !== value && Number(field.value) !== Number(value)) {
        wrong.push(name + "=" + value);
      }
      field.dispatchEvent(new Event("input"));
      if (name === "seed") {
        document.getElementById("another").checked = false;
      }
    });
    const told = Object.keys(further).map(function (name) { return name + " " + further[name]; });
    state.textContent = told.length ? "As the address asks: " + told.join(", ") + "." : "";
    if (wrong.length) {
      throw new Error("The address asks for what cannot be: " + wrong.join(", ") + ".");
    }
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
    const name = asked["class"] || "sound";
    made.unshift({
      name: name,
      about: "seed " + asked.seed + ", " + asked.steps + " steps, guidance " + asked.guidance,
      buffer: buffer,
      picture: where + "/spectrogram",
      description: sound,
      sound: sound.id,
      file: name + "-" + asked.seed + ".wav",
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

  function follow(asked, first) {
    return new Promise(function (resolve, reject) {
      const events = new EventSource("/api/jobs/" + first.id + "/events");
      let broken = 0;
      events.addEventListener("job", function (event) {
        const now = JSON.parse(event.data);
        progress.max = now.steps;
        progress.value = now.step;
        if (now.state === "queued") {
          state.textContent = now.ahead + (now.ahead === 1 ? " is" : " are") + " before this one.";
        } else if (now.state === "running") {
          state.textContent = now.step < now.steps ? "Step " + (now.step + 1) + " of " + now.steps : "Finding the phase…";
        } else {
          events.close();
          if (now.state === "failed") {
            reject(new Error("It failed: " + now.error));
          } else {
            resolve(now);
          }
        }
      });
      events.onerror = function () {
        broken++;
        if (broken > 3) {
          events.close();
          reject(new Error("The server does not answer. Is phasewright serve still running?"));
        }
      };
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
      const end = await follow(asked, job);
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
  honour().catch(function (error) { Sounds.complain(trouble, error); });
})();
