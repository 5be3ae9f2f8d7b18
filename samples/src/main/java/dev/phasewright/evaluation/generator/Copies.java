package dev.phasewright.evaluation.generator;

import dev.phasewright.data.Recordings;
import dev.phasewright.data.Spread;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.judge.Closeness;
import dev.phasewright.judge.Memorization;
import dev.phasewright.judge.NearestClips;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.ArrayList;
import java.util.List;

/** The search for training clips among generated ones. */
public final class Copies {
    /** Training clips that are compared with their fellows, at most. */
    private static final int FELLOWS = 1000;

    private Copies() {}

    /**
     * How near generated and test clips come to the training clips, and some of these to each other.
     *
     * @param train of which there are at least two
     * @param features of all clips
     */
    public static Closeness search(
            List<LogMel> generated, List<LogMel> test, Recordings train, MelSpec features, ProgressDisplay display) {
        List<Recordings.Item> all = train.items();
        List<Recordings.Item> some = Spread.over(all, FELLOWS);
        List<LogMel> queries = new ArrayList<>(generated);
        queries.addAll(test);
        queries.addAll(RecordedClips.read("reading train", some, features, display));
        NearestClips found;
        try (ProgressDisplay.Task bar = display.start("comparing", all.size(), "clips")) {
            found = Memorization.copies(queries, new RecordedClips(all, features, bar));
        }
        int trained = queries.size() - some.size();
        return Closeness.of(
                found.of(0, generated.size()), found.of(generated.size(), trained), found.of(trained, queries.size()));
    }
}
