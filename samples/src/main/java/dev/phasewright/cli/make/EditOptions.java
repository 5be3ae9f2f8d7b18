package dev.phasewright.cli.make;

import dev.phasewright.GeneratedSound;
import dev.phasewright.Phasewright;
import dev.phasewright.SoundEditor;
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
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What all edits of a sound have in common: one file in, a model, one file out. Use as a picocli mixin. */
public final class EditOptions {
    private static final double LONGEST = 600;
    private static final int MOST_RESAMPLING = 1000;
    private static final double FULL_SCALE_16 = 32768;

    @Parameters(paramLabel = "FILE", description = "A sound file.")
    private Path file;

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = "digits",
            description = "The model (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            converter = Typed.ClassName.class,
            description = "What the new part is to be, such as: seven (default: whatever fits).")
    private String className;

    @Option(
            names = "--pitch",
            paramLabel = "NOTE",
            converter = Pitches.One.class,
            description = "Its pitch, of models of single notes, such as A4 (default: whatever fits).")
    private Integer pitch;

    @Option(names = "--seed", paramLabel = "S", description = "Where the noise comes from (default: random, and told).")
    private Long seed;

    @Mixin
    private SamplingOptions sampling;

    @Mixin
    private VocoderOptions vocoder = new VocoderOptions(VocoderOptions.STANDARD);

    @Option(names = "--plot", description = "Also draw the magnitudes, as a PNG beside the WAV.")
    private boolean plot;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Whether the sound was mixed or resampled when it was read. */
    private boolean converted;

    /** One of the editor's edits. */
    @FunctionalInterface
    interface Edit {
        GeneratedSound of(SoundEditor editor, Audio sound, Condition condition, long seed);
    }

    /** What is told of an edit. */
    @FunctionalInterface
    interface Report {
        String of(Audio sound, GeneratedSound edited);
    }

    /**
     * Does it.
     *
     * @param suffix behind the original's name, if {@code -o} gives none
     * @return the exit code
     */
    int run(String suffix, Edit edit, Report report) throws IOException {
        long from = SeedOption.orDrawn(seed);
        ModelFolder folder = ModelFolder.find(model);
        // All that can be refused is, before the engine is loaded.
        GeneratorSpec described = GeneratorSpec.of(folder);
        SamplingPlan plan = sampling.plan(described, described.plan().deterministic());
        VocoderChoice chosen = vocoder.choose(described.features());
        Condition condition = described.condition(className, pitch == null ? Condition.NONE : pitch);
        Path target = target(suffix);
        Audio sound = read(described.features().stft().sampleRate());
        PyTorch.announce(console);
        try (Phasewright phasewright = Phasewright.load(folder, sampling.precision(), chosen)) {
            GeneratedSound edited;
            try (Progress bar = console.progress("editing", 100, "%")) {
                SoundEditor editor = new SoundEditor(
                        phasewright, plan, (step, steps, sigma, x, denoised) -> bar.at(100 * (step + 1L) / steps));
                edited = edit.of(editor, sound, condition, from);
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
            SampleFormat format = format(sound);
            write(target, edited, format);
            console.say(
                    "%s: %s%s; seed %d, %s",
                    OutputOptions.name(target),
                    report.of(sound, edited),
                    format == SampleFormat.FLOAT_32 ? ", in 32-bit floats as the original needs" : "",
                    from,
                    sampling.describe(plan));
        }
        return 0;
    }

    /** @throws ParameterException if it is out of range */
    void requireResampling(int times) {
        require(
                times >= 0 && times <= MOST_RESAMPLING,
                "--resampling must be from 0 to " + MOST_RESAMPLING + ", not " + times);
    }

    /** @throws ParameterException with this message */
    void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private Path target(String suffix) throws IOException {
        String name = OutputOptions.stem(file) + suffix + ".wav";
        Path given = output.orElse(Path.of(name));
        Path target = Files.isDirectory(given) ? given.resolve(name) : given;
        output.requireWav(target);
        if (plot) {
            output.requirePlaceForPicture(target);
        }
        if (Files.exists(target) && Files.exists(file) && Files.isSameFile(file, target)) {
            throw new IOException(target + ": is the original itself; write elsewhere");
        }
        output.check(target);
        if (plot) {
            output.check(OutputOptions.picture(target));
        }
        return target;
    }

    /** The sound as the model hears it; what had to be changed for that is told. */
    private Audio read(int rate) throws IOException {
        try (SoundSource source = SoundFile.open(file)) {
            if (source.length() > LONGEST * source.sampleRate()) {
                throw new SoundFileException(file + ": longer than ten minutes; edit a part of it");
            }
            Audio sound = Audio.readAll(source);
            if (sound.length() == 0) {
                throw new SoundFileException(file + ": holds no sound");
            }
            if (sound.length() > LONGEST * sound.sampleRate()) {
                throw new SoundFileException(file + ": longer than ten minutes; edit a part of it");
            }
            if (sound.channels() > 1) {
                console.say("%s: %d channels, mixed to one", file, sound.channels());
            }
            if (sound.sampleRate() != rate) {
                console.say("%s: %d Hz, edited at %d Hz", file, sound.sampleRate(), rate);
            }
            converted = sound.channels() > 1 || sound.sampleRate() != rate;
            return Resampler.resample(sound.toMono(), rate);
        }
    }

    /**
     * What holds the original to the bit. A sound that was resampled or mixed is none any more, and keeps to 16 bits unless
     * they would clip it.
     */
    private SampleFormat format(Audio sound) {
        for (float sample : sound.channel(0)) {
            double step = sample * FULL_SCALE_16;
            boolean exact = converted || step == Math.rint(step);
            if (!exact || step < -FULL_SCALE_16 || step > FULL_SCALE_16 - (converted ? 0 : 1)) {
                return SampleFormat.FLOAT_32;
            }
        }
        return SampleFormat.PCM_16;
    }

    private void write(Path target, GeneratedSound edited, SampleFormat format) throws IOException {
        output.write(target, path -> SoundFile.write(edited.sound(), path, format));
        if (plot) {
            Path picture = OutputOptions.picture(target);
            String title = OutputOptions.stem(target);
            output.write(
                    picture, path -> SpectrogramImage.write(SpectrogramImage.draw(edited.magnitudes(), title), path));
        }
    }

    /** What explains a mixture: models, and how many samples of them. Use as a picocli mixin. */
    public static final class OfMixture {
        private static final int MOST_SAMPLES = 64;

        @Option(
                names = "--model",
                paramLabel = "NAME|DIR",
                split = ",",
                defaultValue = "digits",
                description = "The model, or one for each sound, such as digits,notes (default: ${DEFAULT-VALUE}).")
        private List<String> models;

        @Option(
                names = "--samples",
                paramLabel = "N",
                defaultValue = "32",
                description = "Samples that are drawn; the best eighth counts (default: ${DEFAULT-VALUE}).")
        private int samples;

        @Spec(Spec.Target.MIXEE)
        private CommandSpec command;

        /**
         * The model of each sound.
         *
         * @param sounds how many there are
         * @throws ParameterException if there are neither as many models nor one
         * @throws IOException if one is not there
         */
        public List<ModelFolder> models(int sounds) throws IOException {
            if (models.size() != 1 && models.size() != sounds) {
                throw new ParameterException(
                        command.commandLine(),
                        "--model wants one for all sounds or one for each of " + sounds + ", not " + models.size());
            }
            List<ModelFolder> found = new ArrayList<>();
            for (String model : models) {
                found.add(ModelFolder.find(model));
            }
            return found.size() == 1 ? Collections.nCopies(sounds, found.get(0)) : found;
        }

        /** How all of some models are sampled; a {@link ParameterException} if that is not the same way. */
        public SamplingPlan plan(SamplingOptions sampling, List<GeneratorSpec> described) {
            List<SamplingPlan> plans = described.stream()
                    .map(model -> sampling.plan(model, model.plan().deterministic()))
                    .toList();
            SamplingPlan first = plans.get(0);
            for (SamplingPlan other : plans) {
                if (other.steps() != first.steps()
                        || other.sampler().getClass() != first.sampler().getClass()) {
                    throw new ParameterException(
                            command.commandLine(),
                            "--model names models that are sampled in different ways, such as one that was distilled and one"
                                    + " that was not");
                }
            }
            return first;
        }

        /**
         * How many samples are drawn, at least 1.
         *
         * @throws ParameterException if that is out of range
         */
        public int samples() {
            if (samples < 1 || samples > MOST_SAMPLES) {
                throw new ParameterException(
                        command.commandLine(), "--samples must be from 1 to " + MOST_SAMPLES + ", not " + samples);
            }
            return samples;
        }
    }
}
