package dev.phasewright.diffusion.separate;

import ai.djl.ndarray.NDArray;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.spectrogram.LogMel;

/**
 * A denoiser that knows what its items sound like together: what its model says of each is moved to what explains the
 * mixture. What the mixture has more than the answers have is given to each by its share of the power and by how little is
 * known of it at this noise level: to the model a clean signal of unit variance is uncertain by {@code σ² / (1 + σ²)} (as in
 * ΠGDM, Song et al. 2023, "Pseudoinverse-guided diffusion models"; but without a gradient through the model, which would
 * cost three times as much).
 *
 * <p>Items of a batch that are mixed with each other stand together: {@code stems} of the first sample, {@code stems} of the
 * second, and so on.
 */
final class Unmixing implements Denoiser {
    /** Between these levels a model knows what it is asked for, and not yet what is there. */
    private static final double HEEDED_LOW = 0.3;

    private static final double HEEDED_HIGH = 10;

    private final Denoiser model;
    private final MixingLaw law;
    private final Normalization normalization;
    private final float[] mixture;
    private final int stems;
    private double surprise;
    private long heeded;

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
        String[] tune = System.getProperty("tune", "A,1").split(",");
        double c = Double.parseDouble(tune[1]);
        double uncertain = tune[0].equals("A") ? c * sigma * sigma / (c + sigma * sigma) : Math.min(c * Math.sqrt(sigma), sigma * sigma / (1 + sigma * sigma));
        boolean heed = sigma >= HEEDED_LOW && sigma <= HEEDED_HIGH;
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
                double before = law.explain(levels, band, mixture[i], deviation * deviation * uncertain);
                for (int k = 0; k < stems; k++) {
                    values[from + k * mixture.length + i] = (float) ((levels[k] - mean) / deviation);
                }
                if (heed) {
                    surprise += before;
                    heeded++;
                }
            }
        }
        return noisy.getManager().create(values, noisy.getShape());
    }

    /**
     * How surprising the mixture has been to the model so far, at levels at which it knows what it is asked for: the mean
     * squared error over its variance, near 1 or less if the model explains it; not a number if it was not asked.
     */
    double surprise() {
        return surprise / heeded;
    }
}
