"use strict";

/* Drawings by the server: what is asked for, and the events that tell of its steps. */
(function () {
  const form = document.getElementById("draw");
  const trouble = document.getElementById("trouble");
  const state = document.getElementById("state");
  const cancel = document.getElementById("cancel");
  const stage = document.querySelector("[data-watch]").stage;
  let job = null;

  function grid(base64) {
    return Phasewright.binary(base64);
  }

  /** Where a drawing is, in words. */
  function told(now) {
    return now.state === "queued" ? now.ahead + (now.ahead === 1 ? " is" : " are") + " before this one."
      : now.step < now.steps ? "Step " + (now.step + 1) + " of " + now.steps : "Making its steps audible…";
  }

  /** Follows a job to its end. */
  function follow(run, first) {
    return new Promise(function (resolve, reject) {
      const events = new EventSource("/api/drawings/" + first.id + "/events");
      function on(name, take) {
        events.addEventListener(name, function (event) { take(JSON.parse(event.data)); });
      }
      on("axes", function (axes) { run.axes = axes; });
      on("step", function (step) { stage.add(run, step.steps, step.sigma, grid(step.held), grid(step.believed)); });
      on("end", function (end) { stage.end(run, grid(end.levels)); });
      on("heard", function (heard) {
        stage.hearable(run, heard.steps, async function () {
          return Sounds.decode(await Sounds.ask("/api/sounds/" + heard.sound + "/audio"));
        });
      });
      on("job", function (now) {
        state.textContent = told(now);
        if (!["queued", "running"].includes(now.state)) {
          events.close();
          if (now.state === "failed") {
            reject(new Error("It failed: " + now.error));
          } else {
            resolve(now);
          }
        }
      });
      events.onerror = function () {
        // What was told already would be told again.
        events.close();
        reject(new Error("The server does not answer. Is phasewright serve still running?"));
      };
    });
  }

  function links(asked, sound) {
    const player = document.createElement("phasewright-player");
    player.setAttribute("src", "/api/sounds/" + sound.id + "/audio");
    player.setAttribute("label", "the sound");
    player.setAttribute("eager", "");
    const save = document.createElement("a");
    save.href = "/api/sounds/" + sound.id + "/audio";
    save.textContent = "Save the sound";
    save.download = (asked["class"] || "sound") + (asked.pitch ? "-" + Asking.note(asked.pitch) : "") + "-" + asked.seed + ".wav";
    const lab = document.createElement("a");
    lab.href = "/lab?sound=" + sound.id;
    lab.textContent = "To the laboratory";
    const mend = document.createElement("a");
    mend.href = "/mend?sound=" + sound.id;
    mend.textContent = "To paint and mend";
    return [player, " ", save, " · ", lab, " · ", mend];
  }

  async function draw(place) {
    if (job) {
      return;
    }
    job = { id: null };
    Sounds.complain(trouble, null);
    const asked = Asking.question(form);
    cancel.hidden = false;
    state.textContent = "Asked for.";
    try {
      job = await (await Sounds.ask("/api/drawings", { method: "POST",
        headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked) })).json();
      if (asked.pitch) {
        asked.pitch = Number(asked.pitch);
      }
      const run = stage.begin(asked, job.steps, place);
      const end = await follow(run, job);
      state.textContent = end.state === "done" ? "Done: seed " + asked.seed + "." : "Cancelled.";
      if (end.state === "done") {
        stage.done(run, end.sound.id, links(asked, end.sound));
      }
    } catch (error) {
      state.textContent = "";
      Sounds.complain(trouble, error);
    } finally {
      job = null;
      cancel.hidden = true;
    }
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    draw(new URLSearchParams());
  });
  document.getElementById("another").addEventListener("click", function () {
    Asking.another(form);
    draw(new URLSearchParams());
  });
  cancel.addEventListener("click", function () {
    if (job && job.id) {
      Sounds.ask("/api/jobs/" + job.id, { method: "DELETE" }).catch(function (error) { Sounds.complain(trouble, error); });
    }
  });

  /** Draws what the address asks for; where that cannot be, says so and draws what can. */
  async function restore() {
    const place = new URLSearchParams(location.hash.slice(1));
    const given = new URLSearchParams(place);
    ["step", "view"].forEach(function (name) { given.delete(name); });
    form.reset();
    Asking.another(form);
    const wrong = await Asking.offer(form, given, function (model) {
      form.elements.steps.placeholder = String(model.steps);
    });
    await draw(place);
    if (wrong.length) {
      Sounds.complain(trouble, Asking.refusal(wrong));
    }
  }

  window.addEventListener("hashchange", restore);
  restore().catch(function (error) { Sounds.complain(trouble, error); });
})();
