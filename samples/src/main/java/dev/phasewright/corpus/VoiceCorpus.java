package dev.phasewright.corpus;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A corpus of speech: two to four seconds a clip, 16 kHz mono, two of three by eSpeak NG in many languages, one of three
 * in English by Flite's voices, which come from recordings.
 *
 * <p>Languages, variants and Flite's speakers are each heard in one part only, the same whatever the seed.
 *
 * @param train the number of training clips; validation has a twentieth of it and test a tenth, rounded up to full
 *     threes
 * @param seed what everything is drawn from
 */
public record VoiceCorpus(int train, long seed) implements Corpus {
    /** eSpeak NG, eSpeak NG, Flite. */
    static final int ROUND = 3;

    /** @throws IllegalArgumentException if the size is out of range */
    public VoiceCorpus {
        Size.check(train);
    }

    @Override
    public String kind() {
        return "voices";
    }

    @Override
    public int clips(Split split) {
        return split.clips(train, ROUND);
    }

    @Override
    public CorpusReport make(Path folder, boolean replace, int threads, Progress progress) throws IOException {
        return Production.of(
                this,
                scratch -> new VoicePlan(seed, new EspeakNg("espeak-ng"), new Flite("flite", scratch)),
                folder,
                replace,
                threads,
                progress);
    }
}
