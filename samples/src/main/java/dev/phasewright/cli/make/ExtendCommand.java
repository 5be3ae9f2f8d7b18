package dev.phasewright.cli.make;

import dev.phasewright.cli.console.Seconds;
import dev.phasewright.vocoder.metric.SeamError;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phasewright extend}: a sound that goes on. */
@Command(
        name = "extend",
        description = {
            "Let a sound go on where it ends.",
            "",
            "What is there stays as it is, to the bit. What follows is drawn through overlapping windows of the model's "
                    + "length, so it may be much longer than that.",
            ""
        },
        footer = {"", "Example:", "  phasewright extend rain.wav --model rain --seconds 10 -o more-rain.wav"})
public final class ExtendCommand implements Callable<Integer> {
    private static final double LONGEST = 600;

    @Mixin
    private EditOptions edit;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            required = true,
            converter = Seconds.class,
            description = "How much longer it gets.")
    private double seconds;

    @Option(
            names = "--resampling",
            paramLabel = "N",
            defaultValue = "2",
            description = "How often what follows is drawn again, to fit better (default: ${DEFAULT-VALUE}).")
    private int resampling;

    @Override
    public Integer call() throws IOException {
        edit.require(
                seconds > 0 && seconds <= LONGEST,
                "--seconds must be above 0 and at most " + LONGEST + ", not " + seconds);
        edit.requireResampling(resampling);
        return edit.run(
                "-extended",
                (editor, sound, condition, seed) -> editor.extend(
                        sound,
                        Math.max(1, (int) Math.round(seconds * sound.sampleRate())),
                        resampling,
                        condition,
                        seed),
                (sound, edited) -> String.format(
                        Locale.ROOT,
                        "goes on for %s s; where it does, the spectrum moves %.1f times as much as elsewhere",
                        seconds,
                        SeamError.at(
                                edited.magnitudes(),
                                Math.max(
                                        1,
                                        sound.length()
                                                / edited.magnitudes()
                                                        .spec()
                                                        .stft()
                                                        .hop()))));
    }
}
