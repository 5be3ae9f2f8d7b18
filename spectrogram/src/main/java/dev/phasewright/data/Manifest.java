package dev.phasewright.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.phasewright.audio.file.CanonicalName;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a corpus's {@code manifest.csv} says of its sound files: comma-separated, with quotes where a cell has a comma (RFC
 * 4180), the first line naming the columns. Here four of them matter: {@code path}, relative to the corpus, and {@code
 * midi}, its pitch; {@code class} and the {@code family} it belongs to. Paths and classes are {@link CanonicalName}s.
 */
final class Manifest {
    static final String FILE = "manifest.csv";

    private static final ObjectReader CSV =
            new CsvMapper().readerForListOf(String.class).with(CsvParser.Feature.WRAP_AS_ARRAY);

    private static final String PATH = "path";
    private static final String MIDI = "midi";
    private static final String CLASS = "class";
    private static final String FAMILY = "family";

    private Manifest() {}

    /**
     * The pitch of each file that has one; empty without a manifest or where it has not both columns.
     *
     * @throws RecordingsException if a line has not as many columns as the first, a pitch is none, or a file has two
     * @throws IOException if the file cannot be read
     */
    static Map<String, Integer> pitches(Path corpus) throws IOException {
        List<List<String>> rows = rows(corpus);
        List<String> columns = rows.isEmpty() ? List.of() : rows.get(0);
        int path = columns.indexOf(PATH);
        int midi = columns.indexOf(MIDI);
        if (path < 0 || midi < 0) {
            return Map.of();
        }
        Map<String, Integer> pitches = new HashMap<>();
        for (int i = 1; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            if (!row.get(midi).isEmpty()) {
                int pitch = pitch(row.get(midi), corpus.resolve(FILE), i + 1);
                Integer before = pitches.put(CanonicalName.of(row.get(path)), pitch);
                if (before != null && before != pitch) {
                    throw new RecordingsException(corpus.resolve(FILE) + ": line " + (i + 1) + ": " + row.get(path)
                            + " has the pitch " + pitch + ", in a line before " + before
                            + "; correct it or take the file away");
                }
            }
        }
        return pitches;
    }

    /**
     * What some columns say of each file, joined by hyphens; empty without a manifest or where it has not all of them.
     *
     * @throws RecordingsException if a line has not as many columns as the first
     * @throws IOException if the file cannot be read
     */
    static Map<String, String> labels(Path corpus, List<String> names) throws IOException {
        return values(corpus, PATH, names);
    }

    /**
     * The family of each class; empty without a manifest or where it has not both columns.
     *
     * @throws RecordingsException if a line has not as many columns as the first
     * @throws IOException if the file cannot be read
     */
    static Map<String, String> families(Path corpus) throws IOException {
        return values(corpus, CLASS, List.of(FAMILY));
    }

    private static Map<String, String> values(Path corpus, String key, List<String> names) throws IOException {
        List<List<String>> rows = rows(corpus);
        List<String> columns = rows.isEmpty() ? List.of() : rows.get(0);
        int of = columns.indexOf(key);
        if (of < 0 || !columns.containsAll(names)) {
            return Map.of();
        }
        Map<String, String> values = new HashMap<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            String value =
                    names.stream().map(name -> row.get(columns.indexOf(name))).collect(Collectors.joining("-"));
            values.put(CanonicalName.of(row.get(of)), CanonicalName.of(value));
        }
        return values;
    }

    /**
     * All cells of each file's row by their columns' names; empty without a manifest or where it tells no paths.
     *
     * @throws RecordingsException if a line has not as many columns as the first
     * @throws IOException if the file cannot be read
     */
    static Map<String, Map<String, String>> facts(Path corpus) throws IOException {
        List<List<String>> rows = rows(corpus);
        List<String> columns = rows.isEmpty() ? List.of() : rows.get(0);
        int path = columns.indexOf(PATH);
        if (path < 0) {
            return Map.of();
        }
        Map<String, Map<String, String>> facts = new HashMap<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            Map<String, String> cells = new HashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                cells.put(columns.get(i), row.get(i));
            }
            facts.put(CanonicalName.of(row.get(path)), cells);
        }
        return facts;
    }

    /** All lines' cells, the columns' names first; none if there is no file. */
    private static List<List<String>> rows(Path corpus) throws IOException {
        Path file = corpus.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        List<List<String>> rows;
        try (MappingIterator<List<String>> cells = CSV.readValues(withoutMark(Files.readString(file)))) {
            rows = cells.readAll();
        } catch (CharacterCodingException e) {
            throw new RecordingsException(file + ": not text in UTF-8; correct it or take it away", e);
        } catch (JsonProcessingException e) {
            throw new RecordingsException(
                    file + ": line " + e.getLocation().getLineNr() + " has a quote that does not end a cell"
                            + "; correct it or take the file away",
                    e);
        }
        requireCommas(file, rows);
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).size() != rows.get(0).size()) {
                throw new RecordingsException(file + ": line " + (i + 1) + " has "
                        + rows.get(i).size() + " columns, the first "
                        + rows.get(0).size()
                        + "; correct it or take the file away");
            }
        }
        return rows;
    }

    /** Where the comma is the decimal point, spreadsheets put semicolons between columns; others put tabs. */
    private static void requireCommas(Path file, List<List<String>> rows) throws RecordingsException {
        boolean one = !rows.isEmpty() && rows.get(0).size() == 1;
        if (one && rows.get(0).get(0).matches("(?s).*[;\t].*")) {
            throw new RecordingsException(
                    file + ": its columns are separated by semicolons or tabs; save it with commas or take it away");
        }
    }

    /** Spreadsheets begin a file in UTF-8 with a byte-order mark, which is no part of the first column's name. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static int pitch(String cell, Path file, int line) throws RecordingsException {
        if (!cell.matches("\\d{1,3}") || Integer.parseInt(cell) > 127) {
            throw new RecordingsException(file + ": line " + line + ": " + MIDI + " is \"" + cell
                    + "\", not a whole number from 0 to 127; correct it or take the file away");
        }
        return Integer.parseInt(cell);
    }
}
