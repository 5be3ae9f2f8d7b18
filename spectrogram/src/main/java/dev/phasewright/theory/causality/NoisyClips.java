package dev.phasewright.theory.causality;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import dev.phasewright.theory.spectrum.CosineTransform;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Real clips that a denoiser is measured on, in its units. Their noise is the same at every level but for its size, and
 * nothing is asked of them.
 *
 * @param frames rows of a clip
 * @param bands columns
 * @param clips {@code [frames × bands]} each
 * @param seed of the noise
 */
public record NoisyClips(int frames, int bands, List<float[]> clips, long seed) {
    private static final int BATCH = 16;

    /** @throws IllegalArgumentException if there is no clip, or one is of another size */
    public NoisyClips {
        clips = List.copyOf(clips);
        if (clips.isEmpty()) {
            throw new IllegalArgumentException("a denoiser needs a clip at least to be measured on");
        }
        for (float[] clip : clips) {
            if (clip.length != frames * bands) {
                throw new IllegalArgumentException(
                        "a clip of " + clip.length + " values, not " + frames + " × " + bands);
            }
        }
    }

    /** The number of clips. */
    public int size() {
        return clips.size();
    }

    CosineTransform transform() {
        return new CosineTransform(frames, bands);
    }

    /** Where the clips of each batch begin, and the end of the last. */
    int[] batches() {
        int[] starts = new int[(size() + BATCH - 1) / BATCH + 1];
        Arrays.setAll(starts, i -> Math.min(size(), i * BATCH));
        return starts;
    }

    /** The clips from one to another, drowned; {@code [to − from, frames, bands]}. */
    float[] drowned(int from, int to, double sigma) {
        float[] noisy = new float[(to - from) * frames * bands];
        for (int i = from; i < to; i++) {
            int at = (i - from) * frames * bands;
            NormalDeviates.fill(noisy, at, frames * bands, stream("noise", i));
            float[] clip = clips.get(i);
            for (int j = 0; j < clip.length; j++) {
                noisy[at + j] = (float) (clip[j] + sigma * noisy[at + j]);
            }
        }
        return noisy;
    }

    RandomGenerator stream(String purpose, long clip) {
        return Seeds.stream(seed, purpose, clip);
    }

    /** What a denoiser makes of a batch. */
    float[] denoised(Denoiser denoiser, float[] noisy, double sigma, NDManager manager) {
        int batch = noisy.length / (frames * bands);
        try (NDManager scope = manager.newSubManager()) {
            NDArray x = scope.create(noisy, new Shape(batch, frames, bands));
            return denoiser.denoise(x, sigma, Condition.none(batch)).toFloatArray();
        }
    }

    /** One clip of a batch. */
    float[] clip(float[] batch, int index) {
        return Arrays.copyOfRange(batch, index * frames * bands, (index + 1) * frames * bands);
    }
}
