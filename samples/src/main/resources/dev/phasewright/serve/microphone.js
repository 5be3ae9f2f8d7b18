"use strict";

/* The microphone of the laboratory: asked for at a click and never before, recorded, or heard live with its phases changed. */
(function () {
  const record = document.getElementById("record");
  const hear = document.getElementById("live");
  const recording = document.getElementById("recording");

  function trouble(error) {
    switch (error.name) {
      case "NotAllowedError":
        return new Error("The browser was not allowed to use the microphone. Allow it for this page, or take a file.");
      case "NotFoundError":
        return new Error("This computer has no microphone that the browser can see. Plug one in, or take a file.");
      default:
        return new Error("The microphone cannot be used (" + error.message + "). Take a file instead.");
    }
  }

  async function open() {
    if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia || !window.MediaRecorder) {
      throw new Error(window.isSecureContext
        ? "This browser cannot record. Take a file instead."
        : "Browsers give the microphone only to pages of this very computer. Open 127.0.0.1 there, or take a file.");
    }
    try {
      return await navigator.mediaDevices.getUserMedia({ audio: {
        echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
    } catch (error) {
      throw trouble(error);
    }
  }

  function stop(stream) {
    stream.getTracks().forEach(function (track) { track.stop(); });
  }

  /**
   * Makes the buttons work.
   * @param {{seconds: number, begin: Function, complain: Function, recorded: Function, live: Function}} page what is
   *     recorded at most, and what the page does about it
   */
  function microphone(page) {
    let recorder = null;

    async function startRecording() {
      page.begin();
      let stream;
      try {
        stream = await open();
      } catch (error) {
        page.complain(error);
        return;
      }
      const pieces = [];
      const most = page.seconds - 0.5;
      const begun = performance.now();
      recorder = new MediaRecorder(stream);
      recorder.addEventListener("dataavailable", function (event) { pieces.push(event.data); });
      const clock = setInterval(function () {
        const seconds = (performance.now() - begun) / 1000;
        recording.textContent = seconds.toFixed(0) + " s";
        if (seconds > most) {
          stopRecording();
        }
      }, 250);
      recorder.addEventListener("stop", function () {
        clearInterval(clock);
        recorder = null;
        stop(stream);
        record.textContent = "Record";
        record.setAttribute("aria-pressed", "false");
        recording.textContent = "";
        const blob = new Blob(pieces);
        if (blob.size > 0) {
          page.recorded(blob);
        } else {
          page.complain(new Error("Nothing was recorded. Try again, or take a file."));
        }
      });
      recorder.start();
      record.textContent = "Stop";
      record.setAttribute("aria-pressed", "true");
      recording.textContent = "0 s";
    }

    function stopRecording() {
      if (recorder && recorder.state === "recording") {
        recorder.stop();
      }
    }

    record.addEventListener("click", function () {
      if (recorder) {
        stopRecording();
      } else {
        startRecording();
      }
    });

    /** A voice that is on its way to the loudspeakers. */
    async function startLive() {
      page.begin();
      if (!Phasewright.LiveDeck.isPossible) {
        page.complain(new Error("This browser has no AudioWorklet here, and cannot change the microphone’s sound while it is heard. Record instead."));
        return;
      }
      const opening = Phasewright.LiveDeck.workshop(null,
        { numberOfInputs: 1, outputChannelCount: [1], processorOptions: { live: true } });
      let stream;
      try {
        stream = await open();
        const shop = await opening;
        const input = shop.context.createMediaStreamSource(stream);
        input.connect(shop.node);
        voice(shop, stream);
      } catch (error) {
        if (stream) {
          stop(stream);
        }
        opening.then(function (shop) { shop.close(); }, function () {});
        page.complain(error);
        return;
      }
      hear.textContent = "Stop";
      hear.setAttribute("aria-pressed", "true");
      recording.textContent = "Live. Use headphones: loudspeakers howl.";
      page.live(true);
    }

    function voice(shop, stream) {
      const port = shop.node.port;
      port.onmessage = function (event) {
        if (event.data.kind === "heard") {
          microphone.heard(event.data.milliseconds, 1000 * (shop.context.outputLatency || shop.context.baseLatency || 0));
        }
      };
      port.postMessage({ kind: "play", at: 0 });
      microphone.voice = {
        rate: shop.context.sampleRate,
        context: shop.context,
        node: shop.node,
        become: function (what, gain) {
          port.postMessage({ kind: "select", changed: true });
          port.postMessage(Object.assign({ kind: "change", gain: gain }, what));
        },
        plain: function () { port.postMessage({ kind: "select", changed: false }); },
        close: function () {
          stop(stream);
          shop.close();
        },
      };
    }

    hear.addEventListener("click", function () {
      if (!microphone.voice) {
        startLive();
        return;
      }
      microphone.voice.close();
      microphone.open = open;
  microphone.voice = null;
      hear.textContent = "Hear it live";
      hear.setAttribute("aria-pressed", "false");
      recording.textContent = "";
      page.live(false);
    });
  }

  microphone.open = open;
  microphone.voice = null;
  microphone.heard = function () {};
  Phasewright.microphone = microphone;
})();
