package dev.phasewright.corpus;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A corpus that Phasewright can make: planned in full by its size and seed before a sound exists.
 *
 * <p>Every clip depends on (seed, part, index) alone, whatever the number of threads and whatever the size of the
 * corpus, so a larger corpus begins with the smaller one.
 */
public sealed interface Corpus permits DigitCorpus, VoiceCorpus, InstrumentCorpus, TestSignalCorpus, NoteCorpus {
    /** The largest number of training clips: file names hold six digits. */
    int LARGEST = 1_000_000;

    /** What sort of corpus this is, one word. */
    String kind();

    /** What everything is drawn from. */
    long seed();

    /** The number of clips of one part. */
    int clips(Split split);

    /** The number of clips of all parts. */
    default int clips() {
        int sum = 0;
        for (Split split : Split.values()) {
            sum += clips(split);
        }
        return sum;
    }

    /**
     * Makes the corpus: {@code train}, {@code validation} and {@code test} folders of one folder a class,
     * {@code manifest.csv} and {@code corpus.json}. It grows in a hidden sibling of {@code folder} and is moved there
     * when all of it is done; if anything stops it, the sibling is removed.
     *
     * @param folder where the corpus is to be; must not exist, be empty, or hold an older corpus and {@code replace}
     * @param replace whether an older corpus may be replaced
     * @param threads the number of clips in the making at a time, at least 1
     * @param progress called with the number of clips done so far, from any thread
     * @return what was made
     * @throws IOException if a program it needs is missing (the message has the line that installs it) or fails, or
     *     the disk does
     */
    CorpusReport make(Path folder, boolean replace, int threads, Progress progress) throws IOException;
}
