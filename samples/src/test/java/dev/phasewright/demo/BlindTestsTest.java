package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.web.ExactBinomial;
import dev.phasewright.web.ListeningResult;
import dev.phasewright.web.ListeningResult.Rating;
import dev.phasewright.web.TrialOrder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Whole sessions of both blind tests, in a browser. */
class BlindTestsTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final long SEED = 4242;
    private static final int TRIALS = 12;

    @BeforeAll
    static void make() throws IOException {
        TinySite.site();
    }

    @BeforeEach
    void open() throws IOException {
        BROWSER.size(1280, 900);
        BROWSER.open(TinySite.site().resolve("blind.html"));
        assertFalse(BROWSER.find("[data-seed]").isDisplayed(), "what no listener needs");
        assertFalse(BROWSER.find("[data-lobby] .lede").getText().contains("seed"), "nor reads of");
        BROWSER.find(".runs summary").click();
        set("[data-seed]", String.valueOf(SEED));
        set("[data-listener]", "Ann, the \"first\"");
    }

    private static void set(String field, String value) {
        WebElement found = BROWSER.find(field);
        found.clear();
        found.sendKeys(value);
    }

    private static String outcome(String name) {
        return BROWSER.find("[data-end]").getAttribute("data-" + name);
    }

    @Test
    void aSessionOfAbxByKeyboardAloneEndsWithTheExactFigures() throws IOException {
        boolean[] xIsB = new TrialOrder(SEED).coins(TRIALS);
        BROWSER.tabTo("#network-speech [data-begin]");
        BROWSER.press(Keys.ENTER);
        for (int trial = 0; trial < TRIALS; trial++) {
            assertEquals(
                    "Trial " + (trial + 1) + " of 12",
                    BROWSER.find("[data-abx] [data-progress]").getText());
            if (trial == 0) {
                BROWSER.tabTo("[data-abx] [data-play]");
                BROWSER.press(Keys.SPACE);
                BROWSER.until("Phasewright.playing && Phasewright.playing.isPlaying");
                BROWSER.press("x");
                assertEquals(2.0, BROWSER.number("Phasewright.playing.selected"));
                assertEquals(
                        xIsB[0],
                        BROWSER.value("Phasewright.playing.names[2] === Phasewright.playing.names[1]"),
                        "X is what Java's order says");
                assertEquals(List.of(), BROWSER.violations());
            } else {
                // Space goes on as it did, also where an answer was given last.
                BROWSER.until("Phasewright.playing && Phasewright.playing.isPlaying");
                BROWSER.press("x");
                BROWSER.until("Phasewright.playing.selected === 2");
            }
            // Wrong twice.
            boolean answer = (trial == 2 || trial == 6) != xIsB[trial];
            BROWSER.tabTo("[data-answer=" + (answer ? "B" : "A") + "]");
            BROWSER.press(Keys.ENTER);
            String told = BROWSER.find("[data-abx]").getText();
            assertFalse(told.contains("right") || told.contains("wrong"), "nothing is told before the end: " + told);
        }
        ExactBinomial figures = new ExactBinomial(10, TRIALS);
        assertEquals("10", outcome("correct"));
        assertEquals(figures.pValue(), Double.parseDouble(outcome("p")), 1e-12);
        assertEquals(figures.interval(0.95)[0], Double.parseDouble(outcome("low")), 1e-9);
        assertEquals(figures.interval(0.95)[1], Double.parseDouble(outcome("high")), 1e-9);
        String verdict = BROWSER.find("[data-verdict]").getText();
        assertTrue(verdict.contains("10 of 12") && verdict.contains("0.019"), verdict);
        assertEquals(List.of(), BROWSER.violations());

        BROWSER.find("[data-json]").click();
        Path json = BROWSER.downloaded(".json");
        ListeningResult result = ListeningResult.read(json);
        Files.delete(json);
        assertEquals(10, result.correct());
        assertEquals(SEED, result.seed());
        assertEquals("Ann, the \"first\"", result.listener());
        assertEquals(List.of("original", "network"), result.conditions());
        BROWSER.find("[data-csv]").click();
        Path csv = BROWSER.downloaded(".csv");
        List<String> lines = Files.readAllLines(csv);
        Files.delete(csv);
        assertEquals(1 + TRIALS, lines.size());
        assertTrue(lines.get(1).startsWith("abx,network-speech,\"Ann, the \"\"first\"\"\",4242,"), lines.get(1));
        assertRestored(result);
    }

    /** Opens the address of what is shown anew, and asserts that it is the same result. */
    private static void assertRestored(ListeningResult result) throws IOException {
        URI address = URI.create((String) BROWSER.value("location.href"));
        BROWSER.open(URI.create("about:blank"));
        BROWSER.open(address);
        assertTrue(BROWSER.find("[data-kept]").getText().startsWith("By Ann, the \"first\", 20"));
        BROWSER.find("[data-json]").click();
        Path json = BROWSER.downloaded(".json");
        assertEquals(result, ListeningResult.read(json));
        Files.delete(json);
        BROWSER.find("[data-again]").click();
        assertTrue(BROWSER.find("[data-lobby]").isDisplayed());
        assertEquals("", BROWSER.value("location.hash"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "result=nobody",
                "result=network-speech&seed=1",
                "result=network-speech&seed=-1&answers=ABABABABABAB",
                "result=network-speech&seed=1&started=2026-11-29T10:00:00.000Z&finished=2026-11-29T10:00:00.000Z"
                        + "&answers=ABABABABABA%3Cb%3E&heard=yyyyyyyyyyyy&seconds=1+1+1+1+1+1+1+1+1+1+1+1",
                "result=network-speech&seed=1&started=2026-11-29T10:00:00.000Z&finished=2026-99-29T10:00:00.000Z"
                        + "&answers=ABABABABABAB&heard=yyyyyyyyyyyy&seconds=1+1+1+1+1+1+1+1+1+1+1+1",
                "result=vocoders-mel&seed=1&started=2026-11-29T10:00:00.000Z&finished=2026-11-29T10:00:00.000Z"
                        + "&scores=1+2+3",
                "result=vocoders-mel&seed=1&started=2026-11-29T10:00:00.000Z&finished=2026-11-29T10:00:00.000Z"
                        + "&scores=1+2+3+4+5+6+7+1+2+3+4+5+6+7+1+2+3+4+5+6+700",
                "result=%3Cimg%20src=x%20onerror=alert(1)%3E&seed=%ff"
            })
    void anAddressThatMakesNoSenseShowsNoResult(String hash) throws IOException {
        BROWSER.open(URI.create("about:blank"));
        BROWSER.open(URI.create(TinySite.site().resolve("blind.html").toUri() + "#" + hash));
        assertTrue(BROWSER.find("[data-lobby]").isDisplayed());
        assertTrue(BROWSER.find("[data-lobby] [data-trouble]").getText().startsWith("The address tells of a result"));
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void aVersionThatIsChosenIsHeardAndWhoDoesNotListenIsTold() {
        BROWSER.find("#network-speech [data-begin]").click();
        BROWSER.find("[data-answer=A]").click();
        assertTrue(warns(), "an answer would be lost");
        String trouble = "[data-abx] [data-trouble]";
        assertTrue(BROWSER.find(trouble).getText().startsWith("You answered without listening"));

        // The first is chosen already: it sounds as the others do.
        BROWSER.find("[data-abx] [name=heard][value='0']").click();
        BROWSER.until("Phasewright.playing && Phasewright.playing.isPlaying");
        assertEquals("Pause", BROWSER.find("[data-abx] [data-play]").getText());
        BROWSER.press("x");
        BROWSER.find("[data-answer=A]").click();
        assertEquals("", BROWSER.find(trouble).getText());
        BROWSER.value("window.confirm = function (question) { window.asked = question; return false; }");
        BROWSER.find("[data-abx] [data-leave]").click();
        assertTrue(warns(), "it was not given up");
        BROWSER.value("window.confirm = function () { return true; }");
        BROWSER.find("[data-abx] [data-leave]").click();
        assertFalse(warns(), "it was given up");
        assertEquals("h1", BROWSER.value("document.activeElement.localName"));
    }

    @Test
    void aSessionOfMushraKeepsEveryScoreWithItsCondition() throws IOException {
        BROWSER.find("#vocoders-mel [data-begin]").click();
        int items = 3;
        for (int item = 0; item < items; item++) {
            assertEquals(
                    "Sound " + (item + 1) + " of 3",
                    BROWSER.find("[data-mushra] [data-progress]").getText());
            if (item == 0) {
                assertFalse(warns(), "nothing would be lost");
                BROWSER.find("[data-next]").click();
                assertEquals(
                        "Still to be heard: A, B, C, D, E, F, G. Still to be scored: A, B, C, D, E, F, G.",
                        BROWSER.find("[data-mushra] [data-trouble]").getText(),
                        "an unscored sound cannot be left");
                assertEquals(List.of(), BROWSER.violations());
            } else {
                BROWSER.find("[data-mushra] [data-play]").click();
                BROWSER.until("document.querySelector('[data-mushra]').deck.isPlaying");
            }
            List<WebElement> sliders = BROWSER.all("[data-scales] input[type=range]");
            for (int i = 0; i < sliders.size(); i++) {
                // The hidden reference gets 100, everything else 0 and a step for its place.
                sliders.get(i).sendKeys(isReference(i) ? Keys.END : Keys.HOME);
                for (int steps = 0; steps < i && !isReference(i); steps++) {
                    sliders.get(i).sendKeys(Keys.ARROW_RIGHT);
                }
            }
            assertTrue(warns());
            BROWSER.find("[data-next]").click();
            if (item == 0) {
                assertEquals(
                        "Still to be heard: A, B, C, D, E, F, G.",
                        BROWSER.find("[data-mushra] [data-trouble]").getText(),
                        "what was never heard cannot be judged");
                for (WebElement version : BROWSER.all("[data-scales] input[type=radio]")) {
                    version.click();
                    BROWSER.until("document.querySelector('[data-mushra]').deck.isPlaying");
                }
                assertEquals("", BROWSER.find("[data-mushra] [data-trouble]").getText());
                BROWSER.find("[data-next]").click();
            }
        }
        assertFalse(warns(), "the address has it all");
        assertTrue(BROWSER.find("[data-verdict]").getText().contains("for 3 of 3 sounds"));
        BROWSER.find("[data-json]").click();
        Path json = BROWSER.downloaded(".json");
        ListeningResult result = ListeningResult.read(json);
        Files.delete(json);
        assertEquals(7 * items, result.ratings().size());
        Set<String> conditions = new HashSet<>();
        for (Rating rating : result.ratings()) {
            conditions.add(rating.condition());
            assertEquals(rating.condition().equals("reference") ? 100 : rating.place() - 1, rating.score());
        }
        assertEquals(Set.copyOf(result.conditions()), conditions);
        // The order is the seed's: the sounds, and then the versions of each.
        TrialOrder order = new TrialOrder(SEED);
        List<String> names = List.of("speech", "note", "drums");
        for (int item = 0, rating = 0; item < items; item++) {
            if (item == 0) {
                int[] sounds = order.order(items);
                assertEquals(names.get(sounds[0]), result.ratings().get(0).item());
            }
            for (int condition : order.order(7)) {
                assertEquals(
                        result.conditions().get(condition),
                        result.ratings().get(rating++).condition());
            }
        }
        assertRestored(result);
    }

    /** Whether who leaves the page now is asked whether to. */
    private static boolean warns() {
        return !(Boolean) BROWSER.value("dispatchEvent(new Event('beforeunload', { cancelable: true }))");
    }

    private static boolean isReference(int slider) {
        // The deck's first sound is the named reference.
        return Boolean.TRUE.equals(BROWSER.value(
                "document.querySelector('[data-mushra]').deck.names[arguments[0] + 1]"
                        + " === document.querySelector('[data-mushra]').deck.names[0]",
                slider));
    }

    @Test
    void stimuliOfATestDifferNeitherInLengthNorInNameableNames() throws IOException {
        for (WebElement item : BROWSER.all("[data-item]")) {
            Set<Long> sizes = new HashSet<>();
            for (WebElement stimulus : item.findElements(By.cssSelector("li"))) {
                String sound = stimulus.getDomAttribute("data-sound");
                assertTrue(sound.matches("[0-9a-f]{16}"), sound);
                sizes.add(Files.size(TinySite.site().resolve("sounds").resolve(sound + ".js")));
            }
            assertEquals(1, sizes.size(), item.getDomAttribute("data-item") + ": " + sizes);
        }
    }
}
