package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One training, stopped from outside again and again, each time in a process of its own. */
@DisabledOnOs(OS.WINDOWS)
class InterruptedTrainingTest {
    private static final Pattern BEGUN = Pattern.compile("step (\\d+) of 1000000");
    private static final Pattern STOPPED = Pattern.compile("stopped: (\\S+) is safe at step (\\d+), .*--resume");
    private static final Pattern ROW = Pattern.compile("\\{\"(step|checkpoint)\":(\\d+),.*\\}");

    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    /** How a stretch of training began and ended. */
    private record Stretch(int from, int status, String said) {}

    @Test
    void everyEndLeavesACheckpointToGoOnFrom() throws Exception {
        assumeFalse(
                ignoresInterrupts(), "what a shell starts in its background ignores Ctrl-C, and so do its children");
        data = Tiny.corpus(folder.resolve("data"));
        out = folder.resolve("model");

        Stretch killed = trainUntilStep(10, "KILL");
        assertEquals(137, killed.status, killed.said);
        nothingTemporaryIsLeft();

        Stretch interrupted = trainUntilStep(20, "INT", "--resume");
        assertTrue(interrupted.from >= 10 && interrupted.from % 10 == 0, interrupted.said);
        assertEquals(130, interrupted.status, interrupted.said);
        int safe = safeStep(interrupted);
        nothingTemporaryIsLeft();

        Stretch terminated = trainUntilStep(safe + 10, "TERM", "--resume");
        assertEquals(safe, terminated.from, "goes on where it was told to be safe");
        assertEquals(143, terminated.status, terminated.said);
        assertTrue(safeStep(terminated) >= safe + 10, terminated.said);

        Ran info = Ran.phasewright("info", out);
        assertTrue(info.out().contains(safeStep(terminated) + " of 1000000"), info.out());
        logHasEachStepOnce();
    }

    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        Pattern ignored = Pattern.compile("SigIgn:\\s*\\p{XDigit}*([0-9a-f])");
        Matcher mask = ignored.matcher(Files.exists(status) ? Files.readString(status) : "");
        // SIGINT is the second signal.
        return mask.find() && (Integer.parseInt(mask.group(1), 16) & 2) != 0;
    }

    private Stretch trainUntilStep(int step, String signal, String... more) throws Exception {
        Path err = Files.createTempFile(folder, "stderr", ".txt");
        Object[] words = Tiny.training(data, out, "--steps", 1_000_000, "--checkpoint-every", 10);
        ProcessBuilder builder = Ran.builder(
                err, Stream.concat(Stream.of(words), Stream.of(more)).toArray());
        // Several threads on tiny arrays only wait for each other.
        builder.environment().put("OMP_NUM_THREADS", "1");
        Process process = builder.start();
        try {
            awaitStep(step, process, err);
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-" + signal, "" + process.pid())
                            .start()
                            .waitFor());
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "ends by itself");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(err);
        Matcher begun = BEGUN.matcher(said);
        assertTrue(begun.find(), said);
        return new Stretch(Integer.parseInt(begun.group(1)), process.exitValue(), said);
    }

    private void awaitStep(int step, Process process, Path err) throws IOException, InterruptedException {
        for (int i = 0; i < 1200; i++) {
            if (lastStep() >= step) {
                return;
            }
            assertTrue(process.isAlive(), Files.readString(err));
            Thread.sleep(50);
        }
        throw new AssertionError("not at step " + step + " in a minute: " + Files.readString(err));
    }

    private int lastStep() throws IOException {
        Path log = out.resolve("training.jsonl");
        int last = 0;
        for (String line : Files.exists(log) ? Files.readAllLines(log) : List.<String>of()) {
            Matcher row = ROW.matcher(line);
            last = row.matches() ? Integer.parseInt(row.group(2)) : last;
        }
        return last;
    }

    private int safeStep(Stretch stretch) {
        Matcher stopped = STOPPED.matcher(stretch.said);
        assertTrue(stopped.find(), stretch.said);
        assertEquals(out.toString(), stopped.group(1));
        int step = Integer.parseInt(stopped.group(2));
        assertTrue(
                Files.isDirectory(out.resolve(String.format(Locale.ROOT, "checkpoints/step-%09d", step))),
                stretch.said);
        return step;
    }

    private void nothingTemporaryIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(out)) {
            List<String> names = left.map(p -> p.getFileName().toString()).toList();
            assertFalse(names.stream().anyMatch(n -> n.startsWith("features")), names.toString());
        }
    }

    private void logHasEachStepOnce() throws IOException {
        int last = 0;
        for (String line : Files.readAllLines(out.resolve("training.jsonl"))) {
            Matcher row = ROW.matcher(line);
            assertTrue(row.matches(), line);
            if (row.group(1).equals("step")) {
                int step = Integer.parseInt(row.group(2));
                assertTrue(step > last, line);
                last = step;
            }
        }
    }
}
