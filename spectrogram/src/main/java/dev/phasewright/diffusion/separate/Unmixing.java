package dev.phasewright.diffusion.separate;

import ai.djl.ndarray.NDArray;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.spectrogram.LogMel;

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
    private final Normalization normalization;
    private final float[] mixture;
    private final int stems;

    /**
     * A denoiser of the sounds in a mixture.
     *
     * @param model says what each is
     * @param law of the features
     * @param normalization of the model's units
     * @param mixture of {@code frames × bands} values
     * @param stems sounds in it, at least two
     */
    Unmixing(Denoiser model, MixingLaw law, Normalization normalization, LogMel mixture, int stems) {
        this.model = model;
        this.law = law;
        this.normalization = normalization;
        this.mixture = mixture.toArray();
        this.stems = stems;
    }

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        float[] values;
        try (NDArray said = model.denoise(noisy, sigma, condition)) {
            values = said.toFloatArray();
        }
        double uncertain = Math.min(UNCERTAIN * Math.sqrt(sigma), sigma * sigma / (1 + sigma * sigma));
        int bands = normalization.bands();
        double[] levels = new double[stems];
        for (int from = 0; from < values.length; from += stems * mixture.length) {
            for (int i = 0; i < mixture.length; i++) {
                int band = i % bands;
                float mean = normalization.mean().get(band);
                float deviation = normalization.deviation().get(band);
                for (int k = 0; k < stems; k++) {
                    levels[k] = values[from + k * mixture.length + i] * deviation + mean;
                }
                law.explain(levels, band, mixture[i], deviation * deviation * uncertain);
                for (int k = 0; k < stems; k++) {
                    values[from + k * mixture.length + i] = (float) ((levels[k] - mean) / deviation);
                }
            }
        }
        return noisy.getManager().create(values, noisy.getShape());
    }
}
