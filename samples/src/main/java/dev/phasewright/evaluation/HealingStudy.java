package dev.phasewright.evaluation;

import dev.phasewright.diffusion.RestartSampler;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.Samplers;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.DamagedSampler;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.judge.Judge;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.metric.SeamError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a model makes of damage done to it on its way: at a noise level, the middle quarter of each clip is exchanged
 * for that of another clip of another class, and the steps that are left make something of it.
 */
public final class HealingStudy {
    /** Damage is tried after every eighth of the steps. */
    private static final int PARTS = 8;

    private final MagnitudeGenerator generator;
    private final Judge judge;
    private final int count;
    private final long seed;
    private final ProgressDisplay display;

    /**
     * A study of so many clips for each row.
     *
     * @param seed where the noise comes from
     */
    public HealingStudy(MagnitudeGenerator generator, Judge judge, int count, long seed, ProgressDisplay display) {
        this.generator = generator;
        this.judge = judge;
        this.count = count;
        this.seed = seed;
        this.display = display;
    }

    /**
     * Refuses a judge that knows other classes than the generator.
     *
     * @throws IOException naming both
     */
    public void requireSameClasses(String judgeName, String model) throws IOException {
        if (!judge.spec().classes().equals(generator.spec().classes())) {
            throw new IOException(judgeName + ": knows other classes than " + model + "; name its --judge");
        }
    }

    /**
     * Samples by the plan's own sampler and by two that add noise anew, undamaged and damaged after some of the steps.
     *
     * @param table given the lines of a Markdown table, each as soon as it is known
     */
    public void run(SamplingPlan plan, Consumer<String> table) {
        Map<String, Sampler> samplers = samplers(plan.sampler());
        table.accept("| damaged after | σ | " + String.join(" | ", columns(samplers)) + " |");
        table.accept("|---|---|" + "---|".repeat(2 * samplers.size()));
        double[] levels = plan.schedule().levels(plan.steps());
        for (int step : steps(plan.steps())) {
            List<String> row = new ArrayList<>();
            row.add(step < 0 ? "never" : step + " of " + plan.steps() + " steps");
            row.add(step < 0 ? "–" : String.format(Locale.ROOT, "%.2f", levels[step]));
            for (Sampler sampler : samplers.values()) {
                row.addAll(figures(plan, sampler, step));
            }
            table.accept("| " + String.join(" | ", row) + " |");
        }
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

    /** Never (-1), and some from the first to the last. */
    private static List<Integer> steps(int all) {
        List<Integer> steps = new ArrayList<>(List.of(-1));
        for (int i = 0; i <= PARTS; i++) {
            int step = i * all / PARTS;
            if (!steps.contains(step)) {
                steps.add(step);
            }
        }
        return steps;
    }

    private List<String> figures(SamplingPlan plan, Sampler sampler, int step) {
        int frames = generator.spec().network().frames();
        int from = frames * 3 / 8;
        int to = frames * 5 / 8;
        SamplingPlan damaged = plan.with(
                step < 0 ? sampler : new DamagedSampler(sampler, step, from, to), plan.steps(), plan.guidance());
        Evaluator evaluator = new Evaluator(generator, count, seed, display);
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
