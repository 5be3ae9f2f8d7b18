package dev.phasewright.audio.format;

/**
 * What a sound file says of itself.
 *
 * @param container the file format, such as {@code WAV} or {@code FLAC}
 * @param encoding how samples are stored, such as {@code 16-bit PCM} or {@code A-law}
 * @param channels the number of channels, at least 1
 * @param sampleRate samples per second, positive
 * @param frames samples in each channel, as many as {@code SoundFile.read} would return
 */
public record SoundInfo(String container, String encoding, int channels, int sampleRate, long frames) {
    /** The duration in seconds. */
    public double seconds() {
        return (double) frames / sampleRate;
    }
}
