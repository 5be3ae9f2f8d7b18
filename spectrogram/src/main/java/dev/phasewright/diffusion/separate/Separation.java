package dev.phasewright.diffusion.separate;

import dev.phasewright.audio.Audio;
import java.util.List;

/**
 * Sounds that were taken out of a mixture.
 *
 * @param stems in the order in which they were asked for; as long as the mixture, of as many channels, and together the
 *     mixture, up to rounding
 * @param misfit how badly the model denoises its best sample of them knowing what was asked for, less half of how badly it
 *     does not knowing it; the lower, the surer it is of these classes
 */
public record Separation(List<Audio> stems, double misfit) {
    /** Copies the list. */
    public Separation {
        stems = List.copyOf(stems);
    }
}
