package dev.phasewright.data;

import dev.phasewright.audio.Resampler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** The samples of many recordings, each mixed to mono and resampled to one rate. */
public final class WaveDataset implements Dataset {
    private final int sampleRate;
    private final FeatureStore store;

    private WaveDataset(int sampleRate, FeatureStore store) {
        this.sampleRate = sampleRate;
        this.store = store;
    }

    /**
     * Reads recordings.
     *
     * @param sampleRate samples a second that all are brought to
     * @param workspace an existing folder for the file of samples, which is gone after {@link #close()} or, where the
     *     system can delete open files, with the process, whatever ends it
     * @param strict whether a file that cannot be read ends it all, instead of being skipped
     * @return a data set without the files skipped, so perhaps an empty one
     * @throws IOException if a file cannot be read and {@code strict}, or the samples cannot be stored
     */
    public static WaveDataset read(
            Recordings recordings, int sampleRate, Path workspace, boolean strict, Observer observer)
            throws IOException {
        Take.Format format = new Take.Format(
                "mono at " + sampleRate + " Hz",
                1,
                sampleRate,
                0,
                audio -> new Take.Computed(
                        Resampler.resample(audio.toMono(), sampleRate).channel(0)));
        return new WaveDataset(sampleRate, FeatureStore.read(recordings, format, workspace, strict, observer));
    }

    /** Samples a second. */
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public int size() {
        return store.size();
    }

    @Override
    public Path file(int index) {
        return store.file(index);
    }

    @Override
    public String fingerprintOf(int index) {
        return store.fingerprintOf(index);
    }

    @Override
    public int classOf(int index) {
        return store.classOf(index);
    }

    /** A recording's length in samples. */
    public int samples(int index) {
        return store.rows(index);
    }

    @Override
    public String fingerprint() {
        return store.fingerprint();
    }

    /** Copies {@code samples} samples from {@code start} on, with zeros where the recording ends. */
    public void copy(int index, int start, int samples, float[] into, int offset) {
        store.copy(index, start, samples, into, offset);
    }

    /** Copies samples from the start of a recording if it is no longer, or else from a random place in it. */
    public void copyRandom(int index, int samples, float[] into, int offset, RandomGenerator random) {
        store.copyRandom(index, samples, into, offset, random);
    }

    @Override
    public boolean isSilent() {
        return store.isSilent();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
