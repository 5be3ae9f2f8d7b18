package dev.phasewright.evaluation.transfer;

import dev.phasewright.audio.file.TemporaryFolder;
import dev.phasewright.data.Bandwidth;
import dev.phasewright.data.Dataset;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Silence;
import dev.phasewright.data.Spread;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.diffusion.train.ClipSource;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.evaluation.training.ClipTraining;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.SpectrumMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Clips to learn, clips that are held out, and the network that is to learn them. */
final class Target {
    private static final int HELD_OUT = 128;
    /** Clips of a beginning, at most; what a network of this size learns from more of them in so few updates is the same. */
    private static final int MOST_CLIPS = 4000;

    private static final double SECONDS = 1;
    private static final int HEAD_WIDTH = 64;

    private final GeneratorSpec network;
    private final float[][] clips;
    private final float[][] heldOut;

    private Target(GeneratorSpec network, float[][] clips, float[][] heldOut) {
        this.network = network;
        this.clips = clips;
        this.heldOut = heldOut;
    }

    /**
     * Reads a corpus.
     *
     * @param count clips to learn, the classes taking turns
     * @param width of the network
     * @param depth its blocks
     * @param seed which clips these are
     * @throws IOException if it cannot be read, or has not as many clips
     */
    static Target of(String corpus, int count, int width, int depth, long seed) throws IOException {
        TrainingSplit split = TrainingSplit.in(Path.of(corpus), seed);
        Recordings learned = split.train();
        if (learned.items().size() < count) {
            throw new IOException(corpus + ": has " + learned.items().size() + " training clips, not " + count
                    + "; ask for fewer by --clips");
        }
        List<Recordings.Item> some =
                RecordedClips.inTurns(learned.items(), seed, "transfer").subList(0, count);
        List<Recordings.Item> held = Spread.over(split.validation().items(), HELD_OUT);
        MelSpec features = Bandwidth.of(learned).features();
        int frames = TransformerSpec.frames(SECONDS, features);
        try (TemporaryFolder workspace = new TemporaryFolder();
                LogMelDataset data = read(learned.with(some), features, workspace);
                LogMelDataset others = read(split.validation().with(held), features, workspace)) {
            Normalization normalization = Normalization.of(data, frames, Silence.standard(features));
            // Without convolutions, which take most of the time of a network that is so small, and without classes.
            TransformerSpec size = new TransformerSpec(
                    frames,
                    features.bands(),
                    TransformerSpec.FRAMES_PER_TOKEN,
                    width,
                    depth,
                    Math.max(1, width / HEAD_WIDTH),
                    0);
            GeneratorSpec network = new GeneratorSpec(
                    GeneratorSpec.KIND,
                    features,
                    normalization,
                    List.of(),
                    size,
                    Map.of("study", "transfer to " + corpus));
            return new Target(
                    network,
                    ClipTraining.units(data, normalization, frames),
                    ClipTraining.units(others, normalization, frames));
        }
    }

    private static LogMelDataset read(Recordings recordings, MelSpec features, TemporaryFolder workspace)
            throws IOException {
        return LogMelDataset.read(recordings, features, workspace.path(), true, Dataset.Observer.NONE);
    }

    /** The network that is to learn. */
    GeneratorSpec network() {
        return network;
    }

    /** Clips that are held out, in the network's units; not a copy. */
    float[][] heldOut() {
        return heldOut;
    }

    /** The first clips of those to learn. */
    ClipSource first(int count) {
        return ClipTraining.source(Arrays.copyOf(clips, count), Condition.none(1));
    }

    /** Gaussian fields of the clips' mean, which is 0, and spectrum. */
    ClipSource fields() {
        TransformerSpec size = network.network();
        CosineTransform transform = new CosineTransform(size.frames(), size.bands());
        SpectrumMeter meter = new SpectrumMeter(size.frames(), size.bands());
        Arrays.stream(clips).map(transform::forward).forEach(meter::add);
        float[] variances = meter.spectrum().map();
        return (clip, random) -> {
            float[] coefficients = new float[clip.length];
            NormalDeviates.fill(coefficients, 0, coefficients.length, random);
            for (int k = 0; k < coefficients.length; k++) {
                coefficients[k] *= (float) Math.sqrt(variances[k]);
            }
            System.arraycopy(transform.inverse(coefficients), 0, clip, 0, clip.length);
            return Condition.none(1);
        };
    }

    /**
     * Other sounds, in units of their own.
     *
     * @throws IOException if they cannot be read
     */
    ClipSource other(Path folder, long seed) throws IOException {
        Recordings all = TrainingSplit.in(folder, seed).train();
        int frames = network.network().frames();
        try (TemporaryFolder workspace = new TemporaryFolder();
                LogMelDataset data =
                        read(all.with(Spread.over(all.items(), MOST_CLIPS)), network.features(), workspace)) {
            Normalization normalization = Normalization.of(data, frames, Silence.standard(network.features()));
            return ClipTraining.source(ClipTraining.units(data, normalization, frames), Condition.none(1));
        }
    }
}
