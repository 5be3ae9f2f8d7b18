"use strict";

/*
 * <phasewright-player src="seven.wav" label="Seven"></phasewright-player>
 *
 * A sound that is played by a click, with its wave: an element for any page, in this one file, without anything else.
 *
 *   src      the address of a sound that browsers decode: WAV, FLAC, MP3, Ogg … It is fetched at the first click, or at once
 *            with the attribute eager; a server of Phasewright draws it then: src="/api/sounds.wav?class=seven&seed=42"
 *   label    what it is called, for those who do not see it
 *   loop     begins again at its end
 *   eager    fetches the sound before anybody asks for it, so that its wave is seen
 *
 * Methods: play() (a promise), pause(), seek(seconds). Properties: playing, position, duration. Events: play, pause,
 * error (detail: what went wrong, in words). One element plays at a time. Colours: the custom properties --accent, --wave,
 * --sheet, --ink and --soft, each with a default. Keys: Space plays and pauses, the arrows seek. A page from disk may
 * not read files, and one of another site only what invites it (phasewright serve --allow-origin): then it says so.
 */
(function () {
  const STYLE = `
    :host { display: inline-flex; align-items: center; gap: .8rem; width: min(100%, 34rem); }
    :host([hidden]) { display: none; }
    button { flex: none; font: inherit; min-width: 5.5rem; min-height: 2.5rem; padding: .3rem 1rem; border: 0; border-radius: 1.4rem;
      background: var(--accent, #9c1f62); color: var(--on-accent, #fff); cursor: pointer; }
    button:focus-visible, .wave:focus-visible { outline: .16rem solid var(--accent, #9c1f62); outline-offset: .16rem; }
    .wave { position: relative; flex: 1; height: 3rem; min-width: 4rem; background: var(--sheet, #fff); border-radius: .2rem;
      box-shadow: 0 0 0 1px color-mix(in srgb, var(--soft, #5f5866) 40%, transparent); cursor: pointer; overflow: hidden; touch-action: pan-y; }
    svg { display: block; width: 100%; height: 100%; }
    path { fill: var(--wave, #6a4c93); }
    .head { position: absolute; inset: 0; border-left: 2px solid var(--ink, #1f1b24); pointer-events: none; visibility: hidden; }
    .begun .head { visibility: visible; }
    .said { position: absolute; inset: 0; display: grid; place-items: center; font-size: .9rem; color: var(--soft, #5f5866); padding: 0 .6rem; }
    .said:empty { display: none; }
  `;
  const COLUMNS = 400;
  const MIDDLE = 32;
  /** Seconds that an arrow key goes. */
  const STEP = 0.1;

  /** Decodes before anybody has clicked, when a context that plays may not begin yet. */
  const decoder = new OfflineAudioContext(1, 1, 48000);

  let context = null;
  let current = null;

  function audio() {
    const page = window.Phasewright; // Our own pages have a context already.
    context = page && page.audio ? page.audio() : context || new AudioContext();
    return context;
  }

  /** The outline of a sound, as the path of an SVG. */
  function outline(buffer) {
    const x = buffer.getChannelData(0);
    const edge = x.reduce(function (most, value) { return Math.max(most, Math.abs(value)); }, 1e-6);
    const above = [];
    const below = [];
    for (let column = 0; column < COLUMNS; column++) {
      const from = Math.floor(column * x.length / COLUMNS);
      const to = Math.max(from + 1, Math.floor((column + 1) * x.length / COLUMNS));
      let high = 0;
      let low = 0;
      for (let i = from; i < to && i < x.length; i++) {
        high = Math.max(high, x[i]);
        low = Math.min(low, x[i]);
      }
      above.push("L" + column + " " + (MIDDLE - MIDDLE * high / edge).toFixed(1));
      below.push("L" + column + " " + Math.max(MIDDLE - MIDDLE * low / edge, MIDDLE + 1).toFixed(1));
    }
    return "M0 " + MIDDLE + above.join("") + below.reverse().join("") + "Z";
  }

  class Player extends HTMLElement {
    static get observedAttributes() {
      return ["src", "label"];
    }

    constructor() {
      super();
      this.buffer = null;
      this.loading = null;
      this.source = null;
      this.began = 0;
      this.offset = 0;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet(); // Which a strict policy of a page's own allows, unlike a style element.
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      root.innerHTML = `<button type="button" part="button">Play</button>
        <div class="wave" part="wave" role="slider" tabindex="0" aria-valuemin="0" aria-valuemax="0" aria-valuenow="0">
          <svg viewBox="0 0 400 64" preserveAspectRatio="none" aria-hidden="true"><path/></svg>
          <span class="head"></span><span class="said" role="status"></span>
        </div>`;
      this.button = root.querySelector("button");
      this.wave = root.querySelector(".wave");
      this.button.addEventListener("click", () => this.toggle());
      this.wave.addEventListener("pointerdown", (event) => this.point(event));
      this.wave.addEventListener("keydown", (event) => this.key(event));
    }

    connectedCallback() {
      this.name();
      if (this.hasAttribute("eager")) {
        this.load().catch((error) => this.complain(error));
      }
    }

    disconnectedCallback() {
      this.pause();
    }

    attributeChangedCallback(attribute, before, after) {
      if (attribute === "src" && before !== null && before !== after) {
        this.pause();
        this.buffer = this.loading = null;
        this.offset = 0;
        this.wave.querySelector("path").removeAttribute("d");
        this.show();
        if (this.isConnected && this.hasAttribute("eager")) {
          this.load().catch((error) => this.complain(error));
        }
      }
      this.name();
    }

    name() {
      const label = this.getAttribute("label") || "the sound";
      this.button.setAttribute("aria-label", (this.playing ? "Pause " : "Play ") + label);
      this.wave.setAttribute("aria-label", "Position in " + label);
    }

    get playing() {
      return this.source !== null;
    }

    get duration() {
      return this.buffer ? this.buffer.duration : 0;
    }

    get position() {
      if (!this.source) {
        return this.offset;
      }
      const at = this.offset + audio().currentTime - this.began;
      return this.hasAttribute("loop") ? at % this.duration : Math.min(at, this.duration);
    }

    say(words) {
      this.shadowRoot.querySelector(".said").textContent = words;
    }

    complain(error) {
      this.say(error.message);
      this.dispatchEvent(new CustomEvent("error", { detail: error.message }));
    }

    /** Fetches and decodes the sound, once. */
    load() {
      if (!this.loading) {
        const loading = this.read(this.getAttribute("src")).then((buffer) => {
          if (this.loading === loading) {
            this.buffer = buffer;
            this.wave.querySelector("path").setAttribute("d", outline(buffer));
            this.say("");
            this.show();
          }
        });
        this.loading = loading;
        loading.catch(() => { this.loading = null; });
      }
      return this.loading;
    }

    async read(src) {
      if (!src) {
        throw new Error("No sound is named: src is missing.");
      }
      this.say("…");
      const answer = await fetch(src).catch(() => {
        throw new Error("The sound cannot be read from here.");
      });
      if (!answer.ok) {
        // A server of Phasewright says why.
        const told = await answer.json().catch(() => null);
        throw new Error(told && typeof told.error === "string" ? told.error
          : "The sound is not there (" + answer.status + ").");
      }
      return decoder.decodeAudioData(await answer.arrayBuffer());
    }

    toggle() {
      if (this.playing) {
        this.pause();
      } else {
        this.play().catch((error) => this.complain(error));
      }
    }

    /** Plays on from where the last pause was. */
    async play() {
      const resumed = audio().resume(); // In the very moment of the click: some browsers allow sound then and never later.
      await Promise.all([this.load(), resumed]);
      if (this.playing || !this.buffer) {
        return;
      }
      if (current && current !== this) {
        current.pause();
      }
      current = this;
      const source = audio().createBufferSource();
      source.buffer = this.buffer;
      source.loop = this.hasAttribute("loop");
      source.connect(audio().destination);
      source.onended = () => {
        if (this.source === source) {
          this.source = null;
          this.offset = 0;
          this.changed("pause");
        }
      };
      this.began = audio().currentTime;
      source.start(0, this.offset);
      this.source = source;
      this.changed("play");
    }

    pause() {
      if (this.source) {
        this.offset = this.position;
        const source = this.source;
        this.source = null;
        source.stop();
        this.changed("pause");
      }
    }

    /** Goes to a position, playing or not. */
    seek(seconds) {
      const again = this.playing;
      this.pause();
      this.offset = Math.max(0, Math.min(seconds, Math.max(0, this.duration - 0.01)));
      this.show();
      if (again) {
        this.play();
      }
    }

    changed(event) {
      this.button.textContent = this.playing ? "Pause" : "Play";
      this.name();
      this.show();
      this.dispatchEvent(new Event(event));
    }

    show() {
      const part = this.duration ? this.position / this.duration : 0;
      this.wave.classList.toggle("begun", this.playing || this.offset > 0);
      this.wave.querySelector(".head").style.transform = "translateX(" + (100 * part).toFixed(2) + "%)";
      this.wave.setAttribute("aria-valuemax", this.duration.toFixed(1));
      this.wave.setAttribute("aria-valuenow", this.position.toFixed(1));
      this.wave.setAttribute("aria-valuetext", this.position.toFixed(1) + " of " + this.duration.toFixed(1) + " seconds");
      if (this.playing) {
        cancelAnimationFrame(this.frame);
        this.frame = requestAnimationFrame(() => this.show());
      }
    }

    point(event) {
      if (event.button === 0) {
        const box = this.wave.getBoundingClientRect();
        if (this.buffer) {
          this.seek((event.clientX - box.left) / box.width * this.duration);
        }
        if (!this.playing) {
          this.toggle();
        }
      }
    }

    key(event) {
      const steps = { ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP };
      const places = { Home: 0, End: this.duration };
      if (event.key in steps) {
        event.preventDefault();
        this.seek(this.position + steps[event.key]);
      } else if (event.key in places) {
        event.preventDefault();
        this.seek(places[event.key]);
      } else if (event.key === " ") {
        event.preventDefault();
        this.toggle();
      }
    }
  }

  customElements.define("phasewright-player", Player);
})();
