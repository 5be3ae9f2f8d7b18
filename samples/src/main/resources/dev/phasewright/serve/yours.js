"use strict";

/*
 * Anybody's own sounds: samples go to the server, a model learns from them there, and what it draws is heard while it does.
 * The server knows how far all is, and the page asks it; so it may be closed, or be there twice.
 */
(function () {
  const { tell } = Phasewright.stage;
  const SOUNDS = /\.(wav|wave|aiff?|aifc|au|snd|flac|mp3|og[ga]|opus|m4a|aac|webm)$/i;
  /** Samples that are on their way at once. */
  const SENDERS = 3;
  /** More entries than that are not looked through. */
  const MOST_ENTRIES = 50000;
  const MOST_TOLD = 20;
  const MEGABYTE = 1048576;

  const find = function (id) { return document.getElementById(id); };
  const root = find("yours");
  const most = { seconds: Number(root.dataset.seconds), bytes: Number(root.dataset.megabytes) * MEGABYTE, samples: 2000 };
  const lesson = find("lesson");
  const pads = find("pads");

  /** The collection that is shown, as the server tells of it; null for one to be. */
  let shown = null;
  let all = [];
  let sending = null;
  let heard = 0;

  function complain(error) {
    Sounds.complain(find("trouble"), error);
  }

  function json(body) {
    return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  }

  function address(name) {
    return "/api/collections/" + encodeURIComponent(name);
  }

  // What the server has

  function count(of) {
    return Object.values(of.classes).reduce(function (sum, each) { return sum + each; }, 0);
  }

  async function look() {
    const shelf = await (await Sounds.ask("/api/collections")).json();
    most.samples = shelf.samples;
    all = shelf.collections;
  }

  async function refresh() {
    await look();
    show(shown && all.find(function (each) { return each.name === shown.name; }) || null);
  }

  /** A duration in words that a glance takes in. */
  function duration(seconds) {
    return seconds < 90 ? Math.max(1, Math.round(seconds)) + " s" : seconds < 5400 ? Math.round(seconds / 60) + " minutes"
      : (seconds / 3600).toFixed(1) + " hours";
  }

  function percent(share) {
    return Math.round(100 * share) + " %";
  }

  function words(of) {
    switch (of.state) {
      case "reading":
        return "Reading " + count(of) + " samples…";
      case "learning":
        return of.updates + " of " + of.of + " updates" + (of.secondsLeft === null ? "" : ", " + duration(of.secondsLeft) + " left");
      case "stopped":
        return "Stopped after " + of.checkpoint + " of " + of.of + " updates.";
      case "learned":
        return "Learned: " + of.checkpoint + " updates.";
      default:
        return "";
    }
  }

  function verdict(of) {
    const v = of.verdict;
    const parts = ["Of " + v.samples + " sounds drawn after " + v.update + " updates"];
    if (v.ownClass !== null) {
      parts.push(percent(v.ownClass) + " are nearest to a recording of what they were asked to be"
        + (v.ownClassHeldOut === null ? "" : " (recordings that it never heard: " + percent(v.ownClassHeldOut) + ")"));
    }
    parts.push(percent(v.copies) + " are as near to a recording as a copy is"
      + (v.copiesHeldOut === null ? "" : " (of those recordings: " + percent(v.copiesHeldOut) + ")"));
    return parts[0] + ", " + parts.slice(1).join(", and ") + "."
      + (v.copying ? " It begins to repeat recordings, so learning has ended; more samples would help." : "");
  }

  function curve(losses) {
    const least = Math.min.apply(null, losses);
    const range = Math.max.apply(null, losses) - least || 1;
    return losses.map(function (loss, i) {
      return (i === 0 ? "M" : "L") + (76 + 322 * i / Math.max(1, losses.length - 1)).toFixed(1) + " "
        + (84 - 76 * (loss - least) / range).toFixed(1);
    }).join("");
  }

  /** Brings the page to what a collection is now. */
  function show(of) {
    const another = (shown && shown.name) !== (of && of.name);
    shown = of;
    find("shelf").hidden = all.length === 0;
    const choice = find("collection");
    const names = all.map(function (each) { return each.name; });
    if (Array.from(choice.options, function (each) { return each.value; }).filter(Boolean).join("\n") !== names.join("\n")) {
      choice.replaceChildren.apply(choice, [new Option("a new one", "")].concat(all.map(function (each) {
        return new Option(each.title, each.name);
      })));
    }
    choice.value = of ? of.name : "";
    find("another").hidden = !of;
    tell(find("source-name"), of && count(of) > 0 ? "More samples" : "Samples");
    const search = of ? "?collection=" + encodeURIComponent(of.name) : "";
    if (location.search !== search) {
      history.replaceState(null, "", location.pathname + search);
    }
    const busy = of && (of.state === "reading" || of.state === "learning");
    find("source").hidden = Boolean(busy) || !find("prompter").hidden;
    find("learning").hidden = !of || count(of) === 0;
    root.dataset.state = of ? of.state : "";
    if (of) {
      tell(find("title"), of.title);
      classes(of);
      lesson.hidden = busy || of.state === "learned";
      lesson.querySelector("fieldset").hidden = of.state === "stopped";
      tell(find("learn"), of.state === "stopped" ? "Go on" : "Learn from them");
      singles(of, busy);
      progress(of, busy);
    }
    hear(of, another);
  }

  function classes(of) {
    const told = Object.keys(of.classes).map(function (name) { return name + " " + of.classes[name]; });
    const list = find("classes");
    if (list.dataset.told !== told.join("\n")) {
      list.dataset.told = told.join("\n");
      list.replaceChildren.apply(list, Object.keys(of.classes).map(function (name) {
        const item = document.createElement("li");
        const bold = document.createElement("b");
        bold.textContent = name;
        item.append(bold, " " + of.classes[name]);
        return item;
      }));
    }
  }

  // Single samples

  /** What the list of single samples was made from, and how many are being deleted: its rows go one by one then. */
  let listed = "";
  let deleting = 0;
  let sounding = null;

  function contents(of) {
    return of.name + JSON.stringify(of.classes);
  }

  function singles(of, busy) {
    const box = find("samples");
    box.hidden = Boolean(busy);
    if (box.open && !busy && deleting === 0 && count(of) > 0 && listed !== contents(of)) {
      list(of).catch(complain);
    }
  }

  async function list(of) {
    listed = contents(of);
    const names = await (await Sounds.ask(address(of.name) + "/samples")).json();
    if (listed === contents(of)) {
      find("singles").replaceChildren.apply(find("singles"), Object.keys(names).flatMap(function (each) {
        return names[each].map(function (sample) { return row(of, each, sample); });
      }));
    }
  }

  function row(of, name, sample) {
    const path = address(of.name) + "/samples/" + encodeURIComponent(name) + "/" + encodeURIComponent(sample);
    const called = name + ", " + sample;
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = called;
    item.append(words);
    [["Hear", function () { return hearOne(path); }], ["Delete", function () { return remove(path, called, item); }]].forEach(function (each) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = each[0];
      button.setAttribute("aria-label", each[0] + " " + called);
      button.addEventListener("click", function () {
        complain(null);
        each[1]().catch(complain);
      });
      item.append(button);
    });
    return item;
  }

  async function hearOne(path) {
    Sounds.context().resume();
    const buffer = await Sounds.decode(await Sounds.ask(path));
    if (sounding) {
      sounding.stop();
    }
    sounding = Sounds.play(buffer);
  }

  /** Deletes a sample; who did so by keyboard is led to the next one. */
  async function remove(path, called, item) {
    deleting++;
    try {
      await Sounds.ask(path, { method: "DELETE" });
      const next = item.nextElementSibling || item.previousElementSibling;
      item.remove();
      await refresh();
      tell(find("deleted"), "Deleted: " + called + ". " + (shown ? count(shown) : 0) + " are left.");
      (next ? next.lastElementChild : find("folder")).focus();
      listed = shown ? contents(shown) : "";
    } finally {
      deleting--;
    }
  }

  find("samples").addEventListener("toggle", function () {
    tell(find("deleted"), "");
    if (shown) {
      singles(shown, find("samples").hidden);
    }
  });

  function progress(of, busy) {
    const bar = find("progress");
    find("under-way").hidden = of.state === "collecting";
    find("under-way").querySelector(".note").hidden = !busy;
    bar.hidden = find("stop").hidden = !busy;
    if (of.state === "learning") {
      bar.max = of.of;
      bar.value = of.updates;
    } else {
      bar.removeAttribute("value");
    }
    tell(find("state"), words(of));
    const drawn = find("losses");
    drawn.toggleAttribute("hidden", of.losses.length < 2);
    if (of.losses.length > 1) {
      const [first, last] = [of.losses[0], of.losses[of.losses.length - 1]].map(function (loss) { return loss.toFixed(2); });
      drawn.querySelector("path").setAttribute("d", curve(of.losses));
      tell(drawn.querySelectorAll("text")[0], "loss " + first);
      tell(drawn.querySelectorAll("text")[1], last);
      drawn.setAttribute("aria-label", "The loss: from " + first + " to " + last);
    }
    find("verdict").hidden = !of.verdict;
    tell(find("verdict"), of.verdict ? verdict(of) : "");
    find("download").hidden = !of.pads;
    find("download").href = address(of.name) + "/model.zip";
    find("download").download = of.name + ".zip";
    if (of.trouble) {
      complain(new Error("It has stopped: " + of.trouble));
    }
  }

  /** The pads of the latest checkpoint. */
  function hear(of, another) {
    const there = Boolean(of && of.pads);
    if (another || pads.hidden === there) {
      pads.pads.offer(there ? [of.pads] : []);
    } else if (there && of.checkpoint !== heard) {
      pads.pads.renew();
    }
    heard = there ? of.checkpoint : 0;
    pads.hidden = !there;
    tell(find("pads-name"), there && of.state !== "learned" ? "What it draws after " + of.checkpoint + " updates" : "What it draws");
  }

  /** Asks again and again while somebody looks: often while something happens. */
  async function watch() {
    let pause = 5000;
    if (!document.hidden && !sending) {
      try {
        await refresh();
        pause = shown && (shown.state === "reading" || shown.state === "learning") ? 1000 : 5000;
      } catch (error) {
        complain(error);
      }
    }
    setTimeout(watch, pause);
  }

  // Samples

  /** All files below what was dropped, with their paths. */
  async function below(entries) {
    const found = [];
    const left = entries.slice();
    for (let looked = 0; left.length > 0 && looked < MOST_ENTRIES; looked++) {
      const entry = left.pop();
      if (entry.isFile) {
        found.push(await new Promise(function (resolve) {
          entry.file(function (file) { resolve({ file: file, path: entry.fullPath.split("/").filter(Boolean) }); },
            function () { resolve(null); });
        }));
      } else {
        const reader = entry.createReader();
        for (let some = null; !some || some.length > 0;) {
          some = await new Promise(function (resolve) { reader.readEntries(resolve, function () { resolve([]); }); });
          left.push.apply(left, some);
        }
      }
    }
    return found.filter(Boolean);
  }

  /** Files with their classes: the folders in the folder that all are in, or that folder itself. */
  function sorted(files) {
    const tops = new Set(files.map(function (each) { return each.path.length > 1 ? each.path[0] : ""; }));
    const top = tops.size === 1 && !tops.has("") ? files[0].path[0] : null;
    return { title: top, samples: files.map(function (each) {
      const path = top === null ? each.path : each.path.slice(1);
      return { file: each.file, name: path[path.length - 1], of: path.length > 1 ? path[0] : top || "sound" };
    }) };
  }

  /** So many of them, evenly. */
  function spread(samples, count) {
    return samples.length <= count ? samples
      : Array.from({ length: count }, function (_, i) { return samples[Math.floor(i * samples.length / count)]; });
  }

  async function send(sample, to, signal) {
    const path = address(to) + "/samples?" + new URLSearchParams({ "class": sample.of, name: sample.name });
    const post = function (bytes) { return Sounds.ask(path, Object.assign({ signal: signal }, Sounds.upload(bytes))); };
    for (;;) {
      try {
        return await post(sample.file);
      } catch (error) {
        if (error.status === 429) {
          await new Promise(function (resolve) { setTimeout(resolve, 1000 * (error.retryAfter || 1)); });
        } else if (error.status === 415 && !sample.decoded && /^The upload/.test(error.message)) {
          // What the server cannot read the browser perhaps can.
          let buffer;
          try {
            buffer = await Phasewright.soundfile.decode(await sample.file.arrayBuffer());
          } catch (e) {
            throw error;
          }
          sample = { file: Phasewright.soundfile.wav(buffer), name: sample.name, of: sample.of, decoded: true };
        } else {
          throw error;
        }
      }
      signal.throwIfAborted();
    }
  }

  /** Those that were not taken, and why. */
  function aside(left) {
    const box = find("aside");
    box.hidden = left.length === 0;
    box.querySelector("summary").textContent = left.length + (left.length === 1 ? " file was" : " files were") + " not taken";
    box.querySelector("ul").replaceChildren.apply(box.querySelector("ul"), left.slice(0, MOST_TOLD).concat(
      left.length > MOST_TOLD ? ["and " + (left.length - MOST_TOLD) + " more"] : []).map(function (words) {
      const item = document.createElement("li");
      item.textContent = words;
      return item;
    }));
  }

  /** The collection that is shown, or a new one. */
  async function target(title) {
    if (!shown) {
      const made = await (await Sounds.ask("/api/collections", json({ title: title || "My sounds" }))).json();
      all.push(made);
      show(made);
    }
    return shown.name;
  }

  /** Hands files over, a few at a time. */
  async function take(files) {
    if (sending) {
      return;
    }
    complain(null);
    const { title, samples } = sorted(files.filter(function (each) { return !/^\./.test(each.path[each.path.length - 1]); }));
    const sounds = samples.filter(function (each) { return SOUNDS.test(each.name) || /^audio\//.test(each.file.type); });
    if (sounds.length === 0) {
      complain(new Error(samples.length === 0 ? "There is no file in it." : "None of " + samples.length
        + " files is a sound: WAV, AIFF, FLAC, MP3, Ogg or what else the browser plays."));
      return;
    }
    const chosen = spread(sounds, most.samples);
    const left = samples.length > sounds.length ? [(samples.length - sounds.length) + " files that are no sounds"] : [];
    if (chosen.length < sounds.length) {
      left.push((sounds.length - chosen.length) + " of " + sounds.length + " sounds, evenly: a collection takes " + most.samples);
    }
    const controller = sending = new AbortController();
    const line = find("sending");
    line.hidden = false;
    find("sent").max = chosen.length;
    let done = 0;
    let taken = 0;
    let next = 0;
    const report = function () {
      find("sent").value = done;
      tell(line.querySelector("span"), done + " of " + chosen.length + " samples");
    };
    report();
    try {
      const to = await target(title);
      await Promise.all(Array.from({ length: SENDERS }, async function () {
        while (next < chosen.length && !controller.signal.aborted) {
          const sample = chosen[next++];
          try {
            if (sample.file.size > most.bytes) {
              throw Object.assign(new Error("It is larger than " + most.bytes / MEGABYTE + " MB."), { status: 415 });
            }
            await send(sample, to, controller.signal);
            taken++;
          } catch (error) {
            if (error.name === "AbortError") {
              return;
            }
            // A sound that is not taken is one thing, a server that takes none is another.
            const one = error.status === 415 || error.status === 400 || error.status === 413 && /^The upload/.test(error.message);
            if (!one) {
              controller.abort();
              complain(error);
              return;
            }
            left.push(sample.of + "/" + sample.name + ": " + error.message);
          }
          done++;
          report();
        }
      }));
    } catch (error) {
      complain(error);
    }
    sending = null;
    line.hidden = true;
    aside(left);
    root.dataset.taken = String(Number(root.dataset.taken || 0) + taken);
    await refresh().catch(complain);
    if (!find("learning").hidden && document.activeElement === document.body) {
      find("learn").focus({ preventScroll: true });
    }
  }

  find("enough").addEventListener("click", function () { sending.abort(); });
  find("folder").addEventListener("change", function (event) {
    const files = Array.from(event.target.files, function (file) {
      return { file: file, path: (file.webkitRelativePath || file.name).split("/") };
    });
    event.target.value = "";
    if (files.length > 0) {
      take(files);
    }
  });
  document.addEventListener("dragover", function (event) {
    if (event.dataTransfer && event.dataTransfer.types.includes("Files")) {
      event.preventDefault();
      find("source").classList.add("over");
    }
  });
  document.addEventListener("dragleave", function (event) {
    if (!event.relatedTarget) {
      find("source").classList.remove("over");
    }
  });
  document.addEventListener("drop", async function (event) {
    find("source").classList.remove("over");
    if (!event.dataTransfer || !event.dataTransfer.types.includes("Files")) {
      return;
    }
    event.preventDefault();
    // Asked for at once: what was dropped is forgotten when this returns.
    const entries = Array.from(event.dataTransfer.items, function (item) { return item.webkitGetAsEntry && item.webkitGetAsEntry(); })
      .filter(Boolean);
    const files = Array.from(event.dataTransfer.files, function (file) { return { file: file, path: [file.name] }; });
    take(entries.length > 0 ? await below(entries) : files);
  });

  // Learning

  async function act(what) {
    complain(null);
    try {
      await what();
      await refresh();
    } catch (error) {
      complain(error);
    }
  }

  lesson.addEventListener("submit", function (event) {
    event.preventDefault();
    Sounds.context();
    const of = shown;
    const asked = of.state === "stopped" ? Object.assign({}, of.lesson) : { seconds: find("length").value,
      updates: Number(find("updates").value) };
    delete asked.every; // It follows from the others.
    ["seconds", "width", "depth"].forEach(function (name) {
      if (!asked[name]) {
        delete asked[name];
      }
    });
    act(function () { return Sounds.ask(address(of.name) + "/training", json(asked)); })
      .then(function () { find("stop").focus({ preventScroll: true }); });
  });
  find("stop").addEventListener("click", function () {
    tell(find("state"), "Stopping…");
    act(function () { return Sounds.ask(address(shown.name) + "/training", { method: "DELETE" }); });
  });
  find("delete").addEventListener("click", function () {
    const of = shown;
    if (window.confirm("Delete “" + of.title + "”, its " + count(of) + " samples and what was learned from them?")) {
      act(function () {
        shown = null;
        return Sounds.ask(address(of.name), { method: "DELETE" });
      }).then(function () { find("folder").focus(); });
    }
  });
  find("collection").addEventListener("change", function (event) {
    complain(null);
    aside([]);
    show(all.find(function (each) { return each.name === event.target.value; }) || null);
  });
  find("another").addEventListener("click", function () {
    complain(null);
    aside([]);
    show(null);
    find("folder").focus();
  });

  Phasewright.yours = {
    target: target,
    send: send,
    refresh: refresh,
    complain: complain,
    /** Shows the prompter in place of where samples come from, or again the other. */
    prompt: function (on) {
      find("prompter").hidden = !on;
      show(shown);
    },
  };

  look().then(function () {
    const asked = new URLSearchParams(location.search).get("collection");
    const named = all.find(function (each) { return each.name === asked; });
    if (asked && !named) {
      complain(new Error("The address asks for a collection that is not here (any more)."));
    }
    // What is at work, or else what can go on.
    const unfinished = ["reading", "learning", "stopped"].map(function (state) {
      return all.find(function (each) { return each.state === state; });
    });
    show(named || unfinished.find(Boolean) || null);
    root.dataset.ready = "true";
    watch();
  }, complain);
})();
