package dev.phasewright.audio.file;

import java.text.Normalizer;
import java.util.List;

/**
 * Names as they are compared. What is typed, what a folder is called and what a file tells may spell the same letters
 * otherwise: é is one character on most keyboards and two in names that come from a Mac. Unicode calls both canonically
 * equivalent; here they are one, in normalization form C.
 */
public final class CanonicalName {
    private CanonicalName() {}

    /** A name in the form that is compared. */
    public static String of(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** Names in the form that is compared. */
    public static List<String> of(List<String> names) {
        return names.stream().map(CanonicalName::of).toList();
    }
}
