package dev.phasewright.cli;

import dev.phasewright.spectrogram.diffusion.NoiseSchedule;
import dev.phasewright.spectrogram.diffusion.Sampler;
import dev.phasewright.spectrogram.diffusion.SamplingPlan;
import dev.phasewright.spectrogram.learn.Precision;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How samples are drawn, for every subcommand that draws some. Use as a picocli mixin. */
final class SamplingOptions {
    private static final int MOST_STEPS = 10_000;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "24",
            description = "Steps from noise to sample (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--sampler",
            paramLabel = "NAME",
            defaultValue = "dpmpp2m",
            completionCandidates = Names.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String sampler;

    @Option(
            names = "--guidance",
            paramLabel = "G",
            defaultValue = "1.5",
            description = "How much the class is exaggerated; 1 is not at all (default: ${DEFAULT-VALUE}).")
    private double guidance;

    @Option(
            names = "--guidance-interval",
            paramLabel = "S",
            split = ",",
            arity = "1",
            description = "The noise levels between which it is exaggerated, as 0.2,30 (the default).")
    private double[] interval = {SamplingPlan.DEFAULT.guidanceLow(), SamplingPlan.DEFAULT.guidanceHigh()};

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "float32",
            description = "What matrices are multiplied in: float32, or bfloat16, which some processors are much "
                    + "faster in (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** What {@code --sampler} can be. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Sampler.names().iterator();
        }
    }

    /** @throws ParameterException if an option's value is out of range */
    SamplingPlan plan() {
        if (steps < 1 || steps > MOST_STEPS) {
            throw wrong("--steps must be from 1 to " + MOST_STEPS + ", not " + steps);
        }
        if (!(guidance >= 0 && guidance < Double.POSITIVE_INFINITY)) {
            throw wrong("--guidance must be a number not below 0, not " + guidance);
        }
        if (!Sampler.names().contains(sampler)) {
            throw wrong("--sampler must be one of " + String.join(", ", Sampler.names()) + ", not " + sampler);
        }
        if (interval.length != 2 || !(interval[0] >= 0 && interval[1] >= interval[0])) {
            throw wrong("--guidance-interval must be two noise levels, the lower one first, not "
                    + DoubleStream.of(interval).mapToObj(Double::toString).collect(Collectors.joining(",")));
        }
        return new SamplingPlan(
                Sampler.named(sampler), NoiseSchedule.STANDARD, steps, guidance, interval[0], interval[1]);
    }

    /** What the model computes in. */
    Precision precision() {
        return precision;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %d steps, guidance %s", sampler, steps, guidance)
                + (precision == Precision.FLOAT32 ? "" : ", " + precision.name().toLowerCase(Locale.ROOT));
    }
}
