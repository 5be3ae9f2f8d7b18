package dev.phasewright.judge.twosample;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import dev.phasewright.audio.Audio;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.nn.AdamW;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.GradientNorm;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A small convolutional network that looks at log-mel spectrograms, learned anew each time: it sees what no feature was
 * made for, such as harmonics that break off. About a minute of one core for five folds of 600 clips of each set.
 */
public final class SpectrogramClassifier implements Classifier {
    private static final MelSpec SPEC = MelSpec.STANDARD;
    /** In nepers below the loudest value: what is quieter counts as this. */
    private static final float CLEAREST = 7;

    private static final int BATCH = 32;
    private static final int EPOCHS = 6;
    private static final double RATE = 2e-3;
    private static final double BETA2 = 0.99;
    private static final double DECAY = 0.05;
    private static final double CLIP_NORM = 1;
    private static final int FARTHEST_SHIFT = 4;

    /** The classifier. */
    public SpectrogramClassifier() {}

    /**
     * Sounds as this classifier wants them: log-mel spectrograms relative to their loudest value, no quieter than 61 dB
     * below it, from −1 to 1. Of a silent sound all is −1.
     *
     * @param sounds of equal length
     * @return {@code [sounds][frames × bands]}
     */
    public static float[][] items(List<Audio> sounds) {
        return sounds.parallelStream()
                .map(sound -> unit(LogMelDataset.features(sound, SPEC)))
                .toArray(float[][]::new);
    }

    private static float[] unit(LogMel mel) {
        float[] values = mel.toArray();
        float loudest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            loudest = Math.max(loudest, value);
        }
        if (loudest <= (float) Math.log(SPEC.floor())) {
            Arrays.fill(values, -1);
            return values;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + 2 * Math.max(-CLEAREST, values[i] - loudest) / CLEAREST;
        }
        return values;
    }

    @Override
    public double[] learn(float[][] items, boolean[] second, float[][] others, long seed) {
        try (NDManager manager = NDManager.newBaseManager()) {
            int frames = items[0].length / SPEC.bands();
            Declaration nn = Declaration.fresh(manager, Seeds.stream(seed, "weights", 0));
            SpectrogramNetwork network = new SpectrogramNetwork(nn, SPEC.bands());
            train(network, items, second, manager, seed);
            double[] scores = new double[others.length];
            for (int from = 0; from < others.length; from += BATCH) {
                float[][] batch = Arrays.copyOfRange(others, from, Math.min(others.length, from + BATCH));
                try (NDManager scope = manager.newSubManager()) {
                    float[] found = network.forward(array(scope, batch, frames)).toFloatArray();
                    for (int i = 0; i < found.length; i++) {
                        scores[from + i] = found[i];
                    }
                }
            }
            return scores;
        }
    }

    private static void train(
            SpectrogramNetwork network, float[][] items, boolean[] second, NDManager manager, long seed) {
        AdamW optimizer = new AdamW(network.weights(), BETA2, DECAY);
        int perEpoch = items.length / BATCH;
        int updates = EPOCHS * perEpoch;
        network.weights().requireGradients(true);
        int[] order = {};
        for (int update = 0; update < updates; update++) {
            RandomGenerator random = Seeds.stream(seed, "update", update);
            if (update % perEpoch == 0) {
                order = shuffled(items.length, random);
            }
            float[][] batch = new float[BATCH][];
            float[] signs = new float[BATCH];
            for (int i = 0; i < BATCH; i++) {
                int item = order[update % perEpoch * BATCH + i];
                batch[i] = shifted(items[item], random.nextInt(2 * FARTHEST_SHIFT + 1) - FARTHEST_SHIFT);
                signs[i] = second[item] ? -1 : 1;
            }
            try (NDManager scope = manager.newSubManager();
                    GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray scores = network.forward(array(scope, batch, items[0].length / SPEC.bands()));
                // The logistic loss, ln(1 + exp(∓score)).
                collector.backward(
                        Activation.softPlus(scores.mul(scope.create(signs))).mean());
            }
            double rate = RATE * 0.5 * (1 + Math.cos(Math.PI * update / updates)) * Math.min(1, (update + 1) / 10.0);
            double norm = GradientNorm.of(network.weights());
            optimizer.step(network.weights(), update + 1, rate, GradientNorm.scale(norm, CLIP_NORM));
        }
        network.weights().requireGradients(false);
    }

    private static int[] shuffled(int size, RandomGenerator random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    private static float[] shifted(float[] item, int frames) {
        float[] moved = new float[item.length];
        Arrays.fill(moved, -1);
        int by = Math.min(Math.abs(frames) * SPEC.bands(), item.length);
        System.arraycopy(item, frames < 0 ? by : 0, moved, frames < 0 ? 0 : by, item.length - by);
        return moved;
    }

    private static NDArray array(NDManager scope, float[][] batch, int frames) {
        float[] flat = new float[batch.length * batch[0].length];
        for (int i = 0; i < batch.length; i++) {
            System.arraycopy(batch[i], 0, flat, i * batch[0].length, batch[0].length);
        }
        return scope.create(flat, new Shape(batch.length, frames, SPEC.bands()));
    }
}
