package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.Phasewright;
import dev.phasewright.cli.Tiny;
import dev.phasewright.vocoder.phase.PhaseMethods;
import dev.phasewright.web.Frame;
import dev.phasewright.web.SiteFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** A recorded drawing, watched and heard in a browser. */
class WatchPageTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String STATE = "document.querySelector('[data-watch]').watch";

    /** How often the picture changes from one pixel to the next, and by how much: noise does at all of them. */
    private static final String ROUGHNESS =
            """
            (function () {
              const canvas = document.querySelector("[data-canvas]");
              const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
              let sum = 0;
              for (let i = 4; i < data.length; i += 4) {
                sum += Math.abs(data[i] - data[i - 4]);
              }
              return 4 * sum / data.length;
            })()
            """;

    /** What the loudspeakers get: how loud it is, and how far its peak is above that. */
    private static final String HEARD =
            """
            (function () {
              const data = new Float32Array(window.tap.fftSize);
              window.tap.getFloatTimeDomainData(data);
              const rms = Math.sqrt(data.reduce((sum, x) => sum + x * x, 0) / data.length);
              return { rms: rms, crest: data.reduce((most, x) => Math.max(most, Math.abs(x)), 0) / rms };
            })()
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void make() throws IOException {
        SiteFolder site = new SiteFolder(folder);
        DemoPlan plan =
                new DemoPlan(folder, "", "", null, null, List.of(), List.of(), null, "", null, List.of(), 1, 1, 1, "");
        WatchPage watched = new WatchPage(plan);
        try (Phasewright tiny = Phasewright.load(Tiny.model().toString(), PhaseMethods.named("random"))) {
            watched.add("tiny", tiny, site);
            watched.add("the same", tiny, site);
        }
        Page page = watched.page();
        site.page(
                new Frame(page.title(), "", page.file(), List.of(), page.scripts(), "Made by a test.", null, ""),
                page.body());
    }

    @BeforeEach
    void start() {
        BROWSER.size(1280, 1300);
        open("");
    }

    @AfterEach
    void calm() {
        motion("reduce");
    }

    private static void open(String state) {
        BROWSER.open(URI.create("about:blank"));
        BROWSER.open(URI.create(folder.resolve("watch.html").toUri() + state));
        BROWSER.driver().executeScript(SiteTest.TAP);
        BROWSER.until(STATE + " && " + STATE + ".latest === " + STATE + ".steps");
        BROWSER.complaints();
    }

    private static void motion(String wanted) {
        BROWSER.driver()
                .executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", wanted))));
    }

    @Test
    void withoutMotionItStandsAtTheEndAndKeysGoBackToNoise() {
        double steps = BROWSER.number(STATE + ".steps");
        assertEquals(steps, BROWSER.number(STATE + ".at"));
        assertEquals("the end", BROWSER.find("[data-told]").getText());
        BROWSER.tabTo("[data-step]");
        BROWSER.press(Keys.HOME);
        assertEquals(0, BROWSER.number(STATE + ".at"));
        assertEquals("step 1 of 12, noise σ = 80", BROWSER.find("[data-told]").getText());
        assertEquals(List.of(), BROWSER.complaints(), "before the test reads pixels, which a browser warns of");
        double noise = BROWSER.number(ROUGHNESS);
        BROWSER.driver().executeScript("document.querySelector('[value=believed]').click()");
        double belief = BROWSER.number(ROUGHNESS);
        assertTrue(belief < noise, "it believes in less noise than it holds: " + belief + " beside " + noise);
        BROWSER.press(Keys.ARROW_RIGHT);
        assertEquals(1, BROWSER.number(STATE + ".at"));
    }

    @Test
    void withMotionItMovesOnArrivalUntilSomebodyScrubs() {
        motion("no-preference");
        open("");
        BROWSER.until(STATE + ".moving && " + STATE + ".at > 1");
        WebElement canvas = BROWSER.find("[data-canvas]");
        Actions actions = new Actions(BROWSER.driver());
        actions.moveToElement(canvas, -100, 0).click().perform();
        double here = BROWSER.number(STATE + ".at");
        double share = here / BROWSER.number(STATE + ".steps");
        assertTrue(share > 0.2 && share < 0.5, "left of the middle: " + share);
        assertEquals(false, BROWSER.value(STATE + ".moving"));
        new Actions(BROWSER.driver())
                .moveToElement(canvas, -100, 0)
                .clickAndHold()
                .moveToElement(canvas, 200, 0)
                .release()
                .perform();
        assertTrue(BROWSER.number(STATE + ".at") > here);
        assertTrue(((String) BROWSER.value("location.hash")).contains("step="));
    }

    @Test
    void eachStepIsHeardAndNoiseHisses() {
        BROWSER.find("[data-listen]").click();
        BROWSER.until(STATE + ".playing === 2 * " + STATE + ".heard.length");
        BROWSER.tabTo("[data-step]");
        BROWSER.press(Keys.HOME);
        BROWSER.until(STATE + ".playing === 0");
        assertEquals(
                "Heard: what it holds at step 1.", BROWSER.find("[data-heard]").getText());
        double now = BROWSER.number("Phasewright.context.currentTime");
        BROWSER.until("Phasewright.context.currentTime > " + (now + 0.3));
        Map<?, ?> heard = (Map<?, ?>) BROWSER.value(HEARD);
        assertTrue(((Number) heard.get("rms")).doubleValue() > 1e-3, heard.toString());
        assertTrue(((Number) heard.get("crest")).doubleValue() < 8, "a click is all peak: " + heard);
        BROWSER.press(Keys.SPACE);
        assertEquals(-1, BROWSER.number(STATE + ".playing"));
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void itIsAccessibleWideAndNarrowLightAndDark() {
        assertEquals(List.of(), BROWSER.violations());
        BROWSER.assertSuitsADarkTelephone();
    }

    @Test
    void theAddressHoldsWhatIsShownAndAnEnemysIsTold() {
        String second = (String) BROWSER.value("document.querySelector('[data-recorded]').options[1].value");
        BROWSER.driver()
                .executeScript("const c = document.querySelector('[data-recorded]'); c.selectedIndex = 1;"
                        + "c.dispatchEvent(new Event('change'))");
        BROWSER.until(STATE + ".asked.model === arguments[0] && location.hash", second);
        String hash = (String) BROWSER.value("location.hash");
        open(hash + "&step=3&view=believed");
        assertEquals(second, BROWSER.value(STATE + ".asked.model"));
        assertEquals(3, BROWSER.number(STATE + ".at"));
        assertEquals(true, BROWSER.value("document.querySelector('[value=believed]').checked"));

        open("#model=%3Cscript%3E&step=NaN&view=constructor");
        assertTrue(BROWSER.find("[data-trouble]").getText().startsWith("The address asks for a model that is not"));
        assertNotEquals(second, BROWSER.value(STATE + ".asked.model"));
        assertEquals(BROWSER.number(STATE + ".steps"), BROWSER.number(STATE + ".at"));
        assertEquals(List.of(), BROWSER.complaints());
    }
}
