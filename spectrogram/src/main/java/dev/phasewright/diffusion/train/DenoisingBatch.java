package dev.phasewright.diffusion.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.Preconditioning;
import dev.phasewright.diffusion.model.DiffusionTransformer;
import dev.phasewright.diffusion.model.TransformerSpec;
import java.util.List;
import java.util.random.RandomGenerator;

/** A batch of noisy clips and what a student should make of each. */
public final class DenoisingBatch {
    /** Share of items of which nothing is asked, so that a student can do without a class, too. */
    private static final double CONDITION_DROPOUT = 0.1;

    private final TransformerSpec spec;
    private final float[] noisy;
    private final float[] clean;
    private final double[] sigmas;
    private final Condition[] asked;

    /** An empty batch of so many items. */
    public DenoisingBatch(TransformerSpec spec, int size) {
        this.spec = spec;
        noisy = new float[size * spec.values()];
        clean = new float[size * spec.values()];
        sigmas = new double[size];
        asked = new Condition[size];
    }

    /** What is asked of one item, or now and then nothing. */
    public static Condition hide(Condition asked, RandomGenerator random) {
        return random.nextDouble() < CONDITION_DROPOUT ? Condition.none(1) : asked;
    }

    public int size() {
        return sigmas.length;
    }

    /**
     * Puts an item in its place.
     *
     * @param noisy the clip at noise level {@code sigma}, from {@code offset} on
     * @param clean what it should become, from {@code offset} on
     * @param asked what is asked of it alone
     */
    public void put(int place, float[] noisy, float[] clean, int offset, double sigma, Condition asked) {
        System.arraycopy(noisy, offset, this.noisy, place * spec.values(), spec.values());
        System.arraycopy(clean, offset, this.clean, place * spec.values(), spec.values());
        sigmas[place] = sigma;
        this.asked[place] = asked;
    }

    public double sigma(int place) {
        return sigmas[place];
    }

    public Condition askedOf(int place) {
        return asked[place];
    }

    private Condition asked() {
        return Condition.concat(List.of(asked));
    }

    /** The root mean square of what a denoiser is off by, of items that share a noise level. */
    public double distance(Denoiser denoiser, NDManager scope) {
        Shape shape = new Shape(sigmas.length, spec.frames(), spec.bands());
        NDArray guess = denoiser.denoise(scope.create(noisy, shape), sigmas[0], asked());
        return Math.sqrt(guess.sub(scope.create(clean, shape)).square().mean().getFloat());
    }

    /** A copy of one item's noisy clip. */
    public float[] noisy(int place) {
        return item(noisy, place);
    }

    /** A copy of what one item should become. */
    public float[] clean(int place) {
        return item(clean, place);
    }

    private float[] item(float[] all, int place) {
        float[] one = new float[spec.values()];
        System.arraycopy(all, place * one.length, one, 0, one.length);
        return one;
    }

    /**
     * The mean squared error of the network's own output, with its graph: of the clean clip, weighted by 1 / out² of
     * {@link Preconditioning}, as in training.
     */
    public NDArray loss(DiffusionTransformer network, NDManager scope) {
        float[] input = new float[noisy.length];
        float[] target = new float[noisy.length];
        double[] noise = new double[sigmas.length];
        for (int i = 0; i < sigmas.length; i++) {
            Preconditioning c = Preconditioning.at(sigmas[i]);
            noise[i] = c.noise();
            for (int j = i * spec.values(); j < (i + 1) * spec.values(); j++) {
                input[j] = (float) (c.in() * noisy[j]);
                target[j] = (float) ((clean[j] - c.skip() * noisy[j]) / c.out());
            }
        }
        Shape shape = new Shape(sigmas.length, spec.frames(), spec.bands());
        NDArray output = network.forward(scope.create(input, shape), noise, asked());
        return output.sub(scope.create(target, shape)).square().mean();
    }
}
