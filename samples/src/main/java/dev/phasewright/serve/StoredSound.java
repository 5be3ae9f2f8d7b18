package dev.phasewright.serve;

import dev.phasewright.audio.Audio;

/**
 * A sound that the server keeps in memory.
 *
 * @param id what it is asked for by
 * @param audio the samples
 * @param wav the same as the bytes of a WAV file, which nobody changes
 * @param topDb where the scale of its picture ends, in dB re a full-scale sine
 */
record StoredSound(String id, Audio audio, WavBytes wav, int topDb) {
    /** What it takes, in bytes. */
    long size() {
        return (long) audio.channels() * audio.length() * Float.BYTES + wav.length();
    }

    /** What the interface tells of it. */
    Description description() {
        return new Description(id, audio.seconds(), audio.sampleRate(), audio.channels(), audio.length(), topDb);
    }

    /**
     * A sound without its samples.
     *
     * @param id what it is asked for by
     * @param seconds its duration
     * @param sampleRate in Hz
     * @param channels how many
     * @param samples in each channel
     * @param topDb where the scale of its picture ends, in dB re a full-scale sine; it begins 80 dB below
     */
    record Description(String id, double seconds, int sampleRate, int channels, int samples, int topDb) {}
}
