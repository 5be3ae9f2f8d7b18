package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher's class archive, made of the packaged program: Java is to compile all that is hot in a start from it. A
 * method that was archived while it waited for the compiler would be interpreted for good.
 */
@DisabledOnOs(OS.WINDOWS)
class QuickStartIT {
    private static final Path SAMPLES = Path.of("").toAbsolutePath();
    private static final int RATE = 16_000;
    private static final int SECONDS = 20;

    @TempDir
    static Path folder;

    private static Path samples;
    private static Path noise;

    /** The packaged program in a folder without sources, so that the launcher makes an archive, and builds nothing. */
    @BeforeAll
    static void makeArchive() throws Exception {
        samples = Files.createDirectories(folder.resolve("root/samples"));
        Path target = Files.createDirectory(samples.resolve("target"));
        Path launcher = Files.copy(SAMPLES.resolve("phasewright"), samples.resolve("phasewright"));
        assertTrue(launcher.toFile().setExecutable(true));
        Files.createSymbolicLink(samples.resolve("models"), SAMPLES.resolve("models"));
        Files.createSymbolicLink(target.resolve("lib"), SAMPLES.resolve("target/lib"));
        Files.copy(SAMPLES.resolve("target/phasewright.jar"), target.resolve("phasewright.jar"));
        noise = folder.resolve("noise.wav");
        SoundFile.write(noise(), noise, SampleFormat.PCM_16);

        Ran ran = Ran.started(launcher("", "info", noise));
        assertEquals(0, ran.status(), ran.err());
        Path archive = target.resolve("phasewright-java-" + Runtime.version().feature() + ".jsa");
        assertTrue(Files.size(archive) > 0, "an archive was made");
    }

    private static Audio noise() {
        SplittableRandom random = new SplittableRandom(1);
        float[] samples = new float[SECONDS * RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextDouble(-0.5, 0.5);
        }
        return Audio.mono(samples, RATE);
    }

    private static ProcessBuilder launcher(String options, Object... words) {
        List<String> command = Stream.concat(Stream.of(samples.resolve("phasewright")), Stream.of(words))
                .map(Object::toString)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", options));
        return builder;
    }

    /** Transforms of 512 samples end in other methods than those of 1024. */
    @ParameterizedTest
    @CsvSource({"32, cftf161, cftf162", "64, cftf081, cftf082"})
    void whatIsHotIsCompiled(int window, String oneLeaf, String otherLeaf) throws Exception {
        Path out = folder.resolve(window + ".wav");
        Ran ran = Ran.started(
                launcher("-XX:+PrintCompilation", "phase", "randomize", noise, "--window", window, "-o", out));
        assertEquals(0, ran.status(), ran.err());
        for (String method : List.of("cftmdl1", oneLeaf, otherLeaf)) {
            // By which compiler depends on how busy the machine is.
            assertTrue(ran.out().contains("org.jtransforms.utils.CommonUtils::" + method + " ("), method);
        }
    }
}
