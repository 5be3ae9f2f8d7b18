package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import dev.phasewright.api.Incubating;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.spectrogram.LogMel;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A sound on its way from noise, at one step of its sampler: to be drawn, or given a phase and heard.
 *
 * @param step from 0 to {@code steps - 1}
 * @param steps how many there will be
 * @param sigma the noise level of what is held, positive
 * @param held what the sampler holds, divided by √(1 + σ²): data of variance 1 and its noise together have that
 *     deviation, so that pure noise has the range of a clean sound
 * @param believed what the denoiser makes of it: its estimate of the clean sound
 */
@Incubating
public record SamplingStep(int step, int steps, double sigma, LogMel held, LogMel believed) {
    /**
     * What watches a sampler and tells of a single sound.
     *
     * @param frames of the sound, from the beginning of what is sampled
     * @param watcher told of each step; may cancel by throwing
     */
    public static SamplingObserver tell(GeneratorSpec spec, int frames, Consumer<SamplingStep> watcher) {
        return (step, steps, sigma, x, denoised) -> watcher.accept(new SamplingStep(
                step,
                steps,
                sigma,
                sound(spec, frames, x, Math.sqrt(1 + sigma * sigma)),
                sound(spec, frames, denoised, 1)));
    }

    private static LogMel sound(GeneratorSpec spec, int frames, NDArray units, double scale) {
        float[] values =
                Arrays.copyOf(units.toFloatArray(), frames * spec.features().bands());
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / scale);
        }
        return spec.normalization().denormalize(values, spec.features());
    }
}
