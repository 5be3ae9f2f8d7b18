package dev.phasewright.web;

import java.util.List;

/**
 * Versions of a sound between which a listener switches while they play.
 *
 * @param id its name within the page: lower-case letters, digits and dashes
 * @param name its heading
 * @param about what there is to hear
 * @param command what made the sound that all began with; null if each version says its own
 * @param milliseconds how long every version is
 * @param versions at least one; all of the same length
 * @param first which version is chosen at the beginning
 * @param layout classes of the style sheet, such as {@code small columns-4}; may be empty
 * @param pictureWidth of its spectrograms, in pixels
 * @param pictureHeight of its spectrograms, in pixels
 * @param scale what they are to be read by
 */
public record Panel(
        String id,
        String name,
        String about,
        String command,
        int milliseconds,
        List<PanelVersion> versions,
        int first,
        String layout,
        int pictureWidth,
        int pictureHeight,
        PictureScale scale) {

    /** @throws IllegalArgumentException if there is no such first version */
    public Panel {
        versions = List.copyOf(versions);
        if (first < 0 || first >= versions.size()) {
            throw new IllegalArgumentException(id + " has no version " + first);
        }
    }

    /**
     * The version of a name.
     *
     * @throws IllegalArgumentException if no version is called so
     */
    public PanelVersion version(String called) {
        return versions.stream()
                .filter(v -> v.name().equals(called))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no version " + called));
    }

    /** Whether any version has a picture of how it differs. */
    boolean hasDifferences() {
        return versions.stream().anyMatch(v -> v.difference() != null);
    }
}
