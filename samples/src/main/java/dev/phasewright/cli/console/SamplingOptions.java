package dev.phasewright.cli.console;

import dev.phasewright.AutoregressiveModel;
import dev.phasewright.DiffusionModel;
import dev.phasewright.MachineModel;
import dev.phasewright.SoundModel;
import dev.phasewright.autoregressive.AutoregressiveGenerator;
import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.diffusion.NoiseSchedule;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.Samplers;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.ModelLevels;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How samples are drawn, for every subcommand that draws some. Use as a picocli mixin. */
public final class SamplingOptions {
    private static final int MOST_STEPS = 10_000;
    private static final String SPECTRAL = "spectral";
    private static final double LOWEST_START = 1;
    private static final int HOTTEST = 10;

    @Option(
            names = "--steps",
            paramLabel = "N",
            split = ",",
            description = "Steps from noise to sample (default: 12, or those a model was distilled for).")
    private List<Integer> steps;

    @Option(
            names = {"--sampler", "--samplers"},
            paramLabel = "NAME",
            split = ",",
            completionCandidates = Names.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: dpmpp2m-sde, for edits dpmpp2m; renoise if the "
                    + "model was distilled).")
    private List<String> samplers;

    @Option(
            names = "--guidance",
            paramLabel = "G",
            description = "How much the class is exaggerated; 1 is not at all (default: 1.5; 1 if the model was "
                    + "distilled, for it has learned that too).")
    private Double guidance;

    @Option(
            names = "--guidance-interval",
            paramLabel = "S",
            split = ",",
            arity = "1",
            description = "The noise levels between which it is exaggerated, as 0.2,30 (the default).")
    private double[] interval;

    @Option(
            names = "--levels",
            paramLabel = "NAME",
            description = "How the steps are spread over noise levels: karras (the default); spectral, as suits the "
                    + "spectrum of what the model learned from; spectral:S, which also starts from the level S instead "
                    + "of 80.")
    private String levels;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description =
                    "How an autoregressive model is asked, which takes none of the options above: below 1, what is "
                            + "unlikely gets less likely still (default: " + AutoregressiveGenerator.TEMPERATURE + ").")
    private Double temperature;

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
            return Samplers.names().iterator();
        }
    }

    /**
     * Refuses options whose values are out of range.
     *
     * @throws ParameterException naming the option and its range
     */
    public void check() {
        if (temperature != null) {
            requireTemperature(command, temperature);
        }
        for (int n : steps == null ? List.<Integer>of() : steps) {
            if (n < 1 || n > MOST_STEPS) {
                throw wrong("--steps must be from 1 to " + MOST_STEPS + ", not " + n);
            }
        }
        if (guidance != null && !(guidance >= 0 && guidance <= SamplingPlan.MOST_GUIDANCE)) {
            throw wrong("--guidance must be from 0 to " + SamplingPlan.MOST_GUIDANCE + ", not " + guidance);
        }
        for (String name : samplers == null ? List.<String>of() : samplers) {
            if (!Samplers.names().contains(name)) {
                throw wrong("--sampler must be one of " + String.join(", ", Samplers.names()) + ", not " + name);
            }
        }
        if (interval != null && (interval.length != 2 || !(interval[0] >= 0 && interval[1] >= interval[0]))) {
            throw wrong("--guidance-interval must be two noise levels, the lower one first, not "
                    + DoubleStream.of(interval).mapToObj(Double::toString).collect(Collectors.joining(",")));
        }
    }

    /**
     * A model with what was asked for: a plan for one of diffusion, a temperature for an autoregressive one.
     *
     * @throws ParameterException if an option's value is out of range, or the option is of the other kind of model
     * @throws CheckpointException if it is neither, or its description is damaged
     */
    public SoundModel model(ModelFolder folder) throws CheckpointException {
        check();
        if (!folder.isOf(AutoregressiveSpec.KIND)) {
            GeneratorSpec diffusion = GeneratorSpec.of(folder);
            return new DiffusionModel(folder, diffusion, plan(diffusion));
        }
        AutoregressiveSpec autoregressive = AutoregressiveSpec.of(folder);
        if (steps != null || samplers != null || guidance != null || interval != null || levels != null) {
            throw wrong("the model " + folder.name() + " is autoregressive: it removes no noise, and has no --steps, "
                    + "--sampler, --guidance or --levels; it has --temperature");
        }
        return new AutoregressiveModel(folder, autoregressive, temperature());
    }

    /**
     * Refuses what is no temperature.
     *
     * @param command whose option it is
     * @throws ParameterException if it is not above 0, or too high
     */
    public static void requireTemperature(CommandSpec command, double temperature) {
        if (!(temperature > 0 && temperature <= HOTTEST)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--temperature must be above 0 and at most " + HOTTEST + ", not " + temperature);
        }
    }

    /** How an autoregressive model is asked. */
    public double temperature() {
        return temperature == null ? AutoregressiveGenerator.TEMPERATURE : temperature;
    }

    /**
     * A model's own plan, with what was asked for instead.
     *
     * @throws ParameterException if an option's value is out of range, or has several
     */
    public SamplingPlan plan(GeneratorSpec model) {
        return plan(model, model.plan());
    }

    /** A plan for a model with what was asked for instead; thrown as by the other. */
    public SamplingPlan plan(GeneratorSpec model, SamplingPlan own) {
        List<SamplingPlan> plans = plans(model, own);
        if (plans.size() > 1) {
            throw wrong("one number of --steps and one --sampler are wanted here, not several");
        }
        return plans.get(0);
    }

    /** A machine with what was asked for instead of its own plan; thrown as by {@link #plan}. */
    public MachineModel machine(MachineModel machine) {
        return machine.with(plan(machine.spec(), machine.plan()));
    }

    /**
     * The plans of all samplers and numbers of steps asked for: a model's own, with what was asked for instead.
     *
     * @throws ParameterException if an option's value is out of range
     */
    public List<SamplingPlan> plans(GeneratorSpec model) {
        return plans(model, model.plan());
    }

    private List<SamplingPlan> plans(GeneratorSpec model, SamplingPlan own) {
        check();
        if (temperature != null) {
            throw wrong("--temperature is of autoregressive models; one of diffusion has --guidance");
        }
        List<SamplingPlan> plans = new ArrayList<>();
        for (Sampler sampler : samplers == null
                ? List.of(own.sampler())
                : samplers.stream().distinct().map(Samplers::named).toList()) {
            for (int n : steps == null ? List.of(own.steps()) : new TreeSet<>(steps)) {
                plans.add(new SamplingPlan(
                        sampler,
                        schedule(model, sampler),
                        n,
                        guidance == null ? own.guidance() : guidance,
                        interval == null ? own.guidanceLow() : interval[0],
                        interval == null ? own.guidanceHigh() : interval[1]));
            }
        }
        return plans;
    }

    private NoiseSchedule schedule(GeneratorSpec model, Sampler sampler) {
        if (levels == null) {
            return model.plan().schedule();
        }
        if (levels.equals("karras")) {
            return NoiseSchedule.STANDARD;
        }
        try {
            return ModelLevels.spectral(model, sampler, highest());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--levels " + levels + ": " + e.getMessage(), e);
        }
    }

    /** The level that {@code spectral:S} names, or the usual one. */
    private double highest() {
        double usual = NoiseSchedule.STANDARD.sigmaMax();
        if (levels.equals(SPECTRAL)) {
            return usual;
        }
        try {
            double sigma = levels.startsWith(SPECTRAL + ":")
                    ? Double.parseDouble(levels.substring(SPECTRAL.length() + 1))
                    : Double.NaN;
            if (sigma >= LOWEST_START && sigma <= usual) {
                return sigma;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw wrong("--levels must be karras, spectral, or spectral:S with a level S from " + LOWEST_START + " to "
                + usual + ", not " + levels);
    }

    /** What the model computes in. */
    public Precision precision() {
        return precision;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** How a model is asked, in words, with the precision if that is unusual. */
    public String describe(SoundModel model) {
        if (model instanceof DiffusionModel diffusion) {
            return describe(diffusion.plan());
        }
        if (model instanceof MachineModel machine) {
            return machine.name() + ", " + describe(machine.plan());
        }
        return model instanceof AutoregressiveModel writer
                ? writer.steps() + " coefficients, temperature " + writer.temperature() + unusualPrecision()
                : "";
    }

    /** A plan in words, with the precision if that is unusual. */
    public String describe(SamplingPlan plan) {
        return String.format(
                        Locale.ROOT,
                        "%s, %d steps, guidance %s",
                        Samplers.name(plan.sampler()),
                        plan.steps(),
                        plan.guidance())
                + (plan.schedule() instanceof NoiseSchedule.Spectral ? ", levels " + levels : "")
                + unusualPrecision();
    }

    private String unusualPrecision() {
        return precision == Precision.FLOAT32 ? "" : ", " + precision.name().toLowerCase(Locale.ROOT);
    }
}
