package dev.phasewright.judge;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.data.Epochs;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.PitchRange;
import dev.phasewright.data.TrainingData;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Weights;
import dev.phasewright.random.Seeds;
import dev.phasewright.train.Trainee;
import dev.phasewright.train.TrainingPlan;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Trains a {@link Judge}: cross-entropy on distorted clips. Labels are not smoothed, which would bound the inception
 * score from above (at 7.6 for ten classes and a smoothing of 0.05) and draw each class's features together.
 */
public final class JudgeTraining implements Trainee {
    private static final double SMALLEST_PROBABILITY = 1e-9;

    private final JudgeSpec spec;
    private final LogMelDataset train;
    private final LogMelDataset validation;
    private final int batch;
    private final long seed;
    private final NDManager manager;
    private final JudgeNetwork network;
    private final Distortion distortion;
    private final Epochs epochs;

    /**
     * Prepares the training of a new judge.
     *
     * @param plan whose seed is that of initial weights, order, distortions and everything else
     * @param manager closes the network's arrays
     * @throws IllegalArgumentException if the data have other features or classes than the spec
     */
    public JudgeTraining(JudgeSpec spec, TrainingData<LogMelDataset> data, TrainingPlan plan, NDManager manager) {
        data.train().requireFit(spec.features(), spec.classes(), PitchRange.NONE);
        this.spec = spec;
        this.train = data.train();
        this.validation = data.validation();
        this.batch = plan.batch();
        this.seed = plan.seed();
        this.manager = manager;
        this.network = new JudgeNetwork(spec, Declaration.fresh(manager, Seeds.stream(seed, "weights", 0)));
        this.distortion = new Distortion(spec.features());
        this.epochs = new Epochs(train.size(), seed);
    }

    @Override
    public Weights weights() {
        return network.weights();
    }

    /** Floating-point operations of one clip's forward and backward pass. */
    public double flopsPerClip() {
        return 3 * JudgeNetwork.size(spec).operations();
    }

    @Override
    public Map<String, Object> fingerprint() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("data", train.fingerprint());
        all.put("frames", spec.frames());
        all.put("channels", spec.channels());
        all.put("width", spec.width());
        return all;
    }

    @Override
    public NDArray loss(NDManager scope, long update) {
        long first = (update - 1) * batch;
        int[] items = new int[batch];
        Arrays.setAll(items, i -> epochs.itemAt(first + i));
        float[] input = new float[batch * spec.values()];
        IntStream.range(0, batch).parallel().forEach(i -> {
            RandomGenerator random = Seeds.stream(seed, "clip", first + i);
            float[] clip = new float[spec.values()];
            train.copyRandom(items[i], spec.frames(), clip, 0, random);
            distortion.apply(clip, random);
            spec.normalization().normalize(clip);
            System.arraycopy(clip, 0, input, i * clip.length, clip.length);
        });
        Shape shape = new Shape(batch, spec.frames(), spec.features().bands());
        NDArray logits = network.forward(scope.create(input, shape)).logits();
        return logits.logSoftmax(1)
                .mul(labels(scope, items))
                .sum(new int[] {1})
                .mean()
                .neg();
    }

    private NDArray labels(NDManager scope, int[] items) {
        int classes = spec.classes().size();
        float[] labels = new float[items.length * classes];
        for (int i = 0; i < items.length; i++) {
            labels[i * classes + train.classOf(items[i])] = 1;
        }
        return scope.create(labels, new Shape(items.length, classes));
    }

    /** Cross-entropy and accuracy on all held-out clips, undistorted. */
    @Override
    public Map<String, Double> evaluate(long update) {
        if (validation.size() == 0) {
            return Map.of();
        }
        int[] expected = new int[validation.size()];
        Arrays.setAll(expected, validation::classOf);
        Verdicts verdicts;
        try (Judge judge = new Judge(spec, network, manager.newSubManager())) {
            verdicts = judge.verdicts(validation);
        }
        double loss = 0;
        for (int i = 0; i < expected.length; i++) {
            loss -= Math.log(Math.max(SMALLEST_PROBABILITY, verdicts.probabilities()[i][expected[i]]));
        }
        return Map.of("loss", loss / expected.length, "accuracy", verdicts.accuracy(expected));
    }
}
