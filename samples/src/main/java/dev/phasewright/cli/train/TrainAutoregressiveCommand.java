package dev.phasewright.cli.train;

import ai.djl.ndarray.NDManager;
import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.autoregressive.AutoregressiveTraining;
import dev.phasewright.autoregressive.CodeLoss;
import dev.phasewright.autoregressive.CoefficientTable;
import dev.phasewright.autoregressive.DecoderSpec;
import dev.phasewright.cli.console.Console;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Silence;
import dev.phasewright.data.TrainingData;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.train.TrainingPlan;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright train autoregressive}: diffusion's rival, which writes one coefficient after the other. */
@Command(
        name = "autoregressive",
        description = {
            "Train a generator that writes a sound's spectrogram frequency by frequency.",
            "",
            "What diffusion is said to do by degrees, this does by the letter: a spectrogram's cosine transform is written "
                    + "from what varies most to what varies least, each coefficient rounded to a symbol, and a transformer "
                    + "learns which symbol comes next. The model is asked as any other is (generate --model), for a class "
                    + "alone. Each sub-folder is a class of its name; what is held out, Ctrl-C and --resume are as of "
                    + "\"train\".",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright train autoregressive --data digits --out my-rival",
            "  phasewright train autoregressive --data digits --out backwards --order rising",
            "  phasewright generate --model my-rival seven"
        })
final class TrainAutoregressiveCommand implements Callable<Integer> {
    private static final MelSpec FEATURES = MelSpec.STANDARD;
    private static final double EMA_DECAY = 0.999;
    private static final int TURN_EVERY = 15;

    @Mixin
    private TrainingOptions options;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "1",
            description = "Length of a clip (default: ${DEFAULT-VALUE}); rounded up to a multiple of 4 frames.")
    private double seconds;

    @Option(
            names = "--coefficients",
            paramLabel = "N",
            defaultValue = "768",
            description = "How many are written of a clip (default: ${DEFAULT-VALUE}).")
    private int coefficients;

    @Option(
            names = "--rounding",
            paramLabel = "D",
            defaultValue = "1",
            description =
                    "The step they are rounded to, where a value of the spectrogram deviates by 1 and a sum of all "
                            + "of its coefficients' squares is one of all values' (default: ${DEFAULT-VALUE}).")
    private double rounding;

    @Option(
            names = "--order",
            paramLabel = "NAME",
            defaultValue = "falling",
            description =
                    "What is written first: what varies most (falling), or least (rising, as a control) (default: "
                            + "${DEFAULT-VALUE}).")
    private CoefficientTable.Order order;

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
            names = "--width",
            paramLabel = "N",
            defaultValue = "192",
            description = "Network width, a multiple of 64 (default: ${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "6",
            description = "Network blocks (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        int frames;
        DecoderSpec network;
        try {
            frames = TrainingOptions.frames(seconds, FEATURES);
            network = DecoderSpec.of(width, depth);
            if (coefficients < 1 || coefficients > frames * FEATURES.bands()) {
                throw new IllegalArgumentException("--coefficients must be from 1 to " + frames * FEATURES.bands()
                        + ", which a clip has, not " + coefficients);
            }
            if (!(rounding > 0 && rounding < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("--rounding must be above 0, not " + rounding);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        TrainingPlan plan =
                options.plan(updates, learningRate).withEma(EMA_DECAY).withTurnEvery(TURN_EVERY);
        TrainingSession<LogMelDataset> session = new TrainingSession<>(options, plan, console);
        session.run(
                (recordings, workspace, strict, observer) ->
                        LogMelDataset.read(recordings, FEATURES, workspace, strict, observer),
                (data, manager) -> subject(frames, network, data, plan, manager));
        return 0;
    }

    private Subject subject(
            int frames, DecoderSpec network, TrainingData<LogMelDataset> data, TrainingPlan plan, NDManager manager)
            throws IOException {
        LogMelDataset learned = data.train();
        Normalization normalization = Normalization.of(learned, frames, Silence.standard(learned.spec()));
        CoefficientTable table;
        try {
            table = CoefficientTable.measure(learned, normalization, frames, coefficients, rounding, order);
        } catch (IllegalArgumentException e) {
            throw new IOException(options.data().get(0) + ": " + e.getMessage(), e);
        }
        CodeLoss floor = CodeLoss.of(learned, normalization, table);
        String told = String.format(
                Locale.ROOT,
                "%d coefficients in steps of %s, %s: %.3f of a deviation lost, %.0f bits without context",
                coefficients,
                rounding,
                order,
                floor.lost(),
                floor.bits());
        console.say("%s", told);
        AutoregressiveSpec model = new AutoregressiveSpec(
                AutoregressiveSpec.KIND, learned.spec(), normalization, learned.classes(), table, network, Map.of());
        AutoregressiveTraining training = new AutoregressiveTraining(model, data, plan, manager);
        return new Subject(training, training.flopsPerClip(), Map.of("code", told), model::withOrigin);
    }
}
