package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * Noise that the network sees through Wiener's filter. EDM's factors (Karras et al. 2022) keep the network's input and
 * target at variance 1 over all of a clip, of which its slow changes are nearly everything. Here each coefficient of
 * the cosine transform has factors of its own, by its variance λ and that of its noise, σ²s²:
 *
 * <pre>{@code skip = λ/(λ + σ²s²)   out = σs√λ/√(λ + σ²s²)   in = 1/√(λ + σ²s²)}</pre>
 *
 * <p>So input and target are of variance 1 at every frequency, and a network that says nothing is already the best
 * denoiser that is linear: what it learns is what clips are besides their spectrum. In training a coefficient's error
 * counts λ/out², which is EDM's own weight where noise is strong; held-out losses are measured by EDM's weight and so
 * can be compared.
 *
 * <p>Which noise it is and how the network sees it are two things: white noise, or {@link Corruption.Shaped} of γ = 1,
 * which is as strong as the clips at every frequency. Immutable.
 */
public final class Wiener implements Corruption {
    /** What names of such corruptions begin with. */
    private static final String PREFIX = "wiener:";

    /** Of the mean of λ, what frequencies without any count for. */
    private static final double LEAST = 1e-6;

    private final SpatialSpectrum spectrum;
    private final Corruption noise;
    private final CosineTransform transform;
    private final float[] lambda;
    /** s² of each coefficient. */
    private final float[] power;
    /** The square root of what an error in each coefficient counts in training, the mean of its square being 1. */
    private final float[] counts;

    /**
     * A corruption by a noise, seen so.
     *
     * @param spectrum λ of the clips
     * @param noise white, or shaped
     * @throws IllegalArgumentException if it is no noise but a blur, or seen so already
     */
    public Wiener(SpatialSpectrum spectrum, Corruption noise) {
        if (noise instanceof Blur || noise instanceof Wiener) {
            throw new IllegalArgumentException("Wiener's filter is of noise, white or shaped, not of " + noise);
        }
        this.spectrum = Objects.requireNonNull(spectrum, "spectrum");
        this.noise = noise;
        this.transform = new CosineTransform(spectrum.frames(), spectrum.bands());
        this.lambda = spectrum.map();
        this.power = new float[lambda.length];
        this.counts = new float[lambda.length];
        double mean = spectrum.variance();
        for (int k = 0; k < lambda.length; k++) {
            lambda[k] = (float) Math.max(lambda[k], LEAST * mean);
            double s = noise instanceof Shaped shaped ? shaped.strength(k) : 1;
            power[k] = (float) (s * s);
            counts[k] = (float) Math.sqrt(lambda[k] / mean);
        }
    }

    /** The name of such a corruption by the noise of a name. */
    public static String of(String noise) {
        return PREFIX + noise;
    }

    /** The name of the noise in a corruption's name: the same, unless it is such a corruption's. */
    public static String noiseOf(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    /** Which noise it is. */
    Corruption noise() {
        return noise;
    }

    @Override
    public float[] noise(float[] white) {
        return noise.noise(white);
    }

    @Override
    public NoiseSource shaping(NoiseSource white) {
        return noise.shaping(white);
    }

    /** EDM's: of these, the network is told the noise level and held-out losses have their weight. */
    @Override
    public Preconditioning preconditioning(double sigma) {
        return noise.preconditioning(sigma);
    }

    /** One of the factors of all coefficients of a batch, {@code [batch, frames, bands]}. */
    private NDArray factors(NDManager scope, double[] sigmas, Factor factor) {
        int size = lambda.length;
        float[] all = new float[sigmas.length * size];
        for (int i = 0; i < sigmas.length; i++) {
            for (int k = 0; k < size; k++) {
                all[i * size + k] = (float) factor.of(lambda[k], sigmas[i] * sigmas[i] * power[k]);
            }
        }
        return scope.create(all, new Shape(sigmas.length, transform.rows(), transform.columns()));
    }

    /** A factor by a coefficient's variance and that of its noise. */
    @FunctionalInterface
    private interface Factor {
        double of(double lambda, double hidden);
    }

    private static double skip(double lambda, double hidden) {
        return lambda / (lambda + hidden);
    }

    private static double out(double lambda, double hidden) {
        return Math.sqrt(hidden * lambda / (lambda + hidden));
    }

    private static double in(double lambda, double hidden) {
        return 1 / Math.sqrt(lambda + hidden);
    }

    @Override
    public NDArray shown(NDArray noisy, double sigma) {
        return shown(noisy, new double[] {sigma});
    }

    /** {@link #shown(NDArray, double)} of items at levels of their own. */
    public NDArray shown(NDArray noisy, double[] sigmas) {
        NDArray scaled = transform.forward(noisy).mul(factors(noisy.getManager(), sigmas, Wiener::in));
        return transform.inverse(scaled);
    }

    @Override
    public NDArray denoised(NDArray noisy, NDArray output, double sigma) {
        NDManager scope = noisy.getManager();
        double[] sigmas = {sigma};
        NDArray kept = transform.forward(noisy).mul(factors(scope, sigmas, Wiener::skip));
        NDArray said = transform.forward(output).mul(factors(scope, sigmas, Wiener::out));
        return transform.inverse(kept.add(said));
    }

    /**
     * What a network's output should be.
     *
     * @param noisy {@code [batch, frames, bands]}
     * @param clean of the same shape
     * @param sigmas the level of each item
     */
    public NDArray target(NDArray noisy, NDArray clean, double[] sigmas) {
        NDManager scope = noisy.getManager();
        NDArray kept = transform.forward(noisy).mul(factors(scope, sigmas, Wiener::skip));
        NDArray missing = transform
                .forward(clean)
                .sub(kept)
                .mul(factors(scope, sigmas, (lambda, hidden) -> 1 / out(lambda, hidden)));
        return transform.inverse(missing);
    }

    /**
     * The loss of training.
     *
     * @param off the network's output without its target, {@code [batch, frames, bands]}
     * @return a scalar, 1 for a network that says nothing
     */
    public NDArray loss(NDArray off) {
        Shape item = new Shape(1, transform.rows(), transform.columns());
        return transform
                .forward(off)
                .mul(off.getManager().create(counts, item))
                .square()
                .mean();
    }

    /**
     * The same error by EDM's weight.
     *
     * @param off as in {@link #loss}
     * @param sigmas the level of each item
     * @return a scalar
     */
    public NDArray lossOfPlain(NDArray off, double[] sigmas) {
        NDManager scope = off.getManager();
        double[] plain = DoubleStream.of(sigmas)
                .map(sigma -> noise.preconditioning(sigma).out())
                .toArray();
        NDArray weight = factors(scope, sigmas, Wiener::out)
                .div(scope.create(plain, new Shape(plain.length, 1, 1)).toType(DataType.FLOAT32, false));
        return transform.forward(off).mul(weight).square().mean();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Wiener w && noise.equals(w.noise) && spectrum.equals(w.spectrum);
    }

    @Override
    public int hashCode() {
        return Objects.hash(spectrum, noise);
    }

    @Override
    public String toString() {
        return of(noise.toString());
    }
}
