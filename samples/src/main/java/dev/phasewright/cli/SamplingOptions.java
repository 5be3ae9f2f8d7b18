package dev.phasewright.cli;

import dev.phasewright.spectrogram.diffusion.NoiseSchedule;
import dev.phasewright.spectrogram.diffusion.Sampler;
import dev.phasewright.spectrogram.diffusion.SamplingPlan;
import picocli.CommandLine.Option;

/** How samples are drawn, for every subcommand that draws some. Use as a picocli mixin. */
final class SamplingOptions {
    @Option(names = "--steps", paramLabel = "N", description = "Steps from noise to sample (default: 24).")
    private Integer steps;

    @Option(
            names = "--sampler",
            paramLabel = "NAME",
            defaultValue = "dpmpp2m",
            description = "euler, heun, dpmpp2m or stochastic (default: ${DEFAULT-VALUE}).")
    private String sampler;

    @Option(
            names = "--guidance",
            paramLabel = "G",
            description = "How much the class is exaggerated; 1 is not at all (default: 1).")
    private Double guidance;

    SamplingPlan plan() {
        SamplingPlan standard = SamplingPlan.DEFAULT;
        return new SamplingPlan(
                Sampler.named(sampler),
                NoiseSchedule.STANDARD,
                steps == null ? standard.steps() : steps,
                guidance == null ? standard.guidance() : guidance,
                standard.guidanceLow(),
                standard.guidanceHigh());
    }

    @Override
    public String toString() {
        SamplingPlan plan = plan();
        return "%s, %d steps, guidance %s".formatted(sampler, plan.steps(), plan.guidance());
    }
}
