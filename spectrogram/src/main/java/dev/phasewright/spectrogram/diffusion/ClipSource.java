package dev.phasewright.spectrogram.diffusion;

import dev.phasewright.spectrogram.learn.LogMelDataset;
import dev.phasewright.spectrogram.learn.Normalization;
import java.util.random.RandomGenerator;

/** Real clips in a network's units, to be drowned in noise, and classes to ask for. */
final class ClipSource {
    /** Share of items of which nothing is asked, so that a student can do without a class, too. */
    private static final double CONDITION_DROPOUT = 0.1;

    private final LogMelDataset data;
    private final Normalization normalization;
    private final TransformerSpec spec;

    ClipSource(LogMelDataset data, Normalization normalization, TransformerSpec spec) {
        this.data = data;
        this.normalization = normalization;
        this.spec = spec;
    }

    /** Draws a clip into an array and returns its class, or none. */
    int draw(float[] into, int offset, RandomGenerator random) {
        int item = random.nextInt(data.size());
        float[] clip = new float[spec.values()];
        data.copyRandom(item, spec.frames(), clip, 0, random);
        normalization.normalize(clip);
        System.arraycopy(clip, 0, into, offset, clip.length);
        return hide(data.classOf(item), random);
    }

    /** Draws a class alone, or none. */
    int drawClass(RandomGenerator random) {
        return spec.classes() == 0 ? Condition.NONE : hide(random.nextInt(spec.classes()), random);
    }

    private static int hide(int classIndex, RandomGenerator random) {
        return random.nextDouble() < CONDITION_DROPOUT ? Condition.NONE : classIndex;
    }
}
