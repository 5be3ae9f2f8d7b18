package dev.phasewright.evaluation.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.DiffusionTransformer;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.train.ClipSource;
import dev.phasewright.diffusion.train.DenoisingBatch;
import dev.phasewright.diffusion.train.TrainingNoise;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import dev.phasewright.random.Seeds;
import dev.phasewright.train.Trainee;
import dev.phasewright.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Denoising score matching on clips from anywhere, which need not be recordings: samples of a generator, fields of noise.
 * Nothing is hidden of what is asked of them, and nothing else is rehearsed.
 */
public final class ClipTraining implements Trainee {
    private static final double[] HELD_OUT_LEVELS = {0.1, 0.3, 1, 3, 10};

    private final GeneratorSpec spec;
    private final DiffusionTransformer network;
    private final ClipSource clips;
    private final float[][] heldOut;
    private final TrainingPlan plan;
    private final NDManager manager;
    private final Map<String, Object> fingerprint = new LinkedHashMap<>();

    private ClipTraining(
            GeneratorSpec spec,
            DiffusionTransformer network,
            ClipSource clips,
            float[][] heldOut,
            TrainingPlan plan,
            NDManager manager) {
        this.spec = spec;
        this.network = network;
        this.clips = clips;
        this.heldOut = heldOut;
        this.plan = plan;
        this.manager = manager;
        fingerprint.put("network", spec.network());
    }

    /**
     * The training of a new network.
     *
     * @param spec of the generator to be, of white noise
     * @param clips in its units
     * @param origin of the clips: the same for the same
     * @param heldOut clips that a loss is measured on, of which nothing is asked; possibly none
     * @param manager closes the network's arrays
     */
    public static ClipTraining fresh(
            GeneratorSpec spec,
            ClipSource clips,
            String origin,
            float[][] heldOut,
            TrainingPlan plan,
            NDManager manager) {
        DiffusionTransformer network = new DiffusionTransformer(
                spec.network(), Declaration.fresh(manager, Seeds.stream(plan.seed(), "weights", 0)));
        ClipTraining training = new ClipTraining(spec, network, clips, heldOut, plan, manager);
        training.fingerprint.put("data", origin);
        return training;
    }

    /**
     * The training of a copy of a network, that goes on from there.
     *
     * @param begin its folder
     * @param clips in its units
     * @param origin as above
     * @param heldOut as above
     * @param manager closes the network's arrays
     * @throws IOException if it cannot be read
     */
    public static ClipTraining from(
            Path begin, ClipSource clips, String origin, float[][] heldOut, TrainingPlan plan, NDManager manager)
            throws IOException {
        GeneratorSpec spec = Checkpoint.describe(begin, GeneratorSpec.class, GeneratorSpec.KIND);
        Map<String, Tensor> arrays = Checkpoint.read(begin);
        Checkpoint.requireSize(begin, arrays, DiffusionTransformer.size(spec.network()));
        DiffusionTransformer network = new DiffusionTransformer(spec.network(), Declaration.blank(manager));
        Checkpoint.load(begin, arrays, network.weights());
        ClipTraining training = new ClipTraining(spec, network, clips, heldOut, plan, manager);
        training.fingerprint.put("data", origin);
        training.fingerprint.put("from", Checkpoint.fingerprint(arrays));
        return training;
    }

    /** Clips in a network's units, drawn again and again, of all of which the same is asked. */
    public static ClipSource source(float[][] clips, Condition asked) {
        return (clip, random) -> {
            float[] drawn = clips[random.nextInt(clips.length)];
            System.arraycopy(drawn, 0, clip, 0, clip.length);
            return asked;
        };
    }

    /** Recordings in a network's units, each from its beginning, cut or padded with silence: {@code [clips][frames × bands]}. */
    public static float[][] units(LogMelDataset data, Normalization normalization, int frames) {
        float[][] clips = new float[data.size()][frames * data.spec().bands()];
        for (int i = 0; i < clips.length; i++) {
            data.copy(i, 0, frames, clips[i], 0);
            normalization.normalize(clips[i]);
        }
        return clips;
    }

    @Override
    public Weights weights() {
        return network.weights();
    }

    @Override
    public Map<String, Object> fingerprint() {
        return fingerprint;
    }

    @Override
    public NDArray loss(NDManager scope, long update) {
        RandomGenerator random = Seeds.stream(plan.seed(), "step", update);
        DenoisingBatch batch = new DenoisingBatch(spec.network(), spec.harmonics(), plan.batch());
        float[] clip = new float[spec.network().values()];
        for (int i = 0; i < plan.batch(); i++) {
            Condition asked = clips.draw(clip, random);
            batch.drown(i, clip, TrainingNoise.DEFAULT.draw(random), asked, random);
        }
        return batch.loss(network, scope);
    }

    /** The mean loss on held-out clips at five noise levels, the same noise each time; nothing if none are held out. */
    @Override
    public Map<String, Double> evaluate(long update) {
        double sum = 0;
        for (double sigma : HELD_OUT_LEVELS) {
            for (int from = 0; from < heldOut.length; from += plan.batch()) {
                int count = Math.min(plan.batch(), heldOut.length - from);
                DenoisingBatch batch = new DenoisingBatch(spec.network(), spec.harmonics(), count);
                for (int i = 0; i < count; i++) {
                    RandomGenerator random = Seeds.stream(0, "held out", from + i);
                    batch.drown(i, heldOut[from + i], sigma, Condition.none(1), random);
                }
                try (NDManager scope = manager.newSubManager()) {
                    sum += count * batch.loss(network, scope).getFloat();
                }
            }
        }
        return heldOut.length == 0 ? Map.of() : Map.of("loss", sum / heldOut.length / HELD_OUT_LEVELS.length);
    }
}
