package dev.phasewright.diffusion.separate;

import dev.phasewright.audio.Audio;
import java.util.List;

/**
 * Sounds that were taken out of a mixture.
 *
 * @param stems in the order in which they were asked for; as long as the mixture, of as many channels, and together the
 *     mixture, up to rounding
 * @param surprise how badly the model explains the mixture by them: the mean squared error of what it expected, over its
 *     variance; to be compared with that of other classes
 */
public record Separation(List<Audio> stems, double surprise) {
    /** Copies the list. */
    public Separation {
        stems = List.copyOf(stems);
    }
}
