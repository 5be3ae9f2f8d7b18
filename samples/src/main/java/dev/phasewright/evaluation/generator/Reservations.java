package dev.phasewright.evaluation.generator;

import dev.phasewright.data.Recordings;
import dev.phasewright.data.Voices;
import dev.phasewright.evaluation.EvaluationObserver;
import dev.phasewright.judge.Closeness;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is to be said against an evaluation: that its test clips are not new to a model, or no clips to compare with. */
record Reservations(EvaluationCorpus corpus, EvaluationObserver observer) {
    private static final int NAMED = 5;

    /**
     * Says if a model learned from voices of the test, or does not remember whether it did.
     *
     * @param model its name
     * @param origin how it came about
     * @throws IOException if the corpus's manifest cannot be read
     */
    void tellKnownVoices(String model, Map<String, String> origin) throws IOException {
        Voices tested = Voices.of(corpus.test(), List.of(corpus.folder()));
        Voices learned = Voices.remembered(origin);
        if (!tested.known()) {
            return;
        }
        if (!learned.known()) {
            observer.doubtful(model + " does not remember whose voices it learned from; the test's may be among them");
            return;
        }
        List<String> met = tested.among(learned);
        if (!met.isEmpty()) {
            observer.doubtful(model + " learned from " + met.size() + " of the test's "
                    + tested.names().size() + " voices ("
                    + met.stream().limit(NAMED).collect(Collectors.joining(", "))
                    + (met.size() > NAMED ? ", …" : "") + "): to it the test clips are nothing new");
        }
    }

    /**
     * Says if files of the test are files that a model learned from, wherever they lie and whatever they are called.
     *
     * @param model its name
     * @param learned some that it learned from
     * @throws IOException if one cannot be read
     */
    void tellLearnedFiles(String model, List<Recordings.Item> learned) throws IOException {
        Map<Long, List<Path>> bySize = new HashMap<>();
        for (Recordings.Item item : learned) {
            bySize.computeIfAbsent(Files.size(item.file()), size -> new ArrayList<>())
                    .add(item.file());
        }
        List<Recordings.Item> tested = corpus.test().items();
        int met = 0;
        for (Recordings.Item item : tested) {
            for (Path file : bySize.getOrDefault(Files.size(item.file()), List.of())) {
                if (Files.mismatch(file, item.file()) < 0) {
                    met++;
                    break;
                }
            }
        }
        if (met > 0) {
            observer.doubtful(model + " learned from " + met + " of the " + tested.size() + " test clips of "
                    + corpus.test().root() + ", to the byte: to it they are nothing new");
        }
    }

    /**
     * Refuses test clips that are all the same.
     *
     * @throws IOException naming the folder
     */
    void requireVariety(List<LogMel> test) throws IOException {
        float[] first = test.get(0).toArray();
        if (test.stream().allMatch(clip -> Arrays.equals(clip.toArray(), first))) {
            float floor = (float) Math.log(test.get(0).spec().floor());
            boolean silent = true;
            for (float value : first) {
                silent &= value <= floor;
            }
            throw new IOException(corpus.test().root() + ": all " + test.size() + " clips are "
                    + (silent ? "silent" : "the same") + "; there is nothing to compare with");
        }
    }

    /** Says if test clips are training clips, to the sample or nearly. */
    void tellLearnedClips(Closeness closeness) {
        if (closeness.test().median() == 0) {
            observer.doubtful(corpus.test().root() + ": most test clips are training clips of "
                    + corpus.train().root() + ", to the sample; the figures say how well they were learned by heart");
        } else if (closeness.test().percentile() == 0) {
            observer.doubtful(corpus.test().root() + ": some test clips are training clips of "
                    + corpus.train().root() + ", to the sample");
        }
    }
}
