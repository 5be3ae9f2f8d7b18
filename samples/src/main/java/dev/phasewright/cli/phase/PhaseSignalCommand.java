package dev.phasewright.cli.phase;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Level;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.corpus.ClassicSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright phase signal}: what to try the tools on. */
@Command(
        name = "signal",
        description = {
            "Make a classic test signal.",
            "",
            "clicks: a click train. cosine, sine, alternating, random, schroeder: eight harmonics of equal strength in "
                    + "these phases, the same to a spectrum and not to the ear, the less so the lower they are (62.5, "
                    + "125, 250, 500 Hz). chirp: a glide over all octaves. noise: white noise, which random phases do "
                    + "not change.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright phase signal cosine --hertz 62.5 -o cosine.wav",
            "  phasewright phase signal schroeder --hertz 62.5 -o schroeder.wav",
            "  phasewright phase signal noise --seconds 5 -o noise.wav"
        })
final class PhaseSignalCommand implements Callable<Integer> {
    private static final double LONGEST = 600;
    private static final int HIGHEST_RATE = 768_000;

    @Parameters(paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}.")
    private ClassicSignal signal;

    @Option(
            names = "--hertz",
            paramLabel = "HZ",
            defaultValue = "125",
            description = "Clicks a second, the fundamental, or where the glide begins (default: ${DEFAULT-VALUE}).")
    private double hertz;

    @Option(
            names = "--harmonics",
            paramLabel = "N",
            defaultValue = "" + ClassicSignal.HARMONICS,
            description = "How many harmonics (default: ${DEFAULT-VALUE}).")
    private int harmonics;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "Its length (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--rate",
            paramLabel = "HZ",
            defaultValue = "16000",
            description = "Samples a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What noise and random phases are drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!(seconds > 0 && seconds <= LONGEST)) {
            throw PhaseJob.wrong(spec, "--seconds must be above 0 and at most 600, not " + seconds);
        }
        if (seconds * rate < 1) {
            throw PhaseJob.wrong(
                    spec, "--seconds must be at least a sample, " + 1.0 / rate + " at " + rate + " Hz, not " + seconds);
        }
        if (rate < 1 || rate > HIGHEST_RATE) {
            throw PhaseJob.wrong(spec, "--rate must be from 1 to " + HIGHEST_RATE + " Hz, not " + rate);
        }
        String name = signal.title() + ".wav";
        Path given = output.orElse(Path.of(name));
        Path target = output.check(Files.isDirectory(given) ? given.resolve(name) : given);
        output.requireWav(target);
        Audio sound = FramingOptions.checked(
                spec, () -> signal.make(hertz, harmonics, (int) Math.round(seconds * rate), rate, seed));
        output.write(target, path -> SoundFile.write(sound, path, SampleFormat.PCM_16));
        Level level = Level.of(sound);
        console.say(
                "%s: %s, RMS %.1f dBFS, crest factor %.2f (%.1f dB)",
                OutputOptions.name(target),
                signal.title(),
                level.rmsDb(),
                Math.pow(10, (level.peakDb() - level.rmsDb()) / 20),
                level.peakDb() - level.rmsDb());
        return 0;
    }
}
