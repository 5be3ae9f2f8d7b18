package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.random.RandomGenerator;

/**
 * A mixture of Gaussians in the plane, whose best denoiser is known in closed form: with noise of σ the density is
 * {@code Σ wₖ N(mₖ, Cₖ + σ²I)}, and {@code D(x, σ) = Σ rₖ(x) (mₖ + Cₖ (Cₖ + σ²I)⁻¹ (x − mₖ))} with the responsibilities
 * r. All in doubles and in plain Java, so that it shares nothing with what it tests. Class k is component k alone.
 */
final class GaussianMixture implements Denoiser {
    /** Three well-separated narrow components of unequal weight, shape and tilt; about unit variance over all. */
    static final GaussianMixture THREE = new GaussianMixture(
            new double[] {0.5, 0.3, 0.2},
            new double[][] {{-1.2, 0}, {1, 0.9}, {0.8, -1.4}},
            new double[][] {{0.09, 0.03, 0.04}, {0.02, -0.015, 0.05}, {0.03, 0, 0.01}});

    /** One wide component. */
    static final GaussianMixture ONE =
            new GaussianMixture(new double[] {1}, new double[][] {{0.7, -0.4}}, new double[][] {{1.44, 0, 0.25}});

    final double[] weights;
    final double[][] means;
    /** For each component (xx, xy, yy). */
    final double[][] covariances;

    int evaluations;

    GaussianMixture(double[] weights, double[][] means, double[][] covariances) {
        this.weights = weights;
        this.means = means;
        this.covariances = covariances;
    }

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        evaluations++;
        double[] x;
        try (NDArray doubles = noisy.toType(DataType.FLOAT64, true)) {
            x = doubles.toDoubleArray();
        }
        double[] clean = new double[x.length];
        for (int i = 0; i < x.length / 2; i++) {
            denoise(x, clean, 2 * i, sigma * sigma, condition.classOf(i));
        }
        NDArray result = noisy.getManager().create(clean, noisy.getShape());
        return result.toType(noisy.getDataType(), false);
    }

    private void denoise(double[] x, double[] clean, int at, double noise, int wanted) {
        double total = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int pass = 0; pass < 2; pass++) {
            for (int k = 0; k < weights.length; k++) {
                if (wanted != Condition.NONE && wanted != k) {
                    continue;
                }
                double a = covariances[k][0] + noise;
                double b = covariances[k][1];
                double c = covariances[k][2] + noise;
                double determinant = a * c - b * b;
                double dx = x[at] - means[k][0];
                double dy = x[at + 1] - means[k][1];
                double u = (c * dx - b * dy) / determinant;
                double v = (a * dy - b * dx) / determinant;
                double log = Math.log(weights[k]) - 0.5 * (dx * u + dy * v + Math.log(determinant));
                if (pass == 0) {
                    best = Math.max(best, log);
                } else {
                    double r = Math.exp(log - best);
                    total += r;
                    clean[at] += r * (means[k][0] + covariances[k][0] * u + b * v);
                    clean[at + 1] += r * (means[k][1] + b * u + covariances[k][2] * v);
                }
            }
        }
        clean[at] /= total;
        clean[at + 1] /= total;
    }

    /** Draws {@code count} points {@code (x, y, x, y, …)} and adds noise of {@code sigma}: the exact start of a path. */
    double[] draw(int count, double sigma, RandomGenerator random) {
        double[] points = new double[2 * count];
        for (int i = 0; i < count; i++) {
            double pick = random.nextDouble();
            int k = 0;
            while (k < weights.length - 1 && pick >= weights[k]) {
                pick -= weights[k++];
            }
            double[] c = covariances[k];
            double first = Math.sqrt(c[0]);
            double g = random.nextGaussian();
            points[2 * i] = means[k][0] + first * g + sigma * random.nextGaussian();
            points[2 * i + 1] = means[k][1]
                    + c[1] / first * g
                    + Math.sqrt(c[2] - c[1] * c[1] / c[0]) * random.nextGaussian()
                    + sigma * random.nextGaussian();
        }
        return points;
    }

    /** The component whose mean is nearest to the point at {@code at}. */
    int nearest(double[] points, int at) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < means.length; k++) {
            double distance = Math.hypot(points[at] - means[k][0], points[at + 1] - means[k][1]);
            if (distance < least) {
                least = distance;
                nearest = k;
            }
        }
        return nearest;
    }
}
