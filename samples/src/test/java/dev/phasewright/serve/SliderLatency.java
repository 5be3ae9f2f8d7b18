package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.demo.Browser;
import dev.phasewright.model.ModelPath;
import dev.phasewright.web.DemoSound;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * How long it takes from a control of the laboratory being moved to the changed sound at the loudspeakers, while a sound
 * of five seconds plays: in a real browser, with the shipped models, as the page itself tells it. Run by
 *
 * <pre>
 * mvn -Pmeasure -DskipTests -Dmeasure="dev.phasewright.serve.SliderLatency" test
 * </pre>
 */
final class SliderLatency {
    private static final double SECONDS = 5;
    private static final int WARM_UP = 8;
    private static final int MOVES = 40;
    private static final String LATENCY = "document.getElementById('latency').dataset";

    private final Browser browser;
    private final PhasewrightServer server;

    private SliderLatency(Browser browser, PhasewrightServer server) {
        this.browser = browser;
        this.server = server;
    }

    /**
     * A way to change the sound.
     *
     * @param name what it is
     * @param sound an upload
     * @param setUp JavaScript that chooses what becomes of the phase
     * @param control what is moved
     */
    private record Way(String name, Path sound, String setUp, String control) {}

    /** The median and the ninth tenth of what the page tells, in milliseconds. */
    private double[] measure(Way way) {
        browser.open(server.uri().resolve("/lab"));
        browser.find("#file").sendKeys(way.sound.toString());
        browser.until(LATENCY + ".changes >= 1");
        browser.find("#laboratory [data-play]").click();
        browser.until("document.getElementById('laboratory').deck.isPlaying");
        if (!way.setUp.isEmpty()) {
            double before = browser.number("Number(" + LATENCY + ".changes)");
            browser.driver().executeScript(way.setUp);
            browser.until(LATENCY + ".changes > " + before);
        }
        WebElement control = browser.find(way.control);
        double[] found = new double[MOVES];
        for (int i = -WARM_UP; i < MOVES; i++) {
            double before = browser.number("Number(" + LATENCY + ".changes)");
            control.sendKeys(i % 2 == 0 ? Keys.ARROW_UP : Keys.ARROW_DOWN);
            browser.until(LATENCY + ".changes > " + before);
            found[Math.max(0, i)] = browser.number("Number(" + LATENCY + ".milliseconds)");
        }
        Arrays.sort(found);
        return new double[] {found[MOVES / 2], found[MOVES * 9 / 10]};
    }

    /** Chooses a method, and whether only mel bands are kept. */
    private static String anew(String method, boolean mel) {
        return "const fields = document.getElementById('controls').elements;"
                + "fields.method.value = '" + method + "';"
                + "fields.via.checked = " + mel + ";"
                + "document.querySelector('[name=kind][value=vocoded]').click();";
    }

    private static Path write(Path folder, String name, Audio sound) throws IOException {
        return Files.write(folder.resolve(name), Sounds.wav(sound));
    }

    /** Measures all ways, and prints a line for each. */
    public static void main(String... arguments) throws IOException {
        Path folder = Files.createTempDirectory("sliders");
        ServerSpec spec = new ServerSpec(
                InetAddress.getLoopbackAddress(),
                0,
                ModelPath.find("digits"),
                ModelPath.find("universal-16k"),
                folder.resolve("results"),
                Limits.STANDARD,
                Set.of());
        List<DemoSound> recordings = DemoSound.recordings(SECONDS);
        Audio speech = recordings.get(0).sound();
        Audio note = recordings.get(1).sound();
        float[] both = new float[(int) (SECONDS * speech.sampleRate())];
        System.arraycopy(speech.channel(0), 0, both, 0, speech.length());
        System.arraycopy(
                note.channel(0), 0, both, speech.length(), Math.min(note.length(), both.length - speech.length()));
        Audio mono = Audio.mono(both, speech.sampleRate());
        float[] wide = Resampler.resample(mono, 48_000).channel(0);
        Path small = write(folder, "mono-16k.wav", mono);
        Path large = write(folder, "stereo-48k.wav", Audio.of(new float[][] {wide, wide}, 48_000));
        List<Way> ways = List.of(
                new Way("random phase, 16 kHz mono", small, "", "#window"),
                new Way("random phase, 48 kHz stereo", large, "", "#window"),
                new Way("PGHI, 16 kHz mono", small, anew("pghi", false), "[name=reseed]"),
                new Way("network, 16 kHz mono", small, anew("network", false), "[name=reseed]"),
                new Way("network from mel bands, 16 kHz mono", small, anew("network", true), "[name=reseed]"),
                new Way("network, 48 kHz stereo", large, anew("network", false), "[name=reseed]"));
        try (Browser browser = Browser.start();
                PhasewrightServer server = PhasewrightServer.start(spec, line -> {})) {
            System.out.printf(Locale.ROOT, "%-38s %12s %12s%n", "from move to sound, 5 s", "median, ms", "90 %, ms");
            for (Way way : ways) {
                double[] found = new SliderLatency(browser, server).measure(way);
                System.out.printf(Locale.ROOT, "%-38s %12.0f %12.0f%n", way.name, found[0], found[1]);
            }
        }
    }
}
