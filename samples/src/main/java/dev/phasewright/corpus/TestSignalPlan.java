package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;
import dev.phasewright.corpus.Draft.KeptClip;
import dev.phasewright.corpus.Draft.Rejection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How test signals are made. */
final class TestSignalPlan implements Plan {
    private static final int SECONDS = 2;

    private static final List<TestSignal> KINDS = List.of(TestSignal.values());

    private final long seed;
    private final int sampleRate;

    TestSignalPlan(long seed, int sampleRate) {
        this.seed = seed;
        this.sampleRate = sampleRate;
    }

    @Override
    public List<String> classes() {
        return KINDS.stream().map(TestSignal::folder).toList();
    }

    /** Shape says which of the class's signals it is; level is the clip's peak in dBFS, unless it is all silence. */
    @Override
    public List<String> columns() {
        return List.of("class", "shape", "level", "seed");
    }

    @Override
    public String engine() {
        return "Phasewright";
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    @Override
    public Optional<Integer> clipSamples() {
        return Optional.of(SECONDS * sampleRate);
    }

    @Override
    public Set<Rejection> rejections() {
        return Set.of();
    }

    @Override
    public Map<String, Map<String, List<String>>> heard() {
        return Map.of();
    }

    @Override
    public Draft draft(Split split, int index, int attempt) {
        Draws draws = Draws.forClip(seed, split, index, attempt);
        TestSignal kind = KINDS.get(index % KINDS.size());
        TestSignal.Signal signal = kind.draw(draws, SECONDS * sampleRate, sampleRate);
        double level = draws.levelDb();
        Audio sound = Mastering.atLevel(signal.audio(sampleRate), level);
        List<String> fields = List.of(
                kind.folder(), signal.shape(), ManifestRow.decimals(level), ManifestRow.hexadecimal(draws.seed()));
        return new KeptClip(kind.folder(), signal.shape(), sound, fields);
    }

    @Override
    public String hopeless(int index, int attempts) {
        throw new AssertionError("every draft of a test signal is kept");
    }
}
