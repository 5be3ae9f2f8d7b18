package dev.phasewright.corpus;

/**
 * What the manifest says of one clip.
 *
 * @param path the file, relative to the corpus, with forward slashes
 * @param split its part
 * @param fields what was drawn for it, comma-separated; no field needs quotes
 * @param sha256 digest of the file's bytes, in hexadecimal
 */
record ManifestRow(String path, Split split, String fields, String sha256) {
    /** The columns, given those of the corpus's own. */
    static String header(String columns) {
        return "path,split," + columns + ",sha256";
    }

    /** The row as CSV. */
    String csv() {
        return String.join(",", path, split.folder(), fields, sha256);
    }
}
