package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.demo.Browser;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.lab.Framing;
import dev.phasewright.vocoder.lab.PhaseDistribution;
import dev.phasewright.vocoder.lab.PhaseRandomization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/** Phases that are exchanged in the page: the same as in Java, at once, and drawn where they are heard. */
@Timeout(600)
class LaboratoryTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String DECK = "document.getElementById('laboratory').deck";
    private static final String LATENCY = "document.getElementById('latency').dataset";
    private static final String CHANGES = "Number(" + LATENCY + ".changes || 0)";
    private static final String DRAWN = "!document.querySelector('#laboratory .pictures.stale')";

    @TempDir
    private static Path folder;

    private static ServerFixture fixture;

    @BeforeAll
    static void start() throws IOException {
        fixture = ServerFixture.start(folder.resolve("results"));
        Files.write(folder.resolve("both.wav"), Sounds.wav(Sounds.swell(1, 2)));
        Files.write(folder.resolve("tone.wav"), Sounds.wav(tone(22_050)));
    }

    @AfterAll
    static void stop() throws IOException {
        if (fixture != null) {
            fixture.close();
            assertEquals(List.of(), fixture.log());
        }
    }

    @BeforeEach
    void quiet() {
        BROWSER.size(1280, 900);
        BROWSER.complaints();
    }

    /** A440 at half of full scale. */
    private static Audio tone(int rate) {
        float[] samples = new float[rate];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * 440 * i / rate));
        }
        return Audio.mono(samples, rate);
    }

    private static void open(String file) {
        BROWSER.open(fixture.server().uri().resolve("/lab"));
        BROWSER.find("#file").sendKeys(folder.resolve(file).toString());
        BROWSER.until(CHANGES + " >= 1 && " + DRAWN);
    }

    /** Sets fields of the form as a visitor would, and waits for the sound. */
    private static void set(String... fields) {
        double changes = BROWSER.number(CHANGES);
        BROWSER.driver()
                .executeScript(
                        """
                        const fields = document.getElementById('controls').elements;
                        arguments[0].forEach(function (each) {
                          const [name, value] = each.split('=');
                          if (fields[name].type === 'checkbox') {
                            fields[name].checked = value === 'yes';
                          } else {
                            fields[name].value = value;
                          }
                        });
                        fields.amount.dispatchEvent(new Event('input', { bubbles: true }));
                        """,
                        List.of(fields));
        BROWSER.until(CHANGES + " > " + changes + " && " + DRAWN);
    }

    private static float[] channel(int version, int channel) {
        List<?> samples = (List<?>)
                BROWSER.value("Array.from(" + DECK + ".buffers[" + version + "].getChannelData(" + channel + "))");
        float[] found = new float[samples.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = ((Number) samples.get(i)).floatValue();
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "uniform, 0, 70, 0.38, hann, 4, frame, no",
        "gaussian, 1.3, 100, 0.5, hann, 8, frame, yes",
        "constant, 1.57, 100, 0.2, gauss, 4, frame, no",
        "zero, 0, 100, 0.45, hann, 4, frame, yes",
        "sign, 0, 90, 0.31, rectangular, 2, bin, no"
    })
    void thePageExchangesPhasesAsJavaDoes(
            String distribution,
            double radians,
            int amount,
            double window,
            String shape,
            int overlap,
            String scope,
            String link) {
        open("both.wav");
        set(
                "distribution=" + distribution,
                "radians=" + radians,
                "amount=" + amount,
                "window=" + window,
                "shape=" + shape,
                "overlap=" + overlap,
                "scope=" + scope,
                "link=" + link,
                "low=0.3",
                "seed=9007199254740991");
        double milliseconds = BROWSER.number(DECK + ".change.settings.window");
        PhaseDistribution kind =
                switch (distribution) {
                    case "uniform" -> PhaseDistribution.uniform();
                    case "gaussian" -> PhaseDistribution.gaussian(radians);
                    case "constant" -> PhaseDistribution.constant(radians);
                    case "zero" -> PhaseDistribution.zero();
                    default -> PhaseDistribution.sign();
                };
        Audio expected = new PhaseRandomization(
                        kind,
                        amount / 100.0,
                        160,
                        Double.POSITIVE_INFINITY,
                        PhaseRandomization.Scope.valueOf(scope.toUpperCase(Locale.ROOT)),
                        new Framing(milliseconds, Window.valueOf(shape.toUpperCase(Locale.ROOT)), overlap),
                        link.equals("yes"),
                        9_007_199_254_740_991L)
                .apply(Audio.of(new float[][] {channel(0, 0), channel(0, 1)}, Sounds.RATE))
                .matched();
        for (int c = 0; c < 2; c++) {
            float[] found = channel(1, c);
            assertEquals(expected.length(), found.length);
            for (int i = 0; i < found.length; i++) {
                assertEquals(expected.channel(c)[i], found[i], 1e-6, "sample " + i + " of channel " + c);
            }
        }
        assertEquals(List.of(), BROWSER.complaints());
    }

    /** The worklet itself, offline, with a change in the middle of the second round. */
    @Test
    void whatIsHeardIsWhatIsKeptAndGoesOnWhereItIs() {
        open("both.wav");
        Object heard = BROWSER.driver()
                .executeAsyncScript(
                        """
                        const done = arguments[0];
                        (async function () {
                          const original = document.getElementById('laboratory').deck.buffers[0];
                          const changed = document.getElementById('laboratory').deck.buffers[1];
                          const { settings, gain } = document.getElementById('laboratory').deck.change;
                          const context = new OfflineAudioContext(2, 40000, 16000);
                          await context.audioWorklet.addModule('/assets/stft.js');
                          await context.audioWorklet.addModule('/assets/rephase.js');
                          const node = new AudioWorkletNode(context, 'rephase',
                            { numberOfInputs: 0, outputChannelCount: [2], processorOptions: {} });
                          node.connect(context.destination);
                          const channels = [0, 1].map(c => original.getChannelData(c).slice());
                          node.port.postMessage({ kind: 'sound', channels: channels });
                          node.port.postMessage({ kind: 'change', settings: settings, gain: gain });
                          await new Promise(resolve => {
                            node.port.onmessage = resolve;
                            node.port.postMessage({ kind: 'play', at: 0 });
                          });
                          const middle = 24064;
                          context.suspend(middle / 16000).then(async function () {
                            const plain = Object.assign({}, settings, { amount: 0 });
                            await new Promise(resolve => {
                              node.port.onmessage = resolve;
                              node.port.postMessage({ kind: 'change', settings: plain, gain: 1, since: Date.now() });
                              setTimeout(resolve, 300);
                              context.resume();
                            });
                          });
                          const out = await context.startRendering();
                          let first = 0;
                          let second = 0;
                          let after = 0;
                          for (let c = 0; c < 2; c++) {
                            const x = out.getChannelData(c);
                            for (let i = 400; i < 16000; i++) {
                              first = Math.max(first, Math.abs(x[i] - changed.getChannelData(c)[i]));
                            }
                            for (let i = 16000; i < middle; i++) {
                              second = Math.max(second, Math.abs(x[i] - changed.getChannelData(c)[i - 16000]));
                            }
                            for (let i = 32000; i < 40000; i++) {
                              after = Math.max(after, Math.abs(x[i] - original.getChannelData(c)[i - 32000]));
                            }
                          }
                          done([first, second, after]);
                        })().catch(error => done(String(error)));
                        """);
        List<?> off = (List<?>) heard;
        assertEquals(0, ((Number) off.get(0)).doubleValue(), 1e-5, "the first round");
        assertEquals(0, ((Number) off.get(1)).doubleValue(), 1e-5, "the second");
        assertEquals(0, ((Number) off.get(2)).doubleValue(), 1e-5, "the original, once nothing is changed");
    }

    @Test
    void fromSliderToSoundItTakesLessThanTwentyMilliseconds() {
        open("both.wav");
        BROWSER.find("#laboratory [data-play]").click();
        BROWSER.until(DECK + ".position > 0.2");
        double[] found = new double[15];
        for (int i = 0; i < found.length; i++) {
            double moves = BROWSER.number("Number(" + LATENCY + ".moves || 0)");
            BROWSER.find("#amount").sendKeys(Keys.ARROW_LEFT);
            BROWSER.until("Number(" + LATENCY + ".moves || 0) > " + moves);
            found[i] = BROWSER.number("Number(" + LATENCY + ".milliseconds)");
        }
        Arrays.sort(found);
        assertTrue(found[found.length / 2] < 20, "median of " + Arrays.toString(found) + " ms");
        BROWSER.until("document.getElementById('latency').textContent.startsWith('Heard ')");
        assertEquals(List.of(), BROWSER.complaints());
    }

    /** As Java reads the same file's head; of AIFF, which browsers do not take, the server does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "s16.flac",
                "vbr-mono.mp3",
                "mpeg2.mp3",
                "vorbis.ogg",
                "f32.wav",
                "192k.wav",
                "s24-eight-channels.flac",
                "s16.aiff"
            })
    void aFileKeepsItsRateAndItsBand(String name) throws IOException {
        Path file = Path.of("../audio-core/src/test/resources/sounds", name);
        Files.copy(file, folder.resolve(name));
        open(name);
        try (SoundSource source = SoundFile.open(file)) {
            assertEquals(source.sampleRate(), BROWSER.number(DECK + ".buffers[0].sampleRate"));
            assertEquals(source.sampleRate(), BROWSER.number(DECK + ".buffers[1].sampleRate"));
            assertEquals(source.channels(), BROWSER.number(DECK + ".buffers[1].numberOfChannels"));
        }
    }

    /** A file of MPEG-4, as telephones record, that the browser makes itself. */
    @Test
    void whateverTheBrowserDecodesCanBeDropped() {
        BROWSER.open(fixture.server().uri().resolve("/lab"));
        Object type = BROWSER.driver()
                .executeAsyncScript(
                        """
                        const done = arguments[0];
                        const type = ['audio/mp4', 'audio/webm'].find(each => MediaRecorder.isTypeSupported(each));
                        const context = new AudioContext();
                        const tone = context.createOscillator();
                        const stream = context.createMediaStreamDestination();
                        tone.connect(stream);
                        tone.start();
                        const recorder = new MediaRecorder(stream.stream, { mimeType: type });
                        const pieces = [];
                        recorder.ondataavailable = event => pieces.push(event.data);
                        recorder.onstop = function () {
                          const dropped = new DataTransfer();
                          dropped.items.add(new File(pieces, 'voice.m4a'));
                          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
                          done(type);
                        };
                        recorder.start();
                        setTimeout(() => recorder.stop(), 1200);
                        """);
        BROWSER.until(CHANGES + " >= 1 && " + DRAWN);
        assertEquals("audio/mp4", type, "or this test shows less than it should");
        assertTrue(BROWSER.number(DECK + ".duration") > 0.5);
        assertEquals(48_000, BROWSER.number(DECK + ".buffers[0].sampleRate"));
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void whatIsDroppedAndIsNoSoundIsToldAndNothingIsLost() {
        open("both.wav");
        for (String dropped : new String[] {
            "new File(['%PDF-1.7'], 'paper.pdf')",
            "new File([], 'empty.wav')",
            "new File([new Uint8Array(2 << 20)], 'large.wav')",
            "new File(['RIFF\\u0024\\u0000\\u0000\\u0000WAVEfmt '], 'cut.wav')"
        }) {
            BROWSER.driver()
                    .executeScript(
                            "const dropped = new DataTransfer(); for (let i = 0; i < 3; i++) {dropped.items.add("
                                    + dropped + ");}"
                                    + "document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true }));");
            BROWSER.until("!document.getElementById('trouble').hidden && document.getElementById('loading').hidden");
            assertFalse(BROWSER.find("#trouble").getText().isBlank(), dropped);
            assertEquals(1, BROWSER.number(DECK + ".duration"), 1e-3, "the sound that was there stays");
        }
    }

    @Test
    void theCrosshairReadsTimeFrequencyNoteAndLevel() {
        open("tone.wav");
        new Select(BROWSER.find("#scale")).selectByValue("octaves");
        new Actions(BROWSER.driver())
                .moveToElement(BROWSER.all("#laboratory canvas").get(0), 15, -10)
                .perform();
        BROWSER.until(
                "/^0\\.5\\d\\d s, [\\d,]+ Hz \\(.*\\), .* dB; changed: /.test(document.getElementById('readout').textContent)");
        BROWSER.tabTo("#laboratory .pictures");
        for (int i = 0; i < 300 && !BROWSER.find("#readout").getText().contains("(A4"); i++) {
            BROWSER.press(Keys.ARROW_DOWN);
        }
        String told = BROWSER.find("#readout").getText();
        double level = Double.parseDouble(
                told.replaceFirst(".*\\), (−?\\d+) dB;.*", "$1").replace('−', '-'));
        assertEquals(20 * Math.log10(0.5), level, 7, told); // Up to a bin beside it.
        new Select(BROWSER.find("#scale")).selectByValue("hertz");
        BROWSER.tabTo("#laboratory .pictures");
        String before = BROWSER.find("#readout").getText();
        BROWSER.press(Keys.ARROW_RIGHT);
        BROWSER.until("document.getElementById('readout').textContent !== arguments[0]", before);
        assertTrue(BROWSER.find("#laboratory .keys").getText().endsWith("dB re full scale"));
        assertEquals(List.of(), BROWSER.violations());
    }

    @Test
    void theOldPictureNeverStandsUnderTheNewLabel() {
        open("both.wav");
        BROWSER.driver()
                .executeScript("window.seen = []; new MutationObserver(function () {"
                        + "const item = document.querySelectorAll('#laboratory .version')[1];"
                        + "window.seen.push([item.querySelector('label span').textContent,"
                        + " item.querySelector('.pictures').matches('.stale')]);"
                        + "}).observe(document.getElementById('laboratory'),"
                        + " { subtree: true, childList: true, attributes: true, characterData: true });");
        BROWSER.find("[name=kind][value=vocoded]").click();
        BROWSER.until("window.seen.length && !window.seen[window.seen.length - 1][1]"
                + " && window.seen[window.seen.length - 1][0].startsWith('by ')");
        assertEquals(true, BROWSER.value("window.seen.every(([label, stale]) => stale || label.startsWith('by '))"));
    }

    @Test
    void whatTakesLongerIsTheServersAndIsGivenUpWhenSomethingElseIsWanted() {
        open("both.wav");
        BROWSER.find("[name=whole]").click();
        double changes = BROWSER.number(CHANGES);
        BROWSER.until(CHANGES + " > " + changes + " || " + DRAWN);
        BROWSER.until(DRAWN);
        assertTrue(
                BROWSER.find("#laboratory").getText().contains("the whole at once"),
                BROWSER.find("#laboratory").getText());
        BROWSER.driver()
                .executeScript("const fetching = window.fetch; window.given = 0;"
                        + "window.fetch = function (path, options) {"
                        + " if (String(path).includes('/vocoded')) {"
                        + "  return new Promise((resolve, reject) => options.signal.addEventListener('abort', function () {"
                        + "   window.given++; reject(new DOMException('x', 'AbortError')); })); }"
                        + " return fetching.call(this, path, options); };");
        BROWSER.find("[name=kind][value=vocoded]").click();
        BROWSER.until("!document.getElementById('making').hidden");
        BROWSER.find("#making button").click();
        BROWSER.until("window.given === 1 && document.getElementById('report').textContent.startsWith('Given up')");
        BROWSER.find("[name=method]").sendKeys("griffin-lim");
        BROWSER.until("!document.getElementById('making').hidden");
        BROWSER.find("[name=kind][value=phase]").click();
        BROWSER.driver().executeScript("document.getElementsByName('whole')[0].click()");
        BROWSER.until("window.given === 2");
        BROWSER.until(DRAWN);
        assertTrue(BROWSER.find("#laboratory").getText().contains("windows"));
    }

    @Test
    void withoutAWorkletItSaysSoAndTheServerChangesPhases() {
        Object script = BROWSER.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", "delete window.AudioWorkletNode;"))
                .get("identifier");
        try {
            open("both.wav");
            assertTrue(BROWSER.find("#means").getText().contains("no AudioWorklet"));
            BROWSER.find("#laboratory [data-play]").click();
            BROWSER.until(DECK + ".isPlaying && " + DECK + ".position > 0.2");
            set("amount=0");
            float[] original = channel(0, 0);
            float[] changed = channel(1, 0);
            for (int i = 0; i < original.length; i++) {
                assertEquals(original[i], changed[i], 1e-4);
            }
            BROWSER.find("#live").click();
            BROWSER.until("!document.getElementById('trouble').hidden");
            assertTrue(BROWSER.find("#trouble").getText().contains("Record instead"));
            assertEquals(List.of(), BROWSER.violations());
        } finally {
            BROWSER.driver()
                    .executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
        }
    }

    @Test
    void theMicrophoneIsHeardLiveOnceItIsAskedFor() {
        BROWSER.open(fixture.server().uri().resolve("/lab"));
        BROWSER.driver()
                .executeScript("window.asked = 0; const get = navigator.mediaDevices.getUserMedia;"
                        + "navigator.mediaDevices.getUserMedia = function (what) { window.asked++;"
                        + " return get.call(navigator.mediaDevices, what); };");
        assertEquals(0, BROWSER.number("window.asked"));
        BROWSER.find("#live").click();
        BROWSER.until("Phasewright.microphone.voice && !document.getElementById('controls').hidden");
        assertEquals(1, BROWSER.number("window.asked"));
        BROWSER.driver()
                .executeScript(
                        "const voice = Phasewright.microphone.voice; window.tap = voice.context.createAnalyser();"
                                + "window.tap.fftSize = 8192; voice.node.connect(window.tap);");
        // The browser's make-believe microphone beeps.
        BROWSER.until("(function () { const x = new Float32Array(8192); window.tap.getFloatTimeDomainData(x);"
                + " return x.some(each => Math.abs(each) > 0.01); })()");
        BROWSER.driver()
                .executeScript("const amount = document.getElementById('amount'); amount.value = 50;"
                        + "amount.dispatchEvent(new Event('input', { bubbles: true }));");
        BROWSER.until("Number(" + LATENCY + ".moves || 0) >= 1");
        assertTrue(
                BROWSER.find("#report").getText().contains("ms late"),
                BROWSER.find("#report").getText());
        BROWSER.find("#live").click();
        BROWSER.until("!Phasewright.microphone.voice");
        assertTrue(BROWSER.find("#empty").isDisplayed());
        BROWSER.driver()
                .executeScript(
                        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('x', 'NotFoundError'))");
        BROWSER.find("#live").click();
        BROWSER.until("!document.getElementById('trouble').hidden");
        assertTrue(BROWSER.find("#trouble").getText().contains("no microphone"));
        assertEquals(List.of(), BROWSER.complaints());
    }

    /** What the form says, from the address or by hand. */
    private static String fields() {
        return BROWSER.value("Array.from(document.getElementById('controls').elements, field =>"
                        + " !field.name || field.type === 'radio' && !field.checked ? ''"
                        + " : field.name + '=' + (field.type === 'checkbox' ? field.checked : field.value)).join(' ')")
                .toString();
    }

    private static void openLaboratory(String query) {
        BROWSER.open(fixture.server().uri().resolve("/lab" + query));
        BROWSER.until(CHANGES + " >= 1 && " + DRAWN);
    }

    @Test
    void theAddressHoldsEverySetting() {
        openLaboratory("?example=clicks");
        set(
                "distribution=gaussian",
                "radians=1.25",
                "amount=63",
                "window=0.57",
                "low=0.31",
                "high=0.77",
                "scope=bin",
                "shape=gauss",
                "overlap=8",
                "seed=9007199254740991",
                "link=yes",
                "match=no");
        BROWSER.until("location.search.includes('amount=63') && location.search.includes('example=clicks')");
        String said = fields();
        float[] heard = channel(1, 0);
        openLaboratory((String) BROWSER.value("location.search"));
        assertEquals(said, fields());
        assertArrayEquals(heard, channel(1, 0), "the same sound to the bit");
        set("kind=vocoded", "method=griffin-lim", "iterations=7", "refine=3", "via=yes", "reseed=5");
        BROWSER.until("location.search.includes('iterations=7')");
        heard = channel(1, 0);
        openLaboratory((String) BROWSER.value("location.search"));
        assertArrayEquals(heard, channel(1, 0), "the same sound to the bit");
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void theAddressHoldsTheOtherTabAndTheScaleToo() {
        openLaboratory("?example=clicks");
        set("amount=41", "seed=3", "method=griffin-lim", "iterations=9", "reseed=0");
        BROWSER.driver()
                .executeScript("const scale = document.getElementById('scale'); scale.value = 'octaves';"
                        + " scale.dispatchEvent(new Event('change', { bubbles: true }));");
        BROWSER.until("location.search.includes('scale=octaves') && location.search.includes('seed-vocoded=0')");
        String said = fields();
        openLaboratory((String) BROWSER.value("location.search"));
        assertEquals(said, fields());
        assertTrue(said.contains("seed=3 ") && said.contains("iterations=9") && said.contains("reseed=0"), said);
        assertEquals("octaves", BROWSER.value("document.getElementById('scale').value"));
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void anAddressOfAnEnemyChangesNothingThatMatters() {
        openLaboratory("?example=clicks");
        String usual = fields();
        openLaboratory(
                "?example=clicks&distribution=<script>&radians=NaN&window=&low=Infinity&scope=__proto__&overlap=3"
                                .replace("<", "%3C")
                                .replace(">", "%3E")
                        + "&seed=-1&link=maybe&match=&method=../x&iterations=many&kind=no&what=%22&elements=1&submit=2");
        assertEquals(usual, fields());
        openLaboratory("?example=clicks&amount=1e300&radians=-5&low=1e99&high=-1&iterations=-3&window=1e12");
        assertTrue(fields().contains("amount=100 "), fields());
        assertTrue(fields().contains("window=1 "), fields());
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void pictureAndSlidersAreInOneView() {
        open("both.wav");
        BROWSER.driver().executeScript("document.getElementById('download').scrollIntoView({ block: 'end' })");
        assertTrue(BROWSER.number("document.getElementById('laboratory').getBoundingClientRect().top") >= 0);
        assertTrue(BROWSER.number("document.getElementById('laboratory').getBoundingClientRect().bottom") <= 900);
        assertTrue(BROWSER.number("document.getElementById('controls').getBoundingClientRect().left"
                        + " - document.getElementById('laboratory').getBoundingClientRect().right")
                > 0);
        BROWSER.size(390, 800);
        BROWSER.driver().executeScript("document.getElementById('amount').scrollIntoView({ block: 'end' })");
        assertTrue(BROWSER.number("document.getElementById('laboratory').getBoundingClientRect().top") >= 0);
        assertTrue(BROWSER.number("document.getElementById('amount').getBoundingClientRect().top"
                        + " - document.getElementById('laboratory').getBoundingClientRect().bottom")
                > 0);
        assertEquals(
                0.0, BROWSER.number("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        BROWSER.dark(true);
        assertEquals(List.of(), BROWSER.violationsOfLooks());
        BROWSER.dark(false);
    }
}
