package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A training in a process of its own, stopped from outside. */
@DisabledOnOs(OS.WINDOWS)
class InterruptedTrainingTest {
    private static final Pattern STOPPED = Pattern.compile("stopped: (\\S+) is safe at step (\\d+), .*--resume");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSignalSavesACheckpointAndTellsHowToGoOn(String signal, int status) throws Exception {
        Path data = Tiny.corpus(folder.resolve("data"));
        Path out = folder.resolve("model");
        Path err = folder.resolve("stderr.txt");
        Process process = Ran.start(err, Tiny.training(data, out, "--steps", 100_000, "--checkpoint-every", 100_000));
        try {
            awaitSteps(process, out.resolve("training.jsonl"), err);
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
        assertEquals(status, process.exitValue(), said);
        Matcher stopped = STOPPED.matcher(said);
        assertTrue(stopped.find(), said);
        assertEquals(out.toString(), stopped.group(1));
        int step = Integer.parseInt(stopped.group(2));
        assertTrue(Files.isDirectory(out.resolve("checkpoints/step-%09d".formatted(step))), said);
        assertEquals(0, Ran.phasewright("info", out).status());
        noFeaturesAreLeftIn(out);

        String resumed = resumeBriefly(data, out);
        assertTrue(resumed.contains("step " + step + " of 100000"), resumed);
    }

    @Test
    void aKilledTrainingLeavesNoFeaturesBehindAndGoesOnFromItsCheckpoint() throws Exception {
        Path data = Tiny.corpus(folder.resolve("data"));
        Path out = folder.resolve("model");
        Path err = folder.resolve("stderr.txt");
        Process process = Ran.start(err, Tiny.training(data, out, "--steps", 100_000, "--checkpoint-every", 10));
        awaitSteps(process, out.resolve("training.jsonl"), err);
        process.destroyForcibly().waitFor();

        noFeaturesAreLeftIn(out);
        String resumed = resumeBriefly(data, out);
        Matcher step = Pattern.compile("step (\\d+) of 100000").matcher(resumed);
        assertTrue(step.find(), resumed);
        assertTrue(Integer.parseInt(step.group(1)) >= 10, resumed);
        int last = 0;
        for (String line : Files.readAllLines(out.resolve("training.jsonl"))) {
            Matcher row = Pattern.compile("^\\{\"step\":(\\d+),.*\\}$").matcher(line);
            if (row.find()) {
                assertTrue(Integer.parseInt(row.group(1)) > last, "steps rise, none is told twice: " + line);
                last = Integer.parseInt(row.group(1));
            }
        }
    }

    private static void awaitSteps(Process process, Path log, Path err) throws IOException, InterruptedException {
        for (int i = 0; i < 1200; i++) {
            if (Files.exists(log) && Files.readString(log).contains("\"step\":20")) {
                return;
            }
            assertTrue(process.isAlive(), Files.readString(err));
            Thread.sleep(50);
        }
        throw new AssertionError("no step in a minute: " + Files.readString(err));
    }

    /** Resumes under the same plan, in a process that is stopped again once it trains. */
    private String resumeBriefly(Path data, Path out) throws Exception {
        long every = Files.readString(folder.resolve("stderr.txt")).contains("stopped") ? 100_000 : 10;
        Path err = folder.resolve("resumed.txt");
        Process process =
                Ran.start(err, Tiny.training(data, out, "--steps", 100_000, "--checkpoint-every", every, "--resume"));
        for (int i = 0; i < 1200 && process.isAlive() && !Files.readString(err).contains("learn from"); i++) {
            Thread.sleep(50);
        }
        process.destroy();
        process.waitFor();
        String said = Files.readString(err);
        assertTrue(said.contains("clips of 2 classes"), said);
        return said;
    }

    private static void noFeaturesAreLeftIn(Path out) throws IOException {
        try (var left = Files.list(out)) {
            List<String> names = left.map(p -> p.getFileName().toString()).toList();
            assertFalse(names.stream().anyMatch(n -> n.startsWith("features")), names.toString());
        }
    }
}
