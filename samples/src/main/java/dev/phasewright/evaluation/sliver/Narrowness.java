package dev.phasewright.evaluation.sliver;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import java.util.Collections;

/**
 * How narrow a sliver is, of which there are clips.
 *
 * @param nats the information in knowing that a clip is of the sliver: the Kullback-Leibler divergence of the sliver from
 *     the whole, {@code ∫ (mse of the whole's denoiser − mse of the sliver's) σ⁻³ dσ} over clips of the sliver (Guo,
 *     Shamai and Verdú 2005; as used by Kong et al. 2023)
 * @param rank the effective number of directions in which its clips vary, (Σλ)² ÷ Σλ²; at most one less than clips
 */
record Narrowness(double nats, double rank) {
    private static final double LOWEST_SIGMA = 0.05;
    private static final double HIGHEST_SIGMA = 80;
    private static final int LEVELS = 15;
    private static final int BATCH = 32;

    /**
     * Measures a sliver.
     *
     * @param clips of it, in the network's units {@code [clips][frames × bands]}
     * @param frames of a clip
     * @param whole of which it is a sliver
     * @param wholeAsked what that is asked for, of one item
     * @param sliver what draws from the sliver
     * @param sliverAsked what that is asked for, of one item
     * @param seed of the noise
     */
    static Narrowness of(
            float[][] clips,
            int frames,
            Denoiser whole,
            Condition wholeAsked,
            Denoiser sliver,
            Condition sliverAsked,
            NDManager manager,
            long seed) {
        double step = Math.log(HIGHEST_SIGMA / LOWEST_SIGMA) / (LEVELS - 1);
        double nats = 0;
        for (int level = 0; level < LEVELS; level++) {
            double sigma = LOWEST_SIGMA * Math.exp(level * step);
            double gain = 0;
            for (int from = 0; from < clips.length; from += BATCH) {
                int count = Math.min(BATCH, clips.length - from);
                float[] clean = joined(clips, from, count);
                float[] noisy = new float[clean.length];
                NormalDeviates.fill(noisy, 0, noisy.length, Seeds.stream(seed, "narrowness", from));
                for (int i = 0; i < noisy.length; i++) {
                    noisy[i] = (float) (clean[i] + sigma * noisy[i]);
                }
                Shape shape = new Shape(count, frames, clips[0].length / frames);
                try (NDManager scope = manager.newSubManager()) {
                    NDArray x = scope.create(noisy, shape);
                    NDArray truth = scope.create(clean, shape);
                    gain += error(whole, x, truth, sigma, wholeAsked) - error(sliver, x, truth, sigma, sliverAsked);
                }
            }
            double ends = level == 0 || level == LEVELS - 1 ? 0.5 : 1;
            // dσ = σ d ln σ
            nats += ends * step * gain / clips.length / (sigma * sigma);
        }
        return new Narrowness(nats, rank(clips));
    }

    private static double error(Denoiser denoiser, NDArray x, NDArray truth, double sigma, Condition asked) {
        int count = (int) x.getShape().get(0);
        Condition all = Condition.concat(Collections.nCopies(count, asked));
        return denoiser.denoise(x, sigma, all).sub(truth).square().sum().getFloat();
    }

    private static float[] joined(float[][] clips, int from, int count) {
        float[] joined = new float[count * clips[0].length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(clips[from + i], 0, joined, i * clips[0].length, clips[0].length);
        }
        return joined;
    }

    /** By the matrix of products of clips, which has the same eigenvalues as their covariance. */
    private static double rank(float[][] clips) {
        int size = clips[0].length;
        double[] mean = new double[size];
        for (float[] clip : clips) {
            for (int j = 0; j < size; j++) {
                mean[j] += clip[j] / (double) clips.length;
            }
        }
        double trace = 0;
        double squares = 0;
        for (float[] a : clips) {
            for (float[] b : clips) {
                double product = 0;
                for (int j = 0; j < size; j++) {
                    product += (a[j] - mean[j]) * (b[j] - mean[j]);
                }
                squares += product * product;
                trace += a == b ? product : 0;
            }
        }
        return trace * trace / squares;
    }
}
