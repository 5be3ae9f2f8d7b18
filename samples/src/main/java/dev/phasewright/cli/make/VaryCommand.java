package dev.phasewright.cli.make;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phasewright vary}: another sound like a given one. */
@Command(
        name = "vary",
        description = {
            "Make another sound like this one.",
            "",
            "Noise drowns the sound up to a level that --strength tells, and the model removes it again. A little of it "
                    + "changes details, much of it all but the outline.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright vary seven.wav --strength 0.5 -o another.wav",
            "  phasewright vary seven.wav --strength 0.8 --class nine --seed 3 -o nine.wav"
        })
public final class VaryCommand implements Callable<Integer> {
    @Mixin
    private EditOptions edit;

    @Option(
            names = "--strength",
            paramLabel = "X",
            defaultValue = "0.5",
            description = "0 changes nothing, 1 everything (default: ${DEFAULT-VALUE}).")
    private double strength;

    @Override
    public Integer call() throws IOException {
        edit.require(strength >= 0 && strength <= 1, "--strength must be from 0 to 1, not " + strength);
        return edit.run(
                "-varied",
                (editor, sound, condition, seed) -> editor.vary(sound, strength, condition, seed),
                (sound, edited) -> String.format(Locale.ROOT, "varied at strength %s", strength));
    }
}
