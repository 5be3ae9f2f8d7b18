package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a clean clip is drowned at level σ: what is left of it ({@link #faded}), and Gaussian noise of some spectrum. A model
 * learns to undo one corruption and remembers which.
 *
 * <p>Where nothing of the clip fades, x = x₀ + σ·n, the slope of the way back is (x − D) / σ whatever the noise's spectrum:
 * the noise that the denoiser sees in x. So all samplers serve, as long as the noise that they start from and add is that
 * of the corruption ({@link #shaping}). {@link Blur} has samplers of its own.
 */
public sealed interface Corruption permits Blur, Corruption.Shaped, Corruption.White, Wiener {
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
        public Preconditioning preconditioning(double sigma) {
            return Preconditioning.at(sigma);
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
        float[] shape(int frames, int bands) {
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

        /** s of a coefficient of a clip of the spectrum's length. */
        float strength(int coefficient) {
            return shape[coefficient];
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

        /** Scaled by the root mean square of a value's noise. */
        @Override
        public Preconditioning preconditioning(double sigma) {
            return Preconditioning.at(deviation * sigma);
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
            return "shaped:" + gamma;
        }
    }

    /** What models are trained on unless something else is asked for. */
    static Corruption white() {
        return new White();
    }

    /**
     * Refuses what names no corruption.
     *
     * @throws IllegalArgumentException if there is none of that name; the message says what there is
     */
    static void requireName(String name) {
        String noise = Wiener.noiseOf(name);
        if (!noise.equals(white().toString())) {
            number(noise);
            if (!noise.equals(name) && !noise.startsWith("shaped")) {
                throw new IllegalArgumentException("Wiener's filter is of noise, white or shaped, not of " + noise);
            }
        }
    }

    /**
     * The corruption of a name: {@code white}, {@code shaped:γ}, {@code blur:W} or {@code heat:W}; of the first two, {@code
     * wiener:} before it for one that the network sees through {@link Wiener}'s filter.
     *
     * @param spectrum of the clips; null if it is not known
     * @throws IllegalArgumentException as {@link #requireName} does, or if a spectrum is wanted and there is none
     */
    static Corruption named(String name, @Nullable SpatialSpectrum spectrum) {
        if (name.equals(white().toString())) {
            return white();
        }
        String noise = Wiener.noiseOf(name);
        requireName(noise);
        if (spectrum == null) {
            throw new IllegalArgumentException(name + " follows the spectrum of the clips, and there is none: they are"
                    + " silent, or all the same");
        }
        if (!noise.equals(name)) {
            return new Wiener(spectrum, named(noise, spectrum));
        }
        for (Blur.Kind kind : Blur.Kind.values()) {
            if (name.startsWith(kind.word())) {
                return new Blur(spectrum, kind, number(name));
            }
        }
        return new Shaped(spectrum, number(name));
    }

    /** The number in a name, which says what kind of number there must be. */
    private static double number(String name) {
        double number = Double.NaN;
        int colon = name.indexOf(':');
        String word = colon < 0 ? name : name.substring(0, colon);
        boolean shaped = word.equals("shaped");
        boolean blurred = word.equals(Blur.Kind.NOISY.word()) || word.equals(Blur.Kind.HEAT.word());
        if (blurred && colon < 0) {
            return Blur.USUAL;
        }
        try {
            number = Double.parseDouble(name.substring(colon + 1));
        } catch (NumberFormatException e) {
            // Told below.
        }
        if ((shaped && Math.abs(number) <= Shaped.MOST) || (blurred && number > 0 && number <= Blur.WIDEST)) {
            return number;
        }
        throw new IllegalArgumentException(
                "no corruption is called '" + name + "'; choose white, shaped:γ with a number γ"
                        + " from −2 to 2, such as shaped:0.5, or blur:W or heat:W with a blur of W frames above 0, such as"
                        + " blur:20");
    }

    /**
     * What is left of a clip at a level, without the noise.
     *
     * @param clean {@code [frames × bands]}
     * @return as many values, perhaps the same array
     */
    default float[] faded(float[] clean, double sigma) {
        return clean;
    }

    /** How strong the noise is at a level. */
    default double noiseAt(double sigma) {
        return sigma;
    }

    /**
     * The noise of strength 1 that white noise becomes.
     *
     * @param white {@code [frames × bands]}, standard normal
     * @return as many values, perhaps the same array
     */
    float[] noise(float[] white);

    /** Noise of strength 1 as samplers want it, from white noise; the clips' length may be any. */
    NoiseSource shaping(NoiseSource white);

    /** A network's factors at a level, which is positive. */
    Preconditioning preconditioning(double sigma);

    /**
     * What a network is shown of noisy clips.
     *
     * @param noisy {@code [batch, frames, bands]}
     * @param sigma the level of all items
     * @return of the same shape and manager
     */
    default NDArray shown(NDArray noisy, double sigma) {
        return noisy.mul(preconditioning(sigma).in());
    }

    /**
     * What a network's output says of the clean clips.
     *
     * @param noisy as in {@link #shown}
     * @param output what the network made of what it was shown
     * @param sigma as in {@link #shown}
     * @return of the same shape and manager
     */
    default NDArray denoised(NDArray noisy, NDArray output, double sigma) {
        Preconditioning c = preconditioning(sigma);
        return noisy.mul(c.skip()).add(output.mul(c.out()));
    }

    /**
     * Where sampling starts.
     *
     * @param noise of strength 1, of this corruption, {@code [batch, frames, bands]}
     * @return of the same shape, attached to its manager
     */
    default NDArray start(NoiseSchedule schedule, NDArray noise) {
        return schedule.start(noise);
    }

    /**
     * What steps as the sampler that is asked for does, from one level of this corruption to the next.
     *
     * @throws IllegalArgumentException if there is none; the message says which there are
     */
    default Sampler sampler(Sampler asked) {
        return asked;
    }

    /** How a model that undoes it is sampled unless something else is asked for. */
    default SamplingPlan plan() {
        return SamplingPlan.DEFAULT;
    }
}
