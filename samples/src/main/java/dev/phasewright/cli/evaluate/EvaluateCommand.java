package dev.phasewright.cli.evaluate;

import dev.phasewright.SoundModel;
import dev.phasewright.autoregressive.AutoregressiveGenerator;
import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.ReportOptions;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.cli.console.Stopwatch;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.cli.train.TrainJudgeCommand;
import dev.phasewright.data.Voices;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.generator.EvaluationCorpus;
import dev.phasewright.evaluation.generator.EvaluationReport;
import dev.phasewright.evaluation.generator.EvaluationSpec;
import dev.phasewright.evaluation.generator.GeneratorEvaluation;
import dev.phasewright.evaluation.generator.Judges;
import dev.phasewright.evaluation.generator.StepCurve;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.provenance.LearnedFrom;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright evaluate}: a generator in figures, beside what real clips score. */
@Command(
        name = "evaluate",
        subcommands = {EvaluateVocoderCommand.class, EvaluateVoiceCommand.class},
        description = {
            "Judge a generator by figures, beside what real clips score.",
            "",
            "As many clips are generated as there are test clips to compare them with, and judged as magnitudes and "
                    + "once more as sound. The row \"train against test\" says what real clips of other speakers "
                    + "score. At last every training clip is compared with what was generated: copies show, even "
                    + "moved, filtered or at another level. A copy is what is nearer to a training clip than the "
                    + "nearest hundredth of training clips are to each other. It is said if the model has learned from "
                    + "voices of the test, as told by the corpus's manifest.csv, or does not remember.",
            "",
            "As sounds, at most 600 of each set are also held against real ones and against training clips that went "
                    + "through the same vocoder: by distances that do not depend on the number of clips, in three "
                    + "spaces (what is said, who says it, what it is like); by classifiers that learn to tell two sets "
                    + "apart, level, onset and silence made equal (50 %% is perfect); and by what can be named, such as "
                    + "how harmonic they are. Distances are divided by that of one half of the training clips' voices "
                    + "from the other half. If a judge knows who speaks in training clips, it tells how many voices are "
                    + "heard. All with the interval that chance leaves: figures whose intervals overlap are not "
                    + "different.",
            "",
            "Of a model of single notes the test clips' own notes are asked, pairs of instrument and pitch that it has "
                    + "not learned from, and it is told how many are of the right family and within 50 cents of the "
                    + "right pitch.",
            "",
            "Of a model with knobs strokes are measured, at most 160 beside held-out ones and the same through the vocoder: "
                    + "how long they take from a tenth of their peak to nine tenths, the energy of 10 ms before "
                    + "the onset relative to 10 ms after it, and the share of hats and cymbals above 8 kHz. Then "
                    + "each knob is turned from 0 to 100: by the rank correlation of what was asked for and what "
                    + "came, and by whether the class is kept.",
            "",
            "An autoregressive model is judged in the same way, its magnitudes also beside those of real clips that were only "
                    + "written down as it writes them and read again.",
            "",
            "With several numbers of --steps or several --samplers it tells instead what each of them costs in "
                    + "evaluations of the network and in time, and what its magnitudes are worth.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright evaluate digits --data digits",
            "  phasewright evaluate notes --data notes",
            "  phasewright evaluate my-digits --data digits --count 500 --steps 12 --json scores.json",
            "  phasewright evaluate digits --data digits --steps 1,2,4,8 --samplers euler,dpmpp2m --plot curve.png"
        })
public final class EvaluateCommand implements Callable<Integer> {

    /** Picocli would ask for it even where "evaluate vocoder" is called, so it is not told that it is required. */
    @Parameters(arity = "0..1", paramLabel = "MODEL", description = "The generator: a name or a folder; required.")
    private String model;

    @Option(
            names = "--data",
            paramLabel = "CORPUS",
            defaultValue = "digits",
            description = "A corpus, or your own folder that the model learned from (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Clips of each set (default: 2000, or as many as there are).")
    private Integer wanted;

    @Mixin
    private SamplingOptions sampling;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--judge",
            paramLabel = "NAME|DIR",
            description =
                    "The judge, made by train judge (default: judge-notes for a model of single notes, "
                            + "judge-drums for one with knobs, judge-digits for any other; of your own folder one that is trained, and kept in the model's).")
    private String judgeName;

    @Mixin
    private EvaluateVoiceCommand.SpeakerJudge speakerJudge;

    @Mixin
    private VocoderOptions vocoder = new VocoderOptions(VocoderOptions.STANDARD);

    @Option(names = "--no-wav", description = "Judge magnitudes only.")
    private boolean noWav;

    @Option(
            names = "--copy-synthesis",
            description = "Judge training clips after the vocoder, too, in the first table.")
    private boolean copySynthesis;

    @Option(names = "--no-two-sample", description = "Train no classifiers to tell sounds apart, which takes minutes.")
    private boolean noTwoSample;

    @Option(
            names = "--no-strokes",
            description = "Do not measure strokes and turn the knobs of a model that has some, which takes minutes.")
    private boolean noStrokes;

    @Option(
            names = "--speaker-columns",
            paramLabel = "NAME",
            split = ",",
            defaultValue = Voices.COLUMN,
            description = "The columns of the corpus's manifest.csv that say who speaks (default: ${DEFAULT-VALUE}).")
    private List<String> columns;

    @Option(names = "--no-memorization", description = "Do not compare with the training clips one by one.")
    private boolean noMemorization;

    @Mixin
    private ReportOptions report;

    @Option(
            names = "--plot",
            paramLabel = "PNG",
            description = "Draw quality over evaluations; for several --steps or --samplers.")
    private Path plot;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Stopwatch watch = new Stopwatch();
        if (model == null) {
            throw wrong("Missing required parameter: 'MODEL'");
        }
        if (wanted != null && wanted < EvaluationCorpus.FEWEST) {
            throw wrong("--count must be at least " + EvaluationCorpus.FEWEST + ", not " + wanted);
        }
        sampling.check();
        report.check();
        ModelFolder modelFolder = ModelFolder.find(model);
        if (modelFolder.isOf(AutoregressiveSpec.KIND)) {
            writer(modelFolder, watch);
            return 0;
        }
        GeneratorSpec described = GeneratorSpec.of(modelFolder);
        List<SamplingPlan> plans = sampling.plans(described);
        boolean curve = plans.size() > 1;
        if (plot != null && !curve) {
            throw wrong("--plot draws a curve; give several --steps or --samplers");
        }
        report.check(plot);
        VocoderChoice chosen = vocoder.choose(described.features());
        EvaluationCorpus corpus = corpus(modelFolder, described.origin());
        String judgeName = judge(modelFolder, described, corpus);
        Path speakerFolder = speakerJudge.folder(judgeName);
        EvaluationSpec asked = asked(judgeName, corpus);
        PyTorch.announce(console);
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(modelFolder, sampling.precision());
                Judge judge = Judge.load(ModelPath.find(judgeName));
                Judge speakers = speakerFolder == null ? null : Judge.load(speakerFolder);
                Vocoder toSound = chosen.open(described.features())) {
            GeneratorEvaluation evaluation = new GeneratorEvaluation(
                    asked,
                    corpus,
                    described.features(),
                    described.origin(),
                    new Judges(judge, speakers),
                    watch.observing(console));
            if (curve) {
                StepCurve found = evaluation.curve(generator, plans, sampling.precision());
                report.tell(found.table(), found);
                if (plot != null) {
                    found.draw(plot);
                }
            } else {
                SamplingPlan plan = plans.get(0);
                EvaluationReport found = evaluation.report(generator, plan, sampling.describe(plan), toSound);
                report.tell(found.table(), found);
            }
        }
        watch.tell(console);
        return 0;
    }

    private EvaluationSpec asked(String judgeName, EvaluationCorpus corpus) throws IOException {
        return new EvaluationSpec(
                model,
                judgeName,
                corpus.count(wanted),
                seed.seed(),
                !noWav,
                copySynthesis,
                columns,
                !noTwoSample,
                !noStrokes,
                !noMemorization);
    }

    /** Judges an autoregressive model. */
    private void writer(ModelFolder folder, Stopwatch watch) throws IOException {
        SoundModel described = sampling.model(folder);
        if (plot != null) {
            throw wrong("--plot draws a curve over numbers of steps, and an autoregressive model has one");
        }
        VocoderChoice chosen = vocoder.choose(described.features());
        String name = judgeName == null ? EvaluationCorpus.DIGITS : judgeName;
        Path speakerFolder = speakerJudge.folder(name);
        Map<String, String> origin = AutoregressiveSpec.of(folder).origin();
        EvaluationCorpus corpus = corpus(folder, origin);
        PyTorch.announce(console);
        try (AutoregressiveGenerator writer = AutoregressiveGenerator.load(folder, sampling.precision());
                Judge judge = Judge.load(ModelPath.find(name));
                Judge speakers = speakerFolder == null ? null : Judge.load(speakerFolder);
                Vocoder toSound = chosen.open(described.features())) {
            EvaluationReport found = new GeneratorEvaluation(
                            asked(name, corpus),
                            corpus,
                            described.features(),
                            origin,
                            new Judges(judge, speakers),
                            watch.observing(console))
                    .report(writer, sampling.temperature(), sampling.describe(described), toSound);
            report.tell(found.table(), found);
        }
        watch.tell(console);
    }

    /** The corpus, and what else the model has learned from if that is at hand. */
    private EvaluationCorpus corpus(ModelFolder modelFolder, Map<String, String> origin) throws IOException {
        EvaluationCorpus corpus = EvaluationCorpus.isUndivided(data)
                ? EvaluationCorpus.undivided(data, origin)
                : EvaluationCorpus.in(data);
        Optional<LearnedFrom> learned = LearnedFrom.atHand(modelFolder);
        return learned.isPresent() && !Files.isSameFile(learned.get().folder(), data)
                ? corpus.withLearned(learned.get().recordings())
                : corpus;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The judge that is asked for, or the usual one; of a folder of one's own one that is trained if it is not there. */
    private String judge(ModelFolder folder, GeneratorSpec described, EvaluationCorpus corpus) throws IOException {
        if (judgeName == null && EvaluationCorpus.isUndivided(data)) {
            corpus.count(wanted);
            return TrainJudgeCommand.ofOwn(
                    data, folder.path(), described, console, spec.commandLine().getFactory());
        }
        return judgeName == null ? EvaluationCorpus.judge(described) : judgeName;
    }
}
