package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.cli.Tiny;
import dev.phasewright.demo.Browser;
import dev.phasewright.model.ModelPath;
import dev.phasewright.vocoder.copy.VocoderChoice;
import dev.phasewright.web.ListeningResult;
import dev.phasewright.web.TrialOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/** The pages as a visitor uses them, in a real browser. */
@Timeout(600)
class ServedPagesTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final String DECK = "document.getElementById('laboratory').deck";
    private static final String CHANGES = "Number(document.getElementById('latency').dataset.changes || 0)";

    @TempDir
    private static Path folder;

    private static ServerFixture fixture;

    @BeforeAll
    static void start() throws IOException {
        fixture = ServerFixture.start(folder.resolve("results"));
        Files.write(folder.resolve("swell.wav"), Sounds.wav(Sounds.swell(2, 1)));
        Files.writeString(folder.resolve("poem.wav"), "no sound at all");
    }

    @AfterAll
    static void stop() throws IOException {
        if (fixture != null) {
            fixture.close();
            assertEquals(List.of(), fixture.log());
        }
    }

    @BeforeEach
    void quiet() {
        BROWSER.complaints();
    }

    private static void open(String page) {
        BROWSER.open(fixture.server().uri().resolve(page));
    }

    /** The laboratory with a sound in it. */
    private static void openLaboratory() {
        open("/lab");
        BROWSER.find("#file").sendKeys(folder.resolve("swell.wav").toString());
        BROWSER.until(CHANGES + " >= 1");
    }

    /** A number that changes with every sample of the changed sound. */
    private static double fingerprint() {
        return BROWSER.number(DECK + ".buffers[1].getChannelData(0).reduce((sum, x, i) => sum + x * (i % 97), 0)");
    }

    @Test
    void theFirstPageLeadsToAllPages() {
        open("/");
        String names = "Array.from(document.querySelectorAll(arguments[0]), a => a.pathname).join()";
        assertEquals(BROWSER.value(names, "nav a"), "/index.html," + BROWSER.value(names, ".contents a"));
    }

    /** Its address from before it was the first leads to it, too. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/play"})
    void theFirstPageIsPlay(String page) {
        open(page);
        assertEquals("Play what was never recorded", BROWSER.find("h1").getText());
        assertEquals("Play", BROWSER.find("nav [aria-current]").getText());
        assertTrue(BROWSER.find("[data-keys] button").isDisplayed());
    }

    @Test
    void anAddressThatLeadsNowhereLeadsBack() {
        open("/blind?sound=AAAAAAAAAAAAAAAAAAAAAA");
        assertTrue(
                BROWSER.find(".lede").getText().startsWith("No sound of that name is here"),
                BROWSER.find(".lede").getText());
        assertEquals(List.of(), BROWSER.violations());
        BROWSER.find("main a").click();
        assertTrue(BROWSER.find("[data-keys] button").isDisplayed());
        assertEquals(
                "404: there is nothing at this address\n",
                fixture.client().get("/nowhere").text(),
                "one line for programs");
    }

    @Test
    void aSentenceIsMadeInFourVersionsThatOneKeyIsFor() {
        open("/phase");
        BROWSER.find("#hear").click();
        BROWSER.until("document.querySelectorAll('#first .version').length === 4 "
                + "|| !document.getElementById('trouble').hidden");

        assertEquals("", BROWSER.find("#trouble").getText());
        assertFalse(BROWSER.find("#making").isDisplayed());
        String tops = "new Set(Array.from(document.querySelectorAll('#first .levels'), "
                + "picture => new URL(picture.src).searchParams.get('top'))).size";
        assertEquals(1, BROWSER.number(tops), "pictures over one range of levels");
        BROWSER.until("Array.from(document.querySelectorAll('#first .levels'))"
                + ".every(picture => picture.complete && picture.naturalWidth > 0)");
        assertEquals(5 * 4, BROWSER.number("document.querySelectorAll('#first .hertz li').length"));
        BROWSER.until("document.getElementById('first').deck.isPlaying");
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void theLaboratoryTakesTheSoundThatWasAskedForLast() {
        open("/lab");
        BROWSER.driver()
                .executeScript("document.querySelector('[data-example=noise]').click();"
                        + "document.querySelector('[data-example=clicks]').click();"
                        + "document.querySelector('[data-example=speech]').click();");
        BROWSER.until(CHANGES + " >= 1");
        BROWSER.until("document.getElementById('loading').hidden");
        double changes = BROWSER.number(CHANGES);

        double speech = BROWSER.number(DECK + ".buffers[0].getChannelData(0).reduce((sum, x) => sum + x * x, 0)");
        BROWSER.find("[data-example=noise]").click();
        BROWSER.until(CHANGES + " > " + changes);
        BROWSER.find("[data-example=speech]").click();
        BROWSER.until(CHANGES + " > " + (changes + 1));
        assertEquals(speech, BROWSER.number(DECK + ".buffers[0].getChannelData(0).reduce((sum, x) => sum + x * x, 0)"));
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void anUploadPlaysAndASliderChangesWhatIsHeardWhereItIs() {
        openLaboratory();
        BROWSER.find("#laboratory [data-play]").click();
        BROWSER.until(DECK + ".isPlaying && " + DECK + ".position > 0.2");
        double before = fingerprint();
        double changes = BROWSER.number(CHANGES);

        BROWSER.find("#amount").sendKeys(Keys.HOME);
        BROWSER.until(CHANGES + " > " + changes);

        assertNotEquals(before, fingerprint(), "the sound changed");
        assertEquals("0 %", BROWSER.find("output[for=amount]").getText());
        double original =
                BROWSER.number(DECK + ".buffers[0].getChannelData(0).reduce((s, x, i) => s + x * (i % 97), 0)");
        assertEquals(original, fingerprint(), 1e-1 * Math.abs(original), "nothing is changed by 0 %");
        assertTrue((Boolean) BROWSER.value(DECK + ".isPlaying"), "it went on playing");
        BROWSER.until("document.getElementById('latency').textContent.startsWith('Heard ')");
        assertTrue(BROWSER.number("Number(document.getElementById('latency').dataset.milliseconds)") > 0);
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void phaseIsMadeAnewByAnyMethod() {
        openLaboratory();
        double exchanged = fingerprint();
        double changes = BROWSER.number(CHANGES);

        BROWSER.find("[name=kind][value=vocoded]").click();
        BROWSER.until(CHANGES + " > " + changes);
        assertNotEquals(exchanged, fingerprint());
        assertTrue(BROWSER.find("#vocoded").isDisplayed()
                && !BROWSER.find("#phase").isDisplayed());
        assertFalse(BROWSER.find("#iterations").isDisplayed(), "the network does not iterate");

        assertEquals(
                VocoderChoice.names().stream()
                        .map(name -> name + ": " + VocoderChoice.about(name))
                        .toList(),
                BROWSER.value("Array.from(document.querySelectorAll('[name=method] option'), o => o.text)"));

        double network = fingerprint();
        double now = BROWSER.number(CHANGES);
        BROWSER.find("[name=method]").sendKeys("griffin-lim");
        BROWSER.until(CHANGES + " > " + now);
        assertNotEquals(network, fingerprint());
        assertTrue(BROWSER.find("#iterations").isDisplayed());
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void whatIsNoSoundIsToldOnThePage() {
        open("/lab");
        BROWSER.find("#file").sendKeys(folder.resolve("poem.wav").toString());

        BROWSER.until("!document.getElementById('trouble').hidden");
        assertTrue(
                BROWSER.find("#trouble").getText().startsWith("The upload"),
                BROWSER.find("#trouble").getText());
    }

    @Test
    void thereIsSomethingToTryWithoutAFile() {
        open("/lab");
        BROWSER.find("[data-example=drums]").click();
        BROWSER.until(CHANGES + " >= 1");
        assertEquals(2.4, BROWSER.number(DECK + ".buffers[0].duration"), 0.01);
        assertTrue(BROWSER.find("#about").getText().startsWith("A stroke is"), "what there is to hear");
    }

    @Test
    void theMicrophoneIsRecorded() {
        open("/lab");
        BROWSER.find("#record").click();
        BROWSER.until("document.getElementById('recording').textContent === '1 s'");
        BROWSER.find("#record").click();

        BROWSER.until(CHANGES + " >= 1");
        assertTrue(BROWSER.number(DECK + ".buffers[0].duration") > 0.5);
        assertEquals("Record", BROWSER.find("#record").getText());
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void aBrowserWithoutMicrophoneSaysSo() {
        for (String[] each : new String[][] {
            {
                "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('x', 'NotFoundError'))",
                "no microphone"
            },
            {
                "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('x', 'NotAllowedError'))",
                "not allowed"
            },
            {"Object.defineProperty(navigator, 'mediaDevices', {value: undefined})", "cannot record"},
            {
                "(Object.defineProperty(navigator, 'mediaDevices', {value: undefined}), Object.defineProperty(window, 'isSecureContext', {value: false}))",
                "this very computer"
            },
        }) {
            open("/lab");
            BROWSER.driver().executeScript(each[0]);
            BROWSER.find("#record").click();
            BROWSER.until("!document.getElementById('trouble').hidden");
            String told = BROWSER.find("#trouble").getText();
            assertTrue(told.contains(each[1]), told);
            assertTrue(told.toLowerCase(Locale.ROOT).contains("take a file"), told);
        }
    }

    @Test
    void aSoundIsGeneratedPlaysAndGoesToTheLaboratory() {
        open("/generate");
        BROWSER.find("[type=submit]").click();

        BROWSER.until("document.getElementById('generated')");
        BROWSER.until("document.getElementById('generated').deck.isPlaying");
        assertTrue(BROWSER.find("#state").getText().startsWith("Done: seed "));
        BROWSER.until("document.querySelector('#generated .levels').naturalWidth === 640");
        BROWSER.find("[type=submit]").click();
        BROWSER.until("document.querySelectorAll('#generated .version').length === 2");
        assertNotEquals(
                BROWSER.find("#generated li:first-child label span").getText(),
                BROWSER.find("#generated li:last-child label span").getText(),
                "each has a seed of its own");

        BROWSER.find("#generated li:first-child a[href^='/lab']").click();
        BROWSER.until(CHANGES + " >= 1");
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void theAddressOfThePageThatGeneratesIsHonoured() {
        open("/generate?class=low&seed=7&steps=5&guidance=2.5&seconds=2");
        BROWSER.until("document.forms[0].elements.seconds.value === '2'");
        assertEquals("low", BROWSER.value("document.forms[0].elements['class'].value"));
        assertEquals("7", BROWSER.value("document.forms[0].elements.seed.value"));
        assertEquals("5", BROWSER.find("output[for=steps]").getText());
        assertEquals("2.5", BROWSER.find("output[for=guidance]").getText());
        BROWSER.find("[type=submit]").click();
        BROWSER.until("document.getElementById('generated')");
        assertTrue(BROWSER.find("#generated .choice label span").getText().startsWith("seed 7, 5 steps, guidance 2.5"));
        assertEquals(2, BROWSER.number("document.getElementById('generated').deck.duration"), 0.05);
        String command =
                "phasewright generate low --model model --steps 5 --guidance 2.5 --seconds 2 --seed SEED -o low-SEED.wav";
        assertEquals(command.replace("SEED", "7"), BROWSER.find("#command").getText());
        assertTrue(BROWSER.find("#command .copy").isDisplayed());
        BROWSER.driver().executeScript("document.forms[0].elements.seed.value = 8");
        BROWSER.find("[type=submit]").click();
        BROWSER.until("document.querySelectorAll('#generated .version').length === 2");
        assertEquals(command.replace("SEED", "8"), BROWSER.find("#command").getText());
        BROWSER.find("#generated li:last-child input[type=radio]").click();
        assertEquals(command.replace("SEED", "7"), BROWSER.find("#command").getText(), "of what is chosen");

        open("/generate?class=medium&colour=red&steps=201&seconds=0.001&pitch=A4&guidanceHigh=3&guidance=7");
        BROWSER.until("!document.getElementById('trouble').hidden");
        assertEquals(
                "The address asks for what cannot be: class=medium, colour, steps=201, seconds=0.001, pitch.",
                BROWSER.find("#trouble").getText());
        assertEquals("high", BROWSER.value("document.forms[0].elements['class'].value"));
        assertEquals("7", BROWSER.find("output[for=guidance]").getText(), "beyond where the slider usually ends");
        assertTrue(BROWSER.find("[name=guidanceHigh]").isDisplayed(), "what is asked for is seen");
    }

    /** The names under which a field's choices stand together. */
    private static String families(String field) {
        return BROWSER.value("Array.from(document.querySelectorAll(arguments[0] + ' optgroup'), g => g.label)", field)
                .toString();
    }

    @Test
    void thePageThatGeneratesOffersWhatTheChosenModelCanBeAskedFor() throws IOException {
        Tiny.distilledIn(folder.resolve("models/fast"));
        String before =
                System.setProperty(ModelPath.PROPERTY, folder.resolve("models").toString());
        try (ServerFixture notes = ServerFixture.of(Tiny.noteModel(), folder.resolve("notes-results"))) {
            BROWSER.open(notes.server().uri().resolve("/generate?pitch=A4&steps=2"));
            BROWSER.until("document.forms[0].elements.pitch.value === '69'");
            assertEquals(13, BROWSER.all("[name=pitch] option").size(), "any, and C4 to B4");
            assertEquals("[Organ, Pipe]", families("[name=class]"));
            assertEquals("church-organ", BROWSER.value("document.forms[0].elements['class'].value"));
            BROWSER.find("[type=submit]").click();
            BROWSER.until("document.getElementById('generated')");
            assertTrue(BROWSER.find("#generated .choice b").getText().endsWith(" A4"));
            String command = BROWSER.find("#command").getText();
            assertTrue(
                    command.matches("phasewright generate church-organ --model model --steps 2 --pitch A4 --seed (\\d+)"
                            + " -o church-organ-A4-\\1\\.wav"),
                    command);
            assertEquals(List.of(), BROWSER.violations());

            new Select(BROWSER.find("[name=model]")).selectByVisibleText("fast");
            assertFalse(BROWSER.find("[name=pitch]").isDisplayed(), "it has no pitches");
            assertEquals("fast", BROWSER.find("#name").getText());
            assertEquals("2", BROWSER.find("output[for=steps]").getText());
            assertEquals("renoise", BROWSER.value("document.forms[0].elements.sampler.value"));
            BROWSER.find("[type=submit]").click();
            BROWSER.until("document.querySelectorAll('#generated .version').length === 2");
            assertEquals(List.of(), BROWSER.complaints());
        } finally {
            if (before == null) {
                System.clearProperty(ModelPath.PROPERTY);
            } else {
                System.setProperty(ModelPath.PROPERTY, before);
            }
        }
    }

    @Test
    void noNoteOfTheKeyboardIsDrawnTwice() throws IOException {
        try (ServerFixture notes = ServerFixture.of(Tiny.noteModel(), folder.resolve("played-results"))) {
            String page = "document.querySelector('[data-play-it]')";
            BROWSER.open(notes.server().uri().resolve("/play"));
            BROWSER.until("Number(" + page + ".dataset.there) >= 12");
            assertEquals(List.of(), BROWSER.violations());
            // Other models may be found on this machine.
            assertTrue(families("[data-instrument]").startsWith("[Organ"), families("[data-instrument]"));
            assertTrue(BROWSER.value("document.querySelector('[data-instrument]').selectedOptions[0].text")
                    .toString()
                    .startsWith("church-organ"));
            BROWSER.press("h");
            BROWSER.until(page + ".play.last");
            assertEquals(69, BROWSER.number(page + ".play.last.drawn"));
            double seed = BROWSER.number(page + ".play.last.seed");
            // The notes still missing are drawn before it, however long this machine takes.
            BROWSER.pressUntil("h", page + ".play.last.seed !== arguments[0]", seed);
            assertEquals(List.of(), BROWSER.complaints());
            assertEquals(List.of(), notes.log());
        }
    }

    @Test
    void aHandSoundsByTheServersOwnWorklet() {
        open("/grab#phases=0,10,20,30,40,50,60,70&hertz=125");
        BROWSER.find("[data-play]").click();
        BROWSER.until("Phasewright.harmonicsReady");
        assertEquals("Stop", BROWSER.find("[data-play]").getText());
        assertFalse(BROWSER.find("[data-means]").isDisplayed(), "no makeshift");
        assertEquals(30.0, BROWSER.number("document.querySelector('[data-grab]').grab.degrees[3]"));
        BROWSER.find("[data-play]").click();
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void theInterfaceIsDescribedAtItsOwnAddress() {
        open("/api");
        String here = fixture.server().uri().toString();
        assertTrue(BROWSER.find("main").getText().contains(here + "api/generations"));
    }

    @Test
    void aGenerationIsCancelledAndAFullQueueIsTold() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        JobQueue jobs = fixture.server().jobs();
        open("/generate");
        // What an earlier page asked for.
        while (jobs.waiting() > 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        jobs.submit(
                progress -> {
                    begun.countDown();
                    release.await();
                    throw new Job.Cancelled();
                },
                1,
                0);
        begun.await();
        try {
            BROWSER.find("[type=submit]").click();
            BROWSER.until("document.getElementById('state').textContent === '1 is before this one.'");
            BROWSER.find("#cancel").click();
            BROWSER.until("document.getElementById('state').textContent === 'Cancelled.'");
            assertFalse(BROWSER.find("#cancel").isDisplayed());
            assertEquals(0, BROWSER.all("#generated").size());

            Job.Task never = progress -> {
                throw new Job.Cancelled();
            };
            jobs.submit(never, 1, 0);
            jobs.submit(never, 1, 0);
            BROWSER.find("[type=submit]").click();
            BROWSER.until("!document.getElementById('trouble').hidden");
            assertTrue(BROWSER.find("#trouble").getText().startsWith("The queue is full"));
        } finally {
            release.countDown();
        }
    }

    @Test
    void aBlindTestIsDoneAndItsResultKept() throws IOException {
        open("/blind");
        // Made by the first who comes, while the page says so.
        BROWSER.until("document.getElementById('network-speech')");
        BROWSER.find(".runs summary").click();
        BROWSER.find("[data-seed]").clear();
        BROWSER.find("[data-seed]").sendKeys("7");
        BROWSER.find("#network-speech [data-begin]").click();
        BROWSER.find("[data-abx] [data-play]").click();
        BROWSER.until("Phasewright.playing && Phasewright.playing.position > 0.1");
        // Whoever answers without having listened to X does not count; the first of these twelve answers does.
        BROWSER.press("x");
        BROWSER.until("Phasewright.playing.selected === 2");
        for (int i = 0; i < 12; i++) {
            BROWSER.find("[data-answer=B]").click();
        }
        BROWSER.until("!document.querySelector('[data-end]').hidden");
        BROWSER.until("!document.querySelector('[data-kept]').hidden");

        boolean[] isB = new TrialOrder(7).coins(12);
        int right = 0;
        for (boolean each : isB) {
            right += each ? 1 : 0;
        }
        List<Path> kept;
        try (Stream<Path> files = Files.list(folder.resolve("results"))) {
            kept = files.toList();
        }
        assertEquals(1, kept.size());
        assertEquals(
                "The server has kept this result in its folder of results, as "
                        + kept.get(0).getFileName() + ".",
                BROWSER.find("[data-kept]").getText());
        ListeningResult result = ListeningResult.read(kept.get(0));
        assertEquals("network-speech", result.test());
        assertEquals(12, result.trials().size());
        assertEquals(right, result.correct());
        assertEquals(isB[0] ? 1 : 0, BROWSER.number("Number(document.querySelector('[data-end]').dataset.correct)"));
        assertEquals(11, BROWSER.number("Number(document.querySelector('[data-end]').dataset.unheard)"));
        assertEquals(List.of(), BROWSER.violations());
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void ownSoundsAreTestedBlindly() {
        openLaboratory();
        BROWSER.find("#blind").click();

        BROWSER.until("document.getElementById('own-sound')");
        BROWSER.find("#own-sound [data-begin]").click();
        BROWSER.find("[data-abx] [data-play]").click();
        BROWSER.until("Phasewright.playing && Phasewright.playing.position > 0.1");
        assertEquals(2, BROWSER.number("Phasewright.playing.buffers[2].duration"));
        assertEquals(List.of(), BROWSER.complaints());
    }

    @Test
    void theKeyboardIsEnough() {
        open("/generate");
        BROWSER.tabTo("#steps");
        BROWSER.press(Keys.HOME, Keys.ARROW_RIGHT);
        assertEquals("2", BROWSER.find("output[for=steps]").getText());
        BROWSER.tabTo("[type=submit]");
        BROWSER.press(Keys.ENTER);
        BROWSER.until("document.getElementById('generated') && document.getElementById('generated').deck.isPlaying");
        BROWSER.tabTo("#generated [data-play]");
        BROWSER.press(Keys.SPACE);
        BROWSER.until("!document.getElementById('generated').deck.isPlaying");
        BROWSER.tabTo("#generated a[href^='/lab']");
        BROWSER.press(Keys.ENTER);

        BROWSER.until(CHANGES + " >= 1");
        BROWSER.tabTo("#laboratory input[type=radio]");
        BROWSER.press(Keys.SPACE);
        BROWSER.until(DECK + ".isPlaying");
        BROWSER.press("1");
        assertEquals(0, BROWSER.number(DECK + ".selected"));
        double changes = BROWSER.number(CHANGES);
        BROWSER.tabTo("#amount");
        BROWSER.press(Keys.ARROW_LEFT);
        BROWSER.until(CHANGES + " > " + changes);
        assertEquals("99 %", BROWSER.find("output[for=amount]").getText());
    }

    @Test
    void theNamesOfAllPagesStandInOneLineOnATelephone() {
        BROWSER.size(390, 844);
        try {
            for (String page : new String[] {"/", "/phase", "/api"}) {
                open(page);
                String lines = "new Set(Array.from(document.querySelectorAll('.top li'), li => li.offsetTop)).size";
                assertEquals(1, BROWSER.number(lines), page);
                assertEquals(
                        0,
                        BROWSER.number("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
                        page);
                assertEquals(List.of(), BROWSER.violationsOfLooks(), page);
            }
            String own =
                    "(function () { const a = document.querySelector('.top [aria-current]').getBoundingClientRect();"
                            + " return a.left >= 0 && a.right <= innerWidth; })()";
            assertTrue((Boolean) BROWSER.value(own), "the page's own is seen, though it is the last");
            BROWSER.tabTo(".top li:first-child a");
            String first = own.replace("[aria-current]", "li:first-child a");
            assertTrue((Boolean) BROWSER.value(first), "what has the focus comes into view");
        } finally {
            BROWSER.size(1280, 900);
        }
    }

    @Test
    void noPageHasSeriousBarriers() {
        for (String page :
                new String[] {"/", "/watch", "/generate", "/lab", "/mend", "/yours", "/phase", "/grab", "/blind", "/api"
                }) {
            open(page);
            assertEquals(List.of(), BROWSER.violations(), page);
        }
        openLaboratory();
        BROWSER.find("summary").click();
        assertEquals(List.of(), BROWSER.violations());
        BROWSER.dark(true);
        assertEquals(List.of(), BROWSER.violationsOfLooks());
        BROWSER.dark(false);
    }
}
