package dev.phasewright.cli.train;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.data.Dataset;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows the reading of recordings as a bar, and each file that is skipped as a line. */
final class Reading implements Dataset.Observer {
    private final Progress bar;
    private final Console console;
    private final BooleanSupplier stop;
    private int skipped;

    private Reading(Progress bar, Console console, BooleanSupplier stop) {
        this.bar = bar;
        this.console = console;
        this.stop = stop;
    }

    /** What reads, and tells the observer how it goes. */
    @FunctionalInterface
    interface Reader<D> {
        D read(Dataset.Observer observer) throws IOException;
    }

    /**
     * Reads recordings.
     *
     * @param what they are, for the bar
     * @param files how many
     * @param stop asked now and then whether to give up
     */
    static <D> D of(String what, int files, Console console, BooleanSupplier stop, Reader<D> reader)
            throws IOException {
        try (Progress bar = console.progress("reading " + what, files, "files")) {
            Reading reading = new Reading(bar, console, stop);
            D dataset = reader.read(reading);
            if (reading.skipped > 0) {
                console.say("%d of %d files skipped (--strict makes this fatal)", reading.skipped, files);
            }
            return dataset;
        }
    }

    @Override
    public void read(int done, int of) {
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
    static void tellRepeats(Console console, Dataset train, Dataset validation) {
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
