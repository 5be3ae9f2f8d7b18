package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What machines read is the same whatever language the user speaks: names of checkpoints, scripts for the engine, JSON,
 * CSV. Arabic and Persian write other digits, Turkish another i, German a comma for the point.
 */
class LocalesTest {
    /** What differs from run to run: how long it took. */
    private static final String TIMES = "\"(hours|seconds|clips_per_second)\" ?: ?\"?[0-9.E-]+\"?";

    @TempDir
    static Path folder;

    private static Path data;
    private static Map<String, byte[]> expected;

    @BeforeAll
    static void workInEnglish() throws Exception {
        data = Tiny.corpus(Files.createDirectory(folder.resolve("data")));
        expected = work("en", "US");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "tr-TR", "de-DE"})
    void theSameComesOutInEveryLanguage(String locale) throws Exception {
        Map<String, byte[]> made = work(locale.substring(0, 2), locale.substring(3));
        assertEquals(expected.keySet(), made.keySet());
        for (String name : expected.keySet()) {
            assertArrayEquals(expected.get(name), made.get(name), name);
        }
    }

    /** What the commands make in a Java of that language, by name. */
    private static Map<String, byte[]> work(String language, String country) throws IOException, InterruptedException {
        Path out = Files.createDirectory(folder.resolve(language));
        Path err = folder.resolve(language + ".txt");
        ProcessBuilder program = Ran.builder(err);
        List<String> command = new ArrayList<>(program.command());
        int main = command.indexOf(Main.class.getName());
        command.set(main, Work.class.getName());
        command.addAll(main, List.of("-Duser.language=" + language, "-Duser.country=" + country));
        command.addAll(List.of(data.toString(), out.toString()));
        int status = program.command(command).start().waitFor();
        assertEquals(0, status, Files.readString(err));
        Map<String, byte[]> made = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                made.put(out.relativize(file).toString(), settled(file));
            }
        }
        return made;
    }

    private static byte[] settled(Path file) throws IOException {
        if (!file.toString().matches(".*\\.jsonl?")) {
            return file.toString().endsWith(".png") ? new byte[0] : Files.readAllBytes(file);
        }
        return Files.readString(file).replaceAll(TIMES, "").getBytes(StandardCharsets.UTF_8);
    }

    /** Several commands in one Java. */
    static final class Work {
        private Work() {}

        public static void main(String... arguments) {
            String data = arguments[0];
            Path out = Path.of(arguments[1]);
            Path model = out.resolve("model");
            Path sound = out.resolve("high.wav");
            run(Tiny.training(Path.of(data), model, "--steps", 11));
            run("generate", "high", "--model", model, "--vocoder", "random", "--seed", 1, "--steps", 2, "-o", sound);
            run("phase", "sweep", sound, "--windows", "8", "--modes", "random", "-o", out.resolve("sweep"));
            run("vocode", sound, "--vocoder", "pghi", "-o", out.resolve("copy.wav"));
            run("corpus", "edges", "--out", out.resolve("edges"), "--size", 7);
            run("info", sound, model);
            System.exit(0);
        }

        private static void run(Object... words) {
            Ran ran = Ran.phasewright(words);
            if (ran.status() != 0) {
                System.err.println(List.of(words) + ": " + ran.err());
                System.exit(1);
            }
        }
    }
}
