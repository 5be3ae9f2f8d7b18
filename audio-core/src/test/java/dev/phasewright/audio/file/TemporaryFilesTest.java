package dev.phasewright.audio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.phasewright.audio.Fixtures;
import dev.phasewright.audio.SoundFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever needs a temporary file says where there can be none, and what to do. */
class TemporaryFilesTest {
    @TempDir
    Path folder;

    /** Tries, in a process of its own, for Java asks only once where temporary files go. */
    public static void main(String[] needed) throws IOException {
        try {
            switch (needed[0]) {
                case "spool" -> {
                    try (InputStream in = Files.newInputStream(Fixtures.sound("s16.wav"))) {
                        SoundFile.read(in);
                    }
                }
                case "device" -> new PartFile(Path.of("/dev/null")).close();
                default -> new TemporaryFolder().close();
            }
        } catch (IOException e) {
            System.out.print(e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spool", "device", "folder"})
    void whereNoneCanBeMadeIsToldWithTheRemedy(String needed) throws IOException {
        Path missing = folder.resolve("missing");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + missing,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TemporaryFilesTest.class.getName(),
                        needed)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(
                missing + ": temporary files cannot be written there (no such folder); make it a writable folder with"
                        + " room, or name another by JAVA_OPTS=-Djava.io.tmpdir=FOLDER",
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void aFullDiskIsCalledOne() {
        String message = TemporaryFiles.failure(new FileSystemException("x", null, "No space left on device"))
                .getMessage();
        assertEquals(
                System.getProperty("java.io.tmpdir")
                        + ": temporary files cannot be written there (No space left on device); make it a writable"
                        + " folder with room, or name another by JAVA_OPTS=-Djava.io.tmpdir=FOLDER",
                message);
    }
}
