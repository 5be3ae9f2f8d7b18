package dev.phasewright.cli.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.train.TrainingObserver;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows training as a bar and at each checkpoint as a line, and keeps all figures as JSON lines. */
final class TrainingLog implements TrainingObserver, AutoCloseable {
    private static final int EVERY = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedWriter file;
    private final Progress bar;
    private final double flopsPerClip;
    private final Console console;
    private Map<String, Double> figures = Map.of();
    private double lossSum;
    private int lossCount;
    private double recentLoss = Double.NaN;
    private Update last;
    private Saving saving = () -> {};

    /** What is done once a checkpoint is safe and judged. */
    @FunctionalInterface
    interface Saving {
        void run() throws IOException;
    }

    TrainingLog(Path path, long begun, long updates, double flopsPerClip, Console console) throws IOException {
        List<String> kept = begun == 0 || !Files.exists(path)
                ? List.of()
                : Files.readAllLines(path).stream()
                        .filter(row -> isUpTo(begun, row))
                        .toList();
        this.file = Files.newBufferedWriter(path);
        for (String row : kept) {
            file.write(row);
            file.newLine();
        }
        file.flush();
        this.bar = console.progress("training", updates, "steps");
        this.flopsPerClip = flopsPerClip;
        this.console = console;
        bar.at(begun);
    }

    /** Whether a row of an earlier stretch is of an update that is not done again; the last may be cut off by a kill. */
    private static boolean isUpTo(long begun, String row) {
        try {
            JsonNode json = JSON.readTree(row);
            return json.path("step").asLong(json.path("checkpoint").asLong(Long.MAX_VALUE)) <= begun;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    void whenSaved(Saving saving) {
        this.saving = saving;
    }

    /** The figures of the last checkpoint; empty before the first. */
    Map<String, Double> lastFigures() {
        return figures;
    }

    @Override
    public void updated(Update update) {
        last = update;
        lossSum += update.loss();
        lossCount++;
        bar.at(update.number());
        if (lossCount < EVERY) {
            return;
        }
        recentLoss = lossSum / lossCount;
        lossSum = 0;
        lossCount = 0;
        bar.say("loss %.4f, %.0f clips/s, %.0f GFLOP/s", recentLoss, update.itemsPerSecond(), gigaflops());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", update.number());
        row.put("loss", recentLoss);
        row.put("learning_rate", update.learningRate());
        row.put("gradient_norm", update.gradientNorm());
        row.put("clips_per_second", update.itemsPerSecond());
        write(row);
    }

    @Override
    public void checkpointed(long updates, Map<String, Double> figures) {
        this.figures = figures;
        // Of a stretch too short for a mean of its own, the mean of what there is.
        double loss = Double.isNaN(recentLoss) ? lossSum / lossCount : recentLoss;
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("checkpoint", updates);
        row.putAll(figures);
        write(row);
        console.say(
                "step %d: loss %.4f%s%s; %.0f clips/s, %.0f GFLOP/s",
                updates,
                loss,
                figures.containsKey("loss")
                        ? String.format(Locale.ROOT, ", held out %.4f", figures.get("loss"))
                        : ", nothing held out",
                figures.containsKey("accuracy")
                        ? String.format(Locale.ROOT, ", %.2f %% right", 100 * figures.get("accuracy"))
                        : "",
                last.itemsPerSecond(),
                gigaflops());
        try {
            saving.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double gigaflops() {
        return last.itemsPerSecond() * flopsPerClip * 1e-9;
    }

    private void write(Map<String, Object> row) {
        try {
            file.write(JSON.writeValueAsString(row));
            file.newLine();
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        bar.close();
        file.close();
    }
}
