package dev.phasewright.kit;

import java.util.Objects;

/**
 * What is said of a kit.
 *
 * @param name its name, which its files for other programs bear too
 * @param author who made it
 * @param licence under what licence
 */
public record KitLabel(String name, String author, String licence) {
    /** @throws IllegalArgumentException if the name could not be a file's */
    public KitLabel {
        Objects.requireNonNull(author, "author");
        Objects.requireNonNull(licence, "licence");
        if (name.isBlank() || name.startsWith(".") || !name.matches("[^/\\\\:*?\"<>|\\p{Cntrl}]+")) {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a kit's files");
        }
    }
}
