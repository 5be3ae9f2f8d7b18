package dev.phasewright.diffusion.edit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Blur;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Corruption;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.Guidance;
import dev.phasewright.diffusion.NoiseSource;
import dev.phasewright.diffusion.RestartSampler;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.spectrogram.LogMel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Edits log-mel spectrograms of any length with a generator. What an edit is to keep comes out as it went in, to the bit.
 * Shorter sounds than the model's are followed by silence while they are worked on; longer ones are seen through {@link
 * Windowed}. Not for use by several threads at once.
 */
public final class MagnitudeEditor {
    /** Of a model's length, from one window to the next. */
    private static final int WINDOWS = 2;
    /** Between these noise levels a hole's content is drawn again, so that it takes notice of its surroundings. */
    private static final double RESAMPLED_LOW = 0.5;

    private static final double RESAMPLED_HIGH = 20;

    private final GeneratorSpec spec;
    private final Corruption corruption;
    private final Denoiser model;
    private final SamplingPlan plan;
    private final SamplingObserver observer;

    /**
     * An editor.
     *
     * @param generator stays open
     * @param plan how is sampled
     * @param observer told of each step, and may cancel by throwing
     * @throws IllegalArgumentException if the model undoes blur, of which a sound cannot be given a part
     */
    public MagnitudeEditor(MagnitudeGenerator generator, SamplingPlan plan, SamplingObserver observer) {
        this.spec = generator.spec();
        this.corruption = spec.corruption();
        if (corruption instanceof Blur) {
            throw new IllegalArgumentException("the model undoes " + spec.corruptedBy()
                    + "; sounds are edited, and made longer, with one of noise");
        }
        this.model = new Guidance(generator.denoiser(), plan.guidance(), plan.guidanceLow(), plan.guidanceHigh());
        this.plan = plan;
        this.observer = observer;
    }

    /**
     * Draws a sound of any length. One of the model's length or less is the beginning of what {@link
     * MagnitudeGenerator#generate} draws from the same seed.
     *
     * @param frames of the sound, positive
     * @param condition of one item
     */
    public LogMel generate(int frames, Condition condition, long seed) {
        int length = workingLength(frames);
        double[] levels = plan.schedule().levels(plan.steps());
        float[] found = sample(over(length), null, length, levels, plan.sampler(), condition, seed);
        return cut(found, frames);
    }

    /**
     * Draws a sound that is several things at once, in shares.
     *
     * @param frames of the sound, positive
     * @param parts what it is asked to be, one item each, at least one
     * @param shares how much each of them counts, 0 to 1, 1 in all
     * @throws IllegalArgumentException if there are not as many shares as parts, or they are out of their range
     */
    public LogMel blend(int frames, List<Condition> parts, double[] shares, long seed) {
        if (shares.length != parts.size()) {
            throw new IllegalArgumentException(shares.length + " shares for " + parts.size() + " parts");
        }
        if (parts.size() == 1) {
            return generate(frames, parts.get(0), seed);
        }
        int length = workingLength(frames);
        List<double[]> others = new ArrayList<>();
        for (int k = 1; k < shares.length; k++) {
            others.add(new double[] {shares[k]});
        }
        Denoiser between = new Blend(over(length), parts.subList(1, parts.size()), others);
        double[] levels = plan.schedule().levels(plan.steps());
        return cut(sample(between, null, length, levels, plan.sampler(), parts.get(0), seed), frames);
    }

    /**
     * Another sound like a given one: noise drowns it up to some level and is removed again (SDEdit, Meng et al. 2022).
     *
     * @param strength 0 leaves it as it is, 1 leaves nothing of it; between them, the share of the schedule's steps that
     *     are taken
     * @param condition of one item
     * @throws IllegalArgumentException if the strength is outside 0 to 1, or the features are others than the model's
     */
    public LogMel vary(LogMel sound, double strength, Condition condition, long seed) {
        requireFeatures(sound);
        if (!(strength >= 0 && strength <= 1)) {
            throw new IllegalArgumentException("the strength must be from 0 to 1, not " + strength);
        }
        double[] all = plan.schedule().levels(plan.steps());
        int steps = (int) Math.round(strength * plan.steps());
        if (steps == 0) {
            return sound;
        }
        double[] levels = Arrays.copyOfRange(all, plan.steps() - steps, all.length);
        int length = workingLength(sound.frames());
        float[] from = steps == plan.steps() ? null : units(sound, length);
        return cut(sample(over(length), from, length, levels, plan.sampler(), condition, seed), sound.frames());
    }

    /**
     * Fills a hole with what could be there.
     *
     * @param hole what is drawn anew; at least one frame and one band of the sound belong to it
     * @param resamplings how often the hole's content is drawn again between two noise levels, not negative
     * @param condition of one item
     * @throws IllegalArgumentException if nothing of the sound belongs to the hole, or the features are others than the
     *     model's
     */
    public LogMel inpaint(LogMel sound, Region hole, int resamplings, Condition condition, long seed) {
        requireFeatures(sound);
        if (resamplings < 0) {
            throw new IllegalArgumentException("the number of resamplings must not be negative, not " + resamplings);
        }
        boolean[] keep = hole.outside(sound);
        if (allKept(keep)) {
            throw new IllegalArgumentException("nothing of the sound lies in the region");
        }
        int bands = sound.bands();
        int length = workingLength(sound.frames());
        boolean[] all = Arrays.copyOf(keep, length * bands);
        Denoiser knowing = new Masked(over(length), units(sound, length), all);
        Sampler sampler = new RestartSampler(plan.sampler(), resamplings, RESAMPLED_LOW, RESAMPLED_HIGH);
        double[] levels = plan.schedule().levels(plan.steps());
        LogMel drawn = cut(sample(knowing, null, length, levels, sampler, condition, seed), sound.frames());
        float[] values = drawn.toArray();
        float[] given = sound.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = keep[i] ? given[i] : values[i];
        }
        return new LogMel(spec.features(), values);
    }

    /**
     * The way from one sound to another: noise and condition are interpolated, noise on the sphere.
     *
     * @param from what the first is asked to be, one item
     * @param fromSeed where its noise comes from
     * @param to what the last is asked to be, one item
     * @param toSeed where its noise comes from
     * @param count sounds, the first and the last among them; at least 2
     */
    public List<LogMel> morph(Condition from, long fromSeed, Condition to, long toSeed, int count) {
        if (count < 2) {
            throw new IllegalArgumentException("a way needs at least its two ends, not " + count + " sounds");
        }
        int values = spec.network().values();
        double[] levels = plan.schedule().levels(plan.steps());
        int[] first = new int[count];
        double[] shares = new double[count];
        long[] seeds = new long[count];
        for (int i = 0; i < count; i++) {
            shares[i] = i / (count - 1.0);
            seeds[i] = fromSeed + i;
        }
        try (NDManager scope = NDManager.newBaseManager()) {
            Shape item = new Shape(spec.network().frames(), spec.network().bands());
            float[] a = corruption.noise(
                    GaussianNoise.batch(scope, new long[] {fromSeed}, item).toFloatArray());
            float[] b = corruption.noise(
                    GaussianNoise.batch(scope, new long[] {toSeed}, item).toFloatArray());
            float[] start = new float[count * values];
            for (int i = 0; i < count; i++) {
                // Both are normal and independent, so this is, too, all the way.
                double angle = shares[i] * Math.PI / 2;
                for (int j = 0; j < values; j++) {
                    start[i * values + j] = (float) (levels[0] * (Math.cos(angle) * a[j] + Math.sin(angle) * b[j]));
                }
            }
            NDArray x = scope.create(start, new Shape(count).addAll(item));
            Denoiser between = new Blend(model, to.select(first), shares);
            float[] found = plan.sampler()
                    .sample(
                            between,
                            x,
                            levels,
                            from.select(first),
                            corruption.shaping(GaussianNoise.perItem(seeds)),
                            observer)
                    .toFloatArray();
            List<LogMel> sounds = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                sounds.add(cut(
                        Arrays.copyOfRange(found, i * values, (i + 1) * values),
                        spec.network().frames()));
            }
            return sounds;
        }
    }

    private float[] sample(
            Denoiser denoiser,
            float @Nullable [] from,
            int length,
            double[] levels,
            Sampler sampler,
            Condition condition,
            long seed) {
        NoiseSource noise = corruption.shaping(GaussianNoise.perItem(seed));
        try (NDManager scope = NDManager.newBaseManager()) {
            Shape shape = new Shape(1, length, spec.network().bands());
            NDArray fresh = noise.draw(scope, shape);
            NDArray start = from == null
                    ? corruption.start(plan.schedule(), fresh)
                    : fresh.mul(levels[0]).add(scope.create(from, shape));
            return sampler.sample(denoiser, start, levels, condition, noise, observer)
                    .toFloatArray();
        }
    }

    private Denoiser over(int length) {
        int frames = spec.network().frames();
        return length == frames ? model : new Windowed(model, frames, Math.max(1, frames / WINDOWS));
    }

    private int workingLength(int frames) {
        if (frames < 1) {
            throw new IllegalArgumentException("a sound needs at least one frame, not " + frames);
        }
        return Math.max(frames, spec.network().frames());
    }

    private void requireFeatures(LogMel sound) {
        if (!sound.spec().equals(spec.features())) {
            throw new IllegalArgumentException("log-mel values of " + sound.spec() + " do not fit " + spec.features());
        }
    }

    private static boolean allKept(boolean[] keep) {
        for (boolean kept : keep) {
            if (!kept) {
                return false;
            }
        }
        return true;
    }

    /** A sound in the network's units, followed by silence. */
    private float[] units(LogMel sound, int length) {
        float[] values = Arrays.copyOf(sound.toArray(), length * sound.bands());
        Arrays.fill(values, sound.frames() * sound.bands(), values.length, (float)
                Math.log(spec.features().floor()));
        spec.normalization().normalize(values);
        return values;
    }

    private LogMel cut(float[] units, int frames) {
        return spec.normalization()
                .denormalize(Arrays.copyOf(units, frames * spec.network().bands()), spec.features());
    }
}
