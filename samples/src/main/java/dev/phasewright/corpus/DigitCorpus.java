package dev.phasewright.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A corpus of spoken digits in the manner of SC09: "zero" to "nine", one second each, 16 kHz mono, by 441 synthetic
 * speakers of whom no one is heard in two parts; or all by one of them.
 *
 * @param train the number of training clips, at least {@link #SMALLEST}; validation has a twentieth of it and test a
 *     tenth, rounded up to full tens so that every part is balanced over the digits
 * @param seed what everything is drawn from
 * @param alone the one who speaks all of it, if it is to be one
 */
public record DigitCorpus(int train, long seed, Optional<Speaker> alone) implements Corpus {
    /** The classes, in the order of their values. */
    public static final List<String> DIGITS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

    /** The smallest number of training clips: one of each digit. */
    public static final int SMALLEST = 10;

    /** @throws IllegalArgumentException if the size is out of range or no multiple of ten */
    public DigitCorpus {
        if (train < SMALLEST || train > LARGEST || train % DIGITS.size() != 0) {
            throw new IllegalArgumentException("corpus size must be a multiple of " + DIGITS.size() + " from "
                    + SMALLEST + " to " + LARGEST + ", not " + train);
        }
    }

    /** A corpus by all speakers. */
    public DigitCorpus(int train, long seed) {
        this(train, seed, Optional.empty());
    }

    @Override
    public String kind() {
        return "digits";
    }

    /** The number of clips of one part, a multiple of ten. */
    @Override
    public int clips(Split split) {
        return split.clips(train, DIGITS.size());
    }

    /** The speakers of one part, in no order that means anything. */
    public List<Speaker> speakers(Split split) {
        return cast().of(split);
    }

    private SpeakerSplit cast() {
        return alone.map(SpeakerSplit::new).orElseGet(() -> new SpeakerSplit(seed));
    }

    @Override
    public CorpusReport make(Path folder, boolean replace, int threads, Progress progress) throws IOException {
        return Production.of(
                this,
                scratch -> new DigitPlan(seed, cast(), new EspeakNg("espeak-ng")),
                folder,
                replace,
                threads,
                progress);
    }
}
