package dev.phasewright.cli.make;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.Pitches;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.cli.console.Typed;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.Generators;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.separate.Prior;
import dev.phasewright.diffusion.separate.Separation;
import dev.phasewright.diffusion.separate.SoundSeparator;
import dev.phasewright.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code phasewright separate}: the sounds of a mixture, a file each. */
@Command(
        name = "separate",
        description = {
            "Take a mixture apart into sounds that a model knows.",
            "",
            "The model draws what each of them may have been, so that together they explain the mixture; the mixture is then "
                    + "filtered by the samples of which the model is surest. The sounds add up to the mixture.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright separate both.wav --classes seven,two -o apart",
            "  phasewright separate both.wav --any -o apart --seed 1",
            "  phasewright separate duet.wav --model notes --classes flute,flute --pitches A4,C5 -o apart",
            "  phasewright separate song.wav --model digits,notes --classes seven,flute -o apart"
        })
public final class SeparateCommand implements Callable<Integer> {
    private static final double LONGEST = 60;
    private static final int MOST_STEMS = 8;
    /** Enough to tell pairs of classes from each other. */
    private static final int TRIAL_STEPS = 12;

    private static final int TRIAL_SAMPLES = 2;

    @Parameters(paramLabel = "FILE", description = "A sound file in which several sounds are heard at once.")
    private Path file;

    @Option(
            names = "--classes",
            paramLabel = "A,B",
            split = ",",
            converter = Typed.ClassName.class,
            description = "What is in it, such as: seven,two. More than two may be named.")
    private List<String> classes = List.of();

    @Option(
            names = "--pitches",
            paramLabel = "NOTE",
            split = ",",
            converter = Pitches.OneOrAny.class,
            description = "Their pitches in the same order, of models of single notes, such as A4,C5; any is none.")
    private List<Integer> pitches = List.of();

    @Option(names = "--any", description = "Find the two classes, too: all pairs are tried, which takes a minute.")
    private boolean any;

    @Mixin
    private EditOptions.OfMixture explanation;

    @Option(names = "--seed", paramLabel = "S", description = "Where the noise comes from (default: random, and told).")
    private @Nullable Long seed;

    @Mixin
    private SamplingOptions sampling;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        require(any == classes.isEmpty(), "separate into what? Give --classes a,b or --any, one of the two");
        require(any || classes.size() >= 2, "--classes needs two at least, such as seven,two");
        require(classes.size() <= MOST_STEMS, "--classes takes at most " + MOST_STEMS);
        require(
                pitches.isEmpty() || pitches.size() == classes.size(),
                "--pitches wants one for each of the --classes, not " + pitches.size());
        int samples = explanation.samples();
        long from = SeedOption.orDrawn(seed);
        List<ModelFolder> folders = explanation.models(any ? 1 : classes.size());
        List<GeneratorSpec> described = new ArrayList<>();
        for (ModelFolder folder : folders) {
            described.add(GeneratorSpec.of(folder));
        }
        SamplingPlan plan = explanation.plan(sampling, described);
        Path target = output.orElse(Path.of(OutputOptions.stem(file) + "-apart"));
        output.checkFolder(target);
        List<Condition> asked = any ? List.of() : asked(described);
        if (any) {
            requireClasses(folders.get(0), described.get(0));
        } else {
            files(target, classes);
        }
        Audio mixture = read(described.get(0).features().stft().sampleRate());
        PyTorch.announce(console);
        try (Generators generators = Generators.load(folders, sampling.precision())) {
            List<Prior> priors = new ArrayList<>();
            for (int k = 0; k < asked.size(); k++) {
                priors.add(new Prior(generators.get(k), asked.get(k)));
            }
            if (any) {
                priors.addAll(recognized(generators.get(0), plan, mixture, from));
            }
            List<Path> files = files(
                    target,
                    priors.stream()
                            .map(prior -> prior.generator()
                                    .spec()
                                    .classes()
                                    .get(prior.item().classOf(0)))
                            .toList());
            Separation apart = separate(priors, plan, mixture, from);
            for (int k = 0; k < files.size(); k++) {
                Audio stem = apart.stems().get(k);
                output.write(files.get(k), path -> SoundFile.write(stem, path, SampleFormat.FLOAT_32));
            }
            console.say(
                    "%s: %s; seed %d, %d samples, %s",
                    target,
                    String.join(
                            ", ",
                            files.stream().map(f -> f.getFileName().toString()).toList()),
                    from,
                    samples,
                    sampling.describe(plan));
        }
        return 0;
    }

    private static void requireClasses(ModelFolder folder, GeneratorSpec spec) throws IOException {
        int known = spec.classes().size();
        if (known < 2) {
            throw new IOException(folder.name() + ": has " + (known == 0 ? "no classes" : "one class")
                    + ", and nothing else tells its sounds apart; choose another --model");
        }
    }

    private List<Condition> asked(List<GeneratorSpec> described) {
        List<Condition> items = new ArrayList<>();
        for (int k = 0; k < classes.size(); k++) {
            int pitch = pitches.isEmpty() ? Condition.NONE : pitches.get(k);
            Condition one = described.get(k).condition(classes.get(k), pitch);
            for (int other = 0; other < k; other++) {
                require(
                        !items.get(other).equals(one) || !described.get(other).equals(described.get(k)),
                        "--classes names " + classes.get(k)
                                + (pitches.isEmpty() ? " twice" : " twice at one pitch")
                                + ", and nothing would tell which is which");
            }
            items.add(one);
        }
        return items;
    }

    private List<Prior> recognized(MagnitudeGenerator generator, SamplingPlan plan, Audio mixture, long from)
            throws IOException {
        int known = generator.spec().classes().size();
        SamplingPlan trial = plan.with(plan.sampler(), Math.min(plan.steps(), TRIAL_STEPS), 1);
        try (Progress bar = console.progress("trying pairs", known * (known - 1L) / 2 * trial.steps(), "steps")) {
            int[] done = {0};
            SamplingObserver counting = (step, steps, sigma, x, denoised) -> bar.at(++done[0]);
            return Prior.each(
                    generator, new SoundSeparator(trial, TRIAL_SAMPLES, counting).recognize(mixture, generator, from));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private Separation separate(List<Prior> priors, SamplingPlan plan, Audio mixture, long from) throws IOException {
        try (Progress bar = console.progress("separating", plan.steps(), "steps")) {
            SamplingObserver counting = (step, steps, sigma, x, denoised) -> bar.at(step + 1L);
            return new SoundSeparator(plan, explanation.samples(), counting).separate(mixture, priors, from);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** A file for each, named by its class and, if two share that, by its place. */
    private List<Path> files(Path folder, List<String> names) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            boolean alone = names.indexOf(names.get(k)) == names.lastIndexOf(names.get(k));
            files.add(output.check(folder.resolve(names.get(k) + (alone ? "" : "-" + (k + 1)) + ".wav")));
        }
        return files;
    }

    /** The mixture at the model's rate. */
    private Audio read(int rate) throws IOException {
        try (SoundSource source = SoundFile.open(file)) {
            // Its length may not be known before it is read.
            if (source.length() > LONGEST * source.sampleRate()) {
                throw tooLong();
            }
            Audio sound = Audio.readAll(source);
            if (sound.length() == 0) {
                throw new SoundFileException(file + ": holds no sound");
            }
            if (sound.seconds() > LONGEST) {
                throw tooLong();
            }
            if (sound.sampleRate() != rate) {
                console.say("%s: %d Hz, taken apart at %d Hz", file, sound.sampleRate(), rate);
            }
            return Resampler.resample(sound, rate);
        }
    }

    private SoundFileException tooLong() {
        return new SoundFileException(file + ": longer than " + (int) LONGEST + " s; separate a part of it");
    }

    private void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
