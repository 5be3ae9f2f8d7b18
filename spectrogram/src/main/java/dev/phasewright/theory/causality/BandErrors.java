package dev.phasewright.theory.causality;

import ai.djl.ndarray.NDManager;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.OctaveBands;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/**
 * How much of each band a denoiser cannot restore, at each noise level: the energy of its error within the band, over that of
 * the clips' own variation there. 1 is no better than the mean of all clips, 0 perfect. Beside it what Wiener's filter would
 * leave, Σ λσ²/(λ + σ²) over Σ λ.
 *
 * @param bands what each band is called, the lowest first
 * @param levels rising
 */
public record BandErrors(List<String> bands, List<Level> levels) {
    /** Half of a band's variation is restored where this is left. */
    private static final double HALF = 0.5;

    /**
     * One noise level.
     *
     * @param sigma the level
     * @param network the error of each band
     * @param wiener the same of Wiener's filter
     */
    public record Level(double sigma, List<Double> network, List<Double> wiener) {}

    /**
     * Measures a denoiser.
     *
     * @param spectrum of the clips' corpus, in the denoiser's units
     * @param sigmas rising noise levels
     * @param manager of the denoiser's engine
     * @param progress told how many levels are done
     */
    public static BandErrors of(
            Denoiser denoiser,
            NoisyClips clips,
            SpatialSpectrum spectrum,
            double[] sigmas,
            NDManager manager,
            IntConsumer progress) {
        OctaveBands bands = new OctaveBands(clips.frames(), clips.bands());
        CosineTransform transform = clips.transform();
        float[] lambda = spectrum.map();
        double[] own = bands.sums(lambda, v -> v);
        List<Level> levels = new ArrayList<>();
        for (double sigma : sigmas) {
            double[] error = new double[bands.count()];
            int[] starts = clips.batches();
            for (int batch = 0; batch < starts.length - 1; batch++) {
                float[] noisy = clips.drowned(starts[batch], starts[batch + 1], sigma);
                float[] guess = clips.denoised(denoiser, noisy, sigma, manager);
                for (int i = starts[batch]; i < starts[batch + 1]; i++) {
                    float[] off = clips.clip(guess, i - starts[batch]);
                    float[] clip = clips.clips().get(i);
                    for (int j = 0; j < off.length; j++) {
                        off[j] -= clip[j];
                    }
                    double[] energies = bands.energies(transform.forward(off));
                    for (int b = 0; b < error.length; b++) {
                        error[b] += energies[b] / clips.size();
                    }
                }
            }
            double noise = sigma * sigma;
            double[] left = bands.sums(lambda, v -> v * noise / (v + noise));
            levels.add(new Level(sigma, ratios(error, own), ratios(left, own)));
            progress.accept(levels.size());
        }
        List<String> names = new ArrayList<>();
        for (int b = 0; b < bands.count(); b++) {
            names.add(bands.name(b));
        }
        return new BandErrors(names, levels);
    }

    private static List<Double> ratios(double[] above, double[] below) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < above.length; i++) {
            ratios.add(below[i] == 0 ? Double.NaN : above[i] / below[i]);
        }
        return ratios;
    }

    /** The highest noise level at which the network restores half of a band's variation; empty if it does at none. */
    public OptionalDouble restoredBelow(int band) {
        return crossing(levels.stream().map(l -> l.network.get(band)).toList());
    }

    /** The same of Wiener's filter: what the spectrum alone predicts. */
    public OptionalDouble predictedBelow(int band) {
        return crossing(levels.stream().map(l -> l.wiener.get(band)).toList());
    }

    /** Where errors cross one half for the last time, between two levels on a logarithmic scale. */
    private OptionalDouble crossing(List<Double> errors) {
        for (int i = errors.size() - 1; i >= 0; i--) {
            if (errors.get(i) <= HALF) {
                double sigma = levels.get(i).sigma;
                if (i == errors.size() - 1) {
                    return OptionalDouble.of(sigma);
                }
                double share = (HALF - errors.get(i)) / (errors.get(i + 1) - errors.get(i));
                return OptionalDouble.of(sigma * Math.pow(levels.get(i + 1).sigma / sigma, share));
            }
        }
        return OptionalDouble.empty();
    }
}
