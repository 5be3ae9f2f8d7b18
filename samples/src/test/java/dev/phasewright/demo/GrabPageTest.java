package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.web.Frame;
import dev.phasewright.web.SiteFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.PointerInput;
import org.openqa.selenium.support.ui.Select;

/** Hands are turned, in a browser: what the page then holds, and what goes to the loudspeakers. */
class GrabPageTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String STATE = "document.querySelector('[data-grab]').grab";
    private static final List<Double> FLAT = Collections.nCopies(8, 1.0);

    /** The strengths of the eight harmonics at the loudspeakers, over whole cycles, in those of the first. */
    private static final String HEARD =
            """
            (function (hertz) {
              const data = new Float32Array(window.tap.fftSize);
              window.tap.getFloatTimeDomainData(data);
              const rate = Phasewright.context.sampleRate;
              const cycle = rate / hertz;
              const length = Math.round(Math.floor(data.length / cycle) * cycle);
              const heard = [1, 2, 3, 4, 5, 6, 7, 8].map(function (k) {
                let re = 0, im = 0;
                for (let n = 0; n < length; n++) {
                  re += data[n] * Math.cos(2 * Math.PI * k * n / cycle);
                  im += data[n] * Math.sin(2 * Math.PI * k * n / cycle);
                }
                return 2 * Math.hypot(re, im) / length;
              });
              return { strengths: heard, peak: Math.max.apply(null, data.map(Math.abs)) };
            })
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void make() throws IOException {
        Page page = GrabPage.page();
        Frame frame = new Frame(page.title(), "", page.file(), List.of(), page.scripts(), "Made by a test.", null, "");
        new SiteFolder(folder).page(frame, page.body());
    }

    @BeforeEach
    void start() {
        BROWSER.size(1280, 1100);
        open("");
    }

    private static void open(String state) {
        BROWSER.open(URI.create("about:blank"));
        BROWSER.open(URI.create(folder.resolve("grab.html").toUri() + state));
        BROWSER.until(STATE);
        BROWSER.complaints();
    }

    private static List<Double> numbers(String field) {
        return ((List<?>) BROWSER.value(STATE + "." + field))
                .stream().map(each -> ((Number) each).doubleValue()).toList();
    }

    private static void assertStandsStill(List<Double> expected) {
        List<Double> magnitudes = numbers("magnitudes");
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), magnitudes.get(i), 1e-9, magnitudes.toString());
        }
    }

    private static WebElement hand(int harmonic) {
        return BROWSER.all("[data-hand]").get(harmonic - 1);
    }

    @ParameterizedTest
    @CsvSource({"MOUSE", "TOUCH"})
    void aHandThatIsGrabbedChangesTheWaveAndNotTheMagnitudes(PointerInput.Kind kind) {
        List<Double> before = numbers("wave");
        assertStandsStill(FLAT);
        new Actions(BROWSER.driver())
                .setActivePointer(kind, kind.name())
                .moveToElement(hand(3), 0, -20)
                .clickAndHold()
                .moveToElement(hand(3), 25, 0)
                .moveToElement(hand(3), 20, 20)
                .release()
                .perform();
        assertEquals(135.0, numbers("degrees").get(2), 1.0);
        assertEquals(0.0, numbers("degrees").get(3));
        assertNotEquals(before, numbers("wave"));
        assertStandsStill(FLAT);
        assertTrue(BROWSER.find("[data-still]").getText().startsWith("All eight at 0 dB"));
        assertEquals("true", "" + BROWSER.value("location.hash.startsWith('#phases=0,0,13')"));
    }

    @Test
    void theKeyboardTurnsAHandToo() {
        BROWSER.tabTo("[data-hand]");
        BROWSER.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.PAGE_UP);
        assertEquals(55.0, numbers("degrees").get(0));
        assertEquals("55", hand(1).getAttribute("aria-valuenow"));
        BROWSER.press(Keys.END);
        assertEquals("180 degrees", hand(1).getAttribute("aria-valuetext"));
        BROWSER.find("[data-swap]").click();
        assertEquals(0.0, numbers("degrees").get(0), "before");
        BROWSER.find("[data-swap]").click();
        assertEquals(180.0, numbers("degrees").get(0), "and after");
    }

    /** Crest factors of eight harmonics, by numpy on 4,096 points of a cycle. */
    @ParameterizedTest
    @CsvSource({"cosine, 12.041", "sine, 9.749", "alternating, 7.898", "schroeder, 5.041"})
    void presetsAreThoseOfTheCommand(String name, double crest) {
        BROWSER.find("[data-preset=random]").click();
        assertStandsStill(FLAT);
        BROWSER.find("[data-preset=" + name + "]").click();
        assertEquals("true", BROWSER.find("[data-preset=" + name + "]").getAttribute("aria-pressed"));
        assertEquals(1, BROWSER.all("[data-preset][aria-pressed=true]").size());
        assertEquals(crest, BROWSER.number(STATE + ".crest"), 0.005);
        assertStandsStill(FLAT);
        BROWSER.find("[data-later]").click();
        assertEquals(crest, BROWSER.number(STATE + ".crest"), 0.05, "a delay leaves the shape");
    }

    @Test
    void theAddressHoldsAllOfIt() {
        BROWSER.find("[data-preset=random]").click();
        new Select(BROWSER.find("[data-hertz]")).selectByValue("250");
        new Select(BROWSER.find("[data-levels]")).selectByValue("falling");
        List<Double> wave = numbers("wave");
        assertStandsStill(List.of(1.0, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 5, 1.0 / 6, 1.0 / 7, 1.0 / 8));
        open((String) BROWSER.value("location.hash"));
        assertEquals(wave, numbers("wave"));
        assertEquals("250", BROWSER.find("[data-hertz]").getAttribute("value"));
        for (String hostile : new String[] {
            "#phases=1,2,3&hertz=0&levels=__proto__", "#phases=NaN,1,1,1,1,1,1,Infinity&hertz=1e9", "#%00=%ff&phases="
        }) {
            open(hostile);
            assertEquals(Collections.nCopies(8, 0.0), numbers("degrees"), hostile);
            assertStandsStill(FLAT);
        }
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void whatIsHeardKeepsItsSpectrumAndChangesItsPeak() {
        BROWSER.driver().executeScript(SiteTest.TAP);
        BROWSER.find("[data-play]").click();
        double cosine = heardPeak();
        BROWSER.find("[data-preset=schroeder]").click();
        double schroeder = heardPeak();
        assertTrue(schroeder < 0.55 * cosine, schroeder + " of " + cosine);
        BROWSER.find("[data-play]").click();
        assertEquals(List.of(), BROWSER.complaints());
    }

    private static double heardPeak() {
        double since = BROWSER.number("Phasewright.context ? Phasewright.context.currentTime : 0");
        BROWSER.until("Phasewright.context && window.tap && Phasewright.context.currentTime > " + (since + 0.4));
        String heard = HEARD + "(62.5)";
        for (int k = 1; k < 8; k++) {
            double ratio = BROWSER.number("(h => h.strengths[" + k + "] / h.strengths[0])(" + heard + ")");
            assertEquals(1, ratio, 0.03, "harmonic " + (k + 1));
        }
        return BROWSER.number(heard + ".peak");
    }

    @Test
    void withoutAWorkletItSaysSoAndAnOscillatorPlays() {
        BROWSER.driver().executeScript(SiteTest.TAP);
        BROWSER.driver()
                .executeScript(
                        "Object.defineProperty(BaseAudioContext.prototype, 'audioWorklet', { value: undefined })");
        BROWSER.find("[data-play]").click();
        BROWSER.until("!document.querySelector('[data-means]').hidden");
        assertTrue(BROWSER.find("[data-means]").getText().contains("no AudioWorklet"));
        double cosine = heardPeak();
        BROWSER.find("[data-preset=schroeder]").click();
        assertTrue(heardPeak() < 0.55 * cosine);
        assertFalse(BROWSER.find("[data-trouble]").isDisplayed());
    }

    @Test
    void theMomentTurnsTheHandsAsFastAsTheirNumbers() {
        BROWSER.driver()
                .executeScript("const m = document.querySelector('[data-moment]'); m.value = 0.125;"
                        + "m.dispatchEvent(new Event('input'))");
        assertTrue(BROWSER.find(".clock.h2 .now").getAttribute("transform").startsWith("rotate(90"));
    }

    @Test
    void itIsAccessibleWideAndNarrowLightAndDark() {
        assertEquals(List.of(), BROWSER.violations());
        BROWSER.assertSuitsADarkTelephone();
    }
}
