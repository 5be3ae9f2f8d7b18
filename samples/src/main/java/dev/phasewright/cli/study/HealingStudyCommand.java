package dev.phasewright.cli.study;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.diffusion.RestartSampler;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.Samplers;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.DamagedSampler;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.Evaluator;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.metric.SeamError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
                    + "moves at the damage's edges, as a multiple of what it does elsewhere.",
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

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where the noise comes from (default: ${DEFAULT-VALUE}).")
    private long seed;

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
            if (!judge.spec().classes().equals(generator.spec().classes())) {
                throw new IOException(judgeName + ": knows other classes than " + model + "; name its --judge");
            }
            PrintWriter out = console.out();
            Map<String, Sampler> samplers = samplers(plan.sampler());
            out.println("| damaged after | σ | " + String.join(" | ", columns(samplers)) + " |");
            out.println("|---|---|" + "---|".repeat(2 * samplers.size()));
            double[] levels = plan.schedule().levels(plan.steps());
            for (int step : steps(plan.steps())) {
                List<String> row = new ArrayList<>();
                row.add(step < 0 ? "never" : step + " of " + plan.steps() + " steps");
                row.add(step < 0 ? "–" : String.format(Locale.ROOT, "%.2f", levels[step]));
                for (Sampler sampler : samplers.values()) {
                    row.addAll(figures(generator, judge, plan, sampler, step));
                }
                out.println("| " + String.join(" | ", row) + " |");
                out.flush();
            }
        }
        return 0;
    }

    private static Map<String, Sampler> samplers(Sampler own) {
        Map<String, Sampler> samplers = new LinkedHashMap<>();
        samplers.put(Samplers.name(own), own);
        samplers.put("restart", new RestartSampler(1));
        samplers.put("stochastic", Samplers.named("stochastic"));
        return samplers;
    }

    private static List<String> columns(Map<String, Sampler> samplers) {
        return samplers.keySet().stream()
                .flatMap(name -> List.of(name + ": right", "seam").stream())
                .toList();
    }

    /** Never, and some from the first to the last. */
    private static List<Integer> steps(int all) {
        List<Integer> steps = new ArrayList<>(List.of(-1));
        for (int i = 0; i <= 8; i++) {
            int step = i * all / 8;
            if (!steps.contains(step)) {
                steps.add(step);
            }
        }
        return steps;
    }

    private List<String> figures(
            MagnitudeGenerator generator, Judge judge, SamplingPlan plan, Sampler sampler, int step) {
        int frames = generator.spec().network().frames();
        int from = frames * 3 / 8;
        int to = frames * 5 / 8;
        SamplingPlan damaged = plan.with(
                step < 0 ? sampler : new DamagedSampler(sampler, step, from, to), plan.steps(), plan.guidance());
        Evaluator evaluator = new Evaluator(generator, count, seed);
        List<LogMel> clips = evaluator.generate(damaged);
        double seam = clips.stream()
                .mapToDouble(clip -> (SeamError.at(clip, from) + SeamError.at(clip, to)) / 2)
                .average()
                .orElseThrow();
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%.1f %%",
                        100 * judge.verdicts(clips).accuracy(evaluator.asked().toArray())),
                String.format(Locale.ROOT, "%.2f", seam));
    }
}
