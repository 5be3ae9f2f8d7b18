package dev.phasewright.cli.console;

import dev.phasewright.progress.ProgressDisplay;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** The progress of a long job: a bar with speed and remaining time where stderr is a terminal, nothing elsewhere. */
public final class Progress implements ProgressDisplay.Task {
    private final ProgressBar bar;

    private Progress(ProgressBar bar) {
        this.bar = bar;
    }

    static Progress silent() {
        return new Progress(null);
    }

    static Progress bar(String task, long total, String unit) {
        return new Progress(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .showSpeed()
                // One line, redrawn in place: what the console says meanwhile then stays above it.
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build());
    }

    @Override
    public void at(long done) {
        if (bar != null) {
            synchronized (bar) {
                bar.stepTo(Math.max(done, bar.getCurrent()));
            }
        }
    }

    /** Shows a few words behind the bar. */
    public void say(String format, Object... arguments) {
        if (bar != null) {
            bar.setExtraMessage(" " + String.format(Locale.ROOT, format, arguments));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
