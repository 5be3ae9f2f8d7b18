package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The pages as a visitor has them: from disk, in a browser. */
class SiteTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String SPEECH = "document.getElementById('speech').deck";

    /** Lets what goes to the loudspeakers be looked at, too. */
    static final String TAP =
            """
            const connect = AudioNode.prototype.connect;
            AudioNode.prototype.connect = function (to) {
              if (to instanceof AudioDestinationNode) {
                if (!window.tap) {
                  window.tap = new AnalyserNode(to.context, { fftSize: 4096 });
                }
                connect.call(this, window.tap);
              }
              return connect.apply(this, arguments);
            };
            """;

    /**
     * Which version the last samples at the loudspeakers are of, how well they fit it, and how many seconds they are off
     * from where the deck says it is.
     */
    private static final String HEARD =
            """
            (function (deck) {
              const now = deck.position;
              const data = new Float32Array(window.tap.fftSize);
              window.tap.getFloatTimeDomainData(data);
              const rate = window.Phasewright.context.sampleRate;
              const reach = Math.round(0.06 * rate);
              let best = { version: -1, fit: -2, off: 0 };
              deck.buffers.forEach(function (buffer, version) {
                const samples = buffer.getChannelData(0);
                for (let lag = -reach; lag <= reach; lag++) {
                  const start = Math.round(now * rate) - data.length + lag;
                  let xy = 0, xx = 0, yy = 0;
                  for (let i = 0; i < data.length; i += 3) {
                    const x = samples[((start + i) % samples.length + samples.length) % samples.length];
                    xy += x * data[i];
                    xx += x * x;
                    yy += data[i] * data[i];
                  }
                  const fit = xy / Math.sqrt(xx * yy + 1e-12);
                  if (fit > best.fit) {
                    best = { version: version, fit: fit, off: lag / rate };
                  }
                }
              });
              return best;
            })
            """;

    @BeforeAll
    static void make() throws IOException {
        TinySite.site();
    }

    @BeforeEach
    void start() {
        BROWSER.size(1280, 900);
        BROWSER.dark(false);
    }

    private static void open(String page) throws IOException {
        BROWSER.open(TinySite.site().resolve(page));
        BROWSER.driver().executeScript(TAP);
        // Until then words have the widths of another typeface.
        BROWSER.until("document.fonts.status === 'loaded'");
    }

    /** Looked at where the sentence has begun, for silence fits everything. */
    private static void assertHeard(int version) {
        BROWSER.until(SPEECH + ".position > 0.6 && " + SPEECH + ".position < 0.95");
        Map<?, ?> heard = (Map<?, ?>) BROWSER.value(HEARD + "(" + SPEECH + ")");
        assertEquals(version, ((Number) heard.get("version")).intValue(), heard.toString());
        assertTrue(((Number) heard.get("fit")).doubleValue() > 0.98, heard.toString());
        assertTrue(Math.abs(((Number) heard.get("off")).doubleValue()) < 0.02, heard.toString());
    }

    /** Of the harmonics one cycle is drawn: the position in the whole sound has no place there. */
    @Test
    void thePlayHeadRunsOverWhatShowsTheWholeSoundOnly() throws IOException {
        open("phase.html");
        String gap = "((p) => p.querySelector('.head').getBoundingClientRect().top"
                + " - p.querySelector('.wave').getBoundingClientRect().bottom)"
                + "(document.querySelector(arguments[0] + ' .pictures'))";
        assertTrue(BROWSER.number(gap, "#complex") > -1, "below the outline of a cycle");
        assertTrue(BROWSER.number(gap, "#speech") < -20, "over the outline of all");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index",
                "watch",
                "phase",
                "grab",
                "noise",
                "tide",
                "coarse",
                "rival",
                "drown",
                "rise",
                "machines",
                "healing",
                "mixture",
                "gallery",
                "vocoder",
                "blind"
            })
    void everyPageIsAccessibleInLightAndDarkAndComplainsOfNothing(String page) throws IOException {
        for (boolean dark : new boolean[] {false, true}) {
            BROWSER.dark(dark);
            BROWSER.size(dark ? 390 : 1280, 900);
            open(page + ".html");
            assertEquals(List.of(), BROWSER.complaints());
            List<String> violations = dark ? BROWSER.violationsOfLooks() : BROWSER.violations();
            assertEquals(List.of(), violations, page + (dark ? ", dark and narrow" : ", light and wide"));
            assertEquals(
                    0.0,
                    BROWSER.number("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
                    page + " is no wider than the window");
            assertEquals(
                    List.of(),
                    BROWSER.value("performance.getEntriesByType('resource').map(e => e.name)"
                            + ".filter(name => !name.startsWith('file:'))"),
                    "nothing comes from elsewhere");
        }
    }

    /** By a key, without a page or a click before it; and its address from before it was the first leads to it. */
    @ParameterizedTest
    @ValueSource(strings = {"index.html", "play.html"})
    void theFirstPageIsPlayedAndLeadsToAllOthers(String page) throws IOException {
        open(page);
        BROWSER.until("document.querySelector('[data-play-it]').dataset.there > 0");
        BROWSER.press("g");
        BROWSER.until("document.querySelector('[data-play-it]').play.last");
        assertEquals("Play what was never recorded", BROWSER.find("h1").getText());
        assertEquals("Play", BROWSER.find("nav [aria-current]").getText());
        String names = "Array.from(document.querySelectorAll(arguments[0]), a => a.getAttribute('href')).join()";
        assertEquals("index.html," + BROWSER.value(names, ".contents a"), BROWSER.value(names, "nav a"));
        assertTrue(BROWSER.find("[data-pad]").isDisplayed());
        assertEquals(List.of(), BROWSER.complaints());
    }

    /** A megabyte and a half before the first sound: here all but sounds, of which a note is the first. */
    @Test
    void theFirstPageIsSmall() throws IOException {
        open("index.html");
        Path assets = TinySite.site().resolve("assets");
        long bytes = Files.size(TinySite.site().resolve("index.html"));
        for (String part : Set.of("source-serif-4-latin-400-normal.woff2", "source-serif-4-latin-400-italic.woff2")) {
            bytes += Files.size(assets.resolve(part));
        }
        List<?> parts = (List<?>) BROWSER.value(
                "Array.from(document.querySelectorAll('script[src], link[rel=stylesheet]'), e => e.src || e.href)"
                        + ".filter(address => !address.includes('/sounds/')).map(address => address.split('/').pop())");
        for (Object part : parts) {
            bytes += Files.size(assets.resolve((String) part));
        }
        assertTrue(parts.size() > 10 && bytes < 500_000, parts.size() + " files of " + bytes + " bytes");
    }

    @Test
    void theStoryOfPhaseBeginsWithFourVersionsOfASentence() throws IOException {
        open("phase.html");
        assertEquals(
                List.of("Original", "Random, 32 ms", "Random, 256 ms", "Network"),
                BROWSER.value("Array.from(document.querySelectorAll('#first .version b'), b => b.textContent)"));
        BROWSER.find("#first [data-play]").click();
        BROWSER.until("document.getElementById('first').deck.isPlaying");
    }

    @Test
    void soundPlaysAndVersionsSwitchAtTheSamePosition() throws IOException {
        open("phase.html");
        BROWSER.find("#speech [data-play]").click();
        BROWSER.until(SPEECH + ".isPlaying");
        assertHeard(0);
        for (int version : new int[] {3, 1, 0}) {
            List<WebElement> choices = BROWSER.all("#speech input[type=radio]");
            // Position and clock before and after, each read in one go.
            String both = "[" + SPEECH + ".position, Phasewright.context.currentTime]";
            List<?> before = (List<?>) BROWSER.value(both);
            choices.get(version).click();
            List<?> after = (List<?>) BROWSER.value(both);
            double length = BROWSER.number(SPEECH + ".duration");
            double moved = number(after, 0) - number(before, 0);
            double passed = number(after, 1) - number(before, 1);
            double off = Math.IEEEremainder(moved - passed, length);
            assertTrue(Math.abs(off) < 0.02, "switching moved the position by " + off + " s");
            // All that the analyser sees is of after the cross-fade.
            double at = number(after, 1);
            BROWSER.until("Phasewright.context.currentTime > arguments[0] + 0.2", at);
            assertHeard(version);
        }
        BROWSER.find("#speech [data-play]").click();
        assertEquals(false, BROWSER.value(SPEECH + ".isPlaying"));
    }

    private static double number(List<?> list, int index) {
        return ((Number) list.get(index)).doubleValue();
    }

    @Test
    void aLoopGoesOnAndWithoutItTheEndIsTheEnd() throws IOException {
        open("phase.html");
        BROWSER.find("#speech [data-play]").click();
        BROWSER.until(SPEECH + ".isPlaying");
        double start = BROWSER.number("Phasewright.context.currentTime");
        BROWSER.until("Phasewright.context.currentTime > arguments[0] + 1.3", start);
        assertEquals(true, BROWSER.value(SPEECH + ".isPlaying"), "a sound of 1 s is in its second round");
        BROWSER.find("#speech [data-loop]").click();
        BROWSER.until("!" + SPEECH + ".isPlaying");
        assertEquals(0.0, BROWSER.number(SPEECH + ".position"), 1e-9);
        assertEquals("Play", BROWSER.find("#speech [data-play]").getText());
    }

    @Test
    void onlyOnePanelPlaysAtATime() throws IOException {
        open("phase.html");
        List<WebElement> plays = BROWSER.all("[data-play]");
        plays.get(1).click();
        BROWSER.until(SPEECH + ".isPlaying");
        BROWSER.driver().executeScript("document.querySelectorAll('[data-play]')[0].click()");
        BROWSER.until("document.getElementById('first').deck.isPlaying");
        assertEquals(false, BROWSER.value(SPEECH + ".isPlaying"));
    }

    @Test
    void everythingInAPanelCanBeDoneByKeyboard() throws IOException {
        open("phase.html");
        BROWSER.tabTo("#speech [data-play]");
        BROWSER.press(Keys.SPACE);
        BROWSER.until(SPEECH + ".isPlaying");
        BROWSER.tabTo("#speech input[type=radio]");
        BROWSER.press(Keys.ARROW_DOWN);
        assertEquals(1.0, BROWSER.number(SPEECH + ".selected"));
        BROWSER.press("4");
        assertEquals(3.0, BROWSER.number(SPEECH + ".selected"));
        BROWSER.press("d");
        WebElement difference = BROWSER.find("#speech .version:nth-child(4) .difference");
        assertTrue(difference.isDisplayed(), "the difference is shown");
        assertTrue(difference.getAttribute("alt").contains("dB"), difference.getAttribute("alt"));
        BROWSER.press(Keys.SPACE);
        assertEquals(false, BROWSER.value(SPEECH + ".isPlaying"));
    }

    @Test
    void theNoiseDrownsMoreAsItRises() throws IOException {
        open("noise.html");
        WebElement said = BROWSER.find("[data-said]");
        WebElement slider = BROWSER.find("[data-sigma]");
        slider.sendKeys(Keys.END);
        assertTrue(said.getText().startsWith("σ = 79"), said.getText());
        double high = BROWSER.number("Number(document.querySelector('[data-water]').getAttribute('y'))");
        slider.sendKeys(Keys.HOME);
        assertTrue(said.getText().startsWith("σ = 0.01"), said.getText());
        double low = BROWSER.number("Number(document.querySelector('[data-water]').getAttribute('y'))");
        assertTrue(high < low, "the water stands higher: " + high + " above " + low);
    }

    @Test
    void everySoundHasItsCommandAndItsPictures() throws IOException {
        for (String page :
                new String[] {"phase", "noise", "drown", "machines", "healing", "mixture", "gallery", "vocoder"}) {
            open(page + ".html");
            assertEquals(
                    List.of(),
                    BROWSER.driver()
                            .executeScript(
                                    """
                                    return Array.from(document.querySelectorAll("[data-panel] .version")).filter(version => {
                                      const above = version.closest("[data-panel]").parentElement;
                                      return !version.querySelector(".levels") || !version.querySelector(".wave")
                                        || !(version.querySelector(".command")
                                          || version.closest("[data-panel]").querySelector(".words .command")
                                          || above.querySelector(":scope > .command"));
                                    }).map(version => version.textContent);
                                    """),
                    page);
        }
        // A picture that is not there has no width.
        BROWSER.driver().executeScript("document.querySelectorAll('img').forEach(i => i.loading = 'eager')");
        BROWSER.until("Array.from(document.images).every(i => i.complete && i.naturalWidth > 0)");
    }
}
