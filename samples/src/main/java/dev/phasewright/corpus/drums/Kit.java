package dev.phasewright.corpus.drums;

import dev.phasewright.corpus.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One kit of the table {@code kits.csv}.
 *
 * @param name its own, one word
 * @param debianPackage what has to be installed
 * @param form how it lies on the disk
 * @param place its folder or file, from the root of the packages on
 * @param licence the short name of its licence; {@code GPL} leaves the version to the user (section 9
 *     of version 2); empty where it differs by file
 * @param author who made it; empty where it differs by file
 * @param part the part that hears it; nothing if its licence forbids what we would do with it
 */
record Kit(
        String name,
        String debianPackage,
        Form form,
        String place,
        String licence,
        String author,
        Optional<Split> part) {
    private static final String NO_PART = "none";

    /** All kits there are, in the order of the table. */
    static List<Kit> all() throws IOException {
        return Tables.rows("kits.csv").stream()
                .map(cells -> new Kit(
                        cells.get(0),
                        cells.get(1),
                        Form.valueOf(cells.get(2).toUpperCase(Locale.ROOT)),
                        cells.get(3),
                        cells.get(4),
                        cells.get(5),
                        NO_PART.equals(cells.get(6))
                                ? Optional.empty()
                                : Optional.of(Split.valueOf(cells.get(6).toUpperCase(Locale.ROOT)))))
                .toList();
    }

    /** Whether it is there. */
    boolean isInstalled(Path root) {
        return Files.exists(root.resolve(place));
    }

    /** All its sounds, in an order that is always the same. */
    List<DrumSound> sounds(Path root) throws IOException {
        return form.sounds(root, place);
    }
}
