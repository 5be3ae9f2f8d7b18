package dev.phasewright.cli.make;

import dev.phasewright.Phasewright;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.Pitches;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.cli.console.Typed;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.MagnitudeEditor;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.image.SpectrogramImage;
import dev.phasewright.tune.Phrase;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright morph}: the way from one class to another. */
@Command(
        name = "morph",
        description = {
            "Go from one class to another in small steps.",
            "",
            "Noise and condition are interpolated. The steps come one after the other in one file, trimmed of "
                    + "silence and with short pauses, or as one file each into a folder, if -o names no .wav.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright morph seven nine --steps 9 -o seven-to-nine.wav --plot",
            "  phasewright morph six two --seed 5 -o six-to-two",
            "  phasewright morph --model notes flute church-organ --pitch A4"
        })
public final class MorphCommand implements Callable<Integer> {
    private static final int MOST = 64;

    @Parameters(
            index = "0",
            paramLabel = "CLASS",
            converter = Typed.ClassName.class,
            description = "Where the way begins, such as: seven.")
    private String from;

    @Parameters(index = "1", paramLabel = "CLASS", converter = Typed.ClassName.class, description = "Where it ends.")
    private String to;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "9",
            description = "Sounds on the way, both ends among them (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--pitch",
            paramLabel = "NOTE",
            split = ",",
            converter = Pitches.One.class,
            description = "The pitch of single notes, such as A4; or where it begins and where it ends, as A4,C5 "
                    + "(default: any pitch).")
    private List<Integer> pitches = List.of();

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = "digits",
            description = "The model (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Where the first sound's noise comes from; the last one's comes from the next seed (default: "
                    + "random, and told).")
    private Long seed;

    @Mixin
    private VocoderOptions vocoder = new VocoderOptions(VocoderOptions.STANDARD);

    @Option(names = "--plot", description = "Also draw the magnitudes, as a PNG beside the WAV.")
    private boolean plot;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (steps < 2 || steps > MOST) {
            throw new ParameterException(spec.commandLine(), "--steps must be from 2 to " + MOST + ", not " + steps);
        }
        if (pitches.size() > 2) {
            throw new ParameterException(
                    spec.commandLine(), "--pitch takes one note or two, not " + pitches.size() + " of them");
        }
        long first = SeedOption.orDrawn(seed);
        ModelFolder folder = ModelFolder.find(model);
        GeneratorSpec described = GeneratorSpec.of(folder);
        VocoderChoice chosen = vocoder.choose(described.features());
        Condition start = described.condition(from, pitches.isEmpty() ? Condition.NONE : pitches.get(0));
        Condition end = described.condition(to, pitches.isEmpty() ? Condition.NONE : pitches.get(pitches.size() - 1));
        List<Path> files = targets();
        PyTorch.announce(console);
        try (Phasewright phasewright = Phasewright.load(folder, Precision.FLOAT32, chosen)) {
            List<LogMel> way = way(phasewright, start, end, first);
            long[] seeds = new long[way.size()];
            Arrays.fill(seeds, first);
            List<Audio> sounds = phasewright.synthesize(way, seeds);
            write(files, sounds, way);
        }
        console.say(
                "%s: from %s to %s in %d sounds; seed %d",
                files.size() == 1 ? OutputOptions.name(files.get(0)) : output.orElse(Path.of("")),
                from,
                to,
                steps,
                first);
        return 0;
    }

    private List<LogMel> way(Phasewright phasewright, Condition start, Condition end, long first) {
        SamplingPlan plan = phasewright.plan();
        try (Progress bar = console.progress("morphing", plan.steps(), "steps")) {
            return new MagnitudeEditor(
                            phasewright.generator(), plan, (step, all, sigma, x, denoised) -> bar.at(step + 1L))
                    .morph(start, first, end, first + 1, steps);
        }
    }

    /** One file for all, or one each in a folder. */
    private List<Path> targets() throws IOException {
        String name = from + "-to-" + to;
        Path given = output.orElse(Path.of(name + ".wav"));
        boolean several = Files.isDirectory(given)
                || !(given.toString().endsWith(".wav") || Files.exists(given) || OutputOptions.isStdout(given));
        List<Path> files = several
                ? IntStream.rangeClosed(1, steps)
                        .mapToObj(i -> given.resolve(name + "-" + i + ".wav"))
                        .toList()
                : List.of(given);
        if (several) {
            output.checkFolder(given);
        }
        output.requireWav(files.get(0));
        if (plot) {
            output.requirePlaceForPicture(given);
        }
        for (Path file : files) {
            output.check(file);
        }
        if (plot) {
            output.check(picture(files));
        }
        return files;
    }

    private Path picture(List<Path> files) {
        Path file = files.get(0);
        return files.size() == 1 ? OutputOptions.picture(file) : file.resolveSibling(from + "-to-" + to + ".png");
    }

    private void write(List<Path> files, List<Audio> sounds, List<LogMel> way) throws IOException {
        if (files.size() == 1) {
            output.write(files.get(0), path -> SoundFile.write(Phrase.of(sounds), path, SampleFormat.PCM_16));
        } else {
            for (int i = 0; i < files.size(); i++) {
                Audio sound = sounds.get(i);
                output.write(files.get(i), path -> SoundFile.write(sound, path, SampleFormat.PCM_16));
            }
        }
        if (plot) {
            List<String> labels = IntStream.rangeClosed(1, way.size())
                    .mapToObj(Integer::toString)
                    .toList();
            output.write(
                    picture(files),
                    path -> SpectrogramImage.write(SpectrogramImage.grid(way, labels, from + " to " + to), path));
        }
    }
}
