package dev.phasewright.evaluation.generator;

import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.evaluation.CorpusParts;
import dev.phasewright.evaluation.RecordedClips;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The real clips that a generator is evaluated with.
 *
 * @param folder the corpus
 * @param train what models learn from
 * @param test what no model has learned from
 */
public record EvaluationCorpus(Path folder, Recordings train, Recordings test) {
    /** With fewer clips of a set than this, none has a fifth neighbour. */
    public static final int FEWEST = 10;

    private static final int USUAL = 2000;

    /**
     * Finds the clips of a corpus.
     *
     * @throws IOException naming the folder if it has no training clips or no test clips
     */
    public static EvaluationCorpus in(Path folder) throws IOException {
        CorpusParts.TRAIN_AND_TEST.require(folder, "--data");
        return new EvaluationCorpus(folder, TrainingSplit.part(folder, "train"), TrainingSplit.part(folder, "test"));
    }

    /** How many clips of each set are compared unless something else is asked for. */
    public int usualCount() {
        int notes = NoteHalves.of(test.items(), 0).size();
        int most = notes >= FEWEST ? notes : Math.min(RecordedClips.most(train), RecordedClips.most(test));
        return Math.max(FEWEST, Math.min(USUAL, most));
    }

    /** The families of its classes; of some or all there may be none. */
    Map<String, String> families() throws IOException {
        return TrainingSplit.families(folder);
    }
}
