package dev.phasewright.evaluation;

import dev.phasewright.audio.Audio;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.Vocoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A clip as it is heard.
 *
 * @param sound the sound itself
 * @param pitch in Hz, if it was sought and found
 */
public record HeardClip(Audio sound, OptionalDouble pitch) {
    /**
     * Clips as they come back from the vocoder.
     *
     * @param task what the display calls it
     * @param seed what the phases' own seeds are drawn from
     * @param pitched whether their pitch is sought, too
     */
    public static List<HeardClip> through(
            Vocoder vocoder, String task, List<LogMel> clips, long seed, boolean pitched, ProgressDisplay display) {
        long[] seeds = GaussianNoise.itemSeeds(seed, clips.size());
        List<HeardClip> heard = new ArrayList<>();
        try (ProgressDisplay.Task bar = display.start(task, clips.size(), "clips")) {
            while (heard.size() < clips.size()) {
                int from = heard.size();
                int to = Math.min(clips.size(), from + Evaluator.BATCH);
                List<Audio> sounds = vocoder.synthesize(
                        clips.subList(from, to),
                        IntStream.range(from, to)
                                .mapToObj(i -> Seeds.phase(seeds[i], 0))
                                .toList());
                heard.addAll(IntStream.range(from, to)
                        .parallel()
                        .mapToObj(i -> new HeardClip(
                                sounds.get(i - from),
                                pitched ? NotePitch.of(sounds.get(i - from)) : OptionalDouble.empty()))
                        .toList());
                bar.at(to);
            }
        }
        return heard;
    }

    /** Their sounds alone. */
    public static List<Audio> sounds(List<HeardClip> clips) {
        return clips.stream().map(HeardClip::sound).toList();
    }

    /** Their pitches alone. */
    public static List<OptionalDouble> pitches(List<HeardClip> clips) {
        return clips.stream().map(HeardClip::pitch).toList();
    }
}
