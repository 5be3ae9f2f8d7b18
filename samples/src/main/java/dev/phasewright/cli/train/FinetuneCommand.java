package dev.phasewright.cli.train;

import ai.djl.ndarray.NDManager;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Pitches;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.Typed;
import dev.phasewright.data.Dataset;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.PitchRange;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingData;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.data.Variation;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.train.FineTuning;
import dev.phasewright.diffusion.train.Pretrained;
import dev.phasewright.diffusion.train.TuningPlan;
import dev.phasewright.evaluation.NotePitch;
import dev.phasewright.evaluation.training.SamplePictures;
import dev.phasewright.judge.texture.Knob;
import dev.phasewright.model.ModelPath;
import dev.phasewright.nn.Precision;
import dev.phasewright.train.TrainingPlan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright finetune}: a generator that has learned something new from a few clips. */
@Command(
        name = "finetune",
        description = {
            "Teach a generator a new voice, word or instrument from a few recordings.",
            "",
            "Each sub-folder of DIR is a class of its name: of one that MODEL knows already, this is now how it sounds; any "
                    + "other is added after MODEL's own. Five recordings are enough to begin with; with more than two "
                    + "hundred, think of \"train\". For a MODEL of notes the pitches are told by a manifest.csv with the columns "
                    + "path and midi, or heard in the recordings; one in which none is heard teaches how its class sounds "
                    + "at any. MODEL itself is left alone, and what becomes of it is a model like any "
                    + "other. Ctrl-C saves a checkpoint and stops; --resume goes on from it, exactly.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright finetune digits --data my-voice --out my-digits",
            "  phasewright finetune digits --data dogs --class bark --out digits-and-dogs --lora 8",
            "  phasewright generate --model my-digits seven"
        })
public final class FinetuneCommand implements Callable<Integer> {
    /** Fewer clips are rather repeated than learned from. */
    private static final int FEWEST = 5;

    private static final long WARMUP = 50;
    private static final double EMA_DECAY = 0.99;
    private static final double WHOLE_RATE = 5e-4;
    private static final double LOW_RANK_RATE = 2e-3;

    @Parameters(paramLabel = "MODEL", description = "The generator: a name or a folder.")
    private String model;

    @Mixin
    private TrainingOptions options;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            converter = Typed.ClassName.class,
            description = "The class of all recordings, new or known, where DIR has no sub-folders.")
    private String name;

    @Option(
            names = "--lora",
            paramLabel = "RANK",
            description = "Train low-rank updates of the linear layers instead of all weights; they are added to the "
                    + "weights in the end.")
    private Integer rank;

    @Option(
            names = "--prior",
            paramLabel = "SHARE",
            defaultValue = "0.25",
            description =
                    "Share of each batch that MODEL makes itself, of those of its classes that DIR has nothing of "
                            + "and of none, lest it forget them (default: ${DEFAULT-VALUE}).")
    private double prior;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "600",
            description = "Updates in all (default: ${DEFAULT-VALUE}).")
    private long updates;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "Highest learning rate (default: 0.0005; 0.002 with --lora).")
    private Double learningRate;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TrainingPlan plan = options.plan(
                        updates, learningRate != null ? learningRate : rank == null ? WHOLE_RATE : LOW_RANK_RATE)
                .withWarmup(Math.min(WARMUP, updates / 10))
                .withEma(EMA_DECAY);
        Pretrained begin = Pretrained.in(ModelPath.find(model));
        GeneratorSpec old = begin.spec();
        TuningPlan tuning = tuning(old);
        TrainingSession<LogMelDataset> session = new TrainingSession<>(
                options, plan, console, (folders, seed) -> pitched(TrainingSplit.in(folders, seed), old));
        List<String> classes = classes(session, old);
        requireEnough(session.files());
        List<String> grown = FineTuning.grown(old, classes);
        List<String> added = grown.subList(old.classes().size(), grown.size());
        if (!added.isEmpty() && !options.resume()) {
            console.say("new: %s", String.join(", ", added));
        }
        SamplePictures pictures = new SamplePictures(
                options.out().resolve("samples.png"), options.seed(), line -> console.say("%s", line));
        session.run(
                (recordings, workspace, strict, observer) -> read(recordings, old, grown, workspace, strict, observer),
                (data, manager) -> subject(begin, tuning, data, plan, pictures, manager));
        return 0;
    }

    /** With the pitches that a model of notes has to be told, as far as they are heard. */
    private TrainingSplit pitched(TrainingSplit corpus, GeneratorSpec old) throws IOException {
        PitchRange known = old.network().pitches();
        if (known.isEmpty()) {
            return corpus;
        }
        List<Recordings.Item> told = pitched(corpus);
        Pitches.requireKnown(options.data().get(0), corpus.train().with(told).pitches(), model, known);
        TrainingSplit heard =
                new TrainingSplit(NotePitch.heard(corpus.train(), known), NotePitch.heard(corpus.validation(), known));
        int files = corpus.train().items().size() + corpus.validation().items().size();
        if (told.size() < files) {
            console.say(
                    "pitches: told of %d recordings, heard in %d, not known of %d",
                    told.size(),
                    pitched(heard).size() - told.size(),
                    files - pitched(heard).size());
        }
        return heard;
    }

    private static List<Recordings.Item> pitched(TrainingSplit corpus) {
        return Stream.of(corpus.train(), corpus.validation())
                .flatMap(part -> part.items().stream())
                .filter(item -> item.pitch() >= 0)
                .toList();
    }

    private TuningPlan tuning(GeneratorSpec old) {
        int widest = old.network().width();
        if (rank != null && (rank < 1 || rank > widest)) {
            throw wrong("--lora must be from 1 to " + widest + ", the width of " + model + ", not " + rank);
        }
        if (!(prior >= 0 && prior <= TuningPlan.MOST_PRIOR)) {
            throw wrong("--prior must be from 0 to " + TuningPlan.MOST_PRIOR + ", not " + prior);
        }
        return new TuningPlan(rank == null ? 0 : rank, prior);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The classes of the new recordings. */
    private List<String> classes(TrainingSession<LogMelDataset> session, GeneratorSpec old) throws IOException {
        if (name != null) {
            if (!session.classes().isEmpty()) {
                throw wrong("--class " + name + ": " + options.data().get(0)
                        + " has sub-folders, which name the classes " + String.join(", ", session.classes()));
            }
            if (!name.matches("[^\\p{Cntrl}/\\\\.\\s-][^\\p{Cntrl}/\\\\]*")) {
                throw wrong("--class \"" + name + "\" cannot be a file's name; choose a plain word");
            }
            return List.of(name);
        }
        if (session.classes().isEmpty() && !old.classes().isEmpty()) {
            throw new IOException(
                    options.data().get(0) + ": has no sub-folders to name classes; say what the recordings "
                            + "are by --class NAME, a new name or one of " + String.join(", ", old.classes()));
        }
        return session.classes();
    }

    private void requireEnough(int clips) throws IOException {
        if (clips < FEWEST) {
            throw new IOException(options.data().get(0) + ": has " + clips + " sound file" + (clips == 1 ? "" : "s")
                    + ", too few to learn from; give " + FEWEST + " at least");
        }
    }

    private LogMelDataset read(
            Recordings recordings,
            GeneratorSpec old,
            List<String> grown,
            Path workspace,
            boolean strict,
            Dataset.Observer observer)
            throws IOException {
        Recordings named = name == null ? recordings : recordings.as(name);
        return LogMelDataset.read(
                named.within(grown),
                new LogMelDataset.Content(old.features(), Knob.measures(old.knobs()), Variation.Copies.NONE),
                workspace,
                strict,
                observer);
    }

    private Subject subject(
            Pretrained begin,
            TuningPlan tuning,
            TrainingData<LogMelDataset> data,
            TrainingPlan plan,
            SamplePictures pictures,
            NDManager manager)
            throws IOException {
        requireEnough(data.train().size() + data.validation().size());
        FineTuning training = new FineTuning(begin, tuning, data, plan, pictures, manager);
        return new Subject(
                training,
                training.flopsPerClip(),
                Subject.lineage("fine-tuned from", lineage(training, tuning), begin.spec()),
                training.spec()::withOrigin,
                (precision, stop) -> rehearse(training, precision, stop));
    }

    private void rehearse(FineTuning training, Precision precision, BooleanSupplier stop) throws IOException {
        if (training.priorClips() == 0) {
            return;
        }
        try (Progress bar = console.progress("making prior clips", training.priorClips(), "clips")) {
            training.makePrior(precision, done -> {
                bar.at(done);
                if (stop.getAsBoolean()) {
                    throw new UncheckedIOException(
                            new InterruptedIOException("interrupted before training; nothing is lost"));
                }
            });
        }
    }

    private String lineage(FineTuning training, TuningPlan tuning) {
        return model + ", " + (tuning.rank() == 0 ? "all weights" : "updates of rank " + tuning.rank())
                + (training.priorClips() == 0 ? "" : ", prior " + tuning.prior());
    }
}
