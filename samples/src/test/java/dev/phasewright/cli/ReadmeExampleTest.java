package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java example of the README, compiled and run as it stands there. */
class ReadmeExampleTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

    @Test
    void compilesAndMakesASound(@TempDir Path folder) throws IOException, InterruptedException {
        Path root = Path.of("").toAbsolutePath().getParent();
        Matcher block = JAVA_BLOCK.matcher(Files.readString(root.resolve("README.md")));
        assertTrue(block.find(), "README.md has a Java example");
        Path source = folder.resolve("Example.java");
        Files.writeString(
                source,
                """
                import dev.phasewright.audio.*;
                import dev.phasewright.vocoder.*;
                import java.nio.file.Path;

                class Example {
                    public static void main(String[] arguments) throws Exception {
                %s
                    }
                }
                """
                        .formatted(block.group(1)));
        String classPath = System.getProperty("java.class.path");
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString()),
                "compiles");

        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dphasewright.models=" + root.resolve("samples/models"),
                        "-Dai.djl.offline=true",
                        "-cp",
                        folder + System.getProperty("path.separator") + classPath,
                        "Example"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        Audio seven = SoundFile.read(folder.resolve("seven.wav"));
        assertEquals(16_000, seven.sampleRate());
        assertEquals(1, seven.seconds(), 0.05);
        assertTrue(seven.rms() > 0.001, "not silence");
    }
}
