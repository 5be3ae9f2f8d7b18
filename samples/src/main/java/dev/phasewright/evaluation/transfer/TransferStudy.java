package dev.phasewright.evaluation.transfer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.phasewright.diffusion.train.ClipSource;
import dev.phasewright.evaluation.training.ClipTraining;
import dev.phasewright.evaluation.training.KeptTraining;
import dev.phasewright.evaluation.training.StudyFolder;
import dev.phasewright.model.JsonFile;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.train.TrainingObserver;
import dev.phasewright.train.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains small networks on few clips, each from another beginning, and watches their loss on clips that are held out. None
 * is told classes, which the beginnings do not share. The folder remembers all that was done.
 */
public final class TransferStudy {
    private static final double LEARNING_RATE = 1e-3;
    private static final double EMA_DECAY = 0.95;
    private static final int TURN_EVERY = 50;
    private static final String NOTHING = "nothing";
    private static final String FIELDS = "fields of its spectrum";

    private final Spec spec;
    private final Path folder;
    private final ProgressDisplay display;
    private final BooleanSupplier stop;

    /**
     * What is studied.
     *
     * @param corpus to be learned
     * @param others folders of other sounds to begin with
     * @param counts numbers of clips to learn from
     * @param before updates of each beginning
     * @param updates on the clips
     * @param looks at the loss on the way
     * @param width of the network
     * @param depth its blocks
     * @param batch clips an update
     * @param seeds trainings of each kind
     * @param seed of all that is random
     */
    public record Spec(
            String corpus,
            List<String> others,
            List<Integer> counts,
            long before,
            long updates,
            int looks,
            int width,
            int depth,
            int batch,
            int seeds,
            long seed) {
        private long lookEvery() {
            return Math.max(1, updates / looks);
        }
    }

    /** The loss on held-out clips by updates. */
    record Curve(Map<Long, Double> losses) {}

    /**
     * Begins a study or goes on with it.
     *
     * @param folder where trainings and figures are kept; made if it is not there
     * @param stop asked after each update
     * @throws IOException if the folder holds another study
     */
    public TransferStudy(Spec spec, Path folder, ProgressDisplay display, BooleanSupplier stop) throws IOException {
        this.spec = spec;
        this.folder = folder;
        this.display = display;
        this.stop = stop;
        StudyFolder.require(spec, folder);
    }

    /**
     * Trains what is not trained yet, and tells of all.
     *
     * @throws java.io.InterruptedIOException if it was asked to stop; what was done is kept
     * @throws IOException if a folder cannot be read, or the corpus has not as many clips
     */
    public TransferReport run() throws IOException {
        int most = spec.counts().stream().mapToInt(n -> n).max().orElseThrow();
        Target target = Target.of(spec.corpus(), most, spec.width(), spec.depth(), spec.seed());
        List<String> beginnings = new ArrayList<>(List.of(NOTHING, FIELDS));
        beginnings.addAll(spec.others());
        long fine = (long) beginnings.size() * spec.counts().size() * spec.seeds() * spec.updates();
        List<TransferReport.Row> rows = new ArrayList<>();
        try (ProgressDisplay.Task bar =
                display.start("training", fine + (beginnings.size() - 1) * spec.before(), "updates")) {
            long done = 0;
            for (String beginning : beginnings.subList(1, beginnings.size())) {
                begin(beginning, target, bar, done);
                done += spec.before();
            }
            for (int count : spec.counts()) {
                for (String beginning : beginnings) {
                    List<Curve> curves = new ArrayList<>();
                    for (int seed = 1; seed <= spec.seeds(); seed++) {
                        curves.add(learn(beginning, count, seed, target, bar, done));
                        done += spec.updates();
                    }
                    rows.add(new TransferReport.Row(
                            name(beginning),
                            count,
                            curves.stream().map(Curve::losses).toList()));
                }
            }
        }
        return new TransferReport(spec.corpus(), spec.before(), spec.updates(), spec.seeds(), rows);
    }

    /** Learns what training is to begin with, if that was not done yet. */
    private void begin(String beginning, Target target, ProgressDisplay.Task bar, long done) throws IOException {
        KeptTraining kept = new KeptTraining(beginning(beginning));
        if (!kept.isFinished()) {
            ClipSource clips =
                    beginning.equals(FIELDS) ? target.fields() : target.other(Path.of(beginning), spec.seed());
            TrainingPlan plan = plan(spec.before(), spec.before(), spec.seed());
            try (NDManager manager = NDManager.newBaseManager()) {
                ClipTraining training =
                        ClipTraining.fresh(target.network(), clips, beginning, new float[0][], plan, manager);
                kept.run(training, plan, target.network(), DataType.FLOAT32, watch(bar, done, null), stop);
            }
        }
        bar.at(done + spec.before());
    }

    private Path beginning(String name) {
        return folder.resolve("from-" + name(name).replace(' ', '-'));
    }

    private static String name(String beginning) {
        return beginning.equals(FIELDS)
                ? beginning
                : Path.of(beginning).getFileName().toString();
    }

    private TrainingPlan plan(long updates, long checkpointEvery, long seed) {
        return TrainingPlan.standard(updates, spec.batch(), LEARNING_RATE, seed)
                .withWarmup(updates / 10)
                .withEma(EMA_DECAY)
                .withTurnEvery(TURN_EVERY)
                .withCheckpointEvery(checkpointEvery);
    }

    /** The loss of a training on so many clips, which is done if it was not yet. */
    private Curve learn(String beginning, int count, int number, Target target, ProgressDisplay.Task bar, long done)
            throws IOException {
        String name = count + "-clips-from-" + name(beginning).replace(' ', '-') + "-" + number;
        Path found = folder.resolve(name + ".json");
        KeptTraining kept = new KeptTraining(folder.resolve(name));
        if (!kept.isFinished() || !Files.exists(found)) {
            ClipSource clips = target.first(count);
            TrainingPlan plan = plan(spec.updates(), spec.lookEvery(), spec.seed() + number - 1);
            String origin = count + " clips";
            try (NDManager manager = NDManager.newBaseManager()) {
                ClipTraining training = beginning.equals(NOTHING)
                        ? ClipTraining.fresh(target.network(), clips, origin, target.heldOut(), plan, manager)
                        : ClipTraining.from(beginning(beginning), clips, origin, target.heldOut(), plan, manager);
                kept.run(training, plan, target.network(), DataType.FLOAT16, watch(bar, done, found), stop);
            }
        }
        bar.at(done + spec.updates());
        return JsonFile.read(found, Curve.class);
    }

    /** Tells how far a training came, and keeps the losses of the looks that were planned; null for none. */
    private TrainingObserver watch(ProgressDisplay.Task bar, long before, @Nullable Path looks) {
        return new TrainingObserver() {
            @Override
            public void updated(Update update) {
                bar.at(before + update.number());
            }

            @Override
            public void checkpointed(long updates, Map<String, Double> figures) {
                boolean planned = updates % spec.lookEvery() == 0 || updates == spec.updates();
                if (looks == null || !planned) {
                    return;
                }
                try {
                    Map<Long, Double> losses = new TreeMap<>();
                    if (Files.exists(looks)) {
                        losses.putAll(JsonFile.read(looks, Curve.class).losses());
                    }
                    losses.put(updates, figures.get("loss"));
                    JsonFile.write(looks, new Curve(losses));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
