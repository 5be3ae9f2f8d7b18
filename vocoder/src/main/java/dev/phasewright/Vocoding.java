package dev.phasewright;

import dev.phasewright.audio.Audio;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.Vocoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * The second half of what is asked for: magnitudes get a phase, some at a time.
 *
 * @param requests what the magnitudes are of; their seeds are those of the phase
 */
record Vocoding(Vocoder vocoder, List<SoundRequest> requests) {
    /** Sounds that are vocoded together. */
    private static final int TOGETHER = 16;

    /** No sound that is made is louder, or files of integers would clip it. */
    static final double PEAK_DB = -1;

    /** The sounds, in the order of their requests; {@code watch} is told how many there are, and may cancel by throwing. */
    List<GeneratedSound> run(List<LogMel> magnitudes, LongConsumer watch) {
        List<GeneratedSound> sounds = new ArrayList<>(requests.size());
        while (sounds.size() < requests.size()) {
            watch.accept(sounds.size());
            int from = sounds.size();
            int to = Math.min(requests.size(), from + TOGETHER);
            List<LogMel> lot = magnitudes.subList(from, to);
            List<Audio> made = vocoder.synthesize(
                    lot,
                    requests.subList(from, to).stream()
                            .map(request -> Seeds.phase(request.seed(), 0))
                            .toList());
            for (int i = 0; i < made.size(); i++) {
                sounds.add(new GeneratedSound(made.get(i).noLouderThan(PEAK_DB), lot.get(i)));
            }
        }
        watch.accept(sounds.size());
        return List.copyOf(sounds);
    }
}
