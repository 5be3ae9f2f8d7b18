"use strict";

/*
 * Words by the microphone: one is shown and said, and when there is silence again the next is shown. A take is handed over
 * when the one after it is there, so that the last can be said again.
 */
(function () {
  const { tell } = Phasewright.stage;
  /** What is louder than that is a voice, and what is not for so long is its end, in milliseconds. */
  const VOICE = 0.03;
  const SILENCE = 600;
  const LONGEST = 4000;
  const LOOK = 40;
  /** What a take begins with before the voice, and ends with behind it, in seconds. */
  const BEFORE = 0.06;
  const BEHIND = 0.12;
  const MOST_WORDS = 64;

  const find = function (id) { return document.getElementById(id); };
  const speak = find("speak");

  /** What is under way: {stream, context, meter, queue, at, last, recorder, going}. */
  let session = null;

  /** The part of a sound in which somebody speaks; null if nobody does. */
  function spoken(buffer) {
    const x = buffer.getChannelData(0);
    const peak = x.reduce(function (most, v) { return Math.max(most, Math.abs(v)); }, 0);
    if (peak < VOICE) {
      return null;
    }
    const loud = Math.max(VOICE / 2, peak / 20);
    let from = 0;
    let to = x.length - 1;
    while (Math.abs(x[from]) < loud) {
      from++;
    }
    while (Math.abs(x[to]) < loud) {
      to--;
    }
    from = Math.max(0, from - Math.round(BEFORE * buffer.sampleRate));
    to = Math.min(x.length, to + Math.round(BEHIND * buffer.sampleRate));
    return Phasewright.soundfile.of([x.slice(from, to)], buffer.sampleRate);
  }

  /** One take of whatever is said, to its end. */
  function take() {
    return new Promise(function (resolve, reject) {
      const pieces = [];
      const samples = new Float32Array(session.meter.fftSize);
      const recorder = session.recorder = new MediaRecorder(session.stream);
      const begun = performance.now();
      let voice = null;
      const clock = setInterval(function () {
        session.meter.getFloatTimeDomainData(samples);
        const level = samples.reduce(function (most, v) { return Math.max(most, Math.abs(v)); }, 0);
        const now = performance.now();
        find("level").value = level;
        voice = level > VOICE ? now : voice;
        if (now - begun > LONGEST || voice !== null && now - voice > SILENCE) {
          stop();
        }
      }, LOOK);
      function stop() {
        if (recorder.state === "recording") {
          recorder.stop();
        }
      }
      recorder.addEventListener("dataavailable", function (event) { pieces.push(event.data); });
      recorder.addEventListener("stop", async function () {
        clearInterval(clock);
        find("level").value = 0;
        try {
          resolve(await Phasewright.soundfile.decode(await new Blob(pieces).arrayBuffer()));
        } catch (error) {
          reject(new Error("Nothing was recorded. Is the microphone plugged in?"));
        }
      });
      recorder.start();
    });
  }

  function prompt() {
    const now = session.queue[session.at];
    tell(find("word"), now ? now.word : "That was all.");
    tell(find("count"), Math.min(session.at + 1, session.queue.length) + " of " + session.queue.length);
    speak.hidden = !now;
    find("listen").hidden = find("again").hidden = !session.last;
    tell(find("finish"), now ? "Enough" : "Done");
  }

  /** Hands the last take over. */
  async function keep() {
    const last = session.last;
    if (last) {
      const to = await Phasewright.yours.target("My voice");
      await Phasewright.yours.send({ file: Phasewright.soundfile.wav(last.sound), name: last.word + "-" + last.turn + ".wav",
        of: last.word, decoded: true }, to, new AbortController().signal);
      session.last = null;
    }
  }

  function going(on) {
    session.going = on;
    tell(speak, on ? "Pause" : "Record");
    speak.setAttribute("aria-pressed", String(on));
  }

  async function run() {
    const mine = session;
    going(true);
    Phasewright.yours.complain(null);
    try {
      while (session === mine && mine.going && mine.at < mine.queue.length) {
        tell(find("heard"), "Listening…");
        const sound = spoken(await take());
        if (session !== mine || !mine.going) {
          break;
        }
        if (!sound) {
          tell(find("heard"), "Nothing was heard. Press Record, and say it again.");
          going(false);
          return;
        }
        await keep();
        mine.last = Object.assign({ sound: sound }, mine.queue[mine.at++]);
        tell(find("heard"), "“" + mine.last.word + "”, " + sound.duration.toFixed(2) + " s.");
        prompt();
      }
    } catch (error) {
      Phasewright.yours.complain(error);
    }
    if (session === mine) {
      going(false);
    }
  }

  find("say").addEventListener("click", async function () {
    Phasewright.yours.complain(null);
    const words = find("list").value.split("\n").map(function (word) { return word.trim(); }).filter(Boolean);
    const takes = Number(find("takes").value);
    if (words.length === 0 || words.length > MOST_WORDS || !find("takes").checkValidity()) {
      Phasewright.yours.complain(new Error("Write from 1 to " + MOST_WORDS + " words, one a line, each from 1 to 9 times."));
      return;
    }
    let stream;
    try {
      stream = await Phasewright.microphone.open();
    } catch (error) {
      Phasewright.yours.complain(error);
      return;
    }
    const context = Sounds.context();
    context.resume();
    const meter = context.createAnalyser();
    const input = context.createMediaStreamSource(stream);
    input.connect(meter);
    const queue = [];
    for (let turn = 1; turn <= takes; turn++) {
      words.forEach(function (word) { queue.push({ word: word, turn: turn }); });
    }
    session = { stream: stream, input: input, meter: meter, queue: queue, at: 0, last: null, recorder: null, going: false };
    Phasewright.yours.prompt(true);
    tell(find("heard"), "Press Record, and say what stands there.");
    prompt();
    speak.focus({ preventScroll: true });
  });
  speak.addEventListener("click", function () {
    if (session.going) {
      going(false);
      session.recorder.stop();
      tell(find("heard"), "");
    } else {
      run();
    }
  });
  find("listen").addEventListener("click", function () { Sounds.play(session.last.sound); });
  find("again").addEventListener("click", function () {
    going(false);
    if (session.recorder.state === "recording") {
      session.recorder.stop();
    }
    session.at--;
    session.last = null;
    prompt();
    tell(find("heard"), "Press Record, and say it again.");
    speak.focus();
  });
  find("finish").addEventListener("click", async function () {
    const mine = session;
    going(false);
    try {
      await keep();
    } catch (error) {
      Phasewright.yours.complain(error);
    }
    session = null;
    mine.input.disconnect();
    mine.stream.getTracks().forEach(function (track) { track.stop(); });
    Phasewright.yours.prompt(false);
    await Phasewright.yours.refresh().catch(Phasewright.yours.complain);
    (find("learning").hidden ? find("say") : find("learn")).focus();
  });
})();
