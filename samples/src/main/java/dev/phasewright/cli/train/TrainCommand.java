package dev.phasewright.cli.train;

import ai.djl.ndarray.NDManager;
import dev.phasewright.cli.console.Console;
import dev.phasewright.corpus.Corpora;
import dev.phasewright.data.KnobScale;
import dev.phasewright.data.LeadIn;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.PitchRange;
import dev.phasewright.data.Silence;
import dev.phasewright.data.TrainingData;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.diffusion.train.DiffusionTraining;
import dev.phasewright.diffusion.train.Pretrained;
import dev.phasewright.evaluation.training.Checkup;
import dev.phasewright.evaluation.training.HeldOutLoss;
import dev.phasewright.evaluation.training.SamplePictures;
import dev.phasewright.evaluation.training.TrainingVerdict;
import dev.phasewright.model.ModelPath;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.theory.spectrum.SpectrumMeter;
import dev.phasewright.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright train}: a generator of magnitudes from a folder of recordings. */
@Command(
        name = "train",
        subcommands = {TrainVocoderCommand.class, TrainJudgeCommand.class, TrainAutoregressiveCommand.class},
        description = {
            "Train a generator on a folder of sound files.",
            "",
            "Each sub-folder is a class of its name; without sub-folders the model has no classes. Where a manifest.csv "
                    + "in the folder has a column midi with the pitch of every file (and a column path), the model "
                    + "can be asked for a pitch too. A folder with sub-folders train and validation says itself what is "
                    + "held out; of any other, one file in twenty is, with those that their names tell to be takes of "
                    + "the same sound. Ctrl-C saves a checkpoint and stops; --resume goes on from it, exactly.",
            "",
            "A folder of your own, which does not say what is held out, begins with the weights of a model that is there, if "
                    + "one has its features. At each checkpoint it is told of how many samples the nearest recording is "
                    + "of their class, and how many are copies. The model is kept of the last checkpoint that knows what is "
                    + "held out within a tenth as well as the best one does; where that has become worse by more, three "
                    + "checkpoints in a row, or copies surely are more than 2 %%, training ends.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright train --data digits --out my-digits",
            "  phasewright train --data digits --out my-digits --resume",
            "  phasewright train --data notes --out my-notes",
            "  phasewright train --data my-samples --out my-drums",
            "  phasewright train --data birds --out birds --seconds 3 --steps 4000"
        })
public final class TrainCommand implements Callable<Integer> {
    private static final String NOTHING = "nothing";
    private static final int HEAD_WIDTH = 64;
    /** Far more than a computer without a data centre trains. */
    private static final int MOST_WIDTH = 8192;

    private static final int MOST_DEPTH = 128;
    private static final double EMA_DECAY = 0.9995;
    /** A turn takes a tenth of a second for all matrices of the standard network. */
    private static final int TURN_EVERY = 15;

    @Mixin
    private TrainingOptions options;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Length of a clip, rounded up to whole tokens (default: that of --from; else as long as "
                    + "nineteen in twenty recordings, from 1 to 2, at 44100 Hz to 1.5).")
    private Double seconds;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Updates in all (default: ${DEFAULT-VALUE}).")
    private long updates;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            defaultValue = "0.001",
            description = "Highest learning rate (default: ${DEFAULT-VALUE}).")
    private double learningRate;

    @Option(
            names = "--from",
            paramLabel = "NAME|DIR",
            description =
                    "A generator whose weights to begin with, wherever they fit, instead of random ones: one of other "
                            + "sounds, or an earlier training of the same ones. What the network of an older "
                            + "Phasewright lacks is added. Or: nothing (default: of a folder of your own, a model of the "
                            + "same features, if there is one; else nothing).")
    private String from;

    @Mixin
    private CorruptionOptions corruption;

    @Option(names = "--width", paramLabel = "N", description = "Network width (default: 320, or that of --from).")
    private Integer width;

    @Option(names = "--depth", paramLabel = "N", description = "Network blocks (default: 3, or those of --from).")
    private Integer depth;

    @Mixin
    private HearingOptions hearing;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        TrainingPlan asked = options.plan(updates, learningRate);
        corruption.check();
        // Found missing or unfit before an hour of recordings is read.
        Pretrained begin = from == null || from.equals(NOTHING) ? null : Pretrained.in(ModelPath.find(from));
        hearing.check();
        network(begin, MelSpec.STANDARD, frames(seconds == null ? 1 : seconds, MelSpec.STANDARD), 0, PitchRange.NONE);
        TrainingPlan plan = options.suitedTo(asked).withEma(EMA_DECAY).withTurnEvery(TURN_EVERY);
        TrainingSession<LogMelDataset> session = new TrainingSession<>(options, plan, console);
        HearingOptions.Hearing heard = hearing.choose(
                session.learned(), session.pitches(), begin == null ? null : begin.spec(), options.seed(), console);
        if (from == null && !options.isDivided()) {
            begin = beginning(session, heard.features());
        }
        Pretrained first = begin;
        int frames = frames(first, heard.features(), session);
        TransformerSpec network =
                network(first, heard.features(), frames, session.classes().size(), session.pitches());
        if (!network.pitches().isEmpty()) {
            console.say("notes of pitch %s, as told by the manifest", network.pitches());
        }
        boolean strokes = !heard.measures().names().isEmpty();
        double lead = strokes ? LeadIn.seconds(session.learned()) : 0;
        Consumer<String> say = line -> console.say("%s", line);
        session.run(heard, (data, manager) -> {
            Checkup checkup = options.isDivided() || session.learned().items().size() < 2
                    ? null
                    : new Checkup(data, plan.batch(), options.seed(), say);
            Subject subject = subject(first, network, lead, data, plan, preview(checkup, plan), manager);
            return checkup == null ? subject : subject.endingWith(ending(checkup));
        });
        return 0;
    }

    /** What a training begins with that was not told what to; the same when it is resumed. */
    private @Nullable Pretrained beginning(TrainingSession<?> session, MelSpec features) throws IOException {
        if (width != null || depth != null || corruption.given()) {
            return null;
        }
        List<Path> others = ModelPath.all().stream()
                .filter(model -> !model.toAbsolutePath().equals(options.out().toAbsolutePath()))
                .toList();
        Pretrained found = Pretrained.suiting(
                        others, features, session.classes(), !session.pitches().isEmpty())
                .orElse(null);
        if (found != null) {
            console.say("begins with the weights of %s, of the same features (--from nothing forbids it)", name(found));
        }
        return found;
    }

    /** How many frames clips have: what is asked for, or as what they begin with has, or as recordings are long. */
    private int frames(@Nullable Pretrained begin, MelSpec features, TrainingSession<?> session) {
        if (seconds == null && begin != null) {
            console.say(
                    "clips of %.2f s, as those of %s (--seconds chooses)",
                    begin.spec().seconds(), name(begin));
            return begin.spec().network().frames();
        }
        if (seconds == null) {
            return frames(TrainingOptions.suitingLength(session.learned(), features, console), features);
        }
        return frames(seconds, features);
    }

    /** So many seconds as frames. */
    private int frames(double length, MelSpec features) {
        try {
            return TrainingOptions.frames(length, features);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static String name(Pretrained begin) {
        return begin.directory().getFileName().toString();
    }

    /** Pictures and a checkup, but where training was interrupted, which is not to wait for them until it is killed. */
    private DiffusionTraining.Preview preview(@Nullable Checkup checkup, TrainingPlan plan) {
        SamplePictures pictures = new SamplePictures(
                options.out().resolve("samples.png"), options.seed(), line -> console.say("%s", line));
        return (model, update) -> {
            if (update % plan.checkpointEvery() != 0 && update != plan.updates()) {
                return;
            }
            pictures.draw(model, update);
            if (checkup != null) {
                checkup.draw(model, update);
                checkup.keep(options.out());
            }
        };
    }

    /** Where samples are copies, or what is held out is known ever worse. */
    private Subject.Ending ending(Checkup checkup) throws IOException {
        HeldOutLoss heldOut = options.resume() ? HeldOutLoss.of(options.out()) : new HeldOutLoss();
        return new Subject.Ending(
                checkup.advice(),
                (figures, update) -> heldOut.told(update, figures),
                () -> heldOut.isGood() && !checkup.isCopying(),
                () -> heldOut.isPast() || checkup.isCopying(),
                () -> {
                    heldOut.line().ifPresent(line -> console.say("%s", line));
                    checkup.verdict().ifPresent(this::tell);
                });
    }

    private void tell(TrainingVerdict verdict) {
        console.say("verdict, of step %d: %s", verdict.update(), verdict.line());
        console.say("next: %s", verdict.next(options.out(), options.data().get(0)));
    }

    /** The size that is asked for; what is not told is as in what it begins with, if in anything. */
    private TransformerSpec network(
            @Nullable Pretrained begin, MelSpec features, int frames, int classes, PitchRange pitches) {
        TransformerSpec size = begin == null
                ? TransformerSpec.standard(TransformerSpec.FRAMES_PER_TOKEN, features.bands(), classes, pitches)
                : begin.spec().network().refined();
        int wide = width == null ? size.width() : width;
        int deep = depth == null ? size.depth() : depth;
        int heads = width == null ? size.heads() : Math.max(1, wide / HEAD_WIDTH);
        try {
            if (wide < 1 || wide > MOST_WIDTH || deep < 1 || deep > MOST_DEPTH) {
                throw new IllegalArgumentException("--width must be from 1 to " + MOST_WIDTH + " and --depth from 1 to "
                        + MOST_DEPTH + ", not " + wide + " and " + deep);
            }
            // Which knobs it has is told by what is measured, not by what it begins with.
            return size.of(frames, classes, pitches)
                    .sized(wide, deep, heads)
                    .withKnobs(0)
                    .withHarmonics(false);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Subject subject(
            @Nullable Pretrained begin,
            TransformerSpec network,
            double lead,
            TrainingData<LogMelDataset> data,
            TrainingPlan plan,
            DiffusionTraining.Preview pictures,
            NDManager manager)
            throws IOException {
        Silence known = begin == null ? null : begin.spec().normalization().silence();
        LogMelDataset learned = data.train();
        Silence silence = known == null ? Silence.standard(learned.spec()) : known;
        Normalization normalization = Normalization.of(learned, network.frames(), silence);
        GeneratorSpec plain = new GeneratorSpec(
                        GeneratorSpec.KIND, learned.spec(), normalization, learned.classes(), network, Map.of())
                .withLead(network.pitches().isEmpty() ? lead : Corpora.NOTE_LEAD_SECONDS)
                .withSpectrum(SpectrumMeter.measure(learned, normalization, network.frames())
                        .orElse(null))
                .withKnobs(IntStream.range(0, learned.measures().names().size())
                        .mapToObj(knob -> KnobScale.of(learned, knob))
                        .toList())
                .withCorruption(corruption.name(begin == null ? null : begin.spec()));
        GeneratorSpec model = corruption.shown(plain, begin == null ? null : begin.spec(), learned);
        DiffusionTraining training = begin == null
                ? new DiffusionTraining(model, data, plan, pictures, manager)
                : new DiffusionTraining(begin, model, data, plan, pictures, manager);
        Map<String, String> lineage =
                begin == null ? Map.of() : Subject.lineage("from", from == null ? name(begin) : from, begin.spec());
        return new Subject(training, training.flopsPerClip(), lineage, model::withOrigin);
    }
}
