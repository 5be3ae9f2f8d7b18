package dev.phasewright.judge;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.TrainedNetwork;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trained classifier of clips, by which generators are judged: its class probabilities say whether a clip is what was
 * asked for, its features are the space in which sets of clips are compared. Not for use by several threads at once.
 *
 * <p>Example: {@code try (Judge judge = Judge.load(directory)) { judge.verdicts(clips).accuracy(expected); }}
 */
public final class Judge implements AutoCloseable {
    /** What the name of a judge who knows who speaks has behind that of the judge of what is said. */
    public static final String OF_SPEAKERS = "-speakers";

    private static final int BATCH = 64;

    private final JudgeSpec spec;
    private final JudgeNetwork network;
    private final NDManager manager;

    /** A judge of a network as it now is; closing it leaves the network's weights alone. */
    Judge(JudgeSpec spec, JudgeNetwork network, NDManager manager) {
        this.spec = spec;
        this.network = network;
        this.manager = manager;
    }

    /**
     * Loads a trained judge.
     *
     * @param directory with {@code model.json} and {@code model.safetensors}
     * @throws CheckpointException if either is missing or corrupt, or they do not fit each other
     * @throws IOException if they cannot be read
     */
    public static Judge load(Path directory) throws IOException {
        JudgeSpec spec = Checkpoint.describe(directory, JudgeSpec.class, JudgeSpec.KIND);
        TrainedNetwork<JudgeNetwork> trained = TrainedNetwork.load(
                directory,
                JudgeNetwork.size(spec),
                declaration -> new JudgeNetwork(spec, declaration),
                JudgeNetwork::weights,
                Precision.FLOAT32);
        return new Judge(spec, trained.network(), trained.manager());
    }

    /** What the judge is. */
    public JudgeSpec spec() {
        return spec;
    }

    /**
     * Judges clips. One shorter than the judge's own length is padded with silence, of a longer one the end is cut off;
     * values below the features' floor, which a generator may produce, are raised to it.
     *
     * @return a verdict on each clip, up to rounding independent of the others
     * @throws IllegalArgumentException if a clip has other features than the judge; both are named
     */
    public Verdicts verdicts(List<LogMel> clips) {
        float[][] probabilities = new float[clips.size()][];
        float[][] features = new float[clips.size()][];
        for (int from = 0; from < clips.size(); from += BATCH) {
            judge(clips.subList(from, Math.min(clips.size(), from + BATCH)), from, probabilities, features);
        }
        return new Verdicts(probabilities, features);
    }

    /**
     * Judges all recordings of a data set, each from its start.
     *
     * @throws IllegalArgumentException if they have other features than the judge; both are named
     */
    public Verdicts verdicts(LogMelDataset data) {
        float[][] probabilities = new float[data.size()][];
        float[][] features = new float[data.size()][];
        float[] clip = new float[spec.frames() * data.spec().bands()];
        for (int from = 0; from < data.size(); from += BATCH) {
            List<LogMel> clips = new ArrayList<>(BATCH);
            for (int i = from; i < Math.min(data.size(), from + BATCH); i++) {
                data.copy(i, 0, spec.frames(), clip, 0);
                clips.add(new LogMel(data.spec(), clip));
            }
            judge(clips, from, probabilities, features);
        }
        return new Verdicts(probabilities, features);
    }

    private void judge(List<LogMel> clips, int place, float[][] probabilities, float[][] features) {
        float[] input = new float[clips.size() * spec.values()];
        Arrays.fill(input, silence());
        for (int i = 0; i < clips.size(); i++) {
            LogMel clip = clips.get(i);
            if (!clip.spec().equals(spec.features())) {
                throw new IllegalArgumentException(
                        "the judge looks at " + spec.features() + ", the clip is of " + clip.spec());
            }
            float[] values = clip.toArray();
            int offset = i * spec.values();
            for (int j = 0; j < Math.min(values.length, spec.values()); j++) {
                input[offset + j] = Math.max(values[j], silence());
            }
        }
        spec.normalization().normalize(input);
        Shape shape = new Shape(clips.size(), spec.frames(), spec.features().bands());
        try (NDManager scope = manager.newSubManager()) {
            JudgeNetwork.Output output = network.forward(scope.create(input, shape));
            split(output.logits().softmax(1), probabilities, place);
            split(output.features(), features, place);
        }
    }

    private float silence() {
        return (float) Math.log(spec.features().floor());
    }

    private static void split(NDArray rows, float[][] into, int place) {
        float[] values = rows.toFloatArray();
        int width = (int) rows.getShape().get(1);
        for (int i = 0; i < values.length / width; i++) {
            into[place + i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
    }

    /** Frees the judge. */
    @Override
    public void close() {
        manager.close();
    }
}
