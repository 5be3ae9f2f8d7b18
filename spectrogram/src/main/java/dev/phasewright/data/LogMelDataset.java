package dev.phasewright.data;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.LogMelTransform;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The log-mel spectrograms of many recordings. Each recording is mixed to mono and resampled to the features' rate.
 */
public final class LogMelDataset implements Dataset {
    private final MelSpec spec;
    private final Measures measures;
    private final List<String> classes;
    private final FeatureStore store;

    private LogMelDataset(MelSpec spec, Measures measures, List<String> classes, FeatureStore store) {
        this.spec = spec;
        this.measures = measures;
        this.classes = classes;
        this.store = store;
    }

    /**
     * Reads recordings and computes their features.
     *
     * @param workspace an existing folder for the file of features, which is gone after {@link #close()} or, where the
     *     system can delete open files, with the process, whatever ends it
     * @param strict whether a file that cannot be read ends it all, instead of being skipped
     * @return a data set without the files skipped, so perhaps an empty one
     * @throws IOException if a file cannot be read and {@code strict}, or the features cannot be stored
     */
    public static LogMelDataset read(
            Recordings recordings, MelSpec spec, Path workspace, boolean strict, Observer observer) throws IOException {
        return read(recordings, new Content(spec, Measures.NONE, Variation.Copies.NONE), workspace, strict, observer);
    }

    /**
     * What there is to be of each recording.
     *
     * @param spec its features
     * @param measures figures of it
     * @param copies altered copies of it, each a recording of its own in the data set, with features and figures
     */
    public record Content(MelSpec spec, Measures measures, Variation.Copies copies) {}

    /**
     * Reads recordings, computes their features and figures, and those of altered copies.
     *
     * @param workspace as above
     * @param strict as above
     * @throws IOException as above
     */
    public static LogMelDataset read(
            Recordings recordings, Content content, Path workspace, boolean strict, Observer observer)
            throws IOException {
        MelSpec spec = content.spec;
        Measures measures = content.measures;
        Take.Format format = new Take.Format(
                spec + (measures.names().isEmpty() ? "" : " and " + String.join(", ", measures.names())),
                spec.bands(),
                spec.stft().frameRate(),
                (float) Math.log(spec.floor()),
                audio -> new Take.Computed(
                        features(audio, spec).toArray(), measures.measure().apply(audio)));
        FeatureStore store = FeatureStore.read(recordings, format, content.copies, workspace, strict, observer);
        return new LogMelDataset(spec, measures, recordings.classes(), store);
    }

    /** The features of one sound: mixed to mono, resampled, transformed. */
    public static LogMel features(Audio audio, MelSpec spec) {
        Audio mono = Resampler.resample(audio.toMono(), spec.stft().sampleRate());
        return LogMelTransform.of(spec).apply(mono.channel(0));
    }

    /** The features' parameters. */
    public MelSpec spec() {
        return spec;
    }

    /** The classes' names; empty if there are none. */
    public List<String> classes() {
        return classes;
    }

    /**
     * Refuses data that a model cannot be trained on.
     *
     * @param features the model's
     * @param names its classes
     * @param pitches what it can be asked for, or none
     * @throws IllegalArgumentException if the data have other features or classes, or a recording has a pitch that is none of these
     */
    public void requireFit(MelSpec features, List<String> names, PitchRange pitches) {
        requireSame("features", features, spec);
        requireSame("classes", names, classes);
        requirePitches(pitches);
    }

    /**
     * Refuses data with a pitch that a model cannot be asked for; a recording whose pitch is not known is one of any.
     *
     * @param pitches what it can be asked for, or none
     * @throws IllegalArgumentException if a recording has a pitch that is none of these
     */
    public void requirePitches(PitchRange pitches) {
        for (int i = 0; i < size() && !pitches.isEmpty(); i++) {
            if (pitchOf(i) >= 0 && !pitches.contains(pitchOf(i))) {
                throw new IllegalArgumentException(
                        file(i) + ": its pitch is " + pitchOf(i) + ", the model's are " + pitches);
            }
        }
    }

    private static void requireSame(String what, Object model, Object data) {
        if (!model.equals(data)) {
            throw new IllegalArgumentException("the model's " + what + " are " + model + ", the data's " + data);
        }
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

    /** The pitch of a recording's note as MIDI counts, or −1 if it is not known. */
    public int pitchOf(int index) {
        return store.pitchOf(index);
    }

    /** What was measured on each recording. */
    public Measures measures() {
        return measures;
    }

    /** A figure of a recording, the measure counted from 0; NaN if it has none. */
    public double figureOf(int index, int measure) {
        return store.figuresOf(index)[measure];
    }

    /** A recording's length in frames. */
    public int frames(int index) {
        return store.rows(index);
    }

    @Override
    public String fingerprint() {
        return store.fingerprint();
    }

    /** The whole of a recording. */
    public LogMel clip(int index) {
        float[] values = new float[frames(index) * spec.bands()];
        copy(index, 0, frames(index), values, 0);
        return new LogMel(spec, values);
    }

    /**
     * Copies a clip of {@code frames} frames: from {@code start} on, with silence (the features' floor) where the
     * recording ends.
     *
     * @param into row-major, {@code [frames × bands]} from {@code offset} on
     */
    public void copy(int index, int start, int frames, float[] into, int offset) {
        store.copy(index, start, frames, into, offset);
    }

    /** Copies a clip from the start of a recording if it fits, or else from a random place in it. */
    public void copyRandom(int index, int frames, float[] into, int offset, RandomGenerator random) {
        store.copyRandom(index, frames, into, offset, random);
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
