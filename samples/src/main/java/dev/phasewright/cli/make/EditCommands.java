package dev.phasewright.cli.make;

import dev.phasewright.cli.console.Typed;
import dev.phasewright.diffusion.edit.Region;
import dev.phasewright.vocoder.metric.SeamError;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands that make a sound anew in part and ask for nothing that is not said in a line or two. */
public final class EditCommands {
    private EditCommands() {}

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
    public static final class Vary implements Callable<Integer> {
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
    public static final class Extend implements Callable<Integer> {
        private static final double LONGEST = 600;

        @Mixin
        private EditOptions edit;

        @Option(
                names = "--seconds",
                paramLabel = "N",
                required = true,
                converter = Typed.Seconds.class,
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

    /** {@code phasewright restore}: a sound with what it had lost. */
    @Command(
            name = "restore",
            description = {
                "Give a sound back what it has lost.",
                "",
                "--extend-band draws what a telephone or a low sample rate has cut off: all above the given frequency is "
                        + "drawn by the model so that it fits what is below, which stays as it is. Give the frequency up to "
                        + "which the sound is whole: some 3700 Hz if it was recorded at 8000 Hz.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright restore telephone.wav --extend-band 3700 -o whole.wav",
                "  phasewright restore seven.wav --extend-band 3700 --class seven --plot"
            })
    public static final class Restore implements Callable<Integer> {
        @Mixin
        private EditOptions edit;

        @Option(
                names = "--extend-band",
                paramLabel = "HZ",
                required = true,
                description = "The frequency above which all is drawn anew.")
        private double hertz;

        @Option(
                names = "--resampling",
                paramLabel = "N",
                defaultValue = "2",
                description = "How often it is drawn again, to fit better (default: ${DEFAULT-VALUE}).")
        private int resampling;

        @Override
        public Integer call() throws IOException {
            edit.require(
                    hertz > 0 && hertz < Double.POSITIVE_INFINITY,
                    "--extend-band must be a frequency above 0, not " + hertz);
            edit.requireResampling(resampling);
            Region lost = new Region(0, Double.POSITIVE_INFINITY, hertz, Double.POSITIVE_INFINITY);
            return edit.run(
                    "-restored",
                    (editor, sound, condition, seed) -> {
                        if (hertz >= sound.sampleRate() / 2.0) {
                            throw new IllegalArgumentException(String.format(
                                    Locale.ROOT,
                                    "the model's sounds end at %d Hz, so nothing is lost above %.0f Hz",
                                    sound.sampleRate() / 2,
                                    hertz));
                        }
                        return editor.inpaint(sound, lost, resampling, condition, seed);
                    },
                    (sound, edited) -> String.format(Locale.ROOT, "made anew above %.0f Hz", hertz));
        }
    }

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
    public static final class Loop implements Callable<Integer> {
        @Mixin
        private EditOptions edit;

        @Option(
                names = "--seam",
                paramLabel = "TIME",
                defaultValue = "0.1s",
                converter = Typed.Seconds.class,
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
                    (editor, sound, condition, seed) -> editor.loop(
                            sound, (int) Math.round(seam * sound.sampleRate()), resampling, condition, seed),
                    (sound, edited) ->
                            String.format(Locale.ROOT, "runs into itself, its first and last %s s made anew", seam));
        }
    }
}
