package dev.phasewright.cli.make;

import dev.phasewright.cli.console.OutputOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Where clips go.
 *
 * @param output what was asked for
 * @param join whether all go into one file
 * @param plot whether a picture goes beside each
 * @param spec of the command, for complaints
 */
record ClipFiles(OutputOptions output, boolean join, boolean plot, CommandSpec spec) {
    private static final int MOST_IN_A_GRID = 100;

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** One file each, or one for all. */
    List<Path> of(List<Clip> clips, List<String> classes) {
        boolean single = join || clips.size() == 1;
        String name = join
                ? String.join("-", classes.isEmpty() ? List.of("clips") : classes)
                : clips.get(0).label();
        Path given = output.orElse(Path.of(""));
        if (single) {
            boolean folder = given.toString().isEmpty() || Files.isDirectory(given);
            return List.of(folder ? given.resolve(name + ".wav") : given);
        }
        if (OutputOptions.isStdout(given)) {
            throw wrong("stdout takes one file; add --join, or give -o a folder");
        }
        return clips.stream().map(clip -> given.resolve(clip.label() + ".wav")).toList();
    }

    /**
     * Refuses files that cannot be written, before any work is spent on them.
     *
     * @throws IOException naming the file and the remedy
     */
    void check(List<Path> files, int clips) throws IOException {
        Path first = files.get(0);
        if (plot) {
            output.requirePlaceForPicture(first);
        }
        if (plot && join && clips > MOST_IN_A_GRID) {
            throw wrong("--plot with --join draws at most " + MOST_IN_A_GRID + " clips");
        }
        output.requireWav(first);
        if (files.size() > 1) {
            output.checkFolder(output.orElse(Path.of("")));
        }
        for (Path file : files) {
            output.check(file);
            if (plot) {
                output.check(OutputOptions.picture(file));
            }
        }
    }
}
