package dev.phasewright.web;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.metric.LevelMatch;

/**
 * A sound to become a {@link PanelVersion version} of a panel.
 *
 * @param name what it is called
 * @param about a few words more; may be empty
 * @param sound mono
 * @param command what made it; null if the panel says it
 * @param compared the transform in which its magnitudes are compared with those of its panel's first sound; null for no
 *     comparison
 * @param kept what to say of the magnitudes before the figure; without meaning if nothing is compared
 */
public record PanelSound(String name, String about, Audio sound, String command, StftSpec compared, String kept) {
    /** One that is not compared. */
    public PanelSound(String name, String about, Audio sound, String command) {
        this(name, about, sound, command, null, null);
    }

    /** The same, as loud as another sound. */
    public PanelSound at(Audio other) {
        return new PanelSound(name, about, LevelMatch.apply(sound, other), command, compared, kept);
    }
}
