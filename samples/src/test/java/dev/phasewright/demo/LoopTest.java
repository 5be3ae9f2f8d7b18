package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.web.Frame;
import dev.phasewright.web.JteplayGenerated;
import dev.phasewright.web.KeyboardInstrument;
import dev.phasewright.web.PadSet;
import dev.phasewright.web.SiteAssets;
import dev.phasewright.web.SiteFolder;
import gg.jte.html.HtmlTemplateOutput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/** What is played is recorded, comes round to the sample, is recorded upon, and is kept. */
class LoopTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String LOOPER = "document.querySelector('[data-loop-it]').looper";

    /** Notes when each sound is to begin, and how long its samples are. */
    private static final String SPY =
            """
            window.begun = [];
            const start = AudioBufferSourceNode.prototype.start;
            AudioBufferSourceNode.prototype.start = function (when, from) {
              window.begun.push({ when: when, seconds: this.buffer.duration });
              return start.apply(this, arguments);
            };
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void make() throws IOException {
        SiteFolder site = new SiteFolder(folder);
        List<KeyboardInstrument> instruments = List.of(PlainTones.instrument("flute", 0, site));
        List<PadSet> pads = List.of(PlainTones.pads(site));
        site.page(
                new Frame("Play", "", "play.html", List.of(), SiteAssets.PLAY, "Made by a test.", null, ""),
                out -> JteplayGenerated.render((HtmlTemplateOutput) out, null, instruments, null, pads, "", false));
    }

    @BeforeEach
    void open() {
        BROWSER.size(1280, 1000);
        open("#tempo=240&bars=1");
    }

    private static void open(String state) {
        BROWSER.open(URI.create("about:blank"));
        BROWSER.open(URI.create(folder.resolve("play.html").toUri() + state));
        BROWSER.driver().executeScript(SPY);
        BROWSER.until("document.querySelector('[data-play-it]').dataset.there === '13'");
        BROWSER.driver().executeScript("document.querySelector('[data-grid]').scrollIntoView()");
        BROWSER.until("!document.querySelector('[data-pads]').pads.takes.some(count => count < 4)");
        BROWSER.complaints();
    }

    private static double notes() {
        return BROWSER.number(LOOPER + ".notes.length");
    }

    /** Records a C, then a kick on top of it. */
    private static void record() {
        BROWSER.press("r");
        assertEquals("true", BROWSER.find("[data-record]").getAttribute("aria-pressed"));
        BROWSER.until(LOOPER + ".isRecording");
        new Actions(BROWSER.driver()).keyDown("k").pause(120).keyUp("k").perform();
        assertEquals(1, notes());
        BROWSER.press("r");
        BROWSER.press("2");
        assertEquals(1, notes(), "what is played while nothing is recorded is not");
        BROWSER.press("r");
        BROWSER.press("1");
        assertEquals(2, notes());
        BROWSER.press("r");
    }

    @Test
    void whatIsPlayedComesRoundToTheSample() {
        record();
        Map<?, ?> note = (Map<?, ?>) BROWSER.value(LOOPER + ".notes[0]");
        assertEquals(60L, note.get("key"));
        double beat = ((Number) note.get("beat")).doubleValue();
        double beats = ((Number) note.get("beats")).doubleValue();
        assertTrue(beat >= 0 && beat < 4, note.toString());
        assertTrue(beats > 0.2 && beats < 4, note.toString());
        BROWSER.driver().executeScript("window.begun.length = 0");
        // The note's own samples alone last eight seconds; those of the kick three.
        BROWSER.until("window.begun.filter(each => each.seconds > 7).length >= 4");
        for (String kind : List.of("each.seconds > 7", "Math.abs(each.seconds - 3) < 0.1")) {
            List<?> when = (List<?>) BROWSER.value("window.begun.filter(each => " + kind + ").map(each => each.when)");
            for (int i = 1; i < when.size(); i++) {
                double apart = ((Number) when.get(i)).doubleValue() - ((Number) when.get(i - 1)).doubleValue();
                assertEquals(Math.rint(apart), apart, 1e-6, "a bar is a second: " + when);
            }
        }
        BROWSER.press("q");
        assertEquals(0, BROWSER.number(LOOPER + ".voices"));
        assertEquals("Play", BROWSER.find("[data-go]").getText());
        assertTrue(BROWSER.find("[data-loop-it] [data-state]")
                .getText()
                .startsWith("1 bar at 240 beats a minute: 1 note and 1 stroke"));
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void theLastRecordingIsUndoneAndAllIsCleared() {
        record();
        BROWSER.tabTo("[data-undo]");
        BROWSER.press(Keys.ENTER);
        assertEquals(1, notes());
        assertEquals(false, BROWSER.value(LOOPER + ".notes[0].drum || false"));
        BROWSER.tabTo("[data-clear]");
        BROWSER.press(Keys.SPACE);
        assertEquals(0, notes());
        BROWSER.press("q");
        assertEquals("true", BROWSER.find("[data-loop-it] [data-wav]").getAttribute("aria-disabled"));
        assertEquals(List.of(), BROWSER.violations());
    }

    @Test
    void itIsKeptAsSoundAndAsMidi() throws Exception {
        BROWSER.find("[data-snap]").click();
        record();
        BROWSER.press("q");
        List<?> beats = (List<?>) BROWSER.value(LOOPER + ".notes.map(note => note.beat)");
        for (Object beat : beats) {
            assertEquals(0, 4 * ((Number) beat).doubleValue() % 1, "a sixteenth: " + beats);
        }
        BROWSER.find("[data-loop-it] [data-wav]").click();
        Path saved = BROWSER.downloaded("loop-240.wav");
        Audio sound = SoundFile.read(saved);
        Files.delete(saved);
        assertEquals(48_000, sound.length(), "a bar, to the sample");
        double kick = ((Number) beats.get(1)).doubleValue() / 4;
        assertTrue(
                level(sound, 300, kick + 0.02) > 10 * level(sound, 450, kick + 0.02),
                "the kick is where it was struck");
        // It rings for three seconds, round and round.
        assertTrue(level(sound, 300, kick - 0.25) > 0.05 * level(sound, 300, kick + 0.02));

        BROWSER.find("[data-loop-it] [data-midi]").click();
        Path file = BROWSER.downloaded("loop-240.mid");
        Sequence sequence = MidiSystem.getSequence(file.toFile());
        Files.delete(file);
        assertEquals(480, sequence.getResolution());
        assertEquals(1_000_000, sequence.getMicrosecondLength());
        assertEquals(3, sequence.getTracks().length, "tempo, notes and drums");
        assertEquals("0 60 " + Math.round(480 * ((Number) beats.get(0)).doubleValue()), first(sequence.getTracks()[1]));
        assertEquals("9 36 " + Math.round(480 * ((Number) beats.get(1)).doubleValue()), first(sequence.getTracks()[2]));
        assertEquals(List.of(), BROWSER.complaints());
    }

    /** Channel, key and tick of a track's first note. */
    private static String first(Track track) {
        for (int i = 0; i < track.size(); i++) {
            if (track.get(i).getMessage() instanceof ShortMessage message
                    && message.getCommand() == ShortMessage.NOTE_ON) {
                return message.getChannel() + " " + message.getData1() + " "
                        + track.get(i).getTick();
            }
        }
        return "none";
    }

    /** How much of a tone a fifth of a second of a loop holds, from some second on. */
    private static double level(Audio loop, double hertz, double from) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < loop.sampleRate() / 5; i++) {
            int at = Math.floorMod((int) (from * loop.sampleRate()) + i, loop.length());
            double phase = 2 * Math.PI * hertz * i / loop.sampleRate();
            re += loop.sample(0, at) * Math.cos(phase);
            im += loop.sample(0, at) * Math.sin(phase);
        }
        return Math.hypot(re, im);
    }

    @Test
    void aFloodIsBoundedAndAnAddressMakesSense() {
        open("#tempo=1e9&bars=7");
        assertEquals("100", BROWSER.value("document.querySelector('[data-tempo]').value"));
        assertEquals("2", BROWSER.value("document.querySelector('[data-bars]').value"));
        open("#tempo=240&bars=1");
        BROWSER.press("r");
        BROWSER.until(LOOPER + ".isRecording");
        BROWSER.driver()
                .executeScript("const play = document.querySelector('[data-play-it]').play;"
                        + "for (let i = 0; i < 3000; i++) { play.on(60 + i % 13, 100, 'flood'); play.off('flood'); }");
        assertEquals(2000, notes());
        assertTrue(BROWSER.find("[data-loop-it] [data-state]").getText().endsWith("it is full."));
        BROWSER.until(LOOPER + ".voices > 0");
        assertTrue(BROWSER.number(LOOPER + ".voices") <= 65);
        BROWSER.press("q");
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void anotherTempoGoesOnFromTheSameBeat() {
        record();
        BROWSER.driver()
                .executeScript("window.begun.length = 0; const tempo = document.querySelector('[data-tempo]');"
                        + " tempo.value = 120; tempo.dispatchEvent(new Event('change'));");
        BROWSER.until("window.begun.filter(each => each.seconds > 7).length >= 3");
        List<?> when = (List<?>) BROWSER.value("window.begun.filter(each => each.seconds > 7).map(each => each.when)");
        assertEquals(
                2,
                ((Number) when.get(2)).doubleValue() - ((Number) when.get(1)).doubleValue(),
                1e-6,
                "a bar is two seconds now");
        assertTrue(((String) BROWSER.value("location.hash")).contains("tempo=120"));
        BROWSER.press("q");
        assertFalse(BROWSER.find("[data-head]").isDisplayed());
    }
}
