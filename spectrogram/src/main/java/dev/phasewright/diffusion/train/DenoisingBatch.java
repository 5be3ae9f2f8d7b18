package dev.phasewright.diffusion.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Corruption;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.Preconditioning;
import dev.phasewright.diffusion.Wiener;
import dev.phasewright.diffusion.harmonic.Harmonics;
import dev.phasewright.diffusion.model.DiffusionTransformer;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.random.NormalDeviates;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A batch of noisy clips and what a network should make of each: in training the clip that was drowned, in distillation
 * what the teacher makes of it. All clips are in the network's units.
 */
public final class DenoisingBatch {
    private final TransformerSpec spec;
    /** Not rounded to what the network takes before it is scaled. */
    private final double[] noisy;

    private final float[] clean;
    private final double[] sigmas;
    private final Condition[] asked;
    private final Corruption corruption;
    private final @Nullable Harmonics harmonics;
    /** Nothing if there are none to be shown. */
    private final float[] combs;

    /**
     * An empty batch of so many items, of white noise.
     *
     * @param harmonics finds what a network is shown of them; null if it is not
     */
    public DenoisingBatch(TransformerSpec spec, @Nullable Harmonics harmonics, int size) {
        this(spec, Corruption.white(), harmonics, size);
    }

    /** An empty batch of so many items; {@code harmonics} as above. */
    DenoisingBatch(TransformerSpec spec, Corruption corruption, @Nullable Harmonics harmonics, int size) {
        this.spec = spec;
        this.corruption = corruption;
        this.harmonics = harmonics;
        combs = new float[harmonics == null ? 0 : size * spec.values()];
        noisy = new double[size * spec.values()];
        clean = new float[size * spec.values()];
        sigmas = new double[size];
        asked = new Condition[size];
    }

    /** The number of items. */
    public int size() {
        return sigmas.length;
    }

    /**
     * Drowns clips in noise.
     *
     * @param clip {@code [frames × bands]}
     * @param sigma the noise level
     * @param noise standard normal from {@code offset} on; becomes the noisy clip
     */
    public static void drown(float[] clip, double sigma, float[] noise, int offset) {
        for (int j = 0; j < clip.length; j++) {
            noise[offset + j] = (float) (clip[j] + sigma * noise[offset + j]);
        }
    }

    /**
     * Puts a clip in its place, drowned at a level, to become what it was.
     *
     * @param clip {@code [frames × bands]}
     * @param sigma the noise level
     * @param asked what is asked of it alone
     * @param random where the noise is drawn from
     */
    public void drown(int place, float[] clip, double sigma, Condition asked, RandomGenerator random) {
        int from = place * spec.values();
        float[] noise = new float[clip.length];
        NormalDeviates.fill(noise, 0, noise.length, random);
        noise = corruption.noise(noise);
        float[] left = corruption.faded(clip, sigma);
        double strength = corruption.noiseAt(sigma);
        for (int j = 0; j < clip.length; j++) {
            noisy[from + j] = left[j] + strength * noise[j];
        }
        System.arraycopy(clip, 0, clean, from, clip.length);
        ask(place, sigma, asked);
    }

    /**
     * Says what is asked of the noisy clip in a place, and shows where harmonics seem to be in it, if the network is shown
     * any: where the noisy clip says, not where they are, lest the network trust more in them than it can when it is sampled.
     */
    private void ask(int place, double sigma, Condition condition) {
        sigmas[place] = sigma;
        asked[place] = condition;
        if (harmonics != null && harmonics.areShownAt(sigma)) {
            float[] found = harmonics.combs(noisy(place), sigma, condition);
            System.arraycopy(found, 0, combs, place * found.length, found.length);
        }
    }

    private @Nullable NDArray shown(NDManager scope) {
        return harmonics == null ? null : scope.create(combs, shape());
    }

    /**
     * Puts a noisy clip in its place.
     *
     * @param noisy the clip at noise level {@code sigma}, from {@code offset} on
     * @param clean what it should become, from {@code offset} on
     * @param asked what is asked of it alone
     */
    public void put(int place, float[] noisy, float[] clean, int offset, double sigma, Condition asked) {
        int from = place * spec.values();
        for (int j = 0; j < spec.values(); j++) {
            this.noisy[from + j] = noisy[offset + j];
        }
        System.arraycopy(clean, offset, this.clean, from, spec.values());
        ask(place, sigma, asked);
    }

    /** The noise level of one item. */
    public double sigma(int place) {
        return sigmas[place];
    }

    /** What is asked of one item. */
    public Condition askedOf(int place) {
        return asked[place];
    }

    private Condition asked() {
        return Condition.concat(List.of(asked));
    }

    /** A copy of one item's noisy clip. */
    public float[] noisy(int place) {
        float[] one = new float[spec.values()];
        for (int j = 0; j < one.length; j++) {
            one[j] = (float) noisy[place * one.length + j];
        }
        return one;
    }

    /** A copy of what one item should become. */
    public float[] clean(int place) {
        return Arrays.copyOfRange(clean, place * spec.values(), (place + 1) * spec.values());
    }

    /** The root mean square of what a denoiser is off by, of items that share a noise level. */
    public double distance(Denoiser denoiser, NDManager scope) {
        float[] input = new float[noisy.length];
        for (int j = 0; j < input.length; j++) {
            input[j] = (float) noisy[j];
        }
        NDArray guess = denoiser.denoise(scope.create(input, shape()), sigmas[0], asked());
        return Math.sqrt(guess.sub(scope.create(clean, shape())).square().mean().getFloat());
    }

    /**
     * The mean squared error of the network's own output, with its graph: of the clean clip, weighted by 1 / out² of
     * {@link Preconditioning} (Karras et al. 2022, eq. 8 and table 1), so that it is of variance 1 at every level; or
     * weighted as {@link Wiener} does, if the network sees through that.
     */
    public NDArray loss(DiffusionTransformer network, NDManager scope) {
        return corruption instanceof Wiener wiener
                ? wiener.loss(off(wiener, network, scope))
                : plainLoss(network, scope);
    }

    /** The same error by EDM's weight, however the network sees. */
    NDArray comparableLoss(DiffusionTransformer network, NDManager scope) {
        return corruption instanceof Wiener wiener
                ? wiener.lossOfPlain(off(wiener, network, scope), sigmas)
                : plainLoss(network, scope);
    }

    /** What the network's output is off its target. */
    private NDArray off(Wiener wiener, DiffusionTransformer network, NDManager scope) {
        float[] rounded = new float[noisy.length];
        for (int j = 0; j < rounded.length; j++) {
            rounded[j] = (float) noisy[j];
        }
        NDArray seen = scope.create(rounded, shape());
        double[] noise = new double[sigmas.length];
        Arrays.setAll(noise, i -> corruption.preconditioning(sigmas[i]).noise());
        NDArray output = network.forward(wiener.shown(seen, sigmas), noise, asked(), shown(scope));
        return output.sub(wiener.target(seen, scope.create(clean, shape()), sigmas));
    }

    private NDArray plainLoss(DiffusionTransformer network, NDManager scope) {
        float[] input = new float[noisy.length];
        float[] target = new float[noisy.length];
        double[] noise = new double[sigmas.length];
        for (int i = 0; i < sigmas.length; i++) {
            Preconditioning c = corruption.preconditioning(sigmas[i]);
            noise[i] = c.noise();
            for (int j = i * spec.values(); j < (i + 1) * spec.values(); j++) {
                input[j] = (float) (c.in() * noisy[j]);
                target[j] = (float) ((clean[j] - c.skip() * noisy[j]) / c.out());
            }
        }
        NDArray output = network.forward(scope.create(input, shape()), noise, asked(), shown(scope));
        return output.sub(scope.create(target, shape())).square().mean();
    }

    private Shape shape() {
        return new Shape(sigmas.length, spec.frames(), spec.bands());
    }
}
