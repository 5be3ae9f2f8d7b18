"use strict";

/* What the server's pages have in common: asking it, and making panels of the sounds that it gives. */
(function () {
  const COLUMNS = 480;
  const MIDDLE = 32;
  const MEGABYTE = 1048576;

  /** What went wrong, in the server's words. */
  async function trouble(response) {
    let told = "The server answered " + response.status + ".";
    try {
      told = (await response.json()).error || told;
    } catch (e) {
      // It was not the server's own answer.
    }
    const wait = Number(response.headers.get("Retry-After"));
    const error = new Error(told.charAt(0).toUpperCase() + told.slice(1));
    error.status = response.status;
    error.retryAfter = wait;
    return error;
  }

  /** Asks the server; what it refuses becomes an error with its words. */
  async function ask(path, options) {
    let response;
    try {
      response = await fetch(path, options);
    } catch (e) {
      if (e.name === "AbortError") {
        throw e;
      }
      throw new Error("The server does not answer. Is phasewright serve still running?");
    }
    if (!response.ok) {
      throw await trouble(response);
    }
    return response;
  }

  /** The context of all sounds, made in the moment of a click where a browser insists on that. */
  function context() {
    return Phasewright.audio();
  }

  /** A WAV answer as samples. */
  async function decode(response) {
    return context().decodeAudioData(await response.arrayBuffer());
  }

  /** Plays a sound once, from its beginning; what is returned can be stopped. */
  function play(buffer) {
    const source = context().createBufferSource();
    source.buffer = buffer;
    source.connect(context().destination);
    source.start();
    return source;
  }

  function peak(buffer) {
    return buffer.getChannelData(0).reduce(function (most, x) { return Math.max(most, Math.abs(x)); }, 0);
  }

  /** The outline of a sound, as the path of an SVG. */
  function outline(buffer, edge) {
    const samples = buffer.getChannelData(0);
    const above = [];
    const below = [];
    for (let x = 0; x < COLUMNS; x++) {
      const from = Math.floor(x * samples.length / COLUMNS);
      const to = Math.max(from + 1, Math.floor((x + 1) * samples.length / COLUMNS));
      const step = Math.max(1, Math.floor((to - from) / 64));
      let high = 0;
      let low = 0;
      for (let i = from; i < to && i < samples.length; i += step) {
        high = Math.max(high, samples[i]);
        low = Math.min(low, samples[i]);
      }
      above.push("L" + x + " " + (MIDDLE - MIDDLE * Math.min(1, high / edge)).toFixed(1));
      below.push("L" + x + " " + Math.max(MIDDLE - MIDDLE * Math.max(-1, low / edge), MIDDLE + 1).toFixed(1));
    }
    return "M0 " + MIDDLE + above.join("") + below.reverse().join("") + "Z";
  }

  function copy(id) {
    return document.getElementById(id).content.firstElementChild.cloneNode(true);
  }

  /**
   * A panel of sounds to switch between.
   * @param {string} id a name within the page
   * @param {string} name its heading
   * @param {{name: string, about: string, buffer: AudioBuffer, picture: string, description: Object, links: Node[]}[]} versions
   *     each with the server's description of its sound
   * @param {number} first which one is chosen
   * @param {string} layout a class of the style sheet
   */
  function panel(id, name, versions, first, layout) {
    const root = copy("panel-template");
    root.id = id;
    const heading = root.querySelector("h2");
    heading.id = id + "-name";
    heading.textContent = name;
    root.setAttribute("aria-labelledby", heading.id);
    root.querySelector(".transport").setAttribute("aria-label", "Playing " + name);
    const duration = Math.max.apply(null, versions.map(function (v) { return v.buffer.duration; }));
    root.querySelector("[data-seek]").max = Math.round(duration * 1000);
    const list = root.querySelector("[data-versions]");
    list.classList.add(layout);
    root.edge = Math.max.apply(null, versions.map(function (v) { return peak(v.buffer); })) || 1;
    versions.forEach(function (version, i) {
      const item = copy("version-template");
      const radio = item.querySelector("input");
      radio.name = id;
      radio.id = id + "-" + (i + 1);
      radio.value = String(i);
      radio.checked = i === first;
      const label = item.querySelector("label");
      label.htmlFor = radio.id;
      label.querySelector("b").textContent = version.name;
      label.querySelector("span").textContent = version.about;
      item.querySelector(".wave").setAttribute("aria-label", "Waveform of " + version.name);
      if (version.links) {
        const words = item.querySelector(".measure");
        words.append.apply(words, version.links);
        words.hidden = false;
      }
      axes(item, version.description);
      list.append(item);
      show(item, version.name, version.buffer, version.picture, root.edge);
    });
    const top = versions[0].description.topDb;
    root.querySelectorAll("[data-key]").forEach(function (key, i) {
      key.textContent = i === 0 ? decibels(top - 80) : decibels(top) + " dB re full scale";
    });
    Phasewright.panel(root);
    root.deck.buffers = versions.map(function (v) { return v.buffer; });
    root.deck.duration = duration;
    return root;
  }

  /** Three digits at most. */
  function figure(value) {
    return String(Number(value.toPrecision(3)));
  }

  function decibels(level) {
    return level < 0 ? "−" + -level : String(level);
  }

  /** Writes what a picture is read by along its edges: equal parts of linear scales. */
  function axes(item, description) {
    const kilohertz = [4, 3, 2, 1, 0].map(function (i) {
      return figure(description.sampleRate / 2000 * i / 4) + (i === 4 ? " kHz" : "");
    });
    const times = [0, 1, 2, 3, 4].map(function (i) { return figure(description.seconds * i / 4) + (i === 4 ? " s" : ""); });
    [[".hertz", kilohertz], [".seconds", times]].forEach(function ([list, ticks]) {
      const place = item.querySelector(list);
      place.replaceChildren.apply(place, ticks.map(function (tick) {
        const li = document.createElement("li");
        li.textContent = tick;
        return li;
      }));
    });
  }

  /** Draws a version of a panel; an amplitude of edge fills the height. */
  function show(item, name, buffer, picture, edge) {
    item.querySelector("path").setAttribute("d", outline(buffer, edge));
    if (picture) {
      const image = item.querySelector(".levels");
      image.alt = "Spectrogram of " + name;
      image.classList.add("stale"); // Until the new one is there: the old one belongs to another sound.
      image.onload = function () { image.classList.remove("stale"); };
      image.src = picture;
      image.hidden = false;
    }
  }

  /** Shows at once that something is waited for, with the seconds and a way to give up. Returns what ends that. */
  function wait(element, words, cancel) {
    const begun = performance.now();
    const told = element.querySelector("span");
    function tell() {
      told.textContent = words + " " + Math.floor((performance.now() - begun) / 1000) + " s";
    }
    tell();
    const clock = setInterval(tell, 500);
    element.querySelector("button").onclick = cancel;
    element.hidden = false;
    return function () {
      clearInterval(clock);
      element.hidden = true;
    };
  }

  /** Shows what went wrong, or nothing. */
  function complain(element, error) {
    element.textContent = error ? error.message : "";
    element.hidden = !error;
  }

  /** A sound that the server has, or is to have: {buffer, id}. */
  async function served(path, options, signal) {
    const description = await (await ask(path, Object.assign({ signal: signal }, options))).json();
    const answer = await ask("/api/sounds/" + description.id + "/audio", { signal: signal });
    return { buffer: await Phasewright.soundfile.decode(await answer.arrayBuffer()), id: description.id };
  }

  /**
   * Brings sounds to a page, each in place of one that is still on its way; told at once, and to be given up.
   * @param {number} megabytes the most that a file may have
   * @param {HTMLElement} trouble where it is told what went wrong
   * @param {function({buffer: AudioBuffer, id: string, about: string})} take is given what came
   * @returns {{load: function, open: function}} load(words, fetching) waits for what fetching(signal) brings, open(file)
   *     reads a file
   */
  function loader(megabytes, trouble, take) {
    let loading = null;

    async function load(words, fetching) {
      if (loading) {
        loading.giveUp();
      }
      const controller = new AbortController();
      const end = wait(document.getElementById("loading"), words, function () { controller.abort(); });
      const mine = { giveUp: function () {
        controller.abort();
        end();
      } };
      loading = mine;
      complain(trouble, null);
      try {
        const got = await fetching(controller.signal);
        controller.signal.throwIfAborted();
        take(got);
      } catch (error) {
        if (error.name !== "AbortError") {
          complain(trouble, error);
        }
      } finally {
        if (loading === mine) {
          loading = null;
          end();
        }
      }
    }

    function choose(chosen) {
      if (chosen.size > megabytes * MEGABYTE) {
        complain(trouble, new Error("The file is larger than " + megabytes + " MB, the most that is taken."));
        return;
      }
      load("Reading…", function (signal) { return open(chosen, signal); });
    }

    return { load: load, open: choose };
  }

  function upload(bytes) {
    return { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: bytes };
  }

  /** Whatever the browser can decode, and else what the server can: {buffer, id}, with an id of the server's if it has it. */
  async function open(file, signal) {
    let bytes;
    try {
      bytes = await file.arrayBuffer();
    } catch (error) {
      throw new Error((file.name || "This") + " cannot be read. Drop a sound file, not a folder.");
    }
    try {
      return { buffer: await Phasewright.soundfile.decode(bytes), id: null };
    } catch (error) {
      return served("/api/sounds", upload(bytes), signal);
    }
  }

  /** Lets files be dropped on the page; the first of them counts. */
  function drops(target, opened) {
    document.addEventListener("dragover", function (event) {
      if (event.dataTransfer && event.dataTransfer.types.includes("Files")) {
        event.preventDefault();
        target.classList.add("over");
      }
    });
    document.addEventListener("dragleave", function (event) {
      if (!event.relatedTarget) {
        target.classList.remove("over");
      }
    });
    document.addEventListener("drop", function (event) {
      target.classList.remove("over");
      if (event.dataTransfer && event.dataTransfer.files.length > 0) {
        event.preventDefault();
        opened(event.dataTransfer.files[0]);
      }
    });
  }

  /** Follows a job to its end, which is what comes of it. */
  function follow(id, told) {
    return new Promise(function (resolve, reject) {
      const events = new EventSource("/api/jobs/" + id + "/events");
      let broken = 0;
      events.addEventListener("job", function (event) {
        const now = JSON.parse(event.data);
        if (now.state === "queued" || now.state === "running") {
          told(now);
          return;
        }
        events.close();
        if (now.state === "failed") {
          reject(new Error("It failed: " + now.error));
        } else {
          resolve(now);
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

  window.Sounds = {
    served: served, upload: upload, loader: loader, drops: drops, follow: follow,
    ask: ask, context: context, decode: decode, play: play, panel: panel, show: show, complain: complain, wait: wait };
})();
