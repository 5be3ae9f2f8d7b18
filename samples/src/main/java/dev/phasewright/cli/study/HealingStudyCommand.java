package dev.phasewright.cli.study;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.HealingStudy;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright study healing}: what a model makes of damage done to it on its way. */
@Command(
        name = "healing",
        description = {
            "See up to which step a model mends what is damaged while it samples.",
            "",
            "At a noise level, the middle quarter of each clip is exchanged for that of another clip of another class, at "
                    + "the same level. The steps that are left make something of it. The table (Markdown, on stdout) "
                    + "has how many clips the judge still takes for what they were to be, and how much the spectrum "
                    + "moves at the damage's edges, as a multiple of what it does elsewhere. It is done by the model's own "
                    + "sampler, by the same with a restart after the damage (down to σ = 1, or as far as the damage, then "
                    + "back to 20 and down again), and by one that adds a little noise at each step.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright study healing digits",
            "  phasewright study healing digits --count 500"
        })
final class HealingStudyCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME|DIR",
            arity = "0..1",
            defaultValue = "digits",
            description = "The model (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--judge",
            paramLabel = "NAME|DIR",
            defaultValue = "judge-digits",
            description = "Who says what a clip is (default: ${DEFAULT-VALUE}).")
    private String judgeName;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "200",
            description = "Clips for each row (default: ${DEFAULT-VALUE}).")
    private int count;

    @Mixin
    private SeedOption seed;

    @Mixin
    private SamplingOptions sampling;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (count < 2 || count > 10_000) {
            throw new ParameterException(spec.commandLine(), "--count must be from 2 to 10000, not " + count);
        }
        ModelFolder folder = ModelFolder.find(model);
        SamplingPlan plan = sampling.plan(GeneratorSpec.of(folder).plan());
        Path judgeFolder = ModelPath.find(judgeName);
        PyTorch.announce(console);
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(folder, sampling.precision());
                Judge judge = Judge.load(judgeFolder)) {
            HealingStudy study = new HealingStudy(generator, judge, count, seed.seed(), console::progress);
            study.requireSameClasses(judgeName, model);
            study.run(plan, console::print);
        }
        return 0;
    }
}
