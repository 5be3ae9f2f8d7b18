package dev.phasewright.cli.study;

import dev.phasewright.audio.Audio;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.evaluation.vocoder.StudyClips;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What studies have in common: sounds to measure on, and a Markdown table on stdout. Use as a picocli mixin. */
final class StudyOptions {
    private static final int MOST_CLIPS = 10_000;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|DIR",
            description = "Sound files, and folders of them; without any, eSpeak NG speaks digits.")
    private List<Path> sounds = List.of();

    @Option(
            names = "--clips",
            paramLabel = "N",
            defaultValue = "24",
            description = "Clips to measure, drawn if there are more (default: ${DEFAULT-VALUE}).")
    private int count;

    @Mixin
    private SeedOption seed;

    @Mixin
    private Console console;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    long seed() {
        return seed.seed();
    }

    /** @throws ParameterException if there are to be too few or too many */
    void check() {
        requireWithin(command, "--clips", count, 1, MOST_CLIPS);
    }

    /** Refuses a number that is out of range, naming its option. */
    static void requireWithin(CommandSpec command, String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    command.commandLine(), option + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    /**
     * Reads the sounds and tells how much there is of them.
     *
     * @param sampleRate that they are brought to
     * @param longest seconds of each, from its start
     * @throws IOException if one cannot be read, or all are silent
     */
    List<Audio> read(int sampleRate, double longest) throws IOException {
        StudyClips choice =
                new StudyClips(count, sampleRate, longest, seed.seed(), line -> console.say("skipped: %s", line));
        List<Audio> clips = sounds.isEmpty() ? choice.spoken() : choice.of(sounds);
        console.say(
                "%d clips of %.1f s in all, seed %d",
                clips.size(), clips.stream().mapToDouble(Audio::seconds).sum(), seed.seed());
        return clips;
    }

    /**
     * Prints a table, each row as soon as it is measured.
     *
     * @param unit what a row is of, in the plural
     * @param measured makes the line of a row
     */
    <T> void table(String heading, List<T> rows, String unit, Function<T, String> measured) {
        console.print(heading);
        try (Progress bar = console.progress("measuring", rows.size(), unit)) {
            for (int i = 0; i < rows.size(); i++) {
                console.print(measured.apply(rows.get(i)));
                bar.at(i + 1);
            }
        }
    }
}
