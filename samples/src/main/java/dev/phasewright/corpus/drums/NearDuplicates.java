package dev.phasewright.corpus.drums;

import dev.phasewright.audio.Audio;
import dev.phasewright.judge.Memorization;
import dev.phasewright.judge.NearestClips;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.LogMelTransform;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds clips that are the same recording, or nearly so, by a distance that is deaf to level, place in time and a mild
 * filter ({@link Memorization#copies}).
 */
final class NearDuplicates {
    /** What is nearer is the same recording, cut or filtered otherwise, or one that can hardly be told from it. */
    private static final double NEAR = 0.15;

    /** What is nearer is the same at another level. Strokes of one session on one drum are farther apart. */
    private static final double SAME = 0.05;

    /** 8 ms a frame. */
    private static final MelSpec FEATURES = new MelSpec(
            new StftSpec(OneShot.SAMPLE_RATE, 2048, 353, Window.HANN), 100, MelScale.HTK, false, 0, 20_000, 0.01);

    private static final LogMelTransform TRANSFORM = LogMelTransform.of(FEATURES);

    private NearDuplicates() {}

    /**
     * For each clip the place of the one that it nearly repeats, or −1.
     *
     * @param clips to be looked at
     * @param others where to look, at least one
     */
    static int[] among(List<Audio> clips, List<Audio> others) {
        if (clips.isEmpty()) {
            return new int[0];
        }
        NearestClips nearest = Memorization.copies(features(clips), features(others));
        return IntStream.range(0, clips.size())
                .map(i -> place(nearest, i, NEAR))
                .toArray();
    }

    /** For each clip the place of an earlier one that it is the same as but for its level, or −1. */
    static int[] before(List<Audio> clips) {
        List<LogMel> features = features(clips);
        return IntStream.range(0, clips.size())
                .map(i -> i == 0
                        ? -1
                        : place(Memorization.copies(List.of(features.get(i)), features.subList(0, i)), 0, SAME))
                .toArray();
    }

    private static int place(NearestClips nearest, int clip, double limit) {
        return nearest.distances(0)[clip] < limit ? nearest.index(clip) : -1;
    }

    private static List<LogMel> features(List<Audio> clips) {
        return clips.stream().map(clip -> TRANSFORM.apply(clip.channel(0))).toList();
    }
}
