package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A Chromium without a window, one for all test classes; without one on this machine a class is skipped, and says what to
 * install.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final Browser BROWSER = new Browser();
 * }</pre>
 */
public final class Browser implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Rules whose answer depends on the colours or on the width of the page. */
    private static final List<String> LOOKS = List.of("color-contrast", "scrollable-region-focusable");

    private static final String MISSING = "no browser to test pages with: apt install chromium chromium-driver";

    private static final String AXE = axe();

    private Running running;
    private ChromeDriver driver;

    /** The browser that all classes have in common; closed when the last test is over. */
    private record Running(ChromeDriver driver, Path downloads) implements AutoCloseable {
        private static final Optional<Path> CHROMIUM = program("chromium", "chromium-browser", "google-chrome");
        private static final Optional<Path> CHROMEDRIVER = program("chromedriver");

        static boolean isPossible() {
            return CHROMIUM.isPresent() && CHROMEDRIVER.isPresent();
        }

        static Running start() {
            try {
                Path downloads = Files.createTempDirectory("downloads");
                ChromeDriverService service = new ChromeDriverService.Builder()
                        .usingDriverExecutable(CHROMEDRIVER.orElseThrow().toFile())
                        .withSilent(true)
                        .build();
                ChromeDriver driver = new ChromeDriver(service, options(downloads));
                driver.manage().timeouts().scriptTimeout(PATIENCE);
                return new Running(driver, downloads);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static ChromeOptions options(Path downloads) {
            ChromeOptions options = new ChromeOptions();
            options.setBinary(CHROMIUM.orElseThrow().toFile());
            options.setExperimentalOption(
                    "prefs",
                    Map.of("download.default_directory", downloads.toString(), "download.prompt_for_download", false));
            options.addArguments(
                    "--headless=new",
                    // The tests run as root in containers, where there is no sandbox to be had.
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-extensions",
                    "--force-color-profile=srgb",
                    "--autoplay-policy=no-user-gesture-required",
                    // A page that still scrolls is clicked beside what was meant.
                    "--force-prefers-reduced-motion",
                    "--use-fake-device-for-media-stream",
                    "--use-fake-ui-for-media-stream",
                    "--window-size=1280,900");
            return options;
        }

        /** What was downloaded so far. */
        List<Path> files() throws IOException {
            try (Stream<Path> files = Files.list(downloads)) {
                return files.toList();
            }
        }

        void forgetDownloads() throws IOException {
            for (Path file : files()) {
                Files.delete(file);
            }
        }

        @Override
        public void close() throws IOException {
            driver.quit();
            forgetDownloads();
            Files.delete(downloads);
        }
    }

    /**
     * A browser of its own, for what is no test; to be closed.
     *
     * @throws IllegalStateException if there is none on this machine
     */
    public static Browser start() {
        if (!Running.isPossible()) {
            throw new IllegalStateException(MISSING);
        }
        Browser browser = new Browser();
        browser.running = Running.start();
        browser.driver = browser.running.driver;
        return browser;
    }

    /** Ends a browser that {@link #start} started. */
    @Override
    public void close() throws IOException {
        running.close();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Assumptions.assumeTrue(Running.isPossible(), MISSING);
        running = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Browser.class))
                .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
        driver = running.driver;
        size(1280, 900);
        dark(false);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (driver != null) {
            driver.get("about:blank"); // Nothing goes on playing.
            running.forgetDownloads();
        }
    }

    private static String axe() {
        try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> program(String... names) {
        List<String> folders = Arrays.asList(System.getenv("PATH").split(File.pathSeparator, -1));
        return Arrays.stream(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The browser itself. */
    public ChromeDriver driver() {
        return driver;
    }

    /** Opens a page of a site on disk. */
    public void open(Path page) {
        open(page.toUri());
    }

    /** Opens a page. */
    public void open(URI page) {
        driver.get(page.toString());
    }

    /** The first element that a CSS selector finds. */
    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** All elements that a CSS selector finds. */
    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The value of a JavaScript expression. */
    public Object value(String expression, Object... arguments) {
        return driver.executeScript("return " + expression + ";", arguments);
    }

    /** The value of a JavaScript expression that is a number. */
    public double number(String expression, Object... arguments) {
        return ((Number) value(expression, arguments)).doubleValue();
    }

    /** Waits until a JavaScript expression is true. */
    public void until(String expression, Object... arguments) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .withMessage(() -> "waiting for " + expression + "; the browser says " + complaints())
                .until(d -> Boolean.TRUE.equals(value("!!(" + expression + ")", arguments)));
    }

    /** Presses keys, wherever the focus is. */
    public void press(CharSequence... keys) {
        for (CharSequence key : keys) {
            // As a keyboard does, not into the element: a field for files would take any key for a file's name.
            new Actions(driver).sendKeys(key).perform();
        }
    }

    /** Presses a key again and again, as a player does, until an expression is true of the page. */
    public void pressUntil(CharSequence key, String expression, Object... arguments) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .withMessage(() -> "pressing " + key + " until " + expression)
                .until(d -> {
                    press(key);
                    return Boolean.TRUE.equals(value("!!(" + expression + ")", arguments));
                });
    }

    /** Presses Tab until an element that a CSS selector finds has the focus. */
    public void tabTo(String selector) {
        for (int i = 0; i < 300; i++) {
            if (Boolean.TRUE.equals(value("document.activeElement.matches(arguments[0])", selector))) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError(selector + " cannot be reached with the Tab key");
    }

    /** What the page complained of on its console since the last call: errors and warnings. */
    public List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(Object::toString)
                .toList();
    }

    /** Light or dark, as the system says. */
    public void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** The size of the window, in CSS pixels. */
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** A picture of what is seen, as PNG. */
    public byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** Serious and critical violations of accessibility rules on the page as it is. */
    public List<String> violations() {
        return violations(Map.of("resultTypes", List.of("violations")));
    }

    /** Those alone that may come with other colours or another width. */
    public List<String> violationsOfLooks() {
        return violations(
                Map.of("resultTypes", List.of("violations"), "runOnly", Map.of("type", "rule", "values", LOOKS)));
    }

    /** That nothing is wrong with its looks, nor wider than the screen, when it is narrow and dark; it stays narrow. */
    public void assertSuitsADarkTelephone() {
        size(390, 800);
        dark(true);
        assertEquals(List.of(), violationsOfLooks());
        assertEquals(0.0, number("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        dark(false);
    }

    private List<String> violations(Map<String, Object> options) {
        driver.executeScript("if (!window.axe) {" + AXE + "}");
        List<?> found = (List<?>) driver.executeAsyncScript(
                """
                const done = arguments[1];
                axe.run(document, arguments[0]).then(function (results) {
                  done(results.violations
                    .filter(function (rule) { return ["serious", "critical"].includes(rule.impact); })
                    .map(function (rule) {
                      return rule.id + ": " + rule.help + " " + rule.nodes.slice(0, 3).map(function (node) {
                        return node.html + " " + node.failureSummary;
                      }).join("; ");
                    }));
                }, function (error) { done(["axe failed: " + error]); });
                """,
                options);
        // The rules' engine asks for style sheets in a way that a page from disk is not allowed; that is not the
        // page's.
        complaints();
        return found.stream().map(Object::toString).toList();
    }

    /** Waits for a download and returns it. */
    public Path downloaded(String ending) {
        return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50)).until(d -> {
            try {
                // The browser makes an empty file first, to keep its name.
                return running.files().stream()
                        .filter(f -> f.toString().endsWith(ending) && f.toFile().length() > 0)
                        .findFirst()
                        .orElse(null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
