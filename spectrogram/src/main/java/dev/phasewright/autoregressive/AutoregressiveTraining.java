package dev.phasewright.autoregressive;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.data.Epochs;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.PitchRange;
import dev.phasewright.data.Spread;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Weights;
import dev.phasewright.random.Seeds;
import dev.phasewright.train.Trainee;
import dev.phasewright.train.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Trains an {@link AutoregressiveGenerator}: the cross-entropy of each symbol given those before it, in nats. The class
 * is hidden from one clip in ten, so that the network can be asked for none.
 */
public final class AutoregressiveTraining implements Trainee {
    private static final double HIDDEN = 0.1;
    private static final int VALIDATION_CLIPS = 128;
    private static final int VALIDATION_BATCH = 16;

    private final AutoregressiveSpec spec;
    private final TrainingData<LogMelDataset> data;
    private final TrainingPlan plan;
    private final NDManager manager;
    private final CoefficientDecoder network;
    private final ClipCode code;
    private final Epochs epochs;

    /**
     * Prepares the training of a new network.
     *
     * @param spec the generator to be
     * @param plan whose seed is that of initial weights, order and everything else
     * @param manager closes the network's arrays
     * @throws IllegalArgumentException if the data have other features or classes than the model
     */
    public AutoregressiveTraining(
            AutoregressiveSpec spec, TrainingData<LogMelDataset> data, TrainingPlan plan, NDManager manager) {
        data.train().requireFit(spec.features(), spec.classes(), PitchRange.NONE);
        this.spec = spec;
        this.data = data;
        this.plan = plan;
        this.manager = manager;
        this.network =
                new CoefficientDecoder(spec, Declaration.fresh(manager, Seeds.stream(plan.seed(), "weights", 0)));
        this.code = new ClipCode(spec.coefficients());
        this.epochs = new Epochs(data.train().size(), plan.seed());
    }

    @Override
    public Weights weights() {
        return network.weights();
    }

    /** Floating-point operations of one clip's forward and backward pass. */
    public double flopsPerClip() {
        return 3 * CoefficientDecoder.size(spec).operations();
    }

    @Override
    public Map<String, Object> fingerprint() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("data", data.train().fingerprint());
        all.put("network", spec.network());
        all.put("coefficients", spec.coefficients());
        return all;
    }

    @Override
    public NDArray loss(NDManager scope, long update) {
        RandomGenerator random = Seeds.stream(plan.seed(), "step", update);
        int[][] symbols = new int[plan.batch()][];
        int[] classes = new int[plan.batch()];
        for (int i = 0; i < symbols.length; i++) {
            int item = epochs.itemAt((update - 1) * plan.batch() + i);
            symbols[i] = symbols(data.train(), item, random);
            classes[i] =
                    random.nextDouble() < HIDDEN ? Condition.NONE : data.train().classOf(item);
        }
        return loss(scope, symbols, classes);
    }

    private int[] symbols(LogMelDataset from, int item, RandomGenerator random) {
        float[] clip = new float[spec.coefficients().frames() * spec.features().bands()];
        from.copyRandom(item, spec.coefficients().frames(), clip, 0, random);
        spec.normalization().normalize(clip);
        return code.encode(clip);
    }

    /** The mean over all symbols, in nats. */
    private NDArray loss(NDManager scope, int[][] symbols, int[] classes) {
        int length = spec.coefficients().length();
        float[] there = new float[symbols.length * length * CoefficientTable.SYMBOLS];
        for (int b = 0; b < symbols.length; b++) {
            for (int i = 0; i < length; i++) {
                there[(b * length + i) * CoefficientTable.SYMBOLS + symbols[b][i]] = 1;
            }
        }
        Shape shape = new Shape(symbols.length, length, CoefficientTable.SYMBOLS);
        return network.forward(scope, symbols, Condition.of(classes))
                .logSoftmax(2)
                .mul(scope.create(there, shape))
                .sum(new int[] {2})
                .mean()
                .neg();
    }

    /** The loss on held-out clips, the same each time, and what it comes to in bits a clip; nothing if there are none. */
    @Override
    public Map<String, Double> evaluate(long update) {
        LogMelDataset held = data.validation();
        int[] some = Spread.over(held.size(), VALIDATION_CLIPS);
        int clips = some.length;
        if (clips == 0) {
            return Map.of();
        }
        double sum = 0;
        for (int from = 0; from < clips; from += VALIDATION_BATCH) {
            int to = Math.min(clips, from + VALIDATION_BATCH);
            int[][] symbols = new int[to - from][];
            int[] classes = new int[to - from];
            for (int i = from; i < to; i++) {
                symbols[i - from] = symbols(held, some[i], Seeds.stream(plan.seed(), "validation", i));
                classes[i - from] = held.classOf(some[i]);
            }
            try (NDManager scope = manager.newSubManager()) {
                sum += loss(scope, symbols, classes).getFloat() * classes.length;
            }
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss", sum / clips);
        figures.put("bits", sum / clips * spec.coefficients().length() / Math.log(2));
        return figures;
    }
}
