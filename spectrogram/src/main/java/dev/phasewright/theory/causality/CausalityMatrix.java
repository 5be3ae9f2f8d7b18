package dev.phasewright.theory.causality;

import ai.djl.ndarray.NDManager;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.OctaveBands;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;

/**
 * Which bands of a denoiser's answer hang on which bands of the noisy clip: J_{b'b}(σ), the energy that appears in band b' of
 * the answer for a unit of energy that is added to band b of the question. The null is Wiener's filter, which is diagonal:
 * the mean of (λ/(λ + σ²))² over the band.
 *
 * <p>Autoregression over frequency would have J = 0 above the diagonal, where a higher band moves a lower one, and in the
 * columns of bands that are drowned, λ ≪ σ².
 *
 * @param bands what each band is called, the lowest first
 * @param sizes coefficients of each band
 * @param clips that it was measured on
 * @param levels falling noise levels
 */
public record CausalityMatrix(List<String> bands, List<Integer> sizes, int clips, List<Level> levels) {
    /** What is added to a coefficient, in noise levels: small enough for a slope, large enough for float32. */
    private static final double STEP = 0.25;

    /** A band is drowned where its λ is below noise by this factor: an error of a tenth for Wiener's filter. */
    private static final double DROWNED = 0.1;

    /**
     * One noise level.
     *
     * @param sigma the level
     * @param gains J: a row for each band b' of the answer, in it one for each band b of the question
     * @param wiener the null's diagonal
     * @param variance mean λ of each band
     */
    public record Level(double sigma, List<List<Double>> gains, List<Double> wiener, List<Double> variance) {}

    /**
     * Where the answer to white noise comes from, a share each. What a band answers to noise is J times the band's number of
     * coefficients.
     *
     * @param same share that stays in its band
     * @param upward share by which lower bands move higher ones, as autoregression has it
     * @param downward share by which higher bands move lower ones, which autoregression forbids
     * @param drowned share that comes from drowned bands, which autoregression forbids, too
     * @param drownedNull the same share of Wiener's filter
     */
    public record Shares(double same, double upward, double downward, double drowned, double drownedNull) {}

    /**
     * Measures a denoiser.
     *
     * @param spectrum of the clips' corpus, in the denoiser's units
     * @param sigmas falling noise levels
     * @param manager of the denoiser's engine
     * @param progress told how many levels are done
     */
    public static CausalityMatrix of(
            Denoiser denoiser,
            NoisyClips clips,
            SpatialSpectrum spectrum,
            double[] sigmas,
            NDManager manager,
            IntConsumer progress) {
        OctaveBands bands = new OctaveBands(clips.frames(), clips.bands());
        float[] lambda = spectrum.map();
        List<Level> levels = new ArrayList<>();
        for (double sigma : sigmas) {
            double[][] gains = gains(denoiser, clips, bands, sigma, manager);
            double noise = sigma * sigma;
            double[] wiener = bands.sums(lambda, v -> (v / (v + noise)) * (v / (v + noise)));
            double[] variance = bands.sums(lambda, v -> v);
            List<List<Double>> rows = new ArrayList<>();
            List<Double> diagonal = new ArrayList<>();
            List<Double> means = new ArrayList<>();
            for (int b = 0; b < bands.count(); b++) {
                rows.add(boxed(gains[b]));
                diagonal.add(wiener[b] / bands.size(b));
                means.add(variance[b] / bands.size(b));
            }
            levels.add(new Level(sigma, rows, diagonal, means));
            progress.accept(levels.size());
        }
        List<String> names = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (int b = 0; b < bands.count(); b++) {
            names.add(bands.name(b));
            sizes.add(bands.size(b));
        }
        return new CausalityMatrix(names, sizes, clips.size(), levels);
    }

    private static double[][] gains(
            Denoiser denoiser, NoisyClips clips, OctaveBands bands, double sigma, NDManager manager) {
        CosineTransform transform = clips.transform();
        double[][] moved = new double[bands.count()][bands.count()];
        double[] added = new double[bands.count()];
        int[] starts = clips.batches();
        for (int batch = 0; batch < starts.length - 1; batch++) {
            int count = starts[batch + 1] - starts[batch];
            float[] noisy = clips.drowned(starts[batch], starts[batch + 1], sigma);
            float[] before = clips.denoised(denoiser, noisy, sigma, manager);
            for (int b = 0; b < bands.count(); b++) {
                float[] pushed = noisy.clone();
                for (int i = 0; i < count; i++) {
                    float[] push = push(clips, starts[batch] + i, bands, b, STEP * sigma);
                    added[b] += bands.energies(push)[b];
                    float[] delta = transform.inverse(push);
                    for (int j = 0; j < delta.length; j++) {
                        pushed[i * delta.length + j] += delta[j];
                    }
                }
                float[] after = clips.denoised(denoiser, pushed, sigma, manager);
                for (int j = 0; j < after.length; j++) {
                    after[j] -= before[j];
                }
                for (int i = 0; i < count; i++) {
                    double[] energies = bands.energies(transform.forward(clips.clip(after, i)));
                    for (int to = 0; to < energies.length; to++) {
                        moved[to][b] += energies[to];
                    }
                }
            }
        }
        for (double[] row : moved) {
            for (int b = 0; b < row.length; b++) {
                row[b] /= added[b];
            }
        }
        return moved;
    }

    /** White noise in one band, as coefficients. */
    private static float[] push(NoisyClips clips, int clip, OctaveBands bands, int band, double size) {
        float[] push = new float[clips.frames() * clips.bands()];
        NormalDeviates.fill(push, 0, push.length, clips.stream("push", clip));
        for (int k = 0; k < push.length; k++) {
            push[k] = bands.of(k) == band ? (float) (size * push[k]) : 0;
        }
        return push;
    }

    private static List<Double> boxed(double[] values) {
        List<Double> list = new ArrayList<>();
        for (double v : values) {
            list.add(v);
        }
        return list;
    }

    /** Whether noise of a level drowns a band: its mean λ is below a tenth of σ². */
    public static boolean isDrowned(Level level, int band) {
        return level.variance.get(band) < DROWNED * level.sigma * level.sigma;
    }

    /** Where the answer to white noise comes from at one of the levels. */
    public Shares shares(Level level) {
        double same = 0;
        double upward = 0;
        double downward = 0;
        double drowned = 0;
        double filtered = 0;
        double filteredDrowned = 0;
        for (int from = 0; from < bands.size(); from++) {
            double all = 0;
            for (int to = 0; to < bands.size(); to++) {
                double answer = sizes.get(from) * level.gains.get(to).get(from);
                same += to == from ? answer : 0;
                upward += to > from ? answer : 0;
                downward += to < from ? answer : 0;
                all += answer;
            }
            double wiener = sizes.get(from) * level.wiener.get(from);
            filtered += wiener;
            if (isDrowned(level, from)) {
                drowned += all;
                filteredDrowned += wiener;
            }
        }
        double all = same + upward + downward;
        return new Shares(same / all, upward / all, downward / all, drowned / all, filteredDrowned / filtered);
    }

    /** The mean of those of all levels. */
    public Shares shares() {
        return new Shares(
                mean(Shares::same),
                mean(Shares::upward),
                mean(Shares::downward),
                mean(Shares::drowned),
                mean(Shares::drownedNull));
    }

    private double mean(ToDoubleFunction<Shares> share) {
        return levels.stream().map(this::shares).mapToDouble(share).average().orElseThrow();
    }
}
