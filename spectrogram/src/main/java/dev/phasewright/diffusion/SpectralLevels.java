package dev.phasewright.diffusion;

import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.util.Pair;

/**
 * The noise levels by which a sampler's few steps do a Gaussian field of a given spectrum the least wrong (after R. Benita,
 * M. Elad and J. Keshet, "Spectral analysis of diffusion models with application to schedule design", 2025). For such a field
 * the best denoiser is Wiener's filter, and so a sampler multiplies each coefficient by a number that only its λ and the
 * levels decide. Where that leaves √λ as its deviation, the steps are no longer seen; the squares of what is missing, as
 * logarithms, are minimised over all levels but the first, by Levenberg and Marquardt's method.
 */
final class SpectralLevels {
    /** With more steps than this, any spacing will do: that of so many is filled up. */
    private static final int MOST = 48;

    private static final int ITERATIONS = 100;
    private static final double TOLERANCE = 1e-3;
    /** Coefficients whose ln λ differ by less than this count as one. */
    private static final double SAME = 0.25;

    private static final double DIFFERENCE = 1e-5;
    /** Of the way, this is divided evenly, so that no step is so short that it is none. */
    private static final double EVEN = 0.1;

    /** Levels are rounded, so that the last bits of a machine's arithmetic do not matter. */
    private static final MathContext DIGITS = new MathContext(4);

    private final double[] lambdas;
    private final double[] weights;
    private final Gain gain;
    private final double sigmaMin;
    private final double sigmaMax;

    private SpectralLevels(SpatialSpectrum spectrum, Sampler sampler, double sigmaMin, double sigmaMax) {
        Map<Long, double[]> bins = new TreeMap<>();
        for (SpatialSpectrum.Group group : spectrum.groups()) {
            // Nothing below the lowest noise level is missed.
            double lambda = Math.max(group.variance(), sigmaMin * sigmaMin);
            double[] bin = bins.computeIfAbsent(Math.round(StrictMath.log(lambda) / SAME), b -> new double[2]);
            bin[0] += StrictMath.log(lambda);
            bin[1]++;
        }
        this.lambdas = bins.values().stream()
                .mapToDouble(b -> StrictMath.exp(b[0] / b[1]))
                .toArray();
        double cells = spectrum.groups().size();
        this.weights = bins.values().stream().mapToDouble(b -> b[1] / cells).toArray();
        this.gain = Gain.of(sampler);
        this.sigmaMin = sigmaMin;
        this.sigmaMax = sigmaMax;
    }

    /**
     * The levels.
     *
     * @param spectrum in the denoiser's units; each of its cells counts alike, so that the few coefficients of slow changes
     *     weigh as much as the many of fast ones
     * @param steps positive
     * @return {@code steps + 1} falling levels from {@code sigmaMax} to 0, the last but one above {@code sigmaMin}
     */
    static double[] of(SpatialSpectrum spectrum, Sampler sampler, double sigmaMin, double sigmaMax, int steps) {
        SpectralLevels levels = new SpectralLevels(spectrum, sampler, sigmaMin, sigmaMax);
        return steps <= MOST ? levels.best(steps) : filled(levels.best(MOST), steps);
    }

    /** How a deterministic sampler changes a coefficient of variance λ from the first level to the last. */
    enum Gain {
        /** {@link EulerSampler}. */
        EULER {
            @Override
            double of(double[] levels, double lambda) {
                double x = 1;
                for (int i = 0; i < levels.length - 1; i++) {
                    x *= 1 + (levels[i + 1] - levels[i]) * slope(levels[i], lambda);
                }
                return x;
            }
        },
        /** {@link HeunSampler}. */
        HEUN {
            @Override
            double of(double[] levels, double lambda) {
                double x = 1;
                for (int i = 0; i < levels.length - 1; i++) {
                    double step = levels[i + 1] - levels[i];
                    double here = slope(levels[i], lambda);
                    double euler = 1 + step * here;
                    double there = slope(levels[i + 1], lambda) * euler;
                    x *= levels[i + 1] == 0 ? euler : 1 + step * (here + there) / 2;
                }
                return x;
            }
        },
        /** {@link DpmSolver2MSampler}. */
        MULTISTEP {
            @Override
            double of(double[] levels, double lambda) {
                double x = 1;
                double before = 0;
                for (int i = 0; i < levels.length - 1; i++) {
                    double sigma = levels[i];
                    double next = levels[i + 1];
                    double denoised = lambda / (lambda + sigma * sigma) * x;
                    double ahead = denoised;
                    if (i > 0 && next > 0) {
                        double r = StrictMath.log(levels[i - 1] / sigma) / StrictMath.log(sigma / next);
                        ahead = denoised * (1 + 1 / (2 * r)) - before / (2 * r);
                    }
                    x = next / sigma * x + ahead * (1 - next / sigma);
                    before = denoised;
                }
                return x;
            }
        };

        abstract double of(double[] levels, double lambda);

        /** (x − D) / σ, for x = 1. */
        private static double slope(double sigma, double lambda) {
            return sigma / (lambda + sigma * sigma);
        }

        /** That of a sampler; of one that adds noise on the way, that of the steps it takes down. */
        static Gain of(Sampler sampler) {
            if (sampler instanceof RestartSampler restart) {
                return of(restart.inner());
            }
            if (sampler instanceof HeunSampler || sampler instanceof StochasticHeunSampler) {
                return HEUN;
            }
            return sampler instanceof EulerSampler ? EULER : MULTISTEP;
        }
    }

    private double[] best(int steps) {
        if (steps == 1) {
            return new double[] {sigmaMax, 0};
        }
        // From both ends: what ends too low is a valley of its own.
        double smallest = Math.min(
                sigmaMax / 2, StrictMath.sqrt(Arrays.stream(lambdas).min().orElseThrow()));
        Point low = search(steps, 2 * sigmaMin);
        Point high = search(steps, Math.max(2 * sigmaMin, smallest));
        double[] levels = levels(low.least <= high.least ? low.place : high.place);
        for (int i = 1; i < steps; i++) {
            levels[i] = new BigDecimal(levels[i]).round(DIGITS).doubleValue();
        }
        return levels;
    }

    /** The best place of a search. */
    private final class Point {
        private double[] place;
        private double least;

        Point(double[] start) {
            place = start.clone();
            least = squares(errors(start));
        }

        void visit(double[] other, double[] errors) {
            if (squares(errors) < least) {
                least = squares(errors);
                place = other.clone();
            }
        }
    }

    /** Searches from Karras's levels, the lowest of which is given. */
    private Point search(int steps, double lowest) {
        double[] start = new double[steps - 1];
        double rest = StrictMath.log(lowest / sigmaMin);
        for (int i = 0; i < start.length; i++) {
            double here = karras(lowest, i, steps);
            start[i] = StrictMath.log(StrictMath.log(here / karras(lowest, i + 1, steps)) / rest);
        }
        Point found = new Point(start);
        MultivariateJacobianFunction model = point -> {
            double[] at = point.toArray();
            double[] errors = errors(at);
            found.visit(at, errors);
            return Pair.create(new ArrayRealVector(errors, false), jacobian(at, errors.length));
        };
        try {
            new LevenbergMarquardtOptimizer()
                    .withCostRelativeTolerance(TOLERANCE)
                    .withParameterRelativeTolerance(TOLERANCE)
                    .optimize(new LeastSquaresBuilder()
                            .start(start)
                            .target(new double[lambdas.length])
                            .model(model)
                            .maxEvaluations(ITERATIONS)
                            .maxIterations(ITERATIONS)
                            .build());
        } catch (MathIllegalStateException e) {
            // It has not come to rest; the best point on its way is good, too.
        }
        return found;
    }

    /** Equal steps in the seventh root of σ. */
    private double karras(double lowest, int i, int steps) {
        double top = StrictMath.pow(sigmaMax, 1.0 / 7);
        double bottom = StrictMath.pow(lowest, 1.0 / 7);
        return StrictMath.pow(top + (bottom - top) * i / (steps - 1), 7);
    }

    private Array2DRowRealMatrix jacobian(double[] at, int rows) {
        double[][] jacobian = new double[rows][at.length];
        for (int j = 0; j < at.length; j++) {
            double[] moved = at.clone();
            moved[j] = at[j] + DIFFERENCE;
            double[] above = errors(moved);
            moved[j] = at[j] - DIFFERENCE;
            double[] below = errors(moved);
            for (int i = 0; i < rows; i++) {
                jacobian[i][j] = (above[i] - below[i]) / (2 * DIFFERENCE);
            }
        }
        return new Array2DRowRealMatrix(jacobian, false);
    }

    /**
     * The levels of a point: the way from the highest to the lowest, on a logarithmic scale, in as many parts as steps, whose
     * shares follow the point's exponentials; that of the last part, to which no step leads, is exp 0.
     */
    private double[] levels(double[] point) {
        double sum = 1;
        for (double p : point) {
            sum += StrictMath.exp(p);
        }
        double way = StrictMath.log(sigmaMax / sigmaMin);
        double[] levels = new double[point.length + 2];
        levels[0] = sigmaMax;
        double gone = 0;
        for (int i = 0; i < point.length; i++) {
            gone += (1 - EVEN) * StrictMath.exp(point[i]) / sum + EVEN / (point.length + 1);
            levels[i + 1] = sigmaMax * StrictMath.exp(-way * gone);
        }
        return levels;
    }

    /** What is missing of each coefficient's deviation, in nats; the lowest noise level is heard beside it. */
    private double[] errors(double[] point) {
        double[] levels = levels(point);
        double heard = sigmaMin * sigmaMin;
        double[] errors = new double[lambdas.length];
        for (int k = 0; k < errors.length; k++) {
            double g = gain.of(levels, lambdas[k]);
            double variance = (lambdas[k] + sigmaMax * sigmaMax) * g * g;
            errors[k] = StrictMath.sqrt(weights[k]) * 0.5 * StrictMath.log((variance + heard) / (lambdas[k] + heard));
        }
        return errors;
    }

    private static double squares(double[] errors) {
        return Arrays.stream(errors).map(e -> e * e).sum();
    }

    /** More levels than were found, between them on a logarithmic scale. */
    private static double[] filled(double[] found, int steps) {
        int last = found.length - 2;
        double[] levels = new double[steps + 1];
        for (int i = 0; i < steps; i++) {
            double place = (double) i * last / (steps - 1);
            int below = Math.min(last - 1, (int) place);
            double share = place - below;
            levels[i] = i == 0 ? found[0] : found[below] * StrictMath.pow(found[below + 1] / found[below], share);
        }
        return levels;
    }
}
