package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.WebElement;

/** The ways up, and the clip that both rivals finish, in a browser. */
class RisingPageTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static void open(String page) throws IOException {
        BROWSER.size(1280, 1000);
        BROWSER.open(TinySite.site().resolve(page));
        BROWSER.until("document.fonts.status === 'loaded'");
        BROWSER.complaints();
    }

    /** What there is to choose from in a panel. */
    private static List<String> choices(String panel) {
        return BROWSER.all("#" + panel + " label b").stream()
                .map(WebElement::getText)
                .toList();
    }

    /** No step is one click: of the energy that is heard, no twentieth of the clip has most. */
    @ParameterizedTest
    @CsvSource({"rise.html, rise-1-held", "rise.html, rise-2-held", "rise.html, rise-2-believed", "rival.html, given-4"
    })
    void everySoundPlaysAndIsNoClick(String page, String panel) throws IOException {
        open(page);
        String deck = "document.getElementById('" + panel + "').deck";
        BROWSER.find("#" + panel + " [data-play]").click();
        BROWSER.until(deck + ".isPlaying");
        List<WebElement> radios = BROWSER.all("#" + panel + " input[type=radio]");
        radios.get(radios.size() - 1).click();
        assertEquals(radios.size() - 1.0, BROWSER.number(deck + ".selected"));
        BROWSER.find("#" + panel + " [data-play]").click();
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
                        + deck
                        + ".buffers)");
        assertTrue(most < 0.5, "of a sound's energy " + most + " is in a twentieth of it");
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void everyWayHasAsManyStepsWithAsManyBits() throws IOException {
        open("rise.html");
        List<String> white = choices("rise-1-held");
        assertEquals(MatchedLevels.COUNT + 1, white.size());
        assertEquals("The end", white.get(MatchedLevels.COUNT));
        for (String panel : List.of("rise-1-believed", "rise-2-held", "rise-2-believed")) {
            assertEquals(MatchedLevels.COUNT + 1, choices(panel).size(), panel);
        }
        double[] bits = white.stream()
                .limit(MatchedLevels.COUNT)
                .mapToDouble(name -> Double.parseDouble(name.replaceAll("[^0-9]", "")))
                .toArray();
        for (int i = 1; i < bits.length; i++) {
            assertTrue(bits[i] > bits[i - 1], "more stands at each step: " + white);
        }
    }

    @Test
    void theRivalsFinishWhatTheyAreGiven() throws IOException {
        open("rival.html");
        assertEquals(List.of("The clip", "What is given", "Autoregression", "Diffusion"), choices("given-16"));
        assertEquals(List.of("The clip", "Written and read", "Autoregression", "Diffusion"), choices("given-0"));
        String command = BROWSER.all(".command").get(0).getText();
        assertTrue(command.startsWith("phasewright study finegrain "), command);
    }
}
