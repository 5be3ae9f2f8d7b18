package dev.phasewright.cli.console;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Command;

/**
 * Where a command speaks: data to stdout, talk to stderr, a line at a time. There is one a process; picocli gives it to
 * each command and each group of options that has it as a mixin.
 */
@Command // It has no options, but picocli mixes nothing in that has no annotation of its own.
public final class Console {
    /** To the start of the line and clear it: a progress bar may stand there, which draws itself anew below. */
    private static final String OVER_A_BAR = "\r\u001b[K";

    private final OutputStream data;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean watched;
    private boolean verbose;

    /**
     * A console over the two streams.
     *
     * @param data what data is written to, text as UTF-8
     * @param err what talk is written to
     * @param watched whether a person watches {@code err}, so that it may draw
     */
    public Console(OutputStream data, PrintWriter err, boolean watched) {
        this.data = data;
        this.out = new PrintWriter(data, true, StandardCharsets.UTF_8);
        this.err = err;
        this.watched = watched;
    }

    /** Stdout, for binary data. */
    public OutputStream data() {
        return data;
    }

    /** Stdout, for text. */
    public PrintWriter out() {
        return out;
    }

    /** Prints one line on stdout, at once. */
    public void print(String line) {
        out.println(line);
        out.flush();
    }

    /** Stderr, for what is no line of {@link #say}'s. */
    public PrintWriter err() {
        return err;
    }

    /** From now on, failures are told with their stack traces or without. */
    public void setVerbose(boolean on) {
        verbose = on;
    }

    /** Says one line on stderr, formatted as {@link String#format} does. */
    @SuppressWarnings("AnnotateFormatMethod") // The annotation is not ours to depend on.
    public void say(String format, Object... arguments) {
        clear();
        err.println(String.format(Locale.ROOT, format, arguments));
        err.flush();
    }

    /** Makes room for a line that someone else says. */
    private void clear() {
        if (watched) {
            err.print(OVER_A_BAR);
        }
    }

    /**
     * Tells a failure in one line.
     *
     * @return the exit code it means
     */
    public int fail(Throwable failure) {
        clear();
        return Failure.tell(failure, err, verbose);
    }

    /** Starts to show how far a job of {@code total} steps has come, each called a {@code unit}. */
    public Progress progress(String task, long total, String unit) {
        return watched
                ? Progress.bar(task, total, unit)
                : Progress.lines(task, total, unit, System::nanoTime, line -> say("%s", line));
    }
}
