package dev.phasewright.diffusion.train;

import dev.phasewright.data.LogMelDataset;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GeneratorSpec;
import java.util.random.RandomGenerator;

/** Where real clips in a network's units come from. */
@FunctionalInterface
public interface ClipSource {
    /** Draws a clip into an array of its size and returns what one would have to ask for to get it. */
    Condition draw(float[] clip, RandomGenerator random);

    /** Any recording of a data set, cut to the length of a generator's clips. */
    static ClipSource of(LogMelDataset data, GeneratorSpec spec) {
        Excerpts recordings = new Excerpts(data, spec);
        return (clip, random) -> {
            int item = random.nextInt(recordings.size());
            recordings.cut(item, clip, random);
            spec.normalization().normalize(clip);
            return recordings.asked(item);
        };
    }
}
