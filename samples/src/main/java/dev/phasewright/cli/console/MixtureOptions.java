package dev.phasewright.cli.console;

import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What explains a mixture: models, and how many samples of them. Use as a picocli mixin. */
public final class MixtureOptions {
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
     * The model of each sound, by its name or folder.
     *
     * @param sounds how many there are
     * @throws ParameterException if there are neither as many models nor one
     */
    public List<String> models(int sounds) {
        if (models.size() != 1 && models.size() != sounds) {
            throw new ParameterException(
                    command.commandLine(),
                    "--model wants one for all sounds or one for each of " + sounds + ", not " + models.size());
        }
        return models.size() == 1 ? Collections.nCopies(sounds, models.get(0)) : models;
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
