package dev.phasewright.diffusion.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.phasewright.data.SoundFolder;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in processes of their own, which are killed, and whose memory is measured. */
class KilledTrainingTest {
    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void record() throws IOException {
        data = SoundFolder.tones(folder.resolve("data"), 5);
    }

    private Path place(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    private Process start(Path out, int pause) throws IOException {
        return TinyTraining.start(out, "resume", data.toString(), out.toString(), Integer.toString(pause));
    }

    private static void finish(Process process, Path out) throws IOException, InterruptedException {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "still running");
        assertEquals(0, process.exitValue(), Files.readString(out.resolve("output.txt")));
    }

    private static byte[] result(Path out) throws IOException {
        return Files.readAllBytes(
                out.resolve(String.format(Locale.ROOT, "checkpoints/step-%09d/state.safetensors", TinyTraining.STEPS)));
    }

    /** Kills the process as soon as something is there, or some time after a checkpoint of its own. */
    private static void kill(Process process, Path out, boolean whileSaving, long delay)
            throws IOException, InterruptedException {
        Path begun = out.resolve("begun-at");
        while (process.isAlive() && !Files.exists(begun)) {
            Thread.sleep(5);
        }
        List<Path> before = checkpoints(out);
        while (process.isAlive()
                && (checkpoints(out).isEmpty() || checkpoints(out).equals(before))) {
            Thread.onSpinWait();
        }
        if (whileSaving) {
            while (process.isAlive() && !Files.exists(out.resolve("checkpoints/unfinished.part"))) {
                Thread.onSpinWait();
            }
        } else {
            Thread.sleep(delay);
        }
        process.destroyForcibly().waitFor();
        assertTrue(process.exitValue() != 0, "it was done before it was killed");
        Files.delete(begun);
    }

    private static List<Path> checkpoints(Path out) throws IOException {
        Path folder = out.resolve("checkpoints");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(p -> p.getFileName().toString().startsWith("step-"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void reachesTheSameBitsHoweverOftenItIsKilled() throws IOException, InterruptedException {
        Path whole = place("whole");
        Process undisturbed = start(whole, 0);
        Path out = place("killed");
        SplittableRandom random = new SplittableRandom(11);
        for (boolean whileSaving : new boolean[] {false, true}) {
            kill(start(out, 60), out, whileSaving, random.nextInt(200));
            assertTrue(TrainingRun.hasCheckpoint(out.resolve("checkpoints")));
        }
        Process last = start(out, 0);
        finish(undisturbed, whole);
        finish(last, out);
        long begun = Long.parseLong(Files.readString(out.resolve("begun-at")));
        assertTrue(begun > 0 && begun < TinyTraining.STEPS, "begun at " + begun);
        assertArrayEquals(result(whole), result(out));
        try (Stream<Path> left = Files.walk(out)) {
            assertFalse(left.anyMatch(
                    p -> p.toString().endsWith(".part") || p.toString().endsWith(".tmp")));
        }
    }

    @Test
    void holdsItsMemoryOverTwoThousandUpdatesAndTwoHundredSamplings() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/proc/self/status")));
        Path out = place("memory");
        finish(TinyTraining.start(out, "memory", data.toString(), out.toString()), out);
        List<String[]> lines = Files.readAllLines(out.resolve("output.txt")).stream()
                .map(line -> line.split(" "))
                .toList();
        assertEquals(8, lines.size());
        assertFlat(lines.get(1), lines.get(3));
        assertFlat(lines.get(4), lines.get(7));
    }

    private static void assertFlat(String[] early, String[] late) {
        assertEquals(early[2], late[2], "arrays held");
        long grown = Long.parseLong(late[3]) - Long.parseLong(early[3]);
        assertTrue(grown < 3_000, grown + " kB more after " + String.join(" ", late));
    }
}
