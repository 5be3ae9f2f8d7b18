package dev.phasewright.diffusion.model;

import dev.phasewright.diffusion.NoiseSchedule;
import dev.phasewright.diffusion.Sampler;

/** Noise levels of a model's own. */
public final class ModelLevels {
    private ModelLevels() {}

    /**
     * Noise levels from the spectrum of what a model learned from.
     *
     * @param sampler that is to step down them
     * @param sigmaMax where sampling starts
     * @throws IllegalArgumentException if the model does not know its spectrum, was distilled for other levels, or undoes
     *     other than white noise; the message says what helps
     */
    public static NoiseSchedule spectral(GeneratorSpec model, Sampler sampler, double sigmaMax) {
        if (model.distilled() != null) {
            throw new IllegalArgumentException("the model was distilled for noise levels of its own");
        }
        if (model.corruptedBy() != null) {
            throw new IllegalArgumentException(
                    "the model undoes " + model.corruptedBy() + ", and levels from the spectrum are for white noise");
        }
        if (model.spectrum() == null) {
            throw new IllegalArgumentException("the model does not know the spectrum of what it learned from, as those"
                    + " trained since do; \"phasewright study spectrum DATA --model MODEL --keep\" tells it");
        }
        return new NoiseSchedule.Spectral(model.spectrum(), sampler, NoiseSchedule.STANDARD.sigmaMin(), sigmaMax);
    }
}
