package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java examples of the README, compiled and run as they stand there. */
class ReadmeExampleTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    private static String example(int number) throws IOException {
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
        assertEquals(2, blocks.size(), "Java examples in README.md");
        return blocks.get(number);
    }

    /** Runs the lines of an example in the folder; returns what they said. */
    private String run(String example) throws IOException, InterruptedException {
        String imports =
                example.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String lines =
                example.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        Path source = folder.resolve("Example.java");
        Files.writeString(
                source,
                String.format(
                        Locale.ROOT,
                        """
                        %s

                        class Example {
                            public static void main(String[] arguments) throws Exception {
                        %s
                            }
                        }
                        """,
                        imports,
                        lines));
        String classPath = System.getProperty("java.class.path");
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString()),
                "compiles");

        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dphasewright.models=" + ROOT.resolve("samples/models"),
                        "-Dai.djl.offline=true",
                        "-cp",
                        folder + System.getProperty("path.separator") + classPath,
                        "Example"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Test
    void makesASound() throws IOException, InterruptedException {
        run(example(0));
        Audio seven = SoundFile.read(folder.resolve("seven.wav"));
        assertEquals(16_000, seven.sampleRate());
        assertEquals(1, seven.seconds(), 0.05);
        assertTrue(seven.rms() > 0.001, "not silence");
    }

    @Test
    void makesSeveralAndTellsHowFarTheyAre() throws IOException, InterruptedException {
        List<String> said =
                run(example(1)).lines().filter(line -> line.contains(" of ")).toList();
        String last = said.get(said.size() - 1);
        assertEquals(last.substring(last.indexOf(" of ") + 4), last.substring(0, last.indexOf(" of ")), "all is done");
    }
}
