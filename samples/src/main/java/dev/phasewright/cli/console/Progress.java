package dev.phasewright.cli.console;

import dev.phasewright.progress.ProgressDisplay;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * The progress of a long job: a bar with speed and remaining time where a person watches, elsewhere a line of the same a
 * minute, so that a log tells that the job is alive.
 */
public final class Progress implements ProgressDisplay.Task {
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final String task;
    private final long total;
    private final String unit;
    private final LongSupplier nanoTime;
    private final Consumer<String> lines;
    private final ProgressBar bar;
    private final long began;
    private long toldAt;
    private long first = -1;
    private long most;
    private String words = "";

    private Progress(
            String task, long total, String unit, LongSupplier nanoTime, Consumer<String> lines, ProgressBar bar) {
        this.task = task;
        this.total = total;
        this.unit = unit;
        this.nanoTime = nanoTime;
        this.lines = lines;
        this.bar = bar;
        this.began = nanoTime.getAsLong();
        this.toldAt = began;
    }

    /** Lines of text. */
    static Progress lines(String task, long total, String unit, LongSupplier nanoTime, Consumer<String> lines) {
        return new Progress(task, total, unit, nanoTime, lines, null);
    }

    /** A bar on stderr. */
    static Progress bar(String task, long total, String unit) {
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .showSpeed()
                // One line, redrawn in place: what the console says meanwhile then stays above it.
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
        return new Progress(task, total, unit, System::nanoTime, line -> {}, bar);
    }

    @Override
    public synchronized void at(long done) {
        if (bar != null) {
            bar.stepTo(Math.max(done, bar.getCurrent()));
            return;
        }
        if (first < 0) {
            first = done;
        }
        most = Math.max(most, done);
        long now = nanoTime.getAsLong();
        if (now - toldAt >= BETWEEN_LINES.toNanos()) {
            toldAt = now;
            lines.accept(String.format(Locale.ROOT, "%s: %d of %d %s%s%s", task, most, total, unit, left(now), words));
        }
    }

    /** How long it will take at the pace so far; nothing where there is no telling. */
    private String left(long now) {
        if (most <= first || most > total) {
            return "";
        }
        double seconds = (double) (now - began) / (most - first) * (total - most) / 1e9;
        long rounded = Math.round(seconds);
        return rounded < 3600
                ? String.format(Locale.ROOT, ", %d:%02d left", rounded / 60, rounded % 60)
                : String.format(Locale.ROOT, ", %d:%02d:%02d left", rounded / 3600, rounded / 60 % 60, rounded % 60);
    }

    /** Shows a few words behind the bar or the next line. */
    @SuppressWarnings("AnnotateFormatMethod") // The annotation is not ours to depend on.
    public synchronized void say(String format, Object... arguments) {
        String said = String.format(Locale.ROOT, format, arguments);
        if (bar != null) {
            bar.setExtraMessage(" " + said);
        } else {
            words = "; " + said;
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
