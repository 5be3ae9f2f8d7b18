package dev.phasewright.cli.make;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.beat.Beat;
import dev.phasewright.beat.Groove;
import dev.phasewright.beat.Pattern;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.kit.DrumKit;
import dev.phasewright.kit.KitSource;
import dev.phasewright.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright beat}: a pattern of drums, as a loop. */
@Command(
        name = "beat",
        description = {
            "Play a pattern on a kit of drums.",
            "",
            "A letter is a step: k kick, b a second kick, s snare, e a second snare, r rim, c clap, h closed hat, f pedal "
                    + "hat, o open hat, l low tom, m middle tom, t high tom, x crash, d ride, p and q percussion; a "
                    + "capital is an accent, . a rest. Several patterns are played at once, each repeated until the "
                    + "bars are full. The result is a loop: what rings on at its end is heard at its beginning. It is "
                    + "brought to a peak of -1 dBFS.",
            "",
            "A kit is a folder of sounds: sub-folders named kick, snare, closed-hat, tom ..., or files whose names begin "
                    + "so. Files named with v1, v2 ... are layers from soft to loud; the files of a layer take turns.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright beat \"k...s...k.k.s...\" --kit my-drums -o beat.wav",
            "  phasewright beat \"k...s...k.k.s..S\" \"h.h.h.ho\" --bpm 96 --bars 4 --swing 58 --kit my-drums -o beat.wav",
            "  phasewright beat \"k.h.s.h.\" --seed 7 -o beat.wav"
        })
public final class BeatCommand implements Callable<Integer> {
    private static final double PEAK_DB = -1;
    private static final String USUAL = "drums";

    @Parameters(paramLabel = "PATTERN", arity = "1..*", description = "Patterns, all played at once.")
    private List<String> patterns;

    @ArgGroup
    private Drums drums = new Drums();

    /** What is played: a kit that there is, or one that is made. */
    static final class Drums {
        @Option(names = "--kit", paramLabel = "DIR", description = "A folder of drum sounds.")
        private @Nullable Path kit;

        @Option(
                names = "--model",
                paramLabel = "NAME|DIR",
                description = "A model that makes the drums (default, without --kit: " + USUAL + ").")
        private String model = USUAL;
    }

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--bpm",
            paramLabel = "X",
            defaultValue = "120",
            description = "Beats a minute, 20 to 400 (default: ${DEFAULT-VALUE}).")
    private double tempo;

    @Option(
            names = "--bars",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many bars of four beats (default: ${DEFAULT-VALUE}).")
    private int bars;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "16",
            description = "Steps of a bar (default: ${DEFAULT-VALUE}, sixteenths; 12 for triplets).")
    private int steps;

    @Option(
            names = "--swing",
            paramLabel = "PERCENT",
            defaultValue = "50",
            description =
                    "Where in a pair of steps the second is, 50 to 75 (default: ${DEFAULT-VALUE}, in the middle).")
    private double swing;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Pattern> parsed;
        Groove groove;
        try {
            parsed = patterns.stream().map(Pattern::parse).toList();
            groove = new Groove(tempo, bars, steps, swing);
            groove.requireWhole(parsed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        Path target = output.orElse(Path.of("beat.wav"));
        output.requireWav(target);
        output.check(target);
        if (Beat.pads(parsed).isEmpty()) {
            throw new ParameterException(spec.commandLine(), "the patterns have nothing but rests");
        }
        KitSource source = drums.kit == null
                ? new KitSource.Model(ModelFolder.find(drums.model))
                : new KitSource.Folder(drums.kit);
        if (drums.kit == null) {
            PyTorch.announce(console);
        }
        DrumKit sounds = source.kit(Beat.pads(parsed), seed.seed(), console::progress);
        Audio sum = new Beat(parsed, groove, sounds).render();
        Audio loop = sum.peak() == 0 ? sum : sum.normalizedPeak(PEAK_DB);
        output.write(target, path -> SoundFile.write(loop, path, SampleFormat.PCM_16));
        console.say(
                "%s: %d bars in %.3f s (%d samples at %d Hz)",
                OutputOptions.name(target), bars, loop.seconds(), loop.length(), loop.sampleRate());
        return 0;
    }
}
