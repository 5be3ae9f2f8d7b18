package dev.phasewright.cli.study;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.ReportOptions;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.cli.make.SeparateCommand;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.separation.SeparationReport;
import dev.phasewright.evaluation.separation.SeparationStudy;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright study separate}: how well a generator takes two of its sounds apart. */
@Command(
        name = "separate",
        description = {
            "See how well a generator takes mixtures of two of its sounds apart.",
            "",
            "Held-out clips of two classes, by two speakers, are mixed as loud as they are. The table has how much the "
                    + "scale-invariant signal-to-distortion ratio rises, and how many of the sounds the judge hears as what "
                    + "they are: of the mixture itself, of non-negative factors learned from training clips, of the "
                    + "generator, and of masks made from the true sounds, in mel bands and in all bins, which no method that "
                    + "keeps the mixture's phase can pass by much.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright study separate digits",
            "  phasewright study separate digits --part validation --count 20 --samples 4"
        })
final class SeparationStudyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A corpus of the model's classes, divided.")
    private Path data;

    @Mixin
    private SeparateCommand.Explanation explanation;

    @Option(
            names = "--judge",
            paramLabel = "NAME|DIR",
            defaultValue = "judge-digits",
            description = "Who says what a sound is (default: ${DEFAULT-VALUE}).")
    private String judgeName;

    @Option(
            names = "--part",
            paramLabel = "NAME",
            defaultValue = "test",
            description = "Which part of the corpus is mixed (default: ${DEFAULT-VALUE}).")
    private String part;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "100",
            description = "Mixtures (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--csv", paramLabel = "FILE", description = "Keep the gain of each mixture as a table, too.")
    private @Nullable Path csv;

    @Mixin
    private SeedOption seed;

    @Mixin
    private SamplingOptions sampling;

    @Mixin
    private ReportOptions report;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        StudyOptions.requireWithin(spec, "--count", count, 1, 10_000);
        int samples = explanation.samples();
        report.check();
        report.check(csv);
        ModelFolder folder = ModelFolder.find(explanation.model());
        SamplingPlan plan = sampling.plan(GeneratorSpec.of(folder));
        Path judgeFolder = ModelPath.find(judgeName);
        PyTorch.announce(console);
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(folder, sampling.precision());
                Judge judge = Judge.load(judgeFolder)) {
            requireFit(judge, generator.spec());
            SeparationStudy study = new SeparationStudy(
                    new SeparationStudy.Spec(data, part, count, seed.seed()), generator, judge, console::progress);
            SeparationReport found = study.run(plan, samples);
            report.tell(found.table(), found);
            report.keep(csv, found.csv());
        }
        return 0;
    }

    private void requireFit(Judge judge, GeneratorSpec generator) throws IOException {
        boolean classes = new HashSet<>(judge.spec().classes()).containsAll(generator.classes());
        if (!classes || !judge.spec().features().equals(generator.features())) {
            throw new IOException(judgeName + ": knows other classes or hears other features than "
                    + explanation.model() + "; name its --judge");
        }
    }
}
