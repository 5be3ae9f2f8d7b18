package dev.phasewright.cli;

import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.learn.LogMelDataset;
import dev.phasewright.spectrogram.learn.Recordings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Shows the reading of recordings as a bar, and each file that is skipped as a line. */
final class Reading implements LogMelDataset.Observer {
    private final Steps bar;
    private final Talk talk;
    private final BooleanSupplier stop;
    private int skipped;

    private Reading(Steps bar, Talk talk, BooleanSupplier stop) {
        this.bar = bar;
        this.talk = talk;
        this.stop = stop;
    }

    /**
     * Reads recordings.
     *
     * @param what they are, for the bar
     * @param workspace a folder for the file of features
     * @param strict whether a file that cannot be read is fatal
     * @param stop asked now and then whether to give up
     */
    static LogMelDataset of(
            String what,
            Recordings recordings,
            MelSpec features,
            Path workspace,
            boolean strict,
            Talk talk,
            BooleanSupplier stop)
            throws IOException {
        int files = recordings.items().size();
        try (Steps bar = Steps.of("reading " + what, files, "files")) {
            Reading reading = new Reading(bar, talk, stop);
            LogMelDataset dataset = LogMelDataset.read(recordings, features, workspace, strict, reading);
            if (reading.skipped > 0) {
                talk.say("%d of %d files skipped (--strict makes this fatal)", reading.skipped, files);
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
        talk.say("skipped: %s", message);
    }
}
