package dev.phasewright.evaluation.sound;

import dev.phasewright.judge.Interval;
import dev.phasewright.judge.texture.SoundDescriptors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a set of sounds is like.
 *
 * @param clips which set
 * @param medians of each descriptor by its name and unit, over the sounds that have it; of one that fewer than half have
 *     there is none
 * @param broken the share of sounds in which there is a pause of more than {@value #PAUSE} s, as if two had been made,
 *     with the interval of sounds that were made apart
 */
public record DescriptorRow(String clips, Map<String, Interval> medians, Interval broken) {
    /** Longer than any stop within a word. */
    private static final double PAUSE = 0.15;

    private static final Map<String, ToDoubleFunction<SoundDescriptors>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("harmonicity, dB", SoundDescriptors::harmonicity);
        ALL.put("jitter, cents", SoundDescriptors::jitter);
        ALL.put("floor, dB", SoundDescriptors::floor);
        ALL.put("onset, ms", of -> 1000 * of.onset());
        ALL.put("duration, ms", of -> 1000 * of.duration());
        ALL.put("centroid, Hz", SoundDescriptors::centroid);
        ALL.put("flatness, dB", SoundDescriptors::flatness);
        ALL.put("flux, dB", SoundDescriptors::flux);
    }

    /** The medians of a set's sounds, with intervals by resampling its groups. */
    public static DescriptorRow of(PlacedSounds sounds, long seed) {
        Map<String, Interval> medians = new LinkedHashMap<>();
        ALL.forEach((name, descriptor) -> {
            double[] values =
                    sounds.descriptors().stream().mapToDouble(descriptor).toArray();
            sounds.set().groups().median(values, seed).ifPresent(median -> medians.put(name, median));
        });
        // Resampling groups would leave nothing of the interval where no sound is broken.
        int pieces = (int) sounds.descriptors().stream()
                .filter(sound -> sound.pause() > PAUSE)
                .count();
        Interval broken = Interval.ofShare(pieces, sounds.descriptors().size());
        return new DescriptorRow(sounds.set().name(), medians, broken);
    }

    /** All names, in the order of the table. */
    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }
}
