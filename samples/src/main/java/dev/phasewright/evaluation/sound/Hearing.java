package dev.phasewright.evaluation.sound;

import dev.phasewright.audio.Audio;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.judge.FeatureSpace;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.JudgeSpec;
import dev.phasewright.judge.Verdicts;
import dev.phasewright.spectrogram.LogMel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A judge who hears: what it says of sounds, each of which it is asked about once and then remembers for as long as this
 * lives. Several measures ask about the same sounds. Not for use by several threads at once.
 */
public final class Hearing implements FeatureSpace {
    private final Judge judge;
    private final IdentityHashMap<Audio, Verdict> heard = new IdentityHashMap<>();

    /** A row of {@link Verdicts}. */
    @SuppressWarnings("ArrayRecordComponent") // Read, never compared.
    private record Verdict(float[] probabilities, float[] features) {}

    /**
     * A judge who has heard nothing yet.
     *
     * @param judge open as long as this is in use
     */
    public Hearing(Judge judge) {
        this.judge = judge;
    }

    /** What the judge is. */
    public JudgeSpec spec() {
        return judge.spec();
    }

    /**
     * What the judge says of sounds.
     *
     * @param sounds at the rate of the judge's features; an object is a sound, not what it holds
     */
    public Verdicts verdicts(List<Audio> sounds) {
        hear(sounds);
        List<Verdict> said = sounds.stream().map(heard::get).toList();
        return new Verdicts(
                said.stream().map(Verdict::probabilities).toArray(float[][]::new),
                said.stream().map(Verdict::features).toArray(float[][]::new));
    }

    private void hear(List<Audio> sounds) {
        Set<Audio> unheard = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Audio> asked = new ArrayList<>();
        for (Audio sound : sounds) {
            if (!heard.containsKey(sound) && unheard.add(sound)) {
                asked.add(sound);
            }
        }
        Verdicts verdicts = judge.verdicts(mels(asked));
        for (int i = 0; i < asked.size(); i++) {
            heard.put(asked.get(i), new Verdict(verdicts.probabilities()[i], verdicts.features()[i]));
        }
    }

    private List<LogMel> mels(List<Audio> sounds) {
        return sounds.parallelStream()
                .map(sound -> LogMelDataset.features(sound, judge.spec().features()))
                .toList();
    }

    /** The judge's features of sounds. */
    @Override
    public float[][] places(List<Audio> sounds) {
        return verdicts(sounds).features();
    }
}
