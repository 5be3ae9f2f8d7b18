package dev.phasewright.evaluation.training;

import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Spread;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.train.DiffusionTraining;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.judge.Closeness;
import dev.phasewright.judge.Memorization;
import dev.phasewright.judge.NearestClips;
import dev.phasewright.model.JsonFile;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

    private final LogMelDataset train;
    private final LogMelDataset validation;
    private final int[] learned;
    private final int[] heldOut;
    private final int batch;
    private final long seed;
    private final Consumer<String> lines;
    private @Nullable Recorded recorded;
    private long looked;
    private @Nullable TrainingVerdict last;

    /**
     * How near recordings come to those that are learned from: the same at each checkpoint.
     *
     * @param heldOut those that are held out
     * @param learned some of those that are learned from, to the others
     */
    private record Recorded(NearestClips heldOut, NearestClips learned) {}

    /**
     * A checkup of what is learned from some recordings.
     *
     * @param data what is learned from, at least two recordings, and what is held out
     * @param batch so many clips are learned from in an update
     * @param seed of the samples
     * @param lines told what was found, a line each time
     */
    public Checkup(TrainingData<LogMelDataset> data, int batch, long seed, Consumer<String> lines) {
        this.train = data.train();
        this.validation = data.validation();
        this.learned = unaltered(train);
        this.heldOut = unaltered(validation);
        this.batch = batch;
        this.seed = seed;
        this.lines = lines;
    }

    /** The recordings themselves, each of which comes before its altered copies. */
    private static int[] unaltered(LogMelDataset data) {
        Set<Path> files = new HashSet<>();
        return IntStream.range(0, data.size())
                .filter(i -> files.add(data.file(i)))
                .toArray();
    }

    /** How long to learn, in a sentence, before anything of these recordings was looked at. */
    public String advice() {
        return new LearningLength(learned.length, batch).advice();
    }

    /** What was found last; nothing before the first checkpoint. */
    public Optional<TrainingVerdict> verdict() {
        return Optional.ofNullable(last);
    }

    /** Writes what was found last into a model's folder, if anything was. */
    public void keep(Path model) throws IOException {
        if (last != null) {
            JsonFile.write(model.resolve(TrainingVerdict.FILE), last);
        }
    }

    /** Whether samples surely repeat recordings. */
    public boolean isCopying() {
        return last != null && last.isCopying();
    }

    /** Nothing is looked at where fewer clips were learned from since the last time than would be drawn now. */
    @Override
    public void draw(MagnitudeGenerator model, long update) {
        if (isCopying() || (update - looked) * batch < SAMPLES) {
            return;
        }
        looked = update;
        Evaluator evaluator = new Evaluator(model, SAMPLES, seed, ProgressDisplay.NONE);
        List<LogMel> queries = new ArrayList<>(evaluator.generate(model.plan()));
        Recorded known = recorded;
        if (known == null) {
            Arrays.stream(heldOut).mapToObj(validation::clip).forEach(queries::add);
            Arrays.stream(Spread.over(learned.length, FELLOWS))
                    .mapToObj(i -> train.clip(learned[i]))
                    .forEach(queries::add);
        }
        NearestClips found = Memorization.copies(
                queries, () -> Arrays.stream(learned).mapToObj(train::clip).iterator());
        NearestClips generated = found.of(0, SAMPLES);
        if (known == null) {
            int fellows = SAMPLES + heldOut.length;
            known = new Recorded(found.of(SAMPLES, fellows), found.of(fellows, queries.size()));
            recorded = known;
        }
        int[] asked = evaluator.asked().toArray();
        boolean nothingHeld = heldOut.length == 0;
        Closeness closeness = Closeness.of(generated, nothingHeld ? generated : known.heldOut(), known.learned());
        int[] classes = Arrays.stream(heldOut).map(validation::classOf).toArray();
        last = new TrainingVerdict(
                update,
                SAMPLES,
                heldOut.length,
                own(generated, asked),
                nothingHeld ? null : own(known.heldOut(), classes),
                closeness.generated().copied(),
                nothingHeld ? null : (Double) closeness.test().copied());
        lines.accept(last.line());
    }

    /** The share whose nearest recording is of the same class; null if there are no classes. */
    private @Nullable Double own(NearestClips found, int[] classes) {
        if (train.classOf(0) < 0) {
            return null;
        }
        return IntStream.range(0, found.size())
                        .filter(i -> train.classOf(learned[found.index(i)]) == classes[i])
                        .count()
                / (double) found.size();
    }
}
