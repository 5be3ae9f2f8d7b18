package dev.phasewright.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the manifest says of one clip.
 *
 * @param path the file, relative to the corpus, with forward slashes
 * @param split its part
 * @param fields what was drawn for it, one for each of the corpus's own columns
 * @param sha256 digest of the file's bytes, in hexadecimal
 */
public record ManifestRow(String path, Split split, List<String> fields, String sha256) {
    /** Copies the fields. */
    public ManifestRow {
        fields = List.copyOf(fields);
    }

    /** The columns, given those of the corpus's own. */
    static List<String> header(List<String> columns) {
        return cells("path", "split", columns, "sha256");
    }

    /** The row, as many cells as the header. */
    List<String> cells() {
        return cells(path, split.folder(), fields, sha256);
    }

    private static List<String> cells(String path, String split, List<String> fields, String sha256) {
        List<String> cells = new ArrayList<>(List.of(path, split));
        cells.addAll(fields);
        cells.add(sha256);
        return cells;
    }

    /** A number to three decimals, for a field. */
    public static String decimals(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** A seed, for a field. */
    static String hexadecimal(long seed) {
        return String.format(Locale.ROOT, "%016x", seed);
    }
}
