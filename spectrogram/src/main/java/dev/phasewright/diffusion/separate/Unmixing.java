package dev.phasewright.diffusion.separate;

import ai.djl.ndarray.NDArray;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.spectrogram.LogMel;
import java.util.List;

/**
 * A denoiser that knows what its items sound like together: what its model says of each is moved to what explains the
 * mixture, by the {@link MixingLaw} and by how little the model knows at this noise level. There is no gradient through the
 * model, which would cost three times as much (as in DPS, Chung et al. 2023).
 *
 * <p>Items of a batch that are mixed with each other stand together: {@code stems} of the first sample, {@code stems} of the
 * second, and so on.
 */
final class Unmixing implements Denoiser {
    /**
     * The squared error of a model at σ = 1, in units of a clean signal's variance; it grows about as √σ. What a validation
     * loss says is a third of it, but on this way a model is shown what it has not learned from.
     */
    private static final double UNCERTAIN = 0.15;

    private final Denoiser model;
    private final MixingLaw law;
    private final List<Normalization> units;
    private final float[] mixture;
    private final int stems;
    private final int bands;

    /**
     * A denoiser of the sounds in a mixture.
     *
     * @param model says what each is
     * @param law of the features
     * @param units of each of the sounds, of which there are at least two
     * @param mixture of {@code frames × bands} values
     */
    Unmixing(Denoiser model, MixingLaw law, List<Normalization> units, LogMel mixture) {
        this.model = model;
        this.law = law;
        this.units = List.copyOf(units);
        this.mixture = mixture.toArray();
        this.stems = units.size();
        this.bands = mixture.bands();
    }

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        float[] values;
        try (NDArray said = model.denoise(noisy, sigma, condition)) {
            values = said.toFloatArray();
        }
        double uncertain = Math.min(UNCERTAIN * Math.sqrt(sigma), sigma * sigma / (1 + sigma * sigma));
        double[] levels = new double[stems];
        double[] variances = new double[stems];
        for (int from = 0; from < values.length; from += stems * mixture.length) {
            for (int i = 0; i < mixture.length; i++) {
                int band = i % bands;
                for (int k = 0; k < stems; k++) {
                    float deviation = units.get(k).deviation().get(band);
                    levels[k] = values[from + k * mixture.length + i] * deviation
                            + units.get(k).mean().get(band);
                    variances[k] = deviation * deviation * uncertain;
                }
                law.explain(levels, band, mixture[i], variances);
                for (int k = 0; k < stems; k++) {
                    values[from + k * mixture.length + i] =
                            (float) ((levels[k] - units.get(k).mean().get(band))
                                    / units.get(k).deviation().get(band));
                }
            }
        }
        return noisy.getManager().create(values, noisy.getShape());
    }
}
