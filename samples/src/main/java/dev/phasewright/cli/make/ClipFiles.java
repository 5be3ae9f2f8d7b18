package dev.phasewright.cli.make;

import dev.phasewright.SoundRequest;
import dev.phasewright.audio.NoteName;
import dev.phasewright.cli.console.OutputOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Clips that are to be made, and where they go.
 *
 * @param output what was asked for
 * @param join whether all go into one file
 * @param plot whether a picture goes beside each
 * @param spec of the command, for complaints
 */
record ClipFiles(OutputOptions output, boolean join, boolean plot, CommandSpec spec) {
    private static final int MOST_IN_A_GRID = 100;

    /**
     * One clip to be made.
     *
     * @param label its file's name without ending
     * @param request what it is to be
     */
    record Clip(String label, SoundRequest request) {
        /**
         * So many clips of each class and pitch, from one seed after the other. A class and pitch that has several, or is
         * asked for twice, has them numbered.
         *
         * @param pitches as MIDI counts, or {@link SoundRequest#ANY_PITCH}
         */
        static List<Clip> numbered(List<String> classes, int[] pitches, int count, long firstSeed) {
            Map<String, Integer> totals = new HashMap<>();
            for (String name : classes) {
                for (int pitch : pitches) {
                    totals.merge(label(name, pitch), count, Integer::sum);
                }
            }
            Map<String, Integer> numbers = new HashMap<>();
            List<Clip> clips = new ArrayList<>();
            for (String name : classes) {
                for (int pitch : pitches) {
                    String label = label(name, pitch);
                    for (int i = 0; i < count; i++) {
                        int number = numbers.merge(label, 1, Integer::sum);
                        clips.add(new Clip(
                                totals.get(label) == 1 ? label : label + "-" + number,
                                SoundRequest.of(name, firstSeed + clips.size()).withPitch(pitch)));
                    }
                }
            }
            return clips;
        }

        private static String label(String className, int pitch) {
            return pitch == SoundRequest.ANY_PITCH ? className : className + "-" + NoteName.of(pitch);
        }

        /** The same of a model that has no classes. */
        Clip ofNoClass() {
            return new Clip(label, request.withClass(null));
        }

        /** The same between several classes. */
        Clip between(Map<String, Double> blend) {
            return new Clip(label, request.withBlend(blend));
        }

        /** The same by degrees. */
        Clip with(Map<String, Double> knobs) {
            return new Clip(label, request.withKnobs(knobs));
        }

        /** The same of another length. */
        Clip lasting(double seconds) {
            return new Clip(label, request.withSeconds(seconds));
        }
    }

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
