package dev.phasewright.evaluation.sound;

import dev.phasewright.audio.Audio;
import dev.phasewright.judge.FeatureSet;
import dev.phasewright.judge.FeatureSpace;
import dev.phasewright.judge.Groups;
import dev.phasewright.judge.texture.PooledSpectrum;
import dev.phasewright.judge.texture.SoundDescriptors;
import dev.phasewright.judge.texture.TextureSpace;
import dev.phasewright.judge.texture.TextureStatistics;
import dev.phasewright.judge.twosample.EvenClip;
import dev.phasewright.judge.twosample.SpectrogramClassifier;
import dev.phasewright.progress.ProgressDisplay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of sounds, and where each lies in every space that sounds are compared in.
 *
 * @param set the sounds
 * @param spaces their places by the space's name, as they are
 * @param even their places in spaces that have learned nothing, level, onset and floor made equal, by voices: what
 *     classifiers look at. (A judge is surer of clips that it has learned from, and would give training clips away.)
 * @param spectrograms the same as spectrograms
 * @param descriptors what can be named about each
 */
public record PlacedSounds(
        SoundSet set,
        Map<String, FeatureSet> spaces,
        FeatureSet even,
        FeatureSet spectrograms,
        List<SoundDescriptors> descriptors) {
    /** The space that has learned nothing. */
    static final String TEXTURE = "texture";

    private static final int CHUNK = 64;

    /**
     * Finds the places.
     *
     * @param learned spaces besides that of texture, by name
     * @param samples the length of even clips
     */
    static PlacedSounds of(SoundSet set, Map<String, FeatureSpace> learned, int samples, ProgressDisplay display) {
        int size = set.sounds().size();
        Map<String, float[][]> places = new LinkedHashMap<>();
        learned.keySet().forEach(name -> places.put(name, new float[size][]));
        places.put(TEXTURE, new float[size][]);
        List<SoundDescriptors> descriptors = new ArrayList<>();
        float[][] even = new float[size][0];
        float[][] spectrograms = new float[size][];
        try (ProgressDisplay.Task bar = display.start("measuring " + set.name(), size, "clips")) {
            for (int from = 0; from < size; from += CHUNK) {
                List<Audio> sounds = set.sounds().subList(from, Math.min(size, from + CHUNK));
                List<Audio> evened = sounds.parallelStream()
                        .map(sound -> EvenClip.of(sound, samples))
                        .toList();
                int start = from;
                learned.forEach((name, space) -> put(space.places(sounds), places.get(name), start));
                List<SoundDescriptors> these =
                        sounds.parallelStream().map(SoundDescriptors::of).toList();
                descriptors.addAll(these);
                put(new TextureSpace().places(sounds, these), places.get(TEXTURE), start);
                append(these.stream().map(PlacedSounds::ofLoudParts).toArray(float[][]::new), even, start);
                append(new TextureStatistics().places(evened), even, start);
                append(new PooledSpectrum().places(evened), even, start);
                put(SpectrogramClassifier.items(evened), spectrograms, start);
                bar.at(from + sounds.size());
            }
        }
        Map<String, FeatureSet> sets = new LinkedHashMap<>();
        places.forEach((name, items) -> sets.put(name, new FeatureSet(items, set.groups())));
        return new PlacedSounds(
                set, sets, new FeatureSet(even, set.voices()), new FeatureSet(spectrograms, set.voices()), descriptors);
    }

    /**
     * The same, each clip by itself: to be held against clips of a generator that has learned from these very speakers, so
     * that there is no chance in who speaks. Classifiers are still asked about voices that they have not heard.
     */
    public PlacedSounds eachByItself() {
        Groups each = Groups.each(set.sounds().size());
        Map<String, FeatureSet> alone = new LinkedHashMap<>();
        spaces.forEach((name, places) -> alone.put(name, new FeatureSet(places.features())));
        return new PlacedSounds(
                new SoundSet(set.name(), set.sounds(), each, set.voices()), alone, even, spectrograms, descriptors);
    }

    /** Descriptors to which silence, level and onset do not matter. */
    private static float[] ofLoudParts(SoundDescriptors of) {
        double[] all = {of.harmonicity(), of.jitter(), of.centroid(), of.flatness(), of.flux()};
        float[] kept = new float[all.length];
        for (int i = 0; i < all.length; i++) {
            kept[i] = Double.isNaN(all[i]) ? 0 : (float) all[i];
        }
        return kept;
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
