package dev.phasewright.evaluation.generator;

import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.Recordings.Item;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.train.DiffusionTraining;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.evaluation.RecordedClips;
import dev.phasewright.judge.Closeness;
import dev.phasewright.judge.Memorization;
import dev.phasewright.judge.NearestClips;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each checkpoint of a training whether its samples are what they are asked to be, and whether they begin to repeat
 * recordings, without a judge: by the recordings nearest to them ({@link Memorization#copies}). Held-out recordings, looked
 * at in the same way, tell what can be wished for.
 */
public final class Checkup implements DiffusionTraining.Preview {
    /** So many cost a twentieth of the time between two checkpoints, and three copies among them are no accident. */
    private static final int SAMPLES = 48;

    /** Recordings that are compared with their fellows, at most. */
    private static final int FELLOWS = 400;

    private final List<Item> learned;
    private final List<Item> heldOut;
    private final long seed;
    private final Consumer<String> lines;
    private final MelSpec features;
    private @Nullable NearestClips real;
    private @Nullable NearestClips fellows;
    private @Nullable TrainingVerdict last;

    /**
     * A checkup of what is learned from some recordings.
     *
     * @param data those that could be read, at least two to learn from
     * @param learned the files of those that are learned from, and perhaps others
     * @param heldOut the files of those that are not
     * @param seed of the samples
     * @param lines told what was found, a line each time
     */
    public Checkup(
            TrainingData<LogMelDataset> data,
            Recordings learned,
            Recordings heldOut,
            long seed,
            Consumer<String> lines) {
        this.learned = readable(learned, data.train());
        this.heldOut = readable(heldOut, data.validation());
        this.features = data.train().spec();
        this.seed = seed;
        this.lines = lines;
    }

    private static List<Item> readable(Recordings recordings, LogMelDataset read) {
        Set<Path> files = new HashSet<>();
        IntStream.range(0, read.size()).forEach(i -> files.add(read.file(i)));
        return recordings.items().stream()
                .filter(item -> files.contains(item.file()))
                .toList();
    }

    /** What was found last; nothing before the first checkpoint. */
    public Optional<TrainingVerdict> verdict() {
        return Optional.ofNullable(last);
    }

    /** Whether samples surely repeat recordings. */
    public boolean isCopying() {
        return last != null && last.isCopying();
    }

    @Override
    public void draw(MagnitudeGenerator model, long update) {
        if (isCopying()) {
            return;
        }
        Evaluator evaluator = new Evaluator(model, SAMPLES, seed, ProgressDisplay.NONE);
        List<LogMel> queries = new ArrayList<>(evaluator.generate(model.plan()));
        boolean first = fellows == null;
        if (first) {
            queries.addAll(clips(heldOut).toList());
            queries.addAll(clips(RecordedClips.spread(learned, FELLOWS)).toList());
        }
        NearestClips found = Memorization.copies(queries, clips(learned));
        NearestClips generated = found.of(0, SAMPLES);
        if (first) {
            real = found.of(SAMPLES, SAMPLES + heldOut.size());
            fellows = found.of(SAMPLES + heldOut.size(), queries.size());
        }
        int[] asked = evaluator.asked().toArray();
        boolean nothingHeld = heldOut.isEmpty();
        Closeness closeness = Closeness.of(generated, nothingHeld ? generated : real, fellows);
        int[] classes = heldOut.stream().mapToInt(Item::classIndex).toArray();
        last = new TrainingVerdict(
                update,
                SAMPLES,
                heldOut.size(),
                own(generated, asked),
                nothingHeld ? null : own(real, classes),
                closeness.generated().copied(),
                nothingHeld ? null : (Double) closeness.test().copied());
        lines.accept(last.line());
    }

    private RecordedClips clips(List<Item> items) {
        return new RecordedClips(items, features, done -> {});
    }

    /** The share whose nearest recording is of the same class; null if there are no classes. */
    private @Nullable Double own(NearestClips found, int[] classes) {
        if (learned.get(0).classIndex() < 0) {
            return null;
        }
        return IntStream.range(0, found.size())
                        .filter(i -> learned.get(found.index(i)).classIndex() == classes[i])
                        .count()
                / (double) found.size();
    }
}
