package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.Guidance;
import dev.phasewright.diffusion.NoiseSource;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A generator of log-mel magnitudes: a denoiser, the features it was trained on, and the names it can be asked for.
 * Not for use by several threads at once.
 */
public final class MagnitudeGenerator implements AutoCloseable {
    private final GeneratorSpec spec;
    private final Denoiser denoiser;
    private final SamplingPlan plan;
    private final NDManager manager;

    private MagnitudeGenerator(GeneratorSpec spec, Denoiser denoiser, SamplingPlan plan, NDManager manager) {
        this.spec = spec;
        this.denoiser = denoiser;
        this.plan = plan;
        this.manager = manager;
    }

    /** A generator of any denoiser for the spec's features; closed by closing {@code manager}'s parent or itself. */
    public static MagnitudeGenerator of(GeneratorSpec spec, Denoiser denoiser, NDManager parent) {
        return of(spec, denoiser, SamplingPlan.DEFAULT, parent);
    }

    /** A generator of any denoiser with a plan of its own. */
    public static MagnitudeGenerator of(GeneratorSpec spec, Denoiser denoiser, SamplingPlan plan, NDManager parent) {
        return new MagnitudeGenerator(spec, denoiser, plan, parent.newSubManager());
    }

    /**
     * Loads a trained model, to compute in float32.
     *
     * @param directory with {@code model.json} and {@code model.safetensors}
     * @throws CheckpointException if either is missing or corrupt, or they do not fit each other
     * @throws IOException if they cannot be read
     */
    public static MagnitudeGenerator load(Path directory) throws IOException {
        return load(directory, Precision.FLOAT32);
    }

    /**
     * Loads a trained model.
     *
     * @param directory with {@code model.json} and {@code model.safetensors}
     * @param precision what its products are computed in; a seed gives nearly the same clip in another precision, but
     *     not the same
     * @throws CheckpointException if either is missing or corrupt, or they do not fit each other
     * @throws IOException if they cannot be read
     */
    public static MagnitudeGenerator load(Path directory, Precision precision) throws IOException {
        GeneratorSpec spec = Checkpoint.describe(directory, GeneratorSpec.class, GeneratorSpec.KIND);
        SamplingPlan plan = SamplingPlan.of(directory);
        Map<String, Tensor> arrays = Checkpoint.read(directory);
        Checkpoint.requireSize(directory, arrays, DiffusionTransformer.size(spec.network()));
        NDManager manager = NDManager.newBaseManager();
        try {
            DiffusionTransformer network = new DiffusionTransformer(spec.network(), Declaration.blank(manager));
            Checkpoint.load(directory, arrays, network.weights());
            network.weights().computeIn(precision);
            network.weights().freeze();
            return new MagnitudeGenerator(spec, new NetworkDenoiser(network), plan, manager);
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * The same generator with another denoiser in its place, such as one that watches this one's; to be closed before
     * this one is.
     */
    public MagnitudeGenerator with(Denoiser other) {
        return of(spec, other, plan, manager);
    }

    /** What the model is. */
    public GeneratorSpec spec() {
        return spec;
    }

    /** The model as a denoiser of {@code [batch, frames, bands]} in normalized units. */
    public Denoiser denoiser() {
        return denoiser;
    }

    /** How the model is sampled unless something else is asked for: what it was distilled for, if it was. */
    public SamplingPlan plan() {
        return plan;
    }

    /**
     * The index of a class.
     *
     * @throws IllegalArgumentException if the model does not know the name; the message lists those it knows
     */
    public int classIndex(String name) {
        return spec.classIndex(name);
    }

    /**
     * Draws clips, all in one batch. Each depends on its own class and seed alone up to rounding, which may differ in
     * the last bits between batch sizes.
     *
     * @param condition the class of each clip
     * @param seeds a seed for each clip
     * @param observer told of each step, and may cancel by throwing
     * @throws IllegalArgumentException if there are not as many seeds as classes
     */
    public List<LogMel> generate(SamplingPlan plan, Condition condition, long[] seeds, SamplingObserver observer) {
        if (seeds.length != condition.batch()) {
            throw new IllegalArgumentException(seeds.length + " seeds for " + condition.batch() + " clips");
        }
        TransformerSpec network = spec.network();
        double[] levels = plan.schedule().levels(plan.steps());
        Denoiser guided = new Guidance(denoiser, plan.guidance(), plan.guidanceLow(), plan.guidanceHigh());
        NoiseSource noise = GaussianNoise.perItem(seeds);
        try (NDManager scope = manager.newSubManager()) {
            NDArray start = noise.draw(scope, new Shape(seeds.length, network.frames(), network.bands()))
                    .mul(levels[0]);
            float[] values = plan.sampler()
                    .sample(guided, start, levels, condition, noise, observer)
                    .toFloatArray();
            List<LogMel> clips = new ArrayList<>(seeds.length);
            for (int i = 0; i < seeds.length; i++) {
                float[] clip = Arrays.copyOfRange(values, i * network.values(), (i + 1) * network.values());
                clips.add(spec.normalization().denormalize(clip, spec.features()));
            }
            return clips;
        }
    }

    /** Frees the model. */
    @Override
    public void close() {
        manager.close();
    }
}
