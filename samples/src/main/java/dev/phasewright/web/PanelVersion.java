package dev.phasewright.web;

/**
 * One of several sounds to switch between.
 *
 * @param name what it is called
 * @param about a few words more; may be empty
 * @param sound the name of its script, in the folder of sounds
 * @param waveform how it looks over time
 * @param spectrogram its picture, as the page links it
 * @param difference the picture of how its magnitudes differ from the original's; null if there is none
 * @param measure figures in words; null if there are none
 * @param command what made it; null if the panel says it
 */
public record PanelVersion(
        String name,
        String about,
        String sound,
        Waveform waveform,
        String spectrogram,
        String difference,
        String measure,
        String command) {

    /** The same without figures and differences. */
    public PanelVersion alone() {
        return new PanelVersion(name, about, sound, waveform, spectrogram, null, null, command);
    }
}
