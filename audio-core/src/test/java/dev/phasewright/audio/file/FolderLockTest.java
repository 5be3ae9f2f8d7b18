package dev.phasewright.audio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    private Path folder;

    /** Holds a folder until it is killed. */
    static final class Holder {
        private Holder() {}

        @SuppressWarnings("try")
        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (FolderLock lock = FolderLock.of(Path.of(arguments[0]), "nobody")) {
                System.out.println("held");
                Thread.sleep(60_000);
            }
        }
    }

    private String refusal() {
        return assertThrows(IOException.class, () -> FolderLock.of(folder, "another training"))
                .getMessage();
    }

    private void lockAndRelease() throws IOException {
        FolderLock.of(folder, "another training").close();
        assertFalse(Files.exists(folder.resolve(".lock")));
    }

    @Test
    void theSecondIsRefusedInOneLineUntilTheFirstHasDone() throws IOException {
        FolderLock first = FolderLock.of(folder, "another training");
        assertEquals(
                folder + ": another training is at work in it; wait for its end, or choose another folder", refusal());
        first.close();
        lockAndRelease();
    }

    @Test
    void aKilledProcessLeavesNoLock() throws IOException, InterruptedException {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("held", out.readLine());
            assertTrue(refusal().startsWith(folder + ": another training"), refusal());
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertTrue(Files.exists(folder.resolve(".lock")));
        lockAndRelease();
    }
}
