package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.Locale;
import java.util.Objects;

/**
 * Blur that grows with the noise: x = IDCT(d ⊙ DCT x₀) + n·ε, with d = 0.999·exp(−ℓ·w²/2) + 0.001 for a blur of width
 * w = W·σ²/(1 + σ²), as in blurring diffusion (E. Hoogeboom and T. Salimans 2022, whose cosine schedule this is with σ in
 * place of time). Detail is lost before noise drowns it, and must be made up from what is coarser.
 *
 * <p>{@link Kind#NOISY} has noise of n = σ; {@link Kind#HEAT} nearly none at any level, n = {@value #FAINT}, so that blur
 * alone hides (S. Rissanen et al. 2022, "Generative modelling with inverse heat dissipation": 0.01 on data of deviation
 * about 0.25).
 *
 * <p>ℓ is the squared frequency in radians a frame or band. A blur as wide in frames as in bands would be arbitrary, so each
 * axis is weighed by how far the clips' own spectrum λ reaches along it: both are then equally hard hit.
 *
 * <p>Immutable.
 */
public final class Blur implements Corruption {
    /** How much noise comes with the blur. */
    public enum Kind {
        /** As much as the level says. */
        NOISY,
        /** A trace that is the same at every level. */
        HEAT;

        /** The name that models keep. */
        String word() {
            return this == NOISY ? "blur" : "heat";
        }
    }

    /** The widest blur worth asking for, in frames. */
    static final double WIDEST = 1000;

    /** How wide unless told otherwise: all but the slowest changes of a clip of a second are gone. */
    static final double USUAL = 20;

    static final double FAINT = 0.04;
    /** Of {@link #FAINT}, what is added at each step back: more than was there, as the authors found best. */
    private static final double STIRRED = 1.25;
    /** What is left of the finest detail, lest nothing can be divided by it. */
    private static final double LEAST = 0.001;

    private final SpatialSpectrum spectrum;
    private final Kind kind;
    private final double width;
    /** Of the squared frequency over time; that over bands has its inverse. */
    private final double lean;

    private final CosineTransform transform;
    private final float[] lambda;
    /** Weighed squared frequencies of clips of the spectrum's own size, which are all that training sees. */
    private final double[] squares;

    /**
     * A blur.
     *
     * @param spectrum λ of the clips
     * @param width of the blur at the highest levels, as a Gaussian's deviation in frames, positive and at most 1000
     * @throws IllegalArgumentException if the width is out of range, or not finite
     */
    public Blur(SpatialSpectrum spectrum, Kind kind, double width) {
        if (!(width > 0 && width <= WIDEST)) {
            throw new IllegalArgumentException("a blur of " + width + " frames; it must be above 0 and at most 1000");
        }
        this.spectrum = Objects.requireNonNull(spectrum, "spectrum");
        this.kind = kind;
        this.width = width;
        this.lambda = spectrum.map();
        this.lean = Math.sqrt(reach(0, 1) / reach(1, 0));
        this.transform = new CosineTransform(spectrum.frames(), spectrum.bands());
        this.squares = squares(spectrum.frames(), spectrum.bands(), lean, 1 / lean);
    }

    /** The mean of the squared frequency along an axis, weighed by λ; of a spectrum of one cosine, that of the next. */
    private double reach(double time, double band) {
        double[] squared = squares(spectrum.frames(), spectrum.bands(), time, band);
        double sum = 0;
        double total = 0;
        for (int k = 0; k < lambda.length; k++) {
            sum += lambda[k] * squared[k];
            total += lambda[k];
        }
        double first = Math.PI / Math.max(spectrum.frames(), spectrum.bands());
        return Math.max(sum / total, first * first);
    }

    /** Squared frequencies of all coefficients, those of time and of bands weighed. */
    private static double[] squares(int frames, int bands, double time, double band) {
        double[] squares = new double[frames * bands];
        for (int k = 0; k < squares.length; k++) {
            int slow = k / bands;
            int across = k % bands;
            double v = Math.PI * slow / frames;
            double u = Math.PI * across / bands;
            squares[k] = time * v * v + band * u * u;
        }
        return squares;
    }

    @Override
    public double noiseAt(double sigma) {
        return kind == Kind.NOISY ? sigma : FAINT;
    }

    /** The share d of each coefficient that is left at a level, {@code [frames × bands]}. */
    float[] kept(int frames, int bands, double sigma) {
        boolean own = frames == spectrum.frames() && bands == spectrum.bands();
        return kept(own ? squares : squares(frames, bands, lean, 1 / lean), sigma);
    }

    private float[] kept(double[] squares, double sigma) {
        double wide = width * sigma * sigma / (1 + sigma * sigma);
        float[] kept = new float[squares.length];
        for (int k = 0; k < kept.length; k++) {
            kept[k] = (float) ((1 - LEAST) * StrictMath.exp(-squares[k] * wide * wide / 2) + LEAST);
        }
        return kept;
    }

    @Override
    public float[] faded(float[] clean, double sigma) {
        float[] coefficients = transform.forward(clean);
        float[] kept = kept(squares, sigma);
        for (int k = 0; k < kept.length; k++) {
            coefficients[k] *= kept[k];
        }
        return transform.inverse(coefficients);
    }

    @Override
    public float[] noise(float[] white) {
        return white;
    }

    @Override
    public NoiseSource shaping(NoiseSource white) {
        return white;
    }

    /** By what is known of a clip that is seen blurred: all factors follow from λ and d. */
    @Override
    public Preconditioning preconditioning(double sigma) {
        float[] kept = kept(squares, sigma);
        double clean = 0;
        double both = 0;
        double seen = 0;
        for (int k = 0; k < lambda.length; k++) {
            clean += lambda[k] / lambda.length;
            both += lambda[k] * kept[k] / lambda.length;
            seen += (double) lambda[k] * kept[k] * kept[k] / lambda.length;
        }
        return Preconditioning.of(clean, both, seen + noiseAt(sigma) * noiseAt(sigma), sigma);
    }

    /** What is left of a clip as probable as any by its spectrum, in noise. */
    @Override
    public NDArray start(NoiseSchedule schedule, NDArray noise) {
        int frames = Math.toIntExact(noise.getShape().get(1));
        int bands = Math.toIntExact(noise.getShape().get(2));
        double sigma = schedule.sigmaMax();
        float[] deviation = spectrum.map(frames, bands);
        float[] kept = kept(frames, bands, sigma);
        for (int k = 0; k < kept.length; k++) {
            deviation[k] = (float) Math.hypot(kept[k] * Math.sqrt(deviation[k]), noiseAt(sigma));
        }
        NDManager manager = noise.getManager();
        try (NDManager scope = manager.newSubManager()) {
            NDArray start = new CosineTransform(frames, bands)
                    .inverse(noise.mul(scope.create(deviation, new Shape(frames, bands))));
            start.attach(manager);
            return start;
        }
    }

    /** Euler's and Heun's methods, each coefficient going down levels of its own; of heat, Euler's alone. */
    @Override
    public Sampler sampler(Sampler asked) {
        boolean second = asked instanceof HeunSampler;
        if (!(asked instanceof EulerSampler) && !(second && kind == Kind.NOISY)) {
            throw new IllegalArgumentException("the model undoes " + kind.word() + ", by the sampler euler"
                    + (kind == Kind.NOISY ? " or heun" : "") + "; not by " + Samplers.name(asked));
        }
        return new BlurSampler(this::kept, this::noiseAt, second, kind == Kind.HEAT ? STIRRED * FAINT : 0);
    }

    /**
     * By Euler's method. Heun's corrects a step by the slope at its end, which multiplies what the network errs in a detail by
     * how much more of it is left there than before: a hundred times where blur clears within a step or two. Where there is
     * hardly any noise each step leaves its own error in what is seen, so that fewer are better.
     */
    @Override
    public SamplingPlan plan() {
        return SamplingPlan.DEFAULT.with(
                new EulerSampler(), kind == Kind.NOISY ? 24 : 12, SamplingPlan.DEFAULT.guidance());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blur b && kind == b.kind && width == b.width && spectrum.equals(b.spectrum);
    }

    @Override
    public int hashCode() {
        return Objects.hash(spectrum, kind, width);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s:%s", kind.word(), width);
    }
}
