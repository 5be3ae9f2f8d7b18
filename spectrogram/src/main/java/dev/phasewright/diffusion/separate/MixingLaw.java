package dev.phasewright.diffusion.separate;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;

/**
 * What log-mel magnitudes become when sounds are mixed: {@code f(x₁, x₂, …) = β⁻¹ log(e^{βx₁} + e^{βx₂} + …)}, a soft maximum,
 * with an error, since the phases of the sounds decide what they add up to. The error is largest where the sounds are equally
 * loud and vanishes where one drowns the others; of {@code n} bins in a band it is {@code √n} times smaller than of one.
 *
 * <p>Silence stays silence: what lies at the floor of the features adds nothing.
 */
public final class MixingLaw {
    /**
     * Powers add, on average, and so they do in mixtures of real words: {@code study separate} fits 1.9 to 2.1 to each
     * band.
     */
    private static final double POWERS = 2;

    /** The error in nepers of one bin of equally loud sounds; what {@code study separate} fits to mixtures of words. */
    private static final double SPREAD = 0.61;

    /** How the error falls as the sounds' powers differ, as a power of {@code 4 g₁ g₂}; fitted with it. */
    private static final double FALL = 0.75;

    /** No law is so exact that rounding and the features' own errors would not count. */
    private static final double LEAST = 0.02;

    private final MelSpec features;
    private final double beta;
    private final double[] spread;
    private final double floor;

    private MixingLaw(MelSpec features, double beta, double bin) {
        this.features = features;
        this.beta = beta;
        this.floor = Math.log(features.floor());
        float[] weights = MelFilterBank.of(features).weights();
        int bins = features.stft().bins();
        this.spread = new double[features.bands()];
        for (int b = 0; b < spread.length; b++) {
            int held = 0;
            for (int k = 0; k < bins; k++) {
                held += weights[b * bins + k] > 0 ? 1 : 0;
            }
            spread[b] = bin / Math.sqrt(held);
        }
    }

    /** The law of some features. */
    public static MixingLaw of(MelSpec features) {
        return new MixingLaw(features, POWERS, SPREAD);
    }

    /**
     * A law of these features found from mixtures: β by least squares, and the error that is left.
     *
     * @param parts two sounds a mixture
     * @param mixtures as many, and each as many frames as its parts
     * @throws IllegalArgumentException if there is no frame in which both are heard
     */
    public static Fit fit(MelSpec features, LogMel[][] parts, LogMel[] mixtures) {
        Fit best = new Fit(0, Double.POSITIVE_INFINITY, 0);
        for (int tenth = 5; tenth <= 40; tenth++) {
            Fit one = fit(new MixingLaw(features, tenth / 10.0, 1), parts, mixtures);
            best = one.error() < best.error() ? one : best;
        }
        if (best.beta() == 0) {
            throw new IllegalArgumentException("there is no frame in which two sounds are heard at once");
        }
        return best;
    }

    /**
     * What was found.
     *
     * @param beta exponent
     * @param error rms of what the law misses where the sounds are within 3 nepers, in nepers
     * @param bin the error of a single bin of equally loud sounds, in nepers, that explains it
     */
    public record Fit(double beta, double error, double bin) {}

    private static Fit fit(MixingLaw law, LogMel[][] parts, LogMel[] mixtures) {
        double squares = 0;
        double expected = 0;
        long places = 0;
        double[] levels = new double[2];
        for (int m = 0; m < mixtures.length; m++) {
            LogMel a = parts[m][0];
            LogMel b = parts[m][1];
            for (int t = 0; t < a.frames(); t++) {
                for (int band = 0; band < a.bands(); band++) {
                    levels[0] = a.at(t, band);
                    levels[1] = b.at(t, band);
                    boolean heard = Math.max(levels[0], levels[1]) > law.floor + 1;
                    if (heard && Math.abs(levels[0] - levels[1]) < 3) {
                        double error = mixtures[m].at(t, band) - law.mixed(levels);
                        double spread = law.spread(band, law.shares(levels));
                        squares += error * error;
                        expected += spread * spread;
                        places++;
                    }
                }
            }
        }
        return places == 0
                ? new Fit(0, Double.POSITIVE_INFINITY, 0)
                : new Fit(law.beta, Math.sqrt(squares / places), Math.sqrt(squares / expected));
    }

    /** The features that it is a law of. */
    public MelSpec features() {
        return features;
    }

    /**
     * What sounds of these levels are together.
     *
     * @param levels log-mel magnitudes of one place; what is below the floor counts as the floor
     */
    public double mixed(double... levels) {
        double most = Arrays.stream(levels).max().orElse(floor);
        double top = Math.max(floor, most);
        return top + Math.log(sum(levels, top)) / beta;
    }

    /** The sum of powers over that of {@code top}; the floor is counted once. */
    private double sum(double[] levels, double top) {
        double sum = -(levels.length - 1) * Math.exp(beta * (floor - top));
        for (double level : levels) {
            sum += Math.exp(beta * (Math.max(floor, level) - top));
        }
        return sum;
    }

    /** How much the mixture rises with each of the levels: their shares of its power. */
    private double[] shares(double... levels) {
        double mixed = mixed(levels);
        return Arrays.stream(levels)
                .map(level -> Math.exp(beta * (Math.max(floor, level) - mixed)))
                .toArray();
    }

    /** The error to be expected where the sounds have these shares of the power. */
    private double spread(int band, double... shares) {
        double alone = Arrays.stream(shares).map(g -> g * g).sum();
        // Of two sounds 4 g₁ g₂: 1 if they are equal, 0 if one is alone.
        double equal = Math.max(0, 2 * (1 - alone));
        return Math.max(LEAST, spread[band] * Math.pow(equal, FALL));
    }

    /**
     * Moves levels to what they are on average given that their mixture is heard, if each is known with its variance before.
     * The loudest is taken for the mixture, and the others for softer: the expected logarithm of the power of two tones of
     * random phases is that of the louder one exactly. So each level is the mixture's with the probability that it is the
     * loudest one, and otherwise anything below (MIXMAX; A. Nádas, D. Nahamoo and M. Picheny, "Speech recognition using
     * noise-adaptive prototypes", IEEE Trans. ASSP 37, 1989).
     *
     * @param levels of one place, in nepers; changed
     * @param mixture what is heard there
     * @param variances of each level, positive
     */
    void explain(double[] levels, int band, double mixture, double... variances) {
        double error = spread[band] * spread[band] + LEAST * LEAST;
        boolean silent = mixture <= floor + 1e-4;
        double[] hazards = new double[levels.length];
        double[] deviations = new double[levels.length];
        // How likely each is to be the loudest one, and just as loud as what is heard.
        double sum = 0;
        for (int k = 0; k < levels.length; k++) {
            deviations[k] = Math.sqrt(variances[k] + error);
            hazards[k] = NormalTail.hazard((mixture - levels[k]) / deviations[k]);
            sum += hazards[k] / deviations[k];
        }
        for (int k = 0; k < levels.length; k++) {
            double heed = variances[k] / (variances[k] + error);
            double below = Math.max(floor, levels[k] - deviations[k] * hazards[k]);
            double loudest = hazards[k] / deviations[k] / sum;
            double expected = silent ? floor : loudest * mixture + (1 - loudest) * Math.min(mixture, below);
            levels[k] += heed * (expected - levels[k]);
        }
    }
}
