package dev.phasewright.demo;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What a site of demos is to show.
 *
 * @param seed what everything is drawn from
 * @param clips generated clips of each class in the gallery, positive
 * @param seconds how much of each original, positive
 * @param corpus what the generator learned from, with a folder {@code train}; null if it is not at hand
 * @param model how commands call the generator
 * @param vocoder how commands call the vocoder
 * @param command the whole command, for the pages to name
 */
public record DemoPlan(
        long seed, int clips, double seconds, Path corpus, String model, String vocoder, String command) {
    /** @throws IllegalArgumentException if a number is not positive */
    public DemoPlan {
        if (clips < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException("clips and seconds must be positive, not " + clips + " and " + seconds);
        }
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(vocoder, "vocoder");
        Objects.requireNonNull(command, "command");
    }
}
