package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.demo.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Holes that are painted and filled, and what else becomes of a sound, as a visitor has it. */
@Timeout(600)
class MendPageTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String DECK = "document.getElementById('mending').deck";
    private static final String DRAWN = "Number(document.getElementById('mending').dataset.drawn || 0)";
    private static final String FIELDS = "document.getElementById('controls').elements";

    @TempDir
    private static Path folder;

    private static ServerFixture fixture;

    @BeforeAll
    static void start() throws IOException {
        fixture = ServerFixture.start(folder.resolve("results"));
        Files.write(folder.resolve("swell.wav"), Sounds.wav(Sounds.swell(1.2, 1)));
    }

    @AfterAll
    static void stop() throws IOException {
        if (fixture != null) {
            fixture.close();
            assertEquals(List.of(), fixture.log());
        }
    }

    @BeforeEach
    void open() {
        BROWSER.size(1280, 900);
        BROWSER.open(fixture.server().uri().resolve("/mend"));
        BROWSER.until("document.querySelectorAll('#drawn option').length > 0");
        BROWSER.find("#file").sendKeys(folder.resolve("swell.wav").toString());
        BROWSER.until(DRAWN + " >= 1");
        BROWSER.complaints();
    }

    private static double field(String name) {
        return BROWSER.number("Number(" + FIELDS + "." + name + ".value)");
    }

    private static void mend() {
        double drawn = BROWSER.number(DRAWN);
        BROWSER.find("#mend").click();
        BROWSER.until(DRAWN + " > " + drawn + " || !document.getElementById('trouble').hidden");
        assertEquals("", BROWSER.find("#trouble").getText());
    }

    /** How far what was made is from the original between two times, at most. */
    private static double off(double from, double to) {
        return BROWSER.number("(function () { const [a, b] = " + DECK + ".buffers.map(x => x.getChannelData(0));"
                + " let most = 0; for (let i = Math.round(16000 * " + from + "); i < Math.round(16000 * " + to
                + "); i++) {"
                + " most = Math.max(most, Math.abs(a[i] - b[i])); } return most; })()");
    }

    @Test
    void aRectangleIsPaintedAndFilled() {
        WebElement canvas = BROWSER.find("#mending canvas");
        int width = canvas.getSize().getWidth();
        int height = canvas.getSize().getHeight();
        new Actions(BROWSER.driver())
                .moveToElement(canvas, -width / 8, -height / 3)
                .clickAndHold()
                .moveToElement(canvas, 0, 0)
                .moveToElement(canvas, width / 10, height / 3)
                .release()
                .perform();
        double from = field("from");
        double to = field("to");
        assertTrue(from > 0.2 && from < 0.6 && to > 0.6 && to < 1.0, from + " to " + to);
        assertTrue(BROWSER.find("#mending .hole").isDisplayed());
        assertTrue(field("high") > field("low") && field("low") >= 0);
        BROWSER.driver()
                .executeScript(FIELDS + ".low.value = 0; " + FIELDS + ".high.value = 8000; " + FIELDS
                        + ".high.dispatchEvent(new Event('input', { bubbles: true }))");
        mend();
        assertEquals(0, off(0, from - 0.1), 1e-4, "what is outside stays");
        assertTrue(off(from, to) > 1e-3, "what is inside is another");
        assertTrue(BROWSER.find("#mending").getText().contains("filled"));
        BROWSER.until(DECK + ".isPlaying && " + DECK + ".selected === 1");
        BROWSER.find("#Before").click();
        assertEquals(0, BROWSER.number(DECK + ".selected"), "before and after");
        BROWSER.find("#download").click();
        assertTrue(BROWSER.downloaded("mended.wav").toFile().length() > 30_000);
        double drawn = BROWSER.number(DRAWN);
        BROWSER.find("#keep").click();
        BROWSER.until(DRAWN + " > " + drawn);
        assertEquals(1, BROWSER.all("#mending .version:not([hidden])").size(), "what was after is before now");
        assertEquals(List.of(), BROWSER.complaints());
        assertEquals(List.of(), BROWSER.violations());
    }

    @Test
    void theHoleIsOverWhatIsLoudestToBeginWith() throws IOException {
        assertEquals(0.24, field("to") - field("from"), 0.02, "a fifth of it");
        float[] late = new float[2 * Sounds.RATE];
        for (int i = 3 * Sounds.RATE / 2; i < 19 * Sounds.RATE / 10; i++) {
            late[i] = (float) (0.5 * Math.sin(0.2 * i));
        }
        Path file = Files.write(folder.resolve("late.wav"), Sounds.wav(Audio.mono(late, Sounds.RATE)));
        double drawn = BROWSER.number(DRAWN);
        BROWSER.find("#file").sendKeys(file.toString());
        BROWSER.until(DRAWN + " > " + drawn);
        assertEquals(1.5, field("from"), 0.03);
        assertEquals(1.9, field("to"), 0.03);
    }

    @Test
    void theKeyboardIsEnoughToPaint() {
        BROWSER.tabTo("#mending .pictures");
        BROWSER.press(Keys.ARROW_LEFT, Keys.ENTER);
        BROWSER.until("document.getElementById('state').textContent.startsWith('One corner')");
        for (int i = 0; i < 40; i++) {
            BROWSER.press(Keys.ARROW_RIGHT, Keys.ARROW_DOWN);
        }
        BROWSER.press(Keys.ENTER);
        assertTrue(field("to") - field("from") > 0.08, field("from") + " to " + field("to"));
        assertTrue(field("high") - field("low") > 500);
        BROWSER.tabTo("[name=from]");
        BROWSER.press(Keys.ARROW_UP);
        BROWSER.tabTo("#mend");
        BROWSER.press(Keys.ENTER);
        BROWSER.until("document.getElementById('state').textContent.startsWith('Done')");
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void aSoundGoesOnRunsIntoItselfAndIsVaried() {
        BROWSER.find("[name=edit][value=extend]").click();
        WebElement canvas = BROWSER.find("#mending canvas");
        new Actions(BROWSER.driver())
                .moveToElement(canvas, -20, 0)
                .clickAndHold()
                .moveToElement(canvas, 10, 0)
                .moveToElement(canvas, 40, 0)
                .release()
                .perform();
        double seconds = field("seconds");
        assertTrue(seconds > 0.1 && seconds < 2.5, "dragged to " + seconds);
        mend();
        assertEquals(1.2 + seconds, BROWSER.number(DECK + ".buffers[1].duration"), 0.02);
        assertEquals(0, off(0, 1.1), 1e-4);
        BROWSER.find("[name=edit][value=loop]").click();
        assertEquals(
                2,
                BROWSER.all("#mending .version:first-child .hole:not([hidden])").size(),
                "at either end");
        mend();
        assertEquals(0, off(0.4, 0.8), 1e-4);
        BROWSER.find("[name=edit][value=vary]").click();
        BROWSER.find("#strength").sendKeys(Keys.HOME);
        mend();
        assertEquals(0, off(0, 1.2), 1e-4, "a strength of nothing");
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void aMixtureIsDrawnAndTakenApart() {
        double drawn = BROWSER.number(DRAWN);
        BROWSER.find("#mix").click();
        BROWSER.until(DRAWN + " > " + drawn + " || !document.getElementById('trouble').hidden");
        assertEquals("separate", BROWSER.value(FIELDS + ".edit.value"), "what it is there for");
        assertEquals(
                "[high, low]",
                BROWSER.value("[" + FIELDS + ".one.value, " + FIELDS + ".other.value].sort()")
                        .toString());
        BROWSER.driver().executeScript(FIELDS + ".samples.value = 1");
        mend();
        BROWSER.until(DRAWN + " >= " + (drawn + 3));
        assertEquals(3, BROWSER.all("#mending .version:not([hidden])").size(), "the mixture and both");
        assertEquals(
                0,
                BROWSER.number("(function () { const [a, b, c] = " + DECK + ".buffers.map(x => x.getChannelData(0));"
                        + " return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i] - c[i])), 0); })()"),
                2e-3,
                "they add up to it");
        BROWSER.until(DECK + ".isPlaying && " + DECK + ".selected === 1");
        BROWSER.find("#Other").click();
        assertEquals(2, BROWSER.number(DECK + ".selected"));
        BROWSER.find("#download-other").click();
        String other = (String) BROWSER.value(FIELDS + ".other.value");
        assertTrue(BROWSER.downloaded(other + ".wav").toFile().length() > 3000);
        assertEquals(List.of(), BROWSER.violations());
        BROWSER.find("#keep").click();
        BROWSER.until(DRAWN + " >= " + (drawn + 4));
        assertTrue(BROWSER.find("#mending .choice label span").getText().startsWith(other), "one goes on from that");
        BROWSER.find("[name=edit][value=inpaint]").click();
        mend();
        assertEquals("After", BROWSER.find("label[for=After] b").getText());
        assertEquals(2, BROWSER.all("#mending .version:not([hidden])").size());
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void aModelDrawsASoundToPaintOn() {
        double drawn = BROWSER.number(DRAWN);
        BROWSER.find("#draw").click();
        BROWSER.until(DRAWN + " > " + drawn + " || !document.getElementById('trouble').hidden");
        assertTrue(BROWSER.find("#mending .choice label span").getText().contains("seed"));
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void itIsCancelledAndWhatIsRefusedIsTold() {
        BROWSER.driver()
                .executeScript(
                        "const asking = window.fetch; window.fetch = function (path, options) {"
                                + " return String(path).endsWith('/edits') ? new Promise(() => {}) : asking.call(this, path, options); };");
        BROWSER.find("#mend").click();
        BROWSER.until("!document.getElementById('cancel').hidden");
        BROWSER.find("#cancel").click();
        assertEquals("Cancelling…", BROWSER.find("#state").getText());
        open();
        BROWSER.driver()
                .executeScript(FIELDS + ".low.value = 3000; " + FIELDS + ".high.value = 2000; " + FIELDS
                        + ".high.dispatchEvent(new Event('input', { bubbles: true }))");
        BROWSER.find("#mend").click();
        BROWSER.until("!document.getElementById('trouble').hidden");
        assertTrue(BROWSER.find("#trouble").getText().contains("low below high"));
    }

    @Test
    void itIsAccessibleWideAndNarrowLightAndDark() {
        assertEquals(List.of(), BROWSER.violations());
        BROWSER.assertSuitsADarkTelephone();
    }
}
