package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a clean clip is drowned at level σ: x = x₀ + σ·n, where n is Gaussian noise of some spectrum. A model learns to undo
 * one corruption and remembers which.
 *
 * <p>Whatever the noise's spectrum, the slope of the way back is (x − D) / σ, the noise that the denoiser sees in x; so all
 * samplers serve, as long as the noise that they start from and add is that of the corruption ({@link #shaping}).
 */
public sealed interface Corruption {
    /** What models are trained on unless something else is asked for. */
    Corruption WHITE = new White();

    /** White Gaussian noise: as strong at every frequency, so that it drowns the weak ones first. */
    record White() implements Corruption {
        @Override
        public float[] noise(float[] white) {
            return white;
        }

        @Override
        public NoiseSource shaping(NoiseSource white) {
            return white;
        }

        @Override
        public double deviation() {
            return 1;
        }

        @Override
        public String toString() {
            return "white";
        }
    }

    /**
     * Gaussian noise whose spectrum is a power of the clips' own, s² ∝ λ^γ (F. Falck et al., "A Fourier space perspective on
     * diffusion models", 2025). γ = 0 is white noise; γ = 1 drowns all frequencies at the same level, so that there is no
     * order from coarse to fine; below 0 the slow changes drown last. The mean of log s over the coefficients is 0.
     */
    final class Shaped implements Corruption {
        /** The largest power, either way, that is worth a training. */
        private static final double MOST = 2;

        /** Of the mean of λ, what frequencies without any count for, lest they have no noise or no end of it. */
        private static final double LEAST = 1e-6;

        private final SpatialSpectrum spectrum;
        private final double gamma;
        private final CosineTransform transform;
        private final float[] shape;
        private final double deviation;

        /**
         * A shape.
         *
         * @param spectrum λ of the clips
         * @param gamma the power, from −2 to 2
         * @throws IllegalArgumentException if the power is out of range, or not finite
         */
        public Shaped(SpatialSpectrum spectrum, double gamma) {
            if (!(Math.abs(gamma) <= MOST)) {
                throw new IllegalArgumentException(
                        "noise is shaped by a power from −" + MOST + " to " + MOST + " of the spectrum, not " + gamma);
            }
            this.spectrum = Objects.requireNonNull(spectrum, "spectrum");
            this.gamma = gamma;
            this.transform = new CosineTransform(spectrum.frames(), spectrum.bands());
            this.shape = shape(spectrum.frames(), spectrum.bands());
            double squares = 0;
            for (float s : shape) {
                squares += (double) s * s;
            }
            this.deviation = Math.sqrt(squares / shape.length);
        }

        /** s of each coefficient of clips of a length. */
        private float[] shape(int frames, int bands) {
            float[] map = spectrum.map(frames, bands);
            double least = LEAST * spectrum.variance();
            double mean = 0;
            for (float lambda : map) {
                mean += StrictMath.log(Math.max(lambda, least)) / map.length;
            }
            for (int k = 0; k < map.length; k++) {
                map[k] = (float) StrictMath.exp(gamma / 2 * (StrictMath.log(Math.max(map[k], least)) - mean));
            }
            return map;
        }

        @Override
        public float[] noise(float[] white) {
            // The cosines of white noise are white noise: it need not be transformed to be shaped.
            float[] coefficients = new float[white.length];
            for (int k = 0; k < white.length; k++) {
                coefficients[k] = shape[k] * white[k];
            }
            return transform.inverse(coefficients);
        }

        @Override
        public NoiseSource shaping(NoiseSource white) {
            return (manager, noiseShape) -> {
                int frames = Math.toIntExact(noiseShape.get(1));
                int bands = Math.toIntExact(noiseShape.get(2));
                try (NDManager scope = manager.newSubManager()) {
                    NDArray coefficients = white.draw(scope, noiseShape)
                            .mul(scope.create(shape(frames, bands), new Shape(frames, bands)));
                    NDArray noise = new CosineTransform(frames, bands).inverse(coefficients);
                    noise.attach(manager);
                    return noise;
                }
            };
        }

        @Override
        public double deviation() {
            return deviation;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Shaped s && gamma == s.gamma && spectrum.equals(s.spectrum);
        }

        @Override
        public int hashCode() {
            return Objects.hash(spectrum, gamma);
        }

        @Override
        public String toString() {
            return SHAPED + gamma;
        }
    }

    /** How the name of {@link Shaped} begins, which γ follows. */
    String SHAPED = "shaped:";

    /**
     * Refuses what names no corruption.
     *
     * @throws IllegalArgumentException if there is none of that name; the message says what there is
     */
    static void requireName(String name) {
        if (!name.equals(WHITE.toString())) {
            gamma(name);
        }
    }

    /**
     * The corruption of a name, {@code white} or {@code shaped:γ}.
     *
     * @param spectrum of the clips; null if it is not known
     * @throws IllegalArgumentException as {@link #requireName} does, or if a spectrum is wanted and there is none
     */
    static Corruption named(String name, @Nullable SpatialSpectrum spectrum) {
        if (name.equals(WHITE.toString())) {
            return WHITE;
        }
        double gamma = gamma(name);
        if (spectrum == null) {
            throw new IllegalArgumentException(name + " noise follows the spectrum of the clips, and there is none: they"
                    + " are silent, or all the same");
        }
        return new Shaped(spectrum, gamma);
    }

    private static double gamma(String name) {
        double gamma = Double.NaN;
        if (name.startsWith(SHAPED)) {
            try {
                gamma = Double.parseDouble(name.substring(SHAPED.length()));
            } catch (NumberFormatException e) {
                // Told below.
            }
        }
        if (!(Math.abs(gamma) <= Shaped.MOST)) {
            throw new IllegalArgumentException("no corruption is called '" + name + "'; choose white, or shaped:γ with a"
                    + " number γ from −2 to 2, such as shaped:0.5");
        }
        return gamma;
    }

    /**
     * The noise of level 1 that white noise becomes.
     *
     * @param white {@code [frames × bands]}, standard normal
     * @return as many values, perhaps the same array
     */
    float[] noise(float[] white);

    /** Noise of level 1 as samplers want it, from white noise; the clips' length may be any. */
    NoiseSource shaping(NoiseSource white);

    /** The root mean square of a value's noise at level 1, by which a network's input is scaled. */
    double deviation();
}
