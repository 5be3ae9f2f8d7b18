package dev.phasewright.cli.console;

import dev.phasewright.data.Dataset;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Shows the reading of recordings as a bar, and each file that is skipped as a line. */
public final class Reading implements Dataset.Observer {
    private final String task;
    private final Console console;
    private final BooleanSupplier stop;
    private @Nullable Progress bar;
    private int files;
    private int skipped;

    private Reading(String task, Console console, BooleanSupplier stop) {
        this.task = task;
        this.console = console;
        this.stop = stop;
    }

    /** What reads, and tells the observer how it goes. */
    @FunctionalInterface
    public interface Reader<D> {
        /** Reads, and tells the observer of each file. */
        D read(Dataset.Observer observer) throws IOException;
    }

    /**
     * Reads recordings.
     *
     * @param what they are, for the bar
     * @param stop asked now and then whether to give up
     */
    public static <D> D of(String what, Console console, BooleanSupplier stop, Reader<D> reader) throws IOException {
        Reading reading = new Reading("reading " + what, console, stop);
        try {
            D dataset = reader.read(reading);
            if (reading.skipped > 0) {
                console.say("%d of %d files skipped (--strict makes this fatal)", reading.skipped, reading.files);
            }
            return dataset;
        } finally {
            reading.close();
        }
    }

    private void close() {
        if (bar != null) {
            bar.close();
        }
    }

    @Override
    public void read(int done, int of) {
        if (bar == null) {
            bar = console.progress(task, of, "files");
        }
        files = of;
        bar.at(done);
        if (stop.getAsBoolean()) {
            throw new UncheckedIOException(new InterruptedIOException("interrupted while reading; nothing is lost"));
        }
    }

    @Override
    public void skipped(String message) {
        skipped++;
        console.say("skipped: %s", message);
    }

    /** What is there twice counts twice, and what is learned from and held out makes the held-out loss a lie. */
    public static void tellRepeats(Console console, Dataset train, Dataset validation) {
        Set<String> learned =
                IntStream.range(0, train.size()).mapToObj(train::fingerprintOf).collect(Collectors.toSet());
        int repeats = train.size() - learned.size();
        if (repeats > 0) {
            console.say("%d of %d clips to learn from repeat another, to the bit", repeats, train.size());
        }
        long leaked = IntStream.range(0, validation.size())
                .filter(i -> learned.contains(validation.fingerprintOf(i)))
                .count();
        if (leaked > 0) {
            console.say("%d of %d clips held out are among those to learn from, to the bit", leaked, validation.size());
        }
    }
}
