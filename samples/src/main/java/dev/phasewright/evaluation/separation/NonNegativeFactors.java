package dev.phasewright.evaluation.separation;

import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.Magnitudes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Spectra of which the frames of some sounds are sums: non-negative matrix factorization by multiplicative updates of the
 * Kullback–Leibler divergence (D. Lee and S. Seung, 2001). It is what one separated sounds by before networks, and so what a
 * network is held against.
 */
final class NonNegativeFactors {
    private static final float LEAST = 1e-9f;

    private final int bins;
    /** {@code [atom][bin]}, each of sum 1. */
    private final float[][] atoms;

    private NonNegativeFactors(int bins, float[][] atoms) {
        this.bins = bins;
        this.atoms = atoms;
    }

    /**
     * Learns spectra.
     *
     * @param frames of {@code bins} magnitudes each
     * @param count spectra, positive
     * @param iterations updates, positive
     * @param seed where they begin
     */
    static NonNegativeFactors learn(float[][] frames, int count, int iterations, long seed) {
        int bins = frames[0].length;
        RandomGenerator random = Seeds.stream(seed, "atoms", 0);
        float[][] atoms = new float[count][bins];
        for (float[] atom : atoms) {
            float[] like = frames[random.nextInt(frames.length)];
            for (int k = 0; k < bins; k++) {
                atom[k] = like[k] * (0.5f + random.nextFloat()) + LEAST;
            }
            scale(atom);
        }
        float[][] gains = gains(frames, count);
        for (int i = 0; i < iterations; i++) {
            update(frames, atoms, gains, true);
        }
        return new NonNegativeFactors(bins, atoms);
    }

    /**
     * The magnitudes of each of two kinds of sound in a mixture of them, found with both kinds' spectra as they are.
     *
     * @param iterations updates, positive
     */
    static List<Magnitudes> parts(
            Magnitudes mixture, NonNegativeFactors first, NonNegativeFactors second, int iterations) {
        int count = first.atoms.length;
        float[][] atoms = new float[count + second.atoms.length][];
        System.arraycopy(first.atoms, 0, atoms, 0, count);
        System.arraycopy(second.atoms, 0, atoms, count, second.atoms.length);
        float[][] frames = frames(mixture);
        float[][] gains = gains(frames, atoms.length);
        for (int i = 0; i < iterations; i++) {
            update(frames, atoms, gains, false);
        }
        List<Magnitudes> parts = new ArrayList<>();
        for (int[] range : new int[][] {{0, count}, {count, atoms.length}}) {
            float[] values = new float[frames.length * first.bins];
            for (int t = 0; t < frames.length; t++) {
                for (int a = range[0]; a < range[1]; a++) {
                    for (int k = 0; k < first.bins; k++) {
                        values[t * first.bins + k] += gains[t][a] * atoms[a][k];
                    }
                }
            }
            parts.add(new Magnitudes(mixture.spec(), mixture.samples(), values));
        }
        return parts;
    }

    /** The frames of a spectrogram. */
    static float[][] frames(Magnitudes magnitudes) {
        float[][] frames = new float[magnitudes.frames()][magnitudes.bins()];
        for (int t = 0; t < frames.length; t++) {
            for (int k = 0; k < frames[t].length; k++) {
                frames[t][k] = magnitudes.at(t, k);
            }
        }
        return frames;
    }

    private static float[][] gains(float[][] frames, int count) {
        float[][] gains = new float[frames.length][count];
        for (int t = 0; t < frames.length; t++) {
            float sum = LEAST;
            for (float value : frames[t]) {
                sum += value;
            }
            Arrays.fill(gains[t], sum / count);
        }
        return gains;
    }

    /** One round: first the gains, each with what they were; then the spectra, if they are learned. */
    private static void update(float[][] frames, float[][] atoms, float[][] gains, boolean learning) {
        int bins = atoms[0].length;
        float[][] sums = new float[learning ? atoms.length : 0][bins];
        float[] ratio = new float[bins];
        for (int t = 0; t < frames.length; t++) {
            ratio(frames[t], atoms, gains[t], ratio);
            for (int a = 0; a < atoms.length; a++) {
                float agreement = 0;
                for (int k = 0; k < bins; k++) {
                    agreement += atoms[a][k] * ratio[k];
                }
                // Atoms have a sum of 1, which the update divides by.
                gains[t][a] *= agreement;
            }
            if (learning) {
                ratio(frames[t], atoms, gains[t], ratio);
                for (int a = 0; a < atoms.length; a++) {
                    float gain = gains[t][a];
                    for (int k = 0; k < bins; k++) {
                        sums[a][k] += gain * ratio[k];
                    }
                }
            }
        }
        for (int a = 0; a < sums.length; a++) {
            for (int k = 0; k < bins; k++) {
                atoms[a][k] = atoms[a][k] * sums[a][k] + LEAST;
            }
            scale(atoms[a]);
        }
    }

    /** What a frame is, over what the spectra say it is. */
    private static void ratio(float[] frame, float[][] atoms, float[] gains, float[] ratio) {
        Arrays.fill(ratio, LEAST);
        for (int a = 0; a < atoms.length; a++) {
            float gain = gains[a];
            float[] atom = atoms[a];
            for (int k = 0; k < ratio.length; k++) {
                ratio[k] += gain * atom[k];
            }
        }
        for (int k = 0; k < ratio.length; k++) {
            ratio[k] = frame[k] / ratio[k];
        }
    }

    private static void scale(float[] atom) {
        float sum = 0;
        for (float value : atom) {
            sum += value;
        }
        for (int k = 0; k < atom.length; k++) {
            atom[k] /= sum;
        }
    }
}
