package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Corruption;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.Guidance;
import dev.phasewright.diffusion.NoiseSource;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.TrainedNetwork;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * A generator of log-mel magnitudes: a denoiser, the features it was trained on, and the names it can be asked for.
 * Several threads may generate at once: they take turns, a batch at a time, since each uses all processors.
 */
public final class MagnitudeGenerator implements AutoCloseable {
    /** Clips that are drawn together, at most: more are no faster, and take more memory. */
    public static final int BATCH = 64;

    private final GeneratorSpec spec;
    private final Denoiser denoiser;
    /** The same, but of batches of clips that are not to depend on each other. */
    private final Denoiser apart;

    private final ReentrantLock turn = new ReentrantLock(true);
    private final NDManager manager;

    private MagnitudeGenerator(GeneratorSpec spec, Denoiser denoiser, Denoiser apart, NDManager manager) {
        this.spec = spec;
        this.denoiser = denoiser;
        this.apart = apart;
        this.manager = manager;
    }

    /** A generator of any denoiser for the spec's features; closed by closing {@code manager}'s parent or itself. */
    public static MagnitudeGenerator of(GeneratorSpec spec, Denoiser denoiser, NDManager parent) {
        return new MagnitudeGenerator(spec, denoiser, denoiser, parent.newSubManager());
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
        return load(ModelFolder.read(directory), precision);
    }

    /**
     * Loads a trained model that was found and described before.
     *
     * @param folder with {@code model.safetensors}
     * @param precision as in {@link #load(Path, Precision)}
     * @throws CheckpointException as {@link #load(Path, Precision)} does
     * @throws IOException if it cannot be read
     */
    public static MagnitudeGenerator load(ModelFolder folder, Precision precision) throws IOException {
        GeneratorSpec spec = GeneratorSpec.of(folder);
        TrainedNetwork<DiffusionTransformer> trained = TrainedNetwork.load(
                folder.path(),
                DiffusionTransformer.size(spec.network()),
                declaration -> new DiffusionTransformer(spec.network(), declaration),
                DiffusionTransformer::weights,
                precision);
        NetworkDenoiser denoiser = NetworkDenoiser.of(trained.network(), spec);
        return new MagnitudeGenerator(spec, denoiser, denoiser.apart(), trained.manager());
    }

    /**
     * The same generator with another denoiser in its place, such as one that watches this one's; to be closed before
     * this one is.
     */
    public MagnitudeGenerator with(Denoiser other) {
        return of(spec, other, manager);
    }

    /**
     * The same generator, to the bit, for clips that have their beginnings in common: of what is denoised again the result
     * is remembered. To be closed before this one is.
     *
     * @param most the most bytes that are kept
     */
    public MagnitudeGenerator remembering(long most) {
        return with(new RememberingDenoiser(apart, most));
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
        return spec.plan();
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
     * Draws any number of clips, in batches.
     *
     * @param condition what is asked of each clip
     * @param seeds a seed for each clip
     * @param observer told of the steps of all clips; may cancel by throwing, as does {@link Thread#interrupt}
     * @return the clips, in the order of their seeds
     * @throws IllegalArgumentException if there are not as many seeds as clips
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public List<LogMel> generate(SamplingPlan plan, Condition condition, long[] seeds, GenerationObserver observer) {
        requireSeeds(condition, seeds);
        GenerationObserver watched = observer.interruptible();
        long total = (long) seeds.length * plan.steps();
        LogMel[] clips = new LogMel[seeds.length];
        long done = 0;
        for (int[] batch : batches(condition)) {
            long before = done;
            watched.at(before, total);
            List<LogMel> drawn = generate(
                    plan,
                    condition.select(batch),
                    IntStream.of(batch).mapToLong(i -> seeds[i]).toArray(),
                    // Some samplers take more steps than the plan counts.
                    (step, steps, sigma, x, denoised) ->
                            watched.at(before + batch.length * (step + 1L) * plan.steps() / steps, total));
            for (int i = 0; i < batch.length; i++) {
                clips[batch[i]] = drawn.get(i);
            }
            done += (long) batch.length * plan.steps();
        }
        return List.of(clips);
    }

    /** The places of the clips in each batch. Those of which nothing is asked are not guided, and so are drawn apart. */
    private static List<int[]> batches(Condition condition) {
        List<int[]> batches = new ArrayList<>();
        for (boolean free : new boolean[] {false, true}) {
            int[] alike = IntStream.range(0, condition.batch())
                    .filter(i -> condition.asksNothing(i) == free)
                    .toArray();
            for (int from = 0; from < alike.length; from += BATCH) {
                batches.add(Arrays.copyOfRange(alike, from, Math.min(alike.length, from + BATCH)));
            }
        }
        return batches;
    }

    private static void requireSeeds(Condition condition, long[] seeds) {
        if (seeds.length != condition.batch()) {
            throw new IllegalArgumentException(seeds.length + " seeds for " + condition.batch() + " clips");
        }
    }

    /**
     * Draws clips, all in one batch. If something is asked of all of them, or of none, each depends on its own condition
     * and seed alone: to the bit if a trained network computes in float32, otherwise up to rounding.
     *
     * @param condition the class of each clip
     * @param seeds a seed for each clip
     * @param observer told of each step, and may cancel by throwing
     * @throws IllegalArgumentException if there are not as many seeds as classes
     */
    public List<LogMel> generate(SamplingPlan plan, Condition condition, long[] seeds, SamplingObserver observer) {
        requireSeeds(condition, seeds);
        TransformerSpec network = spec.network();
        Corruption corruption = spec.corruption();
        double[] levels = plan.schedule().levels(plan.steps());
        Denoiser guided = new Guidance(apart, plan.guidance(), plan.guidanceLow(), plan.guidanceHigh());
        Sampler sampler = corruption.sampler(plan.sampler());
        NoiseSource noise = corruption.shaping(GaussianNoise.perItem(seeds));
        takeTurn();
        try (NDManager scope = manager.newSubManager()) {
            NDArray start = corruption.start(
                    plan.schedule(), noise.draw(scope, new Shape(seeds.length, network.frames(), network.bands())));
            float[] values = sampler.sample(guided, start, levels, condition, noise, observer)
                    .toFloatArray();
            List<LogMel> clips = new ArrayList<>(seeds.length);
            for (int i = 0; i < seeds.length; i++) {
                float[] clip = Arrays.copyOfRange(values, i * network.values(), (i + 1) * network.values());
                clips.add(spec.normalization().denormalize(clip, spec.features()));
            }
            return clips;
        } finally {
            turn.unlock();
        }
    }

    private void takeTurn() {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException("interrupted before its turn");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    /** Frees the model, once no batch is at work. */
    @Override
    public void close() {
        turn.lock();
        try {
            manager.close();
        } finally {
            turn.unlock();
        }
    }
}
