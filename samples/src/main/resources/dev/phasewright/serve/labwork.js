"use strict";

/*
 * The laboratory's worker: all of a changed sound, which tells its level and is what is kept, and the levels that pictures
 * are drawn from. What was asked for last is worked on, and what was before is dropped.
 */
importScripts("stft.js");

(function () {
  const { MOST, Memory, Rephased, levels, rms } = Phasewright.stft;
  /** Milliseconds of work after which a newer message is looked for. */
  const TURN = 20;

  let sound = null;
  let latest = 0;
  const channel = new MessageChannel();
  let goOn = null;
  channel.port1.onmessage = function () { goOn(); };

  function pause() {
    return new Promise(function (resolve) {
      goOn = resolve;
      channel.port2.postMessage(null);
    });
  }

  /** Runs a generator to its end, in turns; null if something else is wanted meanwhile. */
  async function inTurns(steps, number) {
    let since = performance.now();
    for (;;) {
      const step = steps.next();
      if (step.done) {
        return step.value;
      }
      if (performance.now() - since > TURN) {
        await pause();
        if (number !== latest) {
          return null;
        }
        since = performance.now();
      }
    }
  }

  function* rephased(settings) {
    const length = sound.channels[0].length;
    const stream = new Rephased(new Memory(sound.channels), settings, sound.rate, 0);
    const made = sound.channels.map(function () { return new Float32Array(length); });
    for (let done = 0; done < length; done += MOST) {
      stream.fill(made, done, Math.min(MOST, length - done));
      yield done;
    }
    return made;
  }

  self.onmessage = async function (event) {
    const asked = event.data;
    latest = asked.number;
    if (asked.sound) {
      sound = asked.sound;
    }
    const made = asked.settings ? await inTurns(rephased(asked.settings), asked.number) : asked.channels || sound.channels;
    if (!made) {
      return;
    }
    const answer = { number: asked.number };
    if (asked.settings) {
      const change = 20 * Math.log10(rms(made) / rms(sound.channels));
      answer.levelDb = Number.isFinite(change) ? change : 0;
      answer.gain = asked.match ? Math.pow(10, -answer.levelDb / 20) : 1;
      made.forEach(function (samples) {
        for (let i = 0; i < samples.length; i++) {
          samples[i] *= answer.gain;
        }
      });
      answer.channels = made;
    }
    answer.picture = await inTurns(levels(made, sound.rate), asked.number);
    if (answer.picture) {
      self.postMessage(answer);
    }
  };
})();
