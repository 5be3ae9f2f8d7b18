package dev.phasewright.spectrogram.diffusion;

import dev.phasewright.spectrogram.learn.LogMelDataset;
import dev.phasewright.spectrogram.learn.Normalization;
import java.util.random.RandomGenerator;

/** Where real clips in a network's units come from. */
@FunctionalInterface
interface ClipSource {
    /** Draws a clip into an array of its size and returns its class, or {@link Condition#NONE} if it has none. */
    int draw(float[] clip, RandomGenerator random);

    /** Any recording of a data set, cut to a network's length. */
    static ClipSource of(LogMelDataset data, Normalization normalization, TransformerSpec spec) {
        return (clip, random) -> {
            int item = random.nextInt(data.size());
            data.copyRandom(item, spec.frames(), clip, 0, random);
            normalization.normalize(clip);
            return data.classOf(item);
        };
    }
}
