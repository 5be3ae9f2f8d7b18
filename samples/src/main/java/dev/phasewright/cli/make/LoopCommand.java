package dev.phasewright.cli.make;

import dev.phasewright.cli.console.Seconds;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phasewright loop}: a sound whose end runs into its beginning. */
@Command(
        name = "loop",
        description = {
            "Let a sound's end run into its beginning, so that it can be repeated.",
            "",
            "A little at its end and at its beginning is drawn anew, as one piece; all else stays as it is, to the bit.",
            ""
        },
        footer = {"", "Example:", "  phasewright loop rain.wav --model rain --seam 0.3s -o rain-loop.wav"})
public final class LoopCommand implements Callable<Integer> {
    @Mixin
    private EditOptions edit;

    @Option(
            names = "--seam",
            paramLabel = "TIME",
            defaultValue = "0.1s",
            converter = Seconds.class,
            description = "How much is drawn anew at either end (default: ${DEFAULT-VALUE}).")
    private double seam;

    @Option(
            names = "--resampling",
            paramLabel = "N",
            defaultValue = "2",
            description = "How often it is drawn again, to fit better (default: ${DEFAULT-VALUE}).")
    private int resampling;

    @Override
    public Integer call() throws IOException {
        edit.require(seam > 0, "--seam must be above 0");
        edit.requireResampling(resampling);
        return edit.run(
                "-loop",
                (editor, sound, condition, seed) ->
                        editor.loop(sound, (int) Math.round(seam * sound.sampleRate()), resampling, condition, seed),
                (sound, edited) ->
                        String.format(Locale.ROOT, "runs into itself, its first and last %s s made anew", seam));
    }
}
