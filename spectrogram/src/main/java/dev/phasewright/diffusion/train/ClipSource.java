package dev.phasewright.diffusion.train;

import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.TransformerSpec;
import java.util.random.RandomGenerator;

/** Where real clips in a network's units come from. */
@FunctionalInterface
public interface ClipSource {
    /** Draws a clip into an array of its size and returns what one would have to ask for to get it. */
    Condition draw(float[] clip, RandomGenerator random);

    /** Any recording of a data set, cut to a network's length. */
    static ClipSource of(LogMelDataset data, Normalization normalization, TransformerSpec spec) {
        return (clip, random) -> {
            int item = random.nextInt(data.size());
            data.copyRandom(item, spec.frames(), clip, 0, random);
            normalization.normalize(clip);
            Condition asked = Condition.of(data.classOf(item));
            return spec.pitches().isEmpty() ? asked : asked.withPitches(data.pitchOf(item));
        };
    }
}
