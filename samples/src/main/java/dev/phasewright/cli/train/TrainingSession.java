package dev.phasewright.cli.train;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.phasewright.audio.file.FolderLock;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Interruption;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.Reading;
import dev.phasewright.data.Dataset;
import dev.phasewright.data.PitchRange;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingData;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.data.Voices;
import dev.phasewright.evaluation.theory.TrainingWork;
import dev.phasewright.evaluation.training.TrainingHistory;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.nn.Precision;
import dev.phasewright.nn.PrecisionProbe;
import dev.phasewright.nn.Weights;
import dev.phasewright.train.TrainingPlan;
import dev.phasewright.train.TrainingRun;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * From a folder of recordings to a model's folder, whatever is trained: the checks that need no work first, then the
 * features, then the training itself with its log, its checkpoints and its answer to Ctrl-C.
 */
final class TrainingSession<D extends Dataset> {
    private final TrainingOptions options;
    private final TrainingPlan plan;
    private final Console console;
    private final Path checkpoints;
    private final TrainingSplit corpus;
    private final Voices voices;

    /** Finds recordings, and says which are learned from. */
    @FunctionalInterface
    interface Division {
        TrainingSplit of(List<Path> folders, long seed) throws IOException;
    }

    /** Reads recordings into what is learned from. */
    @FunctionalInterface
    interface Source<D extends Dataset> {
        /** The workspace is a folder for temporary files; strict means that a file that cannot be read is fatal. */
        D read(Recordings recordings, Path workspace, boolean strict, Dataset.Observer observer) throws IOException;

        /** The same of what is learned from, which may be heard in several ways. */
        default D learn(Recordings recordings, Path workspace, boolean strict, Dataset.Observer observer)
                throws IOException {
            return read(recordings, workspace, strict, observer);
        }
    }

    /** Sets up what is to be trained, once the data are known. */
    @FunctionalInterface
    interface Setup<D extends Dataset> {
        /** The arrays of what is trained belong to {@code manager}. */
        Subject of(TrainingData<D> data, NDManager manager) throws IOException;
    }

    /**
     * Finds the recordings, and refuses what cannot be trained or resumed before any work is spent on it.
     *
     * @throws IOException naming the folder and the remedy
     */
    TrainingSession(TrainingOptions options, TrainingPlan plan, Console console) throws IOException {
        this(options, plan, console, TrainingSplit::in);
    }

    /** The same of recordings that are divided in another way. */
    TrainingSession(TrainingOptions options, TrainingPlan plan, Console console, Division division) throws IOException {
        this.options = options;
        this.plan = plan;
        this.console = console;
        this.checkpoints = options.out().resolve(TrainingRun.CHECKPOINTS);
        options.requireFreshOrResumable(checkpoints, plan);
        this.corpus = division.of(options.data(), options.seed());
        this.voices = Voices.of(corpus.train(), options.data());
    }

    /** The range of pitches, if that of every recording is known. */
    PitchRange pitches() {
        return corpus.pitches();
    }

    /** The recordings that are learned from. */
    Recordings learned() {
        return corpus.train();
    }

    /** The number of sound files. */
    int files() {
        return corpus.train().items().size() + corpus.validation().items().size();
    }

    /** The recordings that are not learned from. */
    Recordings heldOut() {
        return corpus.validation();
    }

    /** The classes' names; empty if there are none. */
    List<String> classes() {
        return corpus.train().classes();
    }

    /**
     * Trains to the plan's end or until the process is asked to end; either way the model and a checkpoint are in the
     * folder afterwards.
     *
     * @throws IOException if another process trains in the folder, the data cannot be read, the checkpoint cannot be
     *     resumed or the model cannot be written
     */
    @SuppressWarnings("try") // The lock is held, not used.
    TrainingRun.Outcome run(Source<D> source, Setup<D> setup) throws IOException {
        Path out = options.out();
        Files.createDirectories(out);
        try (FolderLock lock = FolderLock.of(out, "another training")) {
            return runAlone(source, setup);
        } finally {
            removeIfEmpty(out);
        }
    }

    private TrainingRun.Outcome runAlone(Source<D> source, Setup<D> setup) throws IOException {
        try (Interruption interruption = new Interruption();
                D train = read(
                        "train",
                        corpus.train(),
                        (recordings, workspace, strict, observer) ->
                                source.learn(recordings, workspace, strict, observer),
                        interruption);
                D validation = read("validation", corpus.validation(), source, interruption);
                NDManager manager = PyTorch.start(console)) {
            if (train.size() == 0) {
                throw new IOException(folders() + ": not one of "
                        + corpus.train().items().size() + " sound files could be read; give a folder of sound files");
            }
            if (train.isSilent()) {
                throw new IOException(folders() + ": nothing is to be heard in any of " + train.size()
                        + " clips to learn from; give recordings that are not silent");
            }
            Reading.tellRepeats(console, train, validation);
            Subject subject = setup.of(new TrainingData<>(train, validation), manager);
            TrainingRun run = new TrainingRun(subject.trainee(), plan, checkpoints);
            Weights weights = subject.trainee().weights();
            if (options.resume()) {
                for (String damage : run.resume()) {
                    console.say("passed over a damaged checkpoint: %s", damage);
                }
                requirePrecision(weights.precision());
            } else {
                run.discardCheckpoints();
                weights.computeIn(options.precision().orElseGet(PrecisionProbe::fastest));
            }
            long classes = IntStream.range(0, train.size())
                    .map(train::classOf)
                    .filter(c -> c >= 0)
                    .distinct()
                    .count();
            console.say(
                    "%d clips of %s to learn from, %d held out%s; %,d parameters in %s; step %d of %d",
                    train.size(),
                    classes == 0 ? "no class" : classes == 1 ? "1 class" : classes + " classes",
                    validation.size(),
                    families(),
                    weights.count(),
                    name(weights.precision()),
                    run.updates(),
                    plan.updates());
            if (!subject.ending().advice().isEmpty()) {
                console.say("%s", subject.ending().advice());
            }
            if (run.updates() < plan.updates()) {
                subject.preparation().run(weights.precision(), interruption::requested);
            }
            return train(run, subject, train, interruption);
        }
    }

    /** How what is held out was chosen, if by the names of files. */
    private String families() {
        if (options.isDivided()) {
            return "";
        }
        int families = corpus.familiesHeldOut();
        return families == corpus.validation().items().size() ? "" : ", by names all takes of " + families + " sounds";
    }

    private void requirePrecision(Precision begun) throws IOException {
        Precision wanted = options.precision().orElse(begun);
        if (wanted != begun) {
            throw new IOException(options.out() + ": begun in " + name(begun) + ", not in " + name(wanted)
                    + "; leave --precision out to go on with it");
        }
    }

    private static String name(Precision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }

    private TrainingRun.Outcome train(TrainingRun run, Subject subject, D data, Interruption interruption)
            throws IOException {
        Path out = options.out();
        long begun = run.updates();
        TrainingRun.Outcome outcome;
        try (TrainingLog log = new TrainingLog(
                out.resolve(TrainingHistory.FILE), begun, plan.updates(), subject.flopsPerClip(), console)) {
            boolean[] saved = {begun > 0};
            log.whenSaved(() -> {
                subject.ending().checkpointed().accept(log.lastFigures(), run.updates());
                // What would only become worse does not take the place of what was better.
                if (!saved[0] || subject.ending().better().getAsBoolean()) {
                    save(run, subject, data, log);
                    saved[0] = true;
                }
            });
            outcome = run.run(
                    log,
                    () -> interruption.requested() || subject.ending().reached().getAsBoolean());
            if (outcome.updates() == begun) {
                // All was done, but perhaps the process was killed between the last checkpoint and the model.
                save(run, subject, data, log);
            }
        }
        console.say(
                outcome.finished()
                        ? "done: %s after %d steps, %.2f hours"
                        : "stopped: %s is safe at step %d, %.2f hours; go on with --resume",
                out,
                outcome.updates(),
                outcome.seconds() / 3600);
        subject.ending().conclusion().run();
        return outcome;
    }

    private D read(String what, Recordings recordings, Source<D> source, Interruption interruption) throws IOException {
        return Reading.of(
                what,
                console,
                interruption::requested,
                observer -> source.read(recordings, options.out(), options.strict(), observer));
    }

    private String folders() {
        return options.data().stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private void save(TrainingRun run, Subject subject, D data, TrainingLog log) throws IOException {
        Map<String, String> origin = new LinkedHashMap<>(subject.lineage());
        origin.put(
                "corpus",
                String.format(
                        Locale.ROOT,
                        "%s, %d clips, fingerprint %s",
                        options.data().stream()
                                .map(p -> String.valueOf(
                                        p.toAbsolutePath().normalize().getFileName()))
                                .collect(Collectors.joining(" + ")),
                        data.size(),
                        data.fingerprint()));
        origin.put("seed", Long.toString(options.seed()));
        origin.put("steps", run.updates() + " of " + plan.updates() + ", batch " + plan.batch());
        origin.put(TrainingWork.ORIGIN, TrainingWork.of(subject.flopsPerClip() * plan.batch() * run.updates()));
        origin.put("hours", String.format(Locale.ROOT, "%.2f", run.seconds() / 3600));
        log.lastFigures()
                .forEach((name, value) -> origin.put("validation " + name, String.format(Locale.ROOT, "%.4f", value)));
        origin.remove(Voices.ORIGIN);
        Voices heard = subject.lineage().containsKey(Voices.ORIGIN)
                ? voices.and(Voices.remembered(subject.lineage()))
                : voices;
        if (heard.known()) {
            origin.put(Voices.ORIGIN, heard.toString());
        }
        Checkpoint.write(options.out(), subject.description().apply(origin), run.averagedWeights(), DataType.FLOAT16);
    }

    /** A training that failed before its first checkpoint leaves no empty folder behind. */
    private static void removeIfEmpty(Path folder) throws IOException {
        boolean empty;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            empty = !entries.iterator().hasNext();
        }
        if (empty) {
            Files.delete(folder);
        }
    }
}
