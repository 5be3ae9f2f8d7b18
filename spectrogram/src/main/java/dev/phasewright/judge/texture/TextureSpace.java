package dev.phasewright.judge.texture;

import dev.phasewright.audio.Audio;
import dev.phasewright.judge.FeatureSpace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What sounds are like: their {@link SoundDescriptors} and the {@link TextureStatistics} of their spectrograms. Features have
 * different units: use them standardized. Nothing in them was learned.
 */
public final class TextureSpace implements FeatureSpace {
    private static final double DEEPEST_FLOOR_DB = -100;

    private final TextureStatistics statistics = new TextureStatistics();

    /** The space. */
    public TextureSpace() {}

    @Override
    public float[][] places(List<Audio> sounds) {
        return places(sounds, sounds.parallelStream().map(SoundDescriptors::of).toList());
    }

    /**
     * {@link #places(List)} for sounds whose descriptors are known, finding which is most of the work.
     *
     * @param descriptors of each sound
     */
    public float[][] places(List<Audio> sounds, List<SoundDescriptors> descriptors) {
        float[][] textures = statistics.places(sounds);
        return IntStream.range(0, textures.length)
                .mapToObj(i -> joined(named(descriptors.get(i)), textures[i]))
                .toArray(float[][]::new);
    }

    /** Onset and duration by their roots, since they are spread over a wide range; what a sound does not have as 0. */
    private static float[] named(SoundDescriptors of) {
        double[] all = {
            of.harmonicity(),
            Math.log(1 + of.jitter()),
            Math.max(DEEPEST_FLOOR_DB, of.floor()),
            Math.sqrt(of.onset()),
            Math.sqrt(of.duration()),
            Math.log(of.centroid()),
            of.flatness(),
            of.flux()
        };
        float[] named = new float[all.length];
        for (int i = 0; i < named.length; i++) {
            named[i] = Double.isNaN(all[i]) ? 0 : (float) all[i];
        }
        return named;
    }

    private static float[] joined(float[] a, float[] b) {
        float[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
