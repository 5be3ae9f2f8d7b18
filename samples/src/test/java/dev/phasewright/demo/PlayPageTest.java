package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.web.BlendPad;
import dev.phasewright.web.Frame;
import dev.phasewright.web.JteplayGenerated;
import dev.phasewright.web.KeyboardInstrument;
import dev.phasewright.web.PadSet;
import dev.phasewright.web.SiteAssets;
import dev.phasewright.web.SiteFolder;
import gg.jte.html.HtmlTemplateOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/** The keyboard played in a browser, on plain tones that stand for generated notes. */
class PlayPageTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String STATE = "document.querySelector('[data-play-it]').play";

    /** The pitch, as MIDI counts with parts, of what the loudspeakers get: the strongest of candidates 5 cents apart. */
    private static final String PITCH =
            """
            (function (low, high) {
              const data = new Float32Array(window.tap.fftSize);
              window.tap.getFloatTimeDomainData(data);
              const rate = Phasewright.context.sampleRate;
              let best = 0, found = 0;
              for (let pitch = low; pitch <= high; pitch += 0.05) {
                const step = 2 * Math.PI * 440 * Math.pow(2, (pitch - 69) / 12) / rate;
                let re = 0, im = 0;
                for (let n = 0; n < data.length; n++) {
                  const window = 0.5 - 0.5 * Math.cos(2 * Math.PI * n / data.length);
                  re += window * data[n] * Math.cos(step * n);
                  im += window * data[n] * Math.sin(step * n);
                }
                const power = re * re + im * im;
                if (power > best) {
                  best = power;
                  found = pitch;
                }
              }
              return { pitch: found, level: Math.sqrt(best) / data.length };
            })
            """;

    /** A port that a test plays on. */
    private static final String FAKE_MIDI =
            """
            window.port = { name: "Fake 25", state: "connected", onmidimessage: null };
            navigator.requestMIDIAccess = () => Promise.resolve({ inputs: new Map([["0", window.port]]), onstatechange: null });
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void make() throws IOException {
        SiteFolder site = new SiteFolder(folder);
        List<KeyboardInstrument> instruments = List.of(
                PlainTones.instrument("sharp", 30, site),
                PlainTones.instrument("</script>\"flat", -20, site),
                new KeyboardInstrument("dull", "tones", 60, 72, 3, 5L, PlainTones.tones(0, 0.05, site)),
                new KeyboardInstrument("shrill", "tones", 60, 72, 3, 5L, PlainTones.tones(0, 0.8, site)));
        List<BlendPad.Point> points = new ArrayList<>();
        for (double[] at : new double[][] {{0.5, 0}, {0, 0.5}, {0.5, 0.5}, {1, 0.5}, {0.5, 1}}) {
            points.add(new BlendPad.Point(at[0], at[1], PlainTones.tones(0, 0.4, site)));
        }
        BlendPad blend =
                new BlendPad("tones", List.of("dull", "shrill", "sharp", "</script>\"flat"), 60, 72, 3, 5L, points);
        Frame frame = new Frame("Play", "", "play.html", List.of(), SiteAssets.PLAY, "Made by a test.", null, "");
        List<PadSet> pads = List.of(PlainTones.pads(site));
        site.page(
                frame,
                out -> JteplayGenerated.render(
                        (HtmlTemplateOutput) out, null, instruments, blend, pads, "phasewright kit", false));
        BlendPad open = BlendPad.drawn("tones", List.of("dull", "shrill", "sharp", "dull"), 60, 72);
        List<PadSet> drawn = List.of(PadSet.drawn("hits", List.of("kick", "snare"), List.of("boom", "decay"))
                .orElseThrow());
        site.page(
                new Frame("Play", "", "served.html", List.of(), SiteAssets.PLAY, "Made by a test.", null, ""),
                out -> JteplayGenerated.render((HtmlTemplateOutput) out, null, instruments, open, drawn, "", true));
    }

    @BeforeEach
    void start() {
        BROWSER.size(1280, 1000);
        open("");
    }

    private static void open(String state) {
        BROWSER.open(URI.create("about:blank"));
        BROWSER.open(URI.create(folder.resolve("play.html").toUri() + state));
        BROWSER.driver().executeScript(SiteTest.TAP);
        BROWSER.until("document.querySelector('[data-play-it]').dataset.there === '13'");
        BROWSER.complaints();
    }

    private static void midi(int... bytes) {
        BROWSER.driver()
                .executeScript(
                        "window.port.onmidimessage({ data: [arguments[0], arguments[1], arguments[2]] })",
                        bytes[0],
                        bytes[1],
                        bytes[2]);
    }

    private static void connect() {
        BROWSER.driver().executeScript(FAKE_MIDI);
        BROWSER.find("[data-midi]").click();
        BROWSER.until("window.port.onmidimessage");
    }

    private static int voices() {
        return (int) BROWSER.number(STATE + ".voices.length");
    }

    private static void assertHeard(double pitch) {
        double now = BROWSER.number("Phasewright.context.currentTime");
        BROWSER.until("window.tap && Phasewright.context.currentTime > " + (now + 0.25));
        Map<?, ?> heard = (Map<?, ?>) BROWSER.value(PITCH + "(" + (pitch - 3) + "," + (pitch + 3) + ")");
        assertTrue(((Number) heard.get("level")).doubleValue() > 1e-3, heard.toString());
        assertEquals(pitch, ((Number) heard.get("pitch")).doubleValue(), 0.12, heard.toString());
    }

    @Test
    void aKeyOfTheComputerSoundsInTuneAndStopsWhenItIsLetGo() {
        BROWSER.driver().executeScript("document.querySelector('[data-shift=\"1\"]').click()");
        new Actions(BROWSER.driver()).keyDown("h").perform(); // A above C4.
        assertEquals(69, BROWSER.number(STATE + ".voices[0].pitch"));
        assertEquals(30, BROWSER.number(STATE + ".last.cents"), 4, "it was drawn sharp");
        assertHeard(69);
        BROWSER.until("document.querySelector('.key[data-pitch=\"69\"]').matches('.down')");
        new Actions(BROWSER.driver()).keyUp("h").perform();
        assertEquals(0, voices());
        BROWSER.driver().executeScript("document.querySelector('[data-tuned]').click()");
        new Actions(BROWSER.driver()).keyDown("h").perform();
        assertHeard(69.3);
        new Actions(BROWSER.driver()).keyUp("h").perform();
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void aPointerPlaysLouderFurtherDownAndGlides() {
        BROWSER.driver().executeScript("document.querySelector('[data-shift=\"1\"]').click()");
        Actions actions = new Actions(BROWSER.driver());
        actions.moveToElement(BROWSER.find(".key[data-pitch='60']"), 0, 90)
                .clickAndHold()
                .perform();
        double loud = BROWSER.number(STATE + ".voices[0].velocity");
        actions.moveToElement(BROWSER.find(".key[data-pitch='62']"), 0, 30).perform();
        assertEquals(1, voices());
        assertEquals(62, BROWSER.number(STATE + ".voices[0].pitch"));
        assertTrue(BROWSER.number(STATE + ".voices[0].velocity") < loud);
        actions.release().perform();
        assertEquals(0, voices());
    }

    @Test
    void aMidiKeyboardHasVelocityPedalAndBend() {
        connect();
        assertEquals("Hears Fake 25", BROWSER.find("[data-midi]").getText());
        midi(0x90, 64, 100);
        assertEquals(100, BROWSER.number(STATE + ".voices[0].velocity"));
        assertHeard(64);
        midi(0xe0, 0x7f, 0x7f);
        assertHeard(66);
        midi(0xe0, 0, 0x40);
        midi(0xb0, 64, 127);
        midi(0x80, 64, 0);
        assertEquals(1, voices(), "the pedal holds it");
        midi(0xb0, 64, 0);
        assertEquals(0, voices());
        midi(0x90, 60, 1);
        midi(0x90, 60, 0);
        assertEquals(0, voices(), "velocity 0 lets go");
    }

    @Test
    void aFloodOfMidiIsBounded() {
        connect();
        BROWSER.driver()
                .executeScript("for (let i = 0; i < 5000; i++) {"
                        + " window.port.onmidimessage({ data: [0x90 + i % 16, i * 7 % 128, 1 + i % 127] });"
                        + " window.port.onmidimessage({ data: [i % 256, 255, i % 200] }); }");
        assertTrue(voices() <= 32, voices() + " voices");
        midi(0xb0, 123, 0);
        assertEquals(0, voices());
        assertFalse(BROWSER.find("[data-trouble]").isDisplayed());
        assertEquals(List.of(), BROWSER.complaints());
    }

    private static final String PADS = "document.querySelector('[data-pads]').pads";

    private static void drumsAreThere() {
        BROWSER.driver().executeScript("document.querySelector('[data-grid]').scrollIntoView()");
        BROWSER.until("document.querySelector('[data-pads]').dataset.there === '4'");
        BROWSER.until("!" + PADS + ".takes.some(count => count < 4)");
    }

    private static double semitones(double hertz) {
        return 69 + 12 * Math.log(hertz / 440) / Math.log(2);
    }

    @Test
    void aPadHasLayersAndItsTakesTakeTurns() {
        drumsAreThere();
        Actions actions = new Actions(BROWSER.driver());
        actions.sendKeys("1").perform();
        assertEquals("{pad=kick, seed=9, layer=1}", sorted(BROWSER.value(PADS + ".last")));
        assertHeard(semitones(300));
        actions.sendKeys("1").perform();
        BROWSER.driver().executeScript("document.querySelector('[data-pads] [data-touch]').value = 40");
        BROWSER.until(PADS + ".voices.length === 0");
        actions.sendKeys("2").perform();
        assertEquals("{pad=snare, seed=9, layer=0}", sorted(BROWSER.value(PADS + ".last")));
        assertHeard(semitones(500));
        BROWSER.until(PADS + ".voices.length === 0");
        actions.sendKeys("2").perform();
        assertHeard(semitones(600));
        assertEquals(
                "phasewright kit", BROWSER.find("[data-pads] [data-command]").getText());
        assertEquals(List.of(), BROWSER.complaints());
    }

    private static String sorted(Object map) {
        Map<?, ?> values = (Map<?, ?>) map;
        return "{pad=" + values.get("pad") + ", seed=" + values.get("seed") + ", layer=" + values.get("layer") + "}";
    }

    @Test
    void channelTenPlaysThePadsByTheMapAndAClosedHatEndsAnOpenOne() {
        drumsAreThere();
        connect();
        midi(0x99, 46, 127);
        midi(0x99, 40, 100);
        assertEquals(2, BROWSER.number(PADS + ".voices.length"));
        assertEquals("snare", BROWSER.value(PADS + ".last.pad"), "the electric snare is a snare");
        midi(0x99, 44, 100);
        assertEquals(List.of("snare", "closed-hat"), BROWSER.value(PADS + ".voices.map(voice => voice.pad)"));
        assertEquals(0, voices(), "no key of the keyboard");
        midi(0x99, 80, 100);
        assertEquals(2, BROWSER.number(PADS + ".voices.length"), "a triangle there is not");
        BROWSER.driver()
                .executeScript("for (let i = 0; i < 5000; i++) {"
                        + " window.port.onmidimessage({ data: [0x99, 35 + i % 47, 1 + i % 127] }); }");
        assertTrue(BROWSER.number(PADS + ".voices.length") <= 32);
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void padsAreReachedByTheKeyboardAloneAndByAPointer() {
        drumsAreThere();
        BROWSER.tabTo(".pad");
        BROWSER.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.SPACE);
        assertEquals("closed-hat", BROWSER.value(PADS + ".last.pad"));
        new Actions(BROWSER.driver())
                .moveToElement(BROWSER.find(".pad[data-pad='snare']"), 0, -20)
                .click()
                .perform();
        assertEquals("snare", BROWSER.value(PADS + ".last.pad"));
        assertTrue(BROWSER.number(PADS + ".voices[1].velocity") < 90);
    }

    /** The octave's share of what is heard of a C. */
    private static double octave() {
        assertHeard(60);
        double once = BROWSER.number(PITCH + "(59, 61).level");
        return BROWSER.number(PITCH + "(71, 73).level") / once;
    }

    @Test
    void aBlendSoundsBetweenItsEnds() {
        new Actions(BROWSER.driver()).keyDown("k").keyUp("k").perform();
        Actions actions = new Actions(BROWSER.driver());
        actions.moveToElement(BROWSER.find("[data-square]"), -170, -170)
                .clickAndHold()
                .perform();
        BROWSER.until(STATE + ".instrument === 'dull'");
        double dull = octave();
        actions.moveToElement(BROWSER.find("[data-square]"), 10, -170).perform();
        BROWSER.until(STATE + ".instrument === 'dull=0.5,shrill=0.5'");
        BROWSER.until(STATE + ".voices.length === 1 && " + STATE + ".last.pitch === 60");
        double between = octave();
        actions.moveToElement(BROWSER.find("[data-square]"), 170, -170).perform();
        BROWSER.until(STATE + ".instrument === 'shrill' && " + STATE + ".voices.length === 1");
        double shrill = octave();
        actions.release().perform();
        assertEquals(0, voices());
        assertTrue(dull < 0.5 * between && between < 0.7 * shrill, dull + ", " + between + ", " + shrill);

        BROWSER.press(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.SPACE);
        assertEquals("dull=0.5,shrill=0.5", BROWSER.value(STATE + ".instrument"), "by the arrows alone");
        BROWSER.until("document.querySelector('[data-command]').textContent.includes('--blend dull=0.5,shrill=0.5 ')");
        assertTrue(BROWSER.find("[data-shares]").getText().matches("50 % .*, 50 % .*"), "what is heard");
        assertEquals(List.of(), BROWSER.complaints());
    }

    private static final String SONG = "document.querySelector('[data-song]').song";

    /** An A of a second, then a kick. */
    private static Path song() throws Exception {
        Sequence sequence = new Sequence(Sequence.PPQ, 480);
        Track track = sequence.createTrack();
        track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, 0, 69, 100), 0));
        track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_OFF, 0, 69, 0), 960));
        track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_ON, 9, 36, 127), 1440));
        track.add(new MidiEvent(new ShortMessage(ShortMessage.NOTE_OFF, 9, 36, 0), 1500));
        Path file = folder.resolve("song.mid");
        MidiSystem.write(sequence, 1, file.toFile());
        return file;
    }

    /** How much of a tone a second of a sound holds. */
    private static double level(Audio sound, double hertz, double from) {
        int begin = (int) (from * sound.sampleRate());
        double re = 0;
        double im = 0;
        for (int i = begin; i < begin + sound.sampleRate() / 3; i++) {
            double phase = 2 * Math.PI * hertz * i / sound.sampleRate();
            re += sound.sample(0, i) * Math.cos(phase);
            im += sound.sample(0, i) * Math.sin(phase);
        }
        return Math.hypot(re, im);
    }

    @Test
    void aMidiFileIsHeardAndSaved() throws Exception {
        BROWSER.find("[data-file]").sendKeys(song().toString());
        BROWSER.until(SONG + ".notes === 2");
        assertEquals(
                "song.mid: 0:01 min, 1 notes and 1 strokes.",
                BROWSER.find("[data-what]").getText());
        BROWSER.find("[data-render]").click();
        Path saved = BROWSER.downloaded("song.wav");
        Audio sound = SoundFile.read(saved);
        Files.delete(saved);
        assertEquals(3.56, sound.seconds(), 0.1);
        assertTrue(level(sound, 440, 0.2) > 20 * level(sound, 300, 0.2), "in tune, and the keyboard alone");
        assertTrue(level(sound, 300, 1.5) > 20 * level(sound, 440, 1.5), "then the kick");
        BROWSER.find("[data-start]").click();
        BROWSER.until("window.tap && " + PITCH + "(60, 76).level > 1e-3");
        if (BROWSER.find("[data-start]").getText().equals("Stop")) {
            BROWSER.find("[data-start]").click();
        }
        assertEquals(0, BROWSER.number(SONG + ".voices"));
        assertEquals(List.of(), BROWSER.complaints());
    }

    private static void take(String name, String bytes) {
        BROWSER.driver()
                .executeAsyncScript(SONG + ".take(new File([" + bytes + "], arguments[0])).then(arguments[1])", name);
    }

    @Test
    void aBrokenEnormousOrFloodingFileIsRefusedInWords() throws Exception {
        String whole = Arrays.toString(Files.readAllBytes(song()));
        take("cut.mid", "new Uint8Array(" + whole + ").slice(0, 40)");
        assertTrue(BROWSER.find("[data-song] [data-trouble]").getText().startsWith("cut.mid: it is cut off"));
        take("picture.png", "new Uint8Array(500)");
        assertTrue(BROWSER.find("[data-song] [data-trouble]").getText().contains("begins with MThd"));
        take("huge.mid", "new Uint8Array(5000000)");
        assertTrue(BROWSER.find("[data-song] [data-trouble]").getText().contains("larger than 4 MB"));
        assertFalse(BROWSER.find("[data-start]").isDisplayed());
        // Twenty thousand notes, all at once, each for a tick.
        String flood = "(function () { const track = []; for (let i = 0; i < 20000; i++) {"
                + " track.push(0, 0x90 + i % 16, i % 128, 100); } track.push(1, 0xb0, 123, 0, 0, 0xff, 0x2f, 0);"
                + " const n = track.length; return new Uint8Array([77, 84, 104, 100, 0, 0, 0, 6, 0, 0, 0, 1, 1, 224,"
                + " 77, 84, 114, 107, n >> 24, n >> 16 & 255, n >> 8 & 255, n & 255].concat(track)); })()";
        take("flood.mid", flood);
        assertEquals(20_000, BROWSER.number(SONG + ".notes"));
        BROWSER.find("[data-start]").click();
        BROWSER.until(SONG + ".voices > 0 || document.querySelector('[data-start]').textContent === 'Play'");
        assertTrue(BROWSER.number(SONG + ".voices") <= 64);
        take("after.mid", "new Uint8Array(" + whole + ")");
        assertEquals(2, BROWSER.number(SONG + ".notes"));
        assertEquals("", BROWSER.find("[data-song] [data-trouble]").getText());
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void kitsAreSavedWithWhatASamplerReads() throws IOException {
        drumsAreThere();
        BROWSER.find("[data-pads] [data-keep]").click();
        Map<String, byte[]> kit = unzipped(BROWSER.downloaded("tom-toms-kit.zip"));
        assertEquals(17, kit.size());
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        SoundFile.write(PlainTones.hit(400), drawn, SampleFormat.PCM_16);
        assertArrayEquals(drawn.toByteArray(), kit.get("kick-v2-r2.wav"), "as it was drawn, to the sample");
        String sfz = new String(kit.get("tom-toms.sfz"), StandardCharsets.UTF_8);
        assertTrue(sfz.contains("key=46 loop_mode=one_shot group=1 off_by=1"), sfz);
        assertTrue(sfz.contains("<region> sample=kick-v2-r2.wav lovel=64 hivel=127 seq_length=2 seq_position=2"), sfz);
        BROWSER.find("[data-play-it] [data-keep]").click();
        Map<String, byte[]> instrument = unzipped(BROWSER.downloaded("sharp.zip"));
        assertEquals(14, instrument.size());
        String notes = new String(instrument.get("sharp.sfz"), StandardCharsets.UTF_8);
        assertTrue(notes.contains("sample=sharp-C4-5.wav lokey=0 hikey=60 pitch_keycenter=60 tune=-30"), notes);
    }

    /** What a server would draw, from the page's first request on: hits, quiet and late; the first once it is told to. */
    private static final String HITS =
            """
            window.waiting = [];
            window.fetch = function () {
              return new Promise(function (done) {
                function answer() {
                  const hit = new AudioBuffer({ numberOfChannels: 1, length: 44100, sampleRate: 44100 });
                  const x = hit.getChannelData(0);
                  for (let i = 4410; i < x.length; i++) {
                    x[i] = 0.05 * Math.sin(2 * Math.PI * 300 * (i - 4410) / 44100);
                  }
                  done(new Response(Phasewright.stage.wave(hit)));
                }
                if (window.waiting) {
                  window.waiting.push(answer);
                } else {
                  answer();
                }
              });
            };
            window.draw = function () {
              const all = window.waiting;
              window.waiting = null;
              all.forEach(function (answer) { answer(); });
            };
            """;

    private static void serveHits() {
        Object script = BROWSER.driver()
                .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", HITS))
                .get("identifier");
        try {
            BROWSER.open(folder.resolve("served.html"));
        } finally {
            BROWSER.driver()
                    .executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", script));
        }
    }

    @Test
    void aKitThatAServerDrewIsSavedAsLoudAndFromWhereItIsHeard() throws IOException {
        serveHits();
        BROWSER.driver().executeScript("window.draw()");
        BROWSER.driver().executeScript("document.querySelector('[data-grid]').scrollIntoView()");
        BROWSER.until("!document.querySelector('[data-pads] [data-keep]').hidden");
        new Actions(BROWSER.driver()).sendKeys("1").perform();
        assertEquals(1, BROWSER.number(PADS + ".voices.length"));
        BROWSER.find("[data-pads] [data-keep]").click();
        String sfz = new String(unzipped(BROWSER.downloaded("hits-kit.zip")).get("hits.sfz"), StandardCharsets.UTF_8);
        Matcher own = Pattern.compile("volume=(\\S+) offset=(\\d+)").matcher(sfz);
        assertTrue(own.find(), sfz);
        assertEquals(20 * Math.log10(0.89 / 0.05), Double.parseDouble(own.group(1)), 0.02, "as loud as the others");
        assertEquals(4410 - 44, Integer.parseInt(own.group(2)), 5, "a millisecond before it begins");
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void aMidiFileWaitsForTheStrokesThatAServerHasNotDrawnYet() throws Exception {
        serveHits();
        BROWSER.find("[data-file]").sendKeys(song().toString());
        BROWSER.until(SONG + ".notes === 2");
        BROWSER.find("[data-start]").click();
        BROWSER.until("document.querySelector('[data-song] [data-at]').textContent === 'waiting for 1 pads'");
        assertEquals(0, BROWSER.number(SONG + ".voices"));
        BROWSER.driver().executeScript("window.draw()");
        BROWSER.until(SONG + ".voices > 0");
        assertEquals(List.of(), BROWSER.complaints());
    }

    private static Map<String, byte[]> unzipped(Path archive) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        Files.delete(archive);
        return files;
    }

    @Test
    void withoutMidiItSaysSo() {
        BROWSER.driver().executeScript("Object.defineProperty(navigator, 'requestMIDIAccess', { value: undefined })");
        BROWSER.find("[data-midi]").click();
        assertTrue(BROWSER.find("[data-trouble]").getText().contains("no Web MIDI"));
        BROWSER.driver()
                .executeScript("Object.defineProperty(Navigator.prototype, 'requestMIDIAccess',"
                        + "{ value: () => Promise.reject(new Error('no')) })");
    }

    @Test
    void theKeyboardAloneReachesEveryKey() {
        BROWSER.tabTo(".key");
        BROWSER.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertEquals("D3", BROWSER.value("document.activeElement.getAttribute('aria-label')"));
        new Actions(BROWSER.driver()).keyDown(Keys.SPACE).perform();
        assertEquals(50, BROWSER.number(STATE + ".voices[0].pitch"));
        assertEquals(60, BROWSER.number(STATE + ".last.drawn"), "the nearest there is");
        assertHeard(50);
        new Actions(BROWSER.driver()).keyUp(Keys.SPACE).perform();
        assertEquals(0, voices());
    }

    @Test
    void aNoteIsSavedToTheLastBitAndItsCommandTold() throws IOException {
        new Actions(BROWSER.driver()).keyDown("k").keyUp("k").perform();
        BROWSER.until("!document.querySelector('[data-command]').hidden");
        assertEquals(
                "phasewright generate sharp --model tones --steps 3 --pitch C4 --seed 5 -o sharp-C4.wav",
                BROWSER.find("[data-command]").getText());
        BROWSER.find("[data-save]").click();
        Path saved = BROWSER.downloaded(".wav");
        assertEquals(PlainTones.LENGTH, SoundFile.read(saved).length());
        Files.delete(saved);
    }

    @Test
    void theAddressHoldsWhatIsChosen() {
        new Select(BROWSER.find("[data-instrument]")).selectByIndex(1);
        BROWSER.until("document.querySelector('[data-play-it]').dataset.there === '13'");
        BROWSER.find("[data-sustain]").click();
        BROWSER.find("[data-shift='1']").click();
        String hash = (String) BROWSER.value("location.hash");
        open(hash);
        assertEquals(
                "</script>\"flat",
                BROWSER.value("document.querySelector('[data-instrument]').selectedOptions[0].text"));
        assertEquals("true", BROWSER.find("[data-sustain]").getAttribute("aria-pressed"));
        assertEquals("C4 to C6", BROWSER.find("[data-octave]").getText());
        assertEquals(hash, BROWSER.value("(document.querySelector('.skip').click(), location.hash)"));
        assertEquals("content", BROWSER.value("document.activeElement.id"));
        open("#instrument=blend&at=0,0.5");
        assertEquals(
                "a blend, by the square below",
                BROWSER.value("document.querySelector('[data-instrument]').selectedOptions[0].text"));
        assertEquals("dull=0.5,sharp=0.5", BROWSER.value(STATE + ".instrument"));
        assertTrue(BROWSER.find("[data-shares]").getText().startsWith("50 % "));
        new Actions(BROWSER.driver())
                .moveToElement(BROWSER.find("[data-square]"), 10, 10)
                .click()
                .perform();
        String between = (String) BROWSER.value("location.hash");
        assertTrue(between.contains("instrument=blend"), between);
        open(between);
        assertEquals("dull=0.25,shrill=0.25,sharp=0.25,</script>\"flat=0.25", BROWSER.value(STATE + ".instrument"));
        open("#instrument=blend&at=NaN,-7&corners=a,b,c,d&drums=%3Cb%3E&knobs=boom=1e9,__proto__=4&force=-1");
        assertTrue(BROWSER.find("[data-shares]").getText().startsWith("25 % "), "what makes no sense is left out");
        open("#instrument=blend&at=9e99,-7");
        assertEquals("shrill", BROWSER.value(STATE + ".instrument"), "what is beyond an edge is at it");
        open("#instrument=__proto__&lowest=1e9&touch=NaN&sustain=%ff");
        assertEquals("sharp", BROWSER.value("document.querySelector('[data-instrument]').selectedOptions[0].text"));
        assertEquals("C3 to C5", BROWSER.find("[data-octave]").getText());
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void cornersAndKnobsAreChosenWhereAServerDrawsAndTheAddressHoldsThem() {
        URI page = folder.resolve("served.html").toUri();
        BROWSER.open(page);
        new Select(BROWSER.all("[data-corner]").get(1)).selectByVisibleText("</script>\"flat");
        BROWSER.driver()
                .executeScript("const knob = document.querySelector('[data-knob=decay]'); knob.value = 30;"
                        + " knob.dispatchEvent(new Event('change'));");
        String hash = (String) BROWSER.value("location.hash");
        BROWSER.open(URI.create("about:blank"));
        BROWSER.open(URI.create(page + hash));
        assertEquals(
                "[dull, </script>\"flat, sharp, dull]",
                BROWSER.value("Array.from(document.querySelectorAll('[data-corner]'), c => c.value)")
                        .toString());
        assertEquals(
                "dull=0.5,</script>\"flat=0.25,sharp=0.25",
                BROWSER.value(STATE + ".instrument"),
                "who stands at two corners has the share of both");
        assertEquals("30", BROWSER.value("document.querySelector('[data-knob=decay]').value"));
        assertEquals("any", BROWSER.value("document.querySelector('[data-knob=boom]').previousSibling.textContent"));
        BROWSER.open(URI.create("about:blank"));
        BROWSER.open(
                URI.create(page + "#corners=dull,dull,dull,nobody&knobs=decay=101,boom=%3Ci%3E,what=3&drums=none"));
        assertEquals("shrill", BROWSER.value("document.querySelectorAll('[data-corner]')[1].value"));
        assertEquals("any", BROWSER.value("document.querySelector('[data-knob=decay]').previousSibling.textContent"));
        assertEquals(List.of(), BROWSER.violations());
    }

    @Test
    void whileABlendIsDrawnThePageSaysSoAndWhatWasThereSounds() {
        BROWSER.open(folder.resolve("served.html"));
        BROWSER.until("document.querySelector('[data-play-it]').dataset.there === '13'");
        // A server that draws a blend when it is told to.
        BROWSER.driver()
                .executeScript("const bytes = Phasewright.stage.wave(" + STATE + ".note(60).buffer);"
                        + " window.fetch = address => address.includes('blend=')"
                        + " ? new Promise(done => { window.answer = () => done(new Response(bytes)); })"
                        + " : Promise.reject(new Error('nothing else is drawn'));");
        Actions actions = new Actions(BROWSER.driver());
        actions.moveToElement(BROWSER.find("[data-square]"), 10, 10)
                .clickAndHold()
                .perform();
        assertEquals(
                "A blend of 50 % dull, 25 % shrill, 25 % sharp is being drawn, which takes a few seconds. Until then what was there"
                        + " before sounds: sharp.",
                BROWSER.find("[data-awaited]").getText());
        assertEquals("dull=0.5,shrill=0.25,sharp=0.25", BROWSER.value(STATE + ".instrument"));
        assertEquals(5, BROWSER.number(STATE + ".last.seed"), "a note of what was there");
        assertEquals(1, voices());

        BROWSER.driver().executeScript("window.answer()");
        BROWSER.until(STATE + ".last.seed !== 5");
        assertFalse(BROWSER.find("[data-awaited]").isDisplayed());
        assertEquals(
                1, BROWSER.number(STATE + ".voices.filter(voice => voice.held).length"), "held on, by the new one");
        actions.release().perform();

        BROWSER.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertTrue(
                BROWSER.find("[data-awaited]").getText().endsWith("sounds: 50 % dull, 25 % shrill, 25 % sharp."),
                BROWSER.find("[data-awaited]").getText());
        assertEquals(List.of(), BROWSER.violations());
    }

    @Test
    void itIsAccessibleWideAndNarrowLightAndDark() {
        assertEquals(List.of(), BROWSER.violations());
        BROWSER.size(390, 800);
        BROWSER.dark(true);
        BROWSER.until("document.querySelectorAll('.key').length === 13");
        assertEquals(List.of(), BROWSER.violationsOfLooks());
        assertEquals(
                0.0, BROWSER.number("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        BROWSER.dark(false);
    }
}
