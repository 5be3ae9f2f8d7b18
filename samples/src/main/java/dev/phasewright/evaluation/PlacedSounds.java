package dev.phasewright.evaluation;

import dev.phasewright.audio.Audio;
import dev.phasewright.judge.FeatureSet;
import dev.phasewright.judge.FeatureSpace;
import dev.phasewright.judge.texture.SoundDescriptors;
import dev.phasewright.judge.twosample.EvenClip;
import dev.phasewright.judge.twosample.SpectrogramClassifier;
import dev.phasewright.progress.ProgressDisplay;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of sounds, and where each lies in every space that sounds are compared in.
 *
 * @param set the sounds
 * @param spaces their places by the space's name, as they are
 * @param even their places in all spaces that classifiers look at, level, onset and floor made equal
 * @param spectrograms the same as spectrograms
 * @param descriptors what can be named about each
 */
record PlacedSounds(
        SoundSet set,
        Map<String, FeatureSet> spaces,
        FeatureSet even,
        FeatureSet spectrograms,
        List<SoundDescriptors> descriptors) {
    private static final int CHUNK = 64;

    /**
     * Finds the places.
     *
     * @param spaces where sounds are compared, by name
     * @param looked where classifiers look besides
     * @param samples the length of even clips
     */
    static PlacedSounds of(
            SoundSet set,
            Map<String, FeatureSpace> spaces,
            List<FeatureSpace> looked,
            int samples,
            ProgressDisplay display) {
        int size = set.sounds().size();
        Map<String, float[][]> places = new LinkedHashMap<>();
        spaces.keySet().forEach(name -> places.put(name, new float[size][]));
        float[][] even = new float[size][0];
        float[][] spectrograms = new float[size][];
        try (ProgressDisplay.Task bar = display.start("measuring " + set.name(), size, "clips")) {
            for (int from = 0; from < size; from += CHUNK) {
                List<Audio> sounds = set.sounds().subList(from, Math.min(size, from + CHUNK));
                List<Audio> evened = sounds.parallelStream()
                        .map(sound -> EvenClip.of(sound, samples))
                        .toList();
                int start = from;
                spaces.forEach((name, space) -> {
                    put(space.places(sounds), places.get(name), start);
                    append(space.places(evened), even, start);
                });
                looked.forEach(space -> append(space.places(evened), even, start));
                put(SpectrogramClassifier.items(evened), spectrograms, start);
                bar.at(from + sounds.size());
            }
        }
        Map<String, FeatureSet> sets = new LinkedHashMap<>();
        places.forEach((name, items) -> sets.put(name, new FeatureSet(items, set.groups())));
        return new PlacedSounds(
                set,
                sets,
                new FeatureSet(even, set.groups()),
                new FeatureSet(spectrograms, set.groups()),
                set.sounds().parallelStream().map(SoundDescriptors::of).toList());
    }

    private static void put(float[][] items, float[][] into, int start) {
        System.arraycopy(items, 0, into, start, items.length);
    }

    private static void append(float[][] items, float[][] to, int start) {
        for (int i = 0; i < items.length; i++) {
            float[] before = to[start + i];
            to[start + i] = Arrays.copyOf(before, before.length + items[i].length);
            System.arraycopy(items[i], 0, to[start + i], before.length, items[i].length);
        }
    }
}
