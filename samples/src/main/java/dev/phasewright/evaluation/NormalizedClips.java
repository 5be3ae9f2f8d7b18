package dev.phasewright.evaluation;

import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.spectrogram.LogMel;
import java.util.Arrays;
import java.util.Iterator;

/** Clips as a generator's network sees them, so that distances between them are in its units. */
public final class NormalizedClips {
    private final GeneratorSpec spec;

    /** Clips in the units of a generator. */
    public NormalizedClips(GeneratorSpec spec) {
        this.spec = spec;
    }

    /**
     * One clip, normalized: as long as the network's own, silence at the end or cut, and no quieter than the features'
     * floor, as real clips are.
     *
     * @return frame by frame, (frames × bands) values
     */
    public float[] of(LogMel clip) {
        float silence = (float) Math.log(clip.spec().floor());
        float[] values = clip.toArray();
        float[] unit = new float[spec.network().values()];
        Arrays.fill(unit, silence);
        for (int i = 0; i < Math.min(values.length, unit.length); i++) {
            unit[i] = Math.max(silence, values[i]);
        }
        spec.normalization().normalize(unit);
        return unit;
    }

    /** Clips that go by, each as {@link #of(LogMel)} has it. */
    public Iterator<float[]> of(Iterator<LogMel> clips) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return clips.hasNext();
            }

            @Override
            public float[] next() {
                return of(clips.next());
            }
        };
    }
}
