package dev.phasewright.corpus;

import dev.phasewright.corpus.Draft.Rejection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the clips of one corpus are made, once the programs that make them are found. */
interface Plan {
    /** Finds the programs; they may write into a folder that is gone when the corpus is done. */
    @FunctionalInterface
    interface Source {
        Plan find(Path scratch) throws IOException;
    }

    /** The folders of every part. */
    List<String> classes();

    /** The manifest's columns between {@code split} and {@code sha256}. */
    List<String> columns();

    /** Which programs make the sounds, with their versions. */
    String engine();

    /** Samples per second of every clip. */
    default int sampleRate() {
        return Clip.SAMPLE_RATE;
    }

    /** Samples of every clip, if they are of one length. */
    Optional<Integer> clipSamples();

    /** Why drafts may be thrown away. */
    Set<Rejection> rejections();

    /** Who or what is heard in each part, by part, under the name it has in the report. */
    Map<String, Map<String, List<String>>> heard();

    /**
     * Makes one clip, or finds that it is of no use; any number of threads may ask.
     *
     * @param attempt how many earlier drafts of this clip were thrown away
     */
    Draft draft(Split split, int index, int attempt) throws IOException;

    /** What to say if no draft of a clip is of use. */
    String hopeless(int index, int attempts);
}
