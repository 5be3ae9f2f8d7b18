package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.demo.Browser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** A visitor's own samples, from a folder and by the microphone, and what is learned from them. */
@Timeout(600)
class YourSoundsPageTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String PADS = "document.getElementById('pads').pads";

    /** Lessons of the page, but of a network and a number of updates that a test has time for. */
    private static final String TINY =
            """
            const asking = window.fetch;
            window.fetch = function (path, options) {
              return asking.call(this, path, String(path).endsWith("/training") && options.method === "POST"
                ? Object.assign({}, options, { body: JSON.stringify({ seconds: 0.15, updates: 20, batch: 4, width: 16, depth: 1 }) })
                : options);
            };
            """;

    @TempDir
    private static Path folder;

    private static ServerFixture fixture;

    @BeforeAll
    static void start() throws IOException {
        fixture = ServerFixture.start(folder.resolve("results"));
    }

    @AfterAll
    static void stop() throws IOException {
        if (fixture != null) {
            fixture.close();
            assertEquals(List.of(), fixture.log());
        }
    }

    private static void open(String query) {
        BROWSER.size(1280, 900);
        BROWSER.open(URI.create(fixture.server().uri().resolve("/yours") + query));
        BROWSER.until("document.getElementById('yours').dataset.ready === 'true'");
        BROWSER.driver().executeScript(TINY);
        BROWSER.complaints();
    }

    private static String text(String selector) {
        return BROWSER.find(selector).getText();
    }

    /** A folder of tones in two folders, with what does not belong there. */
    private static Path tones(String name) throws IOException {
        Path tones = folder.resolve(name);
        for (int i = 0; i < 12; i++) {
            Path of = Files.createDirectories(tones.resolve(i % 2 == 0 ? "low" : "high"));
            Files.write(of.resolve(i + ".wav"), YourSoundsTest.tone(300 + 900 * (i % 2) + 9 * i, 0.2, 0.5));
        }
        Files.writeString(tones.resolve("low/notes.pdf"), "%PDF-1.7");
        Files.writeString(tones.resolve("low/broken.wav"), "RIFF and no more");
        Files.write(tones.resolve("high/silent.wav"), YourSoundsTest.tone(300, 0.2, 0));
        return tones;
    }

    @Test
    void aFolderBecomesPads() throws IOException {
        open("");
        BROWSER.find("#folder").sendKeys(tones("My tones").toString());
        BROWSER.until("document.getElementById('yours').dataset.taken === '12'");
        assertEquals("My tones", text("#title"));
        assertEquals("high 6\nlow 6", text("#classes"));
        assertTrue(text("#aside summary").startsWith("3 files were not taken"), text("#aside"));
        assertTrue(BROWSER.value("location.search").toString().endsWith("collection=my-tones"));
        assertEquals(List.of(), BROWSER.violations());
        BROWSER.tabTo("#learn");
        BROWSER.press(Keys.ENTER);
        BROWSER.until("['reading', 'learning'].includes(document.getElementById('yours').dataset.state)");
        assertFalse(BROWSER.find("#source").isDisplayed(), "not while it learns");
        // The browser is closed and opened again, and once more beside.
        BROWSER.open(URI.create("about:blank"));
        open("?collection=my-tones");
        assertEquals("My tones", text("#title"));
        BROWSER.until("document.getElementById('yours').dataset.state === 'learned'");
        assertTrue(text("#verdict").startsWith("Of 48 sounds drawn after 20 updates"), text("#verdict"));
        assertTrue(text("#verdict").contains("copy"), text("#verdict"));
        BROWSER.until(PADS + ".takes.length === 2 && " + PADS + ".takes.every(n => n > 0)");
        BROWSER.find("[data-pad=low]").click();
        BROWSER.until(PADS + ".last && " + PADS + ".last.pad === 'low'");
        BROWSER.find("#title").click();
        BROWSER.press("1");
        BROWSER.until(PADS + ".last.pad === 'high'");
        assertEquals(List.of(), BROWSER.complaints());
        assertEquals(List.of(), BROWSER.violations());
        BROWSER.assertSuitsADarkTelephone();
        BROWSER.size(1280, 900);
        BROWSER.find("#download").click();
        assertTrue(BROWSER.downloaded("my-tones.zip").toFile().length() > 100_000);
        BROWSER.find("#delete").click();
        BROWSER.driver().switchTo().alert().accept();
        BROWSER.until("document.getElementById('learning').hidden");
        assertFalse(Files.exists(folder.resolve("results/your-sounds/my-tones")));
        assertFalse(BROWSER.find("#pads").isDisplayed());
    }

    /** By keys alone: the focus goes on to the next sample, and what has gone is said. */
    @Test
    void singleSamplesAreDeletedBeforeLearning() throws IOException {
        open("");
        BROWSER.find("#folder").sendKeys(tones("Spoiled").toString());
        BROWSER.until("document.getElementById('yours').dataset.taken === '12'");
        BROWSER.tabTo("#samples summary");
        BROWSER.press(Keys.ENTER);
        BROWSER.until("document.querySelectorAll('#singles li').length === 12");
        assertEquals(List.of(), BROWSER.violations());
        BROWSER.tabTo("#singles [aria-label='Delete high, 3']");
        BROWSER.press(Keys.ENTER);
        BROWSER.until("document.getElementById('deleted').textContent === 'Deleted: high, 3. 11 are left.'");
        assertEquals("status", BROWSER.find("#deleted").getAttribute("role"));
        assertEquals("Delete high, 5", BROWSER.value("document.activeElement.getAttribute('aria-label')"));
        assertEquals("high 5\nlow 6", text("#classes"));
        BROWSER.press(Keys.SPACE);
        BROWSER.until("document.getElementById('deleted').textContent === 'Deleted: high, 5. 10 are left.'");
        assertFalse(Files.exists(folder.resolve("results/your-sounds/spoiled/samples/high/5.wav")));
        assertTrue(Files.exists(folder.resolve("results/your-sounds/spoiled/samples/high/7.wav")));
        BROWSER.driver()
                .executeScript(
                        """
                        const start = AudioBufferSourceNode.prototype.start;
                        AudioBufferSourceNode.prototype.start = function () {
                          window.begun = this.buffer.duration;
                          return start.apply(this, arguments);
                        };
                        """);
        BROWSER.find("#singles [aria-label='Hear low, 0']").click();
        BROWSER.until("window.begun");
        assertEquals(0.2, BROWSER.number("window.begun"), 0.001);
        assertEquals(10, BROWSER.number("document.querySelectorAll('#singles li').length"));
        BROWSER.assertSuitsADarkTelephone();
        BROWSER.size(1280, 900);
        // Whatever another page does with the same collection is seen here, too.
        fixture.client().call("DELETE", "/api/collections/spoiled/samples/low/0");
        BROWSER.until("document.querySelectorAll('#singles li').length === 9");
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void aFolderOfPapersAndOneOfTenThousandSounds() throws IOException {
        open("");
        Path papers = Files.createDirectories(folder.resolve("papers"));
        Files.writeString(papers.resolve("a.pdf"), "%PDF-1.7");
        Files.writeString(papers.resolve("b.pdf"), "%PDF-1.7");
        BROWSER.find("#folder").sendKeys(papers.toString());
        BROWSER.until("!document.getElementById('trouble').hidden");
        assertTrue(text("#trouble").startsWith("None of 2 files is a sound"), text("#trouble"));
        // Files that are many, and the server's answers to them without the server: how fast it reads is tested
        // elsewhere.
        BROWSER.driver()
                .executeScript(
                        """
                        const asking = window.fetch;
                        window.sent = 0;
                        window.fetch = function (path, options) {
                          if (String(path).includes("/samples?")) {
                            window.sent++;
                            return Promise.resolve(new Response("{}", { status: 201 }));
                          }
                          return asking.call(this, path, options);
                        };
                        const all = new DataTransfer();
                        for (let i = 0; i < 10000; i++) {
                          all.items.add(new File(["x"], i + ".wav", { type: "audio/wav" }));
                        }
                        const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: all });
                        document.body.dispatchEvent(event);
                        """);
        BROWSER.until("document.getElementById('yours').dataset.taken === '2000'");
        assertEquals(2000, BROWSER.number("window.sent"));
        BROWSER.find("#aside summary").click();
        assertTrue(text("#aside").contains("8000 of 10000 sounds"), text("#aside"));
    }

    @Test
    void wordsAreRecorded() {
        open("");
        BROWSER.find("#list").clear();
        BROWSER.find("#list").sendKeys("beep\nbop");
        BROWSER.find("#takes").clear();
        BROWSER.find("#takes").sendKeys("1");
        BROWSER.find("#say").click();
        BROWSER.until("!document.getElementById('prompter').hidden");
        assertEquals("beep", text("#word"));
        assertEquals("1 of 2", text("#count"));
        assertEquals(List.of(), BROWSER.violations());
        // The browser's own microphone beeps now and then.
        BROWSER.press(Keys.ENTER);
        BROWSER.until("document.getElementById('word').textContent === 'bop' || document.getElementById('heard')"
                + ".textContent.startsWith('Nothing')");
        BROWSER.until("document.getElementById('word').textContent === 'That was all.'");
        assertTrue(BROWSER.find("#listen").isDisplayed());
        BROWSER.find("#again").click();
        assertEquals("bop", text("#word"));
        BROWSER.press(Keys.ENTER);
        BROWSER.until("document.getElementById('word').textContent === 'That was all.'");
        BROWSER.find("#finish").click();
        // The page may look at the server before the last word is there.
        BROWSER.until("document.querySelectorAll('#classes li').length === 2");
        assertEquals("My voice", text("#title"));
        assertEquals("beep 1\nbop 1", text("#classes"));
        assertEquals(List.of(), BROWSER.complaints());
        assertEquals(
                "My voice",
                BROWSER.find("#collection")
                        .findElement(By.cssSelector("option:checked"))
                        .getText());
    }
}
