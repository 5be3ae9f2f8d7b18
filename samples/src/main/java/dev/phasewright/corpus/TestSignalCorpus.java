package dev.phasewright.corpus;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A corpus of what no voice or instrument gives: chirps, clicks, noise, silence, plain waveforms, modulated tones and
 * harmonic complexes, two seconds each, 16 kHz mono. It needs no program.
 *
 * <p>There is no one to be kept from the test here: its clips are other draws of the same kinds.
 *
 * @param train the number of training clips; validation has a twentieth of it and test a tenth, rounded up so that every
 *     part has as much of each kind
 * @param seed what everything is drawn from
 */
public record TestSignalCorpus(int train, long seed) implements Corpus {
    /** @throws IllegalArgumentException if the size is out of range */
    public TestSignalCorpus {
        Size.check(train);
    }

    @Override
    public String kind() {
        return "edges";
    }

    @Override
    public int clips(Split split) {
        return split.clips(train, TestSignal.values().length);
    }

    @Override
    public CorpusReport make(Path folder, boolean replace, int threads, Progress progress) throws IOException {
        return Production.of(this, scratch -> new TestSignalPlan(seed), folder, replace, threads, progress);
    }
}
