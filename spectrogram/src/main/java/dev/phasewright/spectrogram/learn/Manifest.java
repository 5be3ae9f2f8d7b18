package dev.phasewright.spectrogram.learn;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a corpus's {@code manifest.csv} says of its sound files: comma-separated without quotes, the first line naming the
 * columns. Here four of them matter: {@code path}, relative to the corpus, and {@code midi}, its pitch; {@code class} and the {@code
 * family} it belongs to.
 */
final class Manifest {
    static final String FILE = "manifest.csv";

    private static final String PATH = "path";
    private static final String MIDI = "midi";
    private static final String CLASS = "class";
    private static final String FAMILY = "family";

    private Manifest() {}

    /**
     * The pitch of each file that has one; empty without a manifest or where it has not both columns.
     *
     * @throws CheckpointException if a line has not as many columns as the first, or a pitch is none
     * @throws IOException if the file cannot be read
     */
    static Map<String, Integer> pitches(Path corpus) throws IOException {
        Map<String, Integer> pitches = new HashMap<>();
        for (Line line : lines(corpus, PATH, MIDI)) {
            if (!line.second.isEmpty()) {
                pitches.put(line.first, pitch(line.second, corpus.resolve(FILE), line.number));
            }
        }
        return pitches;
    }

    /**
     * The family of each class; empty without a manifest or where it has not both columns.
     *
     * @throws CheckpointException if a line has not as many columns as the first
     * @throws IOException if the file cannot be read
     */
    static Map<String, String> families(Path corpus) throws IOException {
        Map<String, String> families = new HashMap<>();
        lines(corpus, CLASS, FAMILY).forEach(line -> families.put(line.first, line.second));
        return families;
    }

    /** Two cells of a line. */
    private record Line(int number, String first, String second) {}

    /** Two columns, or nothing if one of them is missing. */
    private static List<Line> lines(Path corpus, String first, String second) throws IOException {
        Path file = corpus.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new CheckpointException(file + ": not text in UTF-8; correct it or take it away", e);
        }
        List<String> columns = lines.isEmpty() ? List.of() : cells(lines.get(0));
        int one = columns.indexOf(first);
        int other = columns.indexOf(second);
        if (one < 0 || other < 0) {
            return List.of();
        }
        List<Line> cells = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> row = cells(lines.get(i));
            if (row.size() != columns.size()) {
                throw new CheckpointException(file + ": line " + (i + 1) + " has " + row.size() + " columns, the first "
                        + columns.size() + "; correct it or take the file away");
            }
            cells.add(new Line(i + 1, row.get(one), row.get(other)));
        }
        return cells;
    }

    private static List<String> cells(String line) {
        return List.of(line.split(",", -1));
    }

    private static int pitch(String cell, Path file, int line) throws CheckpointException {
        if (!cell.matches("\\d{1,3}") || Integer.parseInt(cell) > 127) {
            throw new CheckpointException(file + ": line " + line + ": " + MIDI + " is \"" + cell
                    + "\", not a whole number from 0 to 127; correct it or take the file away");
        }
        return Integer.parseInt(cell);
    }
}
