package dev.phasewright.diffusion.train;

import dev.phasewright.data.KnobScale;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GeneratorSpec;
import java.util.random.RandomGenerator;

/** Clips of recordings, as long as a generator's are, and what one would have to ask it for to get them. */
final class Excerpts {
    private final LogMelDataset data;
    private final GeneratorSpec spec;

    Excerpts(LogMelDataset data, GeneratorSpec spec) {
        this.data = data;
        this.spec = spec;
    }

    /** The number of recordings. */
    int size() {
        return data.size();
    }

    /** What one would have to ask for to get a recording. */
    Condition asked(int item) {
        Condition asked = Condition.of(data.classOf(item));
        Condition pitched = spec.network().pitches().isEmpty() ? asked : asked.withPitches(data.pitchOf(item));
        return spec.knobs().isEmpty() ? pitched : pitched.withKnobs(KnobScale.percentiles(spec.knobs(), data, item));
    }

    /**
     * Cuts a clip out of a recording: from its beginning on of notes and of strokes, which knobs are of, however long they
     * are; from anywhere of others, if they are longer.
     *
     * @param clip what it is put into, in the features' units
     */
    void cut(int item, float[] clip, RandomGenerator random) {
        if (spec.knobs().isEmpty() && spec.network().pitches().isEmpty()) {
            data.copyRandom(item, spec.network().frames(), clip, 0, random);
        } else {
            data.copy(item, 0, spec.network().frames(), clip, 0);
        }
    }
}
