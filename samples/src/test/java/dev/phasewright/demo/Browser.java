package dev.phasewright.demo;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * A Chromium without a window, one for each test class; without one on this machine the class is skipped, and says what
 * to install.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final Browser BROWSER = new Browser();
 * }</pre>
 */
public final class Browser implements BeforeAllCallback, AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ChromeDriver driver;
    private Path downloads;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = program("chromedriver");
        Assumptions.assumeTrue(
                chromium.isPresent() && chromedriver.isPresent(),
                "no browser to test pages with: apt install chromium chromium-driver");
        downloads = Files.createTempDirectory("downloads");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
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
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.get().toFile())
                .withSilent(true)
                .build();
        driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (driver != null) {
            driver.quit();
            try (Stream<Path> files = Files.list(downloads)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(downloads);
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
        List<Rule> broken = new AxeBuilder().analyze(driver).getViolations();
        // The rules' engine asks for style sheets in a way that a page from disk is not allowed; that is not the
        // page's.
        complaints();
        return broken.stream()
                .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                        + rule.getNodes().stream()
                                .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                .limit(3)
                                .toList())
                .toList();
    }

    /** Waits for a download and returns it. */
    public Path downloaded(String ending) {
        return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50)).until(d -> {
            try (Stream<Path> files = Files.list(downloads)) {
                // The browser makes an empty file first, to keep its name.
                return files.filter(
                                f -> f.toString().endsWith(ending) && f.toFile().length() > 0)
                        .findFirst()
                        .orElse(null);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }
}
