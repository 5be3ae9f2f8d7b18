package dev.phasewright.evaluation.generator;

import dev.phasewright.diffusion.RestartSampler;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.Samplers;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.DamagedSampler;
import dev.phasewright.diffusion.edit.MendingSampler;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.Evaluator;
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
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * What a model makes of damage done to it on its way: at a noise level, the middle quarter of each clip is exchanged
 * for that of another clip of another class, and the steps that are left make something of it.
 */
public final class HealingStudy {
    /** Damage is tried after every eighth of the steps. */
    private static final int PARTS = 8;

    /** Where a restart turns back, and where to: what {@code --sampler restart} does. */
    private static final double LOW = 1;

    private static final double HIGH = 20;

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
     * Samples by the plan's own sampler, by the same with a restart after the damage, and by one that adds a little noise at
     * each step; undamaged and damaged after some of the steps.
     *
     * @param table given the lines of a Markdown table, each as soon as it is known
     */
    public void run(SamplingPlan plan, Consumer<String> table) {
        Map<String, IntFunction<Sampler>> samplers = samplers(plan.sampler());
        table.accept("| damaged after | σ | " + String.join(" | ", columns(samplers.keySet())) + " |");
        table.accept("|---|---|" + "---|".repeat(2 * samplers.size()));
        double[] levels = plan.schedule().levels(plan.steps());
        for (int step : steps(plan.steps())) {
            List<String> row = new ArrayList<>();
            row.add(step < 0 ? "never" : step + " of " + plan.steps() + " steps");
            row.add(step < 0 ? "–" : String.format(Locale.ROOT, "%.2f", levels[step]));
            samplers.values().forEach(sampler -> row.addAll(figures(plan, sampler.apply(step))));
            table.accept("| " + String.join(" | ", row) + " |");
        }
    }

    /** By name, what samples where damage is done after so many steps, or never if that is negative. */
    private Map<String, IntFunction<Sampler>> samplers(Sampler own) {
        Sampler stochastic = Samplers.named("stochastic");
        Map<String, IntFunction<Sampler>> samplers = new LinkedHashMap<>();
        samplers.put(Samplers.name(own), step -> step < 0 ? own : damaged(own, step));
        samplers.put(
                "restart",
                step -> step < 0
                        ? new RestartSampler(own, 1, LOW, HIGH)
                        : new MendingSampler(damaged(own, step), LOW, HIGH));
        samplers.put("stochastic", step -> step < 0 ? stochastic : damaged(stochastic, step));
        return samplers;
    }

    private DamagedSampler damaged(Sampler sampler, int step) {
        return new DamagedSampler(sampler, step, from(), to());
    }

    private int from() {
        return generator.spec().network().frames() * 3 / 8;
    }

    private int to() {
        return generator.spec().network().frames() * 5 / 8;
    }

    private static List<String> columns(Set<String> samplers) {
        return samplers.stream()
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

    private List<String> figures(SamplingPlan plan, Sampler sampler) {
        Evaluator evaluator = new Evaluator(generator, count, seed, display);
        List<LogMel> clips = evaluator.generate(plan.with(sampler, plan.steps(), plan.guidance()));
        double seam = clips.stream()
                .mapToDouble(clip -> (SeamError.at(clip, from()) + SeamError.at(clip, to())) / 2)
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
