package dev.phasewright.corpus;

import java.util.Locale;

/**
 * What the manifest says of one clip.
 *
 * @param path the file, relative to the corpus, with forward slashes
 * @param split its part
 * @param recipe what was drawn for it
 * @param onset the sample at which the word begins
 * @param sha256 digest of the file's bytes, in hexadecimal
 */
record ManifestRow(String path, Split split, Recipe recipe, int onset, String sha256) {
    /** The columns. Level is the clip's peak in dBFS, onset is in samples, the seed is unsigned hexadecimal. */
    static final String HEADER = "path,split,class,accent,variant,pitch,rate,level,onset,seed,sha256";

    /** The row as CSV; no field needs quotes. */
    String csv() {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,%s,%d,%d,%.3f,%d,%016x,%s",
                path,
                split.folder(),
                DigitCorpus.DIGITS.get(recipe.digit()),
                recipe.speaker().accent(),
                recipe.speaker().variant(),
                recipe.pitch(),
                recipe.rate(),
                recipe.levelDb(),
                onset,
                recipe.seed(),
                sha256);
    }
}
