package dev.phasewright.collection;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Predicate;

/** Names that are safe as those of files and in addresses: letters and digits of any script, with hyphens between. */
public final class PlainName {
    private static final int LONGEST = 40;

    private PlainName() {}

    /**
     * What is left of a name.
     *
     * @param otherwise taken if nothing is
     * @return at most 40 characters; letters are small ones
     */
    public static String of(String name, String otherwise) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{Nd}]+", "-")
                .replaceAll("^-+", "");
        int end = Math.min(LONGEST, letters.length());
        if (end > 0 && Character.isHighSurrogate(letters.charAt(end - 1))) {
            end--;
        }
        String plain = letters.substring(0, end).replaceAll("-+$", "");
        return plain.isEmpty() ? otherwise : plain;
    }

    /** The name itself, or with the first number behind it that nobody has. */
    static String free(String name, Predicate<String> taken) {
        String free = name;
        for (int i = 2; taken.test(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }
}
