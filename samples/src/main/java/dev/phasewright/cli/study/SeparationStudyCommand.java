package dev.phasewright.cli.study;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.ReportOptions;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.cli.make.EditOptions;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.Generators;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.separation.SeparationReport;
import dev.phasewright.evaluation.separation.SeparationStudy;
import dev.phasewright.evaluation.separation.SoundSource;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright study separate}: how well a generator takes two of its sounds apart. */
@Command(
        name = "separate",
        description = {
            "See how well generators take mixtures of two of their sounds apart.",
            "",
            "Held-out clips of two classes, by two speakers, are mixed as loud as they are. The table has how much the "
                    + "scale-invariant signal-to-distortion ratio rises, and how many of the sounds the judge hears as what "
                    + "they are: of the mixture itself, of non-negative factors learned from training clips, of the "
                    + "generator, and of masks made from the true sounds, in mel bands and in all bins, which no method that "
                    + "keeps the mixture's phase can pass by much. With --with a sound of each of two corpora is mixed, "
                    + "whose models hear the same features; of notes the pitch is told.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright study separate digits",
            "  phasewright study separate digits --part validation --count 20 --samples 4",
            "  phasewright study separate notes --model notes --judge judge-notes",
            "  phasewright study separate digits --with notes --model digits,notes --judge judge-digits,judge-notes"
        })
final class SeparationStudyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A corpus of the model's classes, divided.")
    private Path data;

    @Option(
            names = "--with",
            paramLabel = "DIR",
            description = "Another one: a sound of each is mixed (default: two of the first).")
    private @Nullable Path other;

    @Mixin
    private EditOptions.OfMixture explanation;

    @Option(
            names = "--judge",
            paramLabel = "NAME|DIR",
            split = ",",
            defaultValue = "judge-digits",
            description = "Who says what a sound is, one for both corpora or one for each (default: ${DEFAULT-VALUE}).")
    private List<String> judgeNames;

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
        List<Path> corpora = other == null ? List.of(data) : List.of(data, other);
        List<ModelFolder> models = explanation.models(corpora.size());
        if (judgeNames.size() != 1 && judgeNames.size() != corpora.size()) {
            throw new ParameterException(
                    spec.commandLine(), "--judge wants one for each of " + corpora.size() + " corpora");
        }
        List<GeneratorSpec> described = new ArrayList<>();
        for (ModelFolder model : models) {
            described.add(GeneratorSpec.of(model));
        }
        requireAlike(models, described);
        SamplingPlan plan = explanation.plan(sampling, described);
        Path first = ModelPath.find(judgeNames.get(0));
        Path second = judgeNames.size() == 1 ? null : ModelPath.find(judgeNames.get(1));
        PyTorch.announce(console);
        try (Generators generators = Generators.load(models, sampling.precision());
                Judge judge = Judge.load(first);
                Judge otherJudge = second == null ? null : Judge.load(second)) {
            List<SoundSource> sources = new ArrayList<>();
            for (int k = 0; k < corpora.size(); k++) {
                Judge own = k == 0 || otherJudge == null ? judge : otherJudge;
                requireFit(
                        own,
                        judgeNames.get(Math.min(k, judgeNames.size() - 1)),
                        models.get(k).name(),
                        generators.get(k));
                sources.add(new SoundSource(corpora.get(k), generators.get(k), own));
            }
            SeparationStudy study =
                    new SeparationStudy(new SeparationStudy.Spec(part, count, seed.seed()), sources, console::progress);
            SeparationReport found = study.run(plan, samples);
            report.tell(found.table(), found);
            report.keep(csv, found.csv());
        }
        return 0;
    }

    private static void requireAlike(List<ModelFolder> models, List<GeneratorSpec> described) throws IOException {
        for (int k = 1; k < models.size(); k++) {
            if (!described.get(k).features().equals(described.get(0).features())) {
                throw new IOException(models.get(k).name() + ": hears other features than "
                        + models.get(0).name()
                        + ", so it does not know what it hears of a mixture; name other models");
            }
        }
    }

    private static void requireFit(Judge judge, String name, String model, MagnitudeGenerator generator)
            throws IOException {
        boolean classes = new HashSet<>(judge.spec().classes())
                .containsAll(generator.spec().classes());
        if (!classes || !judge.spec().features().equals(generator.spec().features())) {
            throw new IOException(
                    name + ": knows other classes or hears other features than " + model + "; name its --judge");
        }
    }
}
