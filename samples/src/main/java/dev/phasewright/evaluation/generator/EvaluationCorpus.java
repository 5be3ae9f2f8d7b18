package dev.phasewright.evaluation.generator;

import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.evaluation.CorpusParts;
import dev.phasewright.evaluation.RecordedClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The real clips that a generator is evaluated with.
 *
 * @param folder the corpus
 * @param train what models learn from
 * @param test what no model should have learned from
 * @param learned recordings besides that the generator is known to have learned from
 */
public record EvaluationCorpus(Path folder, Recordings train, Recordings test, List<Recordings.Item> learned) {
    /** With fewer clips of a set than this, none has a fifth neighbour. */
    public static final int FEWEST = 10;

    /** The name of the judge of digits. */
    public static final String DIGITS = "judge-digits";

    private static final int USUAL = 2000;

    /** Copies the list. */
    public EvaluationCorpus {
        learned = List.copyOf(learned);
    }

    /**
     * Finds the clips of a corpus.
     *
     * @throws IOException naming the folder if it has no training clips or no test clips
     */
    public static EvaluationCorpus in(Path folder) throws IOException {
        CorpusParts.TRAIN_AND_TEST.require(folder, "--data");
        return new EvaluationCorpus(
                folder, TrainingSplit.part(folder, "train"), TrainingSplit.part(folder, "test"), List.of());
    }

    /** The name of the judge that is usual for a model of digits, of single notes or of drums. */
    public static String judge(GeneratorSpec model) {
        if (!model.knobs().isEmpty()) {
            return "judge-drums";
        }
        return model.network().pitches().isEmpty() ? DIGITS : "judge-notes";
    }

    /** Whether a folder is one of one's own, that does not say itself what is learned from and what is not. */
    public static boolean isUndivided(Path folder) {
        return Files.isDirectory(folder)
                && Stream.of("train", "test").noneMatch(part -> Files.isDirectory(folder.resolve(part)));
    }

    /**
     * Finds the clips of a folder of one's own. Those to test on are those that the model's training held out.
     *
     * @param origin the model's, which remembers the seed that they were drawn by
     * @throws IOException if there are none
     */
    public static EvaluationCorpus undivided(Path folder, Map<String, String> origin) throws IOException {
        TrainingSplit split = TrainingSplit.in(folder, seed(origin));
        return new EvaluationCorpus(folder, split.train(), split.validation(), List.of());
    }

    /** The seed that a model's training divided a folder of one's own by; 1 if it does not remember. */
    public static long seed(Map<String, String> origin) {
        String told = origin.getOrDefault("seed", "");
        return told.matches("-?\\d{1,18}") ? Long.parseLong(told) : 1;
    }

    /** The same for a generator that has learned from other recordings, too. */
    public EvaluationCorpus withLearned(Recordings others) {
        return new EvaluationCorpus(folder, train, test, others.items());
    }

    /**
     * How many clips of each set are compared.
     *
     * @param wanted null for as many as is usual, or as there are
     * @throws IOException if there are fewer than {@value #FEWEST}, naming the folder
     */
    public int count(@Nullable Integer wanted) throws IOException {
        int most = NoteHalves.of(test.items(), 0).size();
        if (most < FEWEST) {
            most = isUndivided(folder) ? heldOut() : Math.min(enough(train), enough(test));
        }
        return wanted == null ? Math.min(USUAL, most) : wanted;
    }

    /** Of a folder of one's own so little is held out that not every class has as much. */
    private int heldOut() throws IOException {
        int held = test.items().size();
        if (held < FEWEST) {
            throw new IOException(folder + ": too few clips, " + held + " held out where an evaluation needs " + FEWEST
                    + "; give a folder of about " + FEWEST * (train.items().size() + held) / Math.max(1, held)
                    + " recordings, or one divided into train and test");
        }
        return Math.min(held, train.items().size());
    }

    /**
     * Draws some clips of a part: as many of each class as of any other, but of a folder of one's own as many as there are.
     *
     * @throws IOException if there are not enough of them
     */
    List<Recordings.Item> draw(Recordings part, int count, long seed) throws IOException {
        if (!isUndivided(folder)) {
            return RecordedClips.draw(part, count, seed);
        }
        int most = part.items().size();
        if (most < count) {
            throw new IOException(
                    folder + ": has " + most + " clips held out, not " + count + "; evaluate with --count " + most);
        }
        return RecordedClips.inTurns(part.items(), seed, "draw").subList(0, count);
    }

    private static int enough(Recordings recordings) throws IOException {
        int most = RecordedClips.most(recordings);
        if (most < FEWEST) {
            throw new IOException(recordings.root() + ": too few clips, " + most + " where an evaluation needs "
                    + FEWEST + ", equally many of each class");
        }
        return most;
    }

    /** The families of its classes; of some or all there may be none. */
    Map<String, String> families() throws IOException {
        return TrainingSplit.families(folder);
    }
}
