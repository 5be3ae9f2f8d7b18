"use strict";

/* A form that asks for a sound: it offers what the server's models can be asked for, and honours what an address asks. */
(function () {
  const NOTES = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];
  const FIELDS = ["model", "class", "pitch", "seconds", "seed", "steps", "guidance", "guidanceLow", "guidanceHigh", "sampler"];

  function another(form) {
    form.elements.seed.value = String(Math.floor(Math.random() * 1000000000));
  }

  /** Whether the chosen model can be asked for what a field says. */
  function offers(field) {
    return field.closest("[hidden]") === null;
  }

  /** What a form says; what is left empty is the model's own. */
  function question(form) {
    const asked = {};
    FIELDS.concat(knobs(form)).forEach(function (name) {
      const field = form.elements[name];
      if (field && field.value !== "" && offers(field)) {
        asked[name] = field.type === "number" || field.type === "range" ? Number(field.value) : field.value;
      }
    });
    return asked;
  }

  function knobs(form) {
    return Array.from(form.querySelectorAll("[data-knob]"), function (field) { return field.name; });
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
    select.closest("label").hidden = select.options.length < 2;
    put(select, before);
  }

  /** Shows what a model can be asked for. */
  function use(form, model) {
    fill(form.elements["class"], Phasewright.grouped(model.classes.map(function (name) {
      return { option: new Option(name), family: model.families[name] };
    })));
    const pitches = [new Option("any", "")];
    for (let midi = model.pitches[0]; midi <= model.pitches[1]; midi++) {
      pitches.push(new Option(note(midi), midi));
    }
    fill(form.elements.pitch, pitches);
    const place = form.querySelector("[data-knobs]");
    place.replaceChildren.apply(place, model.knobs.map(function (name) {
      const label = document.createElement("label");
      label.className = "field";
      label.textContent = name.charAt(0).toUpperCase() + name.slice(1) + ", in percent of all there are ";
      const field = document.createElement("input");
      Object.assign(field, { type: "number", name: name, min: "0", max: "100", step: "any", placeholder: "any" });
      field.dataset.knob = "";
      label.append(field);
      return label;
    }));
  }

  /**
   * Offers what the server's models can be asked for, and honours what is given.
   * @param {URLSearchParams} given by names of the interface; anybody may have written it
   * @param {function(Object)} chosen is told of each model that is chosen, first or later
   * @return {string[]} what was given and cannot be
   */
  async function offer(form, given, chosen) {
    const status = await (await Sounds.ask("/api/status")).json();
    const models = form.elements.model;
    const wrong = [];
    function named(name) {
      return status.models.find(function (each) { return each.name === name; });
    }
    function take(model) {
      use(form, model);
      chosen(model);
    }
    if (given.has("model") && !named(given.get("model"))) {
      wrong.push("model=" + given.get("model"));
    }
    const first = named(given.get("model")) || status.models[0];
    if (models) {
      models.value = first.name;
      models.onchange = function () { take(named(models.value)); };
    }
    take(first);
    given.forEach(function (value, name) {
      const field = /^[a-z]+$/i.test(name) && form.elements.namedItem(name);
      if (name === "model") {
        return;
      }
      if (!field || field.name !== name || !offers(field.closest("details") || field)) {
        wrong.push(name);
      } else if (!put(field, value)) {
        wrong.push(name + "=" + value);
      }
    });
    return wrong;
  }

  /** What to say of what cannot be; null if all can. */
  function refusal(wrong) {
    return wrong.length ? new Error("The address asks for what cannot be: " + wrong.join(", ") + ".") : null;
  }

  window.Asking = { another: another, question: question, note: note, put: put, offer: offer, refusal: refusal };
})();
