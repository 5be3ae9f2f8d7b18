package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.web.Frame;
import dev.phasewright.web.SiteFolder;
import gg.jte.Content;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.SearchContext;

/** A site as a project page has it: over http, by a server that knows nothing but files. */
class HostedSiteTest {
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html",
            "js", "text/javascript",
            "css", "text/css",
            "svg", "image/svg+xml",
            "webmanifest", "application/manifest+json");

    private static final String PLAYER = "document.querySelector('phasewright-player')";

    @TempDir
    private static Path folder;

    private static final AtomicBoolean AWAY = new AtomicBoolean();
    private static HttpServer server;
    private static String sound;

    @BeforeAll
    static void start() throws IOException {
        Path site = Files.createDirectory(folder.resolve("site"));
        SiteFolder made = new SiteFolder(site, "https://example.org/phases/");
        float[] tone = new float[32_000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.3 * Math.sin(0.2 * i));
        }
        sound = made.sound(Audio.mono(tone, 16_000));
        SoundFile.write(Audio.mono(tone, 16_000), folder.resolve("tone.wav"), SampleFormat.PCM_16);
        Page grab = GrabPage.page();
        made.page(frame(grab.file(), "Grab <it>", grab.scripts()), grab.body());
        Content player = output -> output.writeContent(
                "<h1>A player</h1><phasewright-player src=\"/tone.wav\" label=\"a tone\" loop></phasewright-player>");
        made.page(frame("index.html", "Player", List.of("phasewright-player.js")), player);
        made.linkPicture(new BufferedImage(1200, 630, BufferedImage.TYPE_INT_RGB));
        made.finish();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", HostedSiteTest::answer);
        server.start();
    }

    @AfterAll
    static void stop() {
        BROWSER.open(URI.create("about:blank"));
        server.stop(0);
    }

    @BeforeEach
    void quiet() {
        AWAY.set(false);
        BROWSER.size(1280, 900);
        BROWSER.complaints();
    }

    private static Frame frame(String file, String title, List<String> scripts) {
        return new Frame(title, "About it.", file, List.of(), scripts, "Made by a test.", null, "");
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Path file = path.equals("/tone.wav")
                    ? folder.resolve("tone.wav")
                    : folder.resolve("site")
                            .resolve(path.endsWith("/") ? path.substring(1) + "index.html" : path.substring(1));
            if (AWAY.get() || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            String name = file.getFileName().toString();
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            exchange.getResponseHeaders().set("Content-Type", type == null ? "application/octet-stream" : type);
            exchange.sendResponseHeaders(200, Files.size(file));
            Files.copy(file, exchange.getResponseBody());
        }
    }

    private static void open(String page) {
        BROWSER.open(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + page));
    }

    @Test
    void afterTheFirstVisitItIsThereWithoutANetwork() {
        open("");
        String kept = "(await caches.keys()).length === 1"
                + " && (await (await caches.open((await caches.keys())[0])).keys()).map(r => new URL(r.url).pathname)";
        String all = "Promise.resolve().then(async () => window.kept = " + kept + ")";
        BROWSER.until("navigator.serviceWorker.controller");
        BROWSER.until("(" + all + ", (window.kept || []).includes('/sounds/" + sound + ".js'))");
        AWAY.set(true);
        open("grab.html");
        assertEquals("Phase you can grab", BROWSER.find("h1").getText());
        assertEquals(0, BROWSER.number("document.querySelector('[data-grab]').grab.degrees[0]"), "its scripts run");
        open("");
        assertEquals("A player", BROWSER.find("h1").getText());
    }

    @Test
    void aLinkToAPageHasAPictureAndSaysWhatItLeadsTo() throws IOException {
        open("grab.html");
        assertEquals("Grab <it>", property("og:title"));
        assertEquals("https://example.org/phases/grab.html", property("og:url"));
        assertEquals("https://example.org/phases/pictures/link.png", property("og:image"));
        assertTrue(Files.isRegularFile(folder.resolve("site/pictures/link.png")));
        String worker = Files.readString(folder.resolve("site/service-worker.js"));
        assertTrue(worker.contains("\"grab.html\"") && worker.contains("\"assets/site.css\""), worker);
        assertFalse(worker.contains("{pages}"), worker);
        assertEquals(
                "site.webmanifest", BROWSER.value("document.querySelector('link[rel=manifest]').getAttribute('href')"));
    }

    private static String property(String name) {
        return (String) BROWSER.value("document.querySelector(`meta[property=\"${arguments[0]}\"]`).content", name);
    }

    @Test
    void thePlayerPlaysShowsItsWaveAndSaysWhatIsWrong() {
        open("");
        SearchContext inside = BROWSER.find("phasewright-player").getShadowRoot();
        inside.findElement(By.cssSelector("button")).click();
        BROWSER.until(PLAYER + ".playing && " + PLAYER + ".position > 0.1");
        assertEquals(2, BROWSER.number(PLAYER + ".duration"), 0.01);
        assertTrue(((String) BROWSER.value(PLAYER + ".shadowRoot.querySelector('path').getAttribute('d')")).length()
                > 1000);
        assertEquals(
                "Pause a tone", inside.findElement(By.cssSelector("button")).getAttribute("aria-label"));
        inside.findElement(By.cssSelector("button")).click();
        assertEquals(false, BROWSER.value(PLAYER + ".playing"));
        inside.findElement(By.cssSelector(".wave")).sendKeys(Keys.END, Keys.ARROW_LEFT);
        assertEquals(1.9, BROWSER.number(PLAYER + ".position"), 0.02);
        assertEquals(List.of(), BROWSER.violations());
        BROWSER.driver().executeScript(PLAYER + ".setAttribute('src', '/nothing.wav')");
        inside.findElement(By.cssSelector("button")).click();
        BROWSER.until(PLAYER + ".shadowRoot.querySelector('.said').textContent === 'The sound is not there (503).'");
    }
}
