package dev.phasewright.cli.phase;

import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.lab.Framing;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The frames that a phase tool works on. Use as a picocli mixin. */
final class FramingOptions {
    private static final String WHOLE = "whole";

    @Option(
            names = "--window",
            paramLabel = "MS|whole",
            description =
                    "The window's length in milliseconds, from 1 to 10000, or the whole sound in one Fourier transform "
                            + "(default: ${DEFAULT-VALUE}).")
    private String window;

    @Option(
            names = "--shape",
            paramLabel = "NAME",
            defaultValue = "hann",
            description = "The window's shape: hann, gauss or rectangular (default: ${DEFAULT-VALUE}).")
    private Window shape = Window.HANN;

    @Option(
            names = "--overlap",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many windows cover each sample, from 2 to 32 (default: ${DEFAULT-VALUE}).")
    private int overlap = 4;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** With a default of the subcommand's own. */
    FramingOptions(String otherwise) {
        this.window = otherwise;
    }

    /** The usual shape and overlap, for a subcommand that has options of its own for the length. */
    FramingOptions(CommandSpec command) {
        this("");
        this.command = command;
    }

    /** @throws ParameterException if there are no such frames */
    Framing framing() {
        return checked(command, () -> new Framing(milliseconds("--window", window), shape, overlap));
    }

    /** The same frames with windows of another length, as {@code --window} has it. */
    Framing framing(String option, String length) {
        return checked(command, () -> new Framing(milliseconds(option, length), shape, overlap));
    }

    private double milliseconds(String option, String length) {
        if (length.equals(WHOLE)) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            double value = Double.parseDouble(length);
            // "Infinity" is a number to Java.
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    command.commandLine(), option + ": \"" + length + "\" is neither milliseconds nor " + WHOLE, e);
        }
    }

    /**
     * What the command line describes.
     *
     * @throws ParameterException if it cannot be, saying why
     */
    static <T> T checked(CommandSpec command, Supplier<T> described) {
        try {
            return described.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
