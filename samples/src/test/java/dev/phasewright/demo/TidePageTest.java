package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The tide in a browser: one level moves sound, pictures and figures. */
class TidePageTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String DECK = "document.querySelector('[data-tide]').deck";

    @BeforeEach
    void open() throws IOException {
        BROWSER.size(1280, 1100);
        BROWSER.open(TinySite.site().resolve("tide.html"));
        BROWSER.until("document.fonts.status === 'loaded'");
        BROWSER.complaints();
    }

    /** A canvas as it is drawn. */
    private static Object drawn(String name) {
        return BROWSER.value("document.querySelector(arguments[0]).toDataURL()", "[data-" + name + "]");
    }

    @Test
    void theWaterRisesOverEverythingAndFallsAgain() {
        WebElement slider = BROWSER.find("[data-level]");
        slider.sendKeys(Keys.HOME);
        assertEquals("σ = 0: the clip itself", BROWSER.find("[data-said]").getText());
        List<Object> dry = List.of(drawn("spectrum"), drawn("map"), drawn("octaves"), drawn("shore"));
        List<WebElement> pictures = BROWSER.all("[data-picture] img");
        assertEquals(
                pictures.get(0).getAttribute("src"),
                pictures.get(1).getAttribute("src"),
                "nothing is there to be found");
        slider.sendKeys(Keys.END);
        assertTrue(BROWSER.find("[data-said]").getText().startsWith("σ = 80: of "));
        assertEquals("σ = 80", slider.getAttribute("aria-valuetext"));
        List<Object> drowned = List.of(drawn("spectrum"), drawn("map"), drawn("octaves"), drawn("shore"));
        for (int i = 0; i < dry.size(); i++) {
            assertNotEquals(dry.get(i), drowned.get(i));
        }
        assertNotEquals(pictures.get(0).getAttribute("src"), pictures.get(1).getAttribute("src"));
        assertTrue(pictures.get(0).getAttribute("alt").endsWith("noise of level 80"));
        slider.sendKeys(Keys.HOME);
        assertEquals(dry, List.of(drawn("spectrum"), drawn("map"), drawn("octaves"), drawn("shore")));
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void theLevelAndTheChoiceSayWhatIsHeard() {
        BROWSER.tabTo("[data-play]");
        BROWSER.press(Keys.SPACE);
        BROWSER.until(DECK + ".isPlaying");
        double steps = BROWSER.number(DECK + ".names.length") / 2;
        BROWSER.tabTo("[data-level]");
        BROWSER.press(Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertEquals(2.0, BROWSER.number(DECK + ".selected"));
        BROWSER.tabTo("[data-which]");
        BROWSER.press(Keys.ARROW_RIGHT);
        assertEquals(steps + 2, BROWSER.number(DECK + ".selected"));
        BROWSER.press(Keys.SPACE);
        assertEquals(false, BROWSER.value(DECK + ".isPlaying"));
        BROWSER.all("[data-picture]").get(0).click();
        BROWSER.until(DECK + ".isPlaying");
        assertEquals(2.0, BROWSER.number(DECK + ".selected"));
        BROWSER.find("[data-play]").click();
        assertFalse(BROWSER.find("[data-trouble]").isDisplayed());
        assertEquals(List.of(), BROWSER.complaints());
    }

    /** No step is one click: of the energy that is heard, no twentieth of the clip has most. */
    @Test
    void everyStepIsASoundAndNoClick() {
        BROWSER.find("[data-play]").click();
        BROWSER.until(DECK + ".isPlaying");
        BROWSER.find("[data-play]").click();
        double most = BROWSER.number(
                """
                (function (buffers) {
                  return Math.max.apply(null, buffers.map(function (buffer) {
                    const samples = buffer.getChannelData(0);
                    const part = Math.ceil(samples.length / 20);
                    const energies = Array.from({ length: 20 }, function (_, i) {
                      return samples.slice(i * part, (i + 1) * part).reduce(function (sum, x) { return sum + x * x; }, 0);
                    });
                    return Math.max.apply(null, energies) / energies.reduce(function (sum, e) { return sum + e; }, 0);
                  }));
                })("""
                        + DECK
                        + ".buffers)");
        assertTrue(most < 0.5, "of a sound's energy " + most + " is in a twentieth of it");
    }
}
