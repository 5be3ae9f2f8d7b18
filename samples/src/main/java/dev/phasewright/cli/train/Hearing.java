package dev.phasewright.cli.train;

import dev.phasewright.data.Dataset;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Measures;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Variation;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How recordings are heard to be learned from.
 *
 * @param features what they become
 * @param measures what is measured on each
 * @param copies altered copies of those that are learned from; what is held out has none
 */
record Hearing(MelSpec features, Measures measures, Variation.Copies copies)
        implements TrainingSession.Source<LogMelDataset> {

    @Override
    public LogMelDataset read(Recordings recordings, Path workspace, boolean strict, Dataset.Observer observer)
            throws IOException {
        return read(Variation.Copies.NONE, recordings, workspace, strict, observer);
    }

    @Override
    public LogMelDataset learn(Recordings recordings, Path workspace, boolean strict, Dataset.Observer observer)
            throws IOException {
        return read(copies, recordings, workspace, strict, observer);
    }

    private LogMelDataset read(
            Variation.Copies altered, Recordings recordings, Path workspace, boolean strict, Dataset.Observer observer)
            throws IOException {
        LogMelDataset.Content content = new LogMelDataset.Content(features, measures, altered);
        return LogMelDataset.read(recordings, content, workspace, strict, observer);
    }
}
