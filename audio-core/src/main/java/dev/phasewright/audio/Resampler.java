package dev.phasewright.audio;

import dev.phasewright.audio.stream.Piece;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Changes a sound's sample rate by band-limited interpolation: TarsosDSP's windowed sinc (after J. O. Smith's
 * resample), in its high quality.
 *
 * <p>What that gives, measured with tones between 8, 16, 22.05, 44.1, 48 and 192 kHz, f relative to the lower of the two
 * Nyquist frequencies: flat within 0.01 dB up to 0.6, −0.06 dB at 0.8, −1.3 dB at 0.85, −6 dB at 0.9; aliases and images
 * at least 44 dB down at 1.00, 57 from 1.01, 61 from 1.02 and 65 from 1.1 on (the filter's side lobes); no delay (below
 * 0.001 sample). So 48 to 16 kHz keeps everything up to 6.4 kHz; sound that must stay whole up to its last half octave
 * should be recorded at its final rate.
 */
public final class Resampler {
    private Resampler() {}

    /**
     * The same sound at another rate, without delay.
     *
     * @param audio any sound
     * @param sampleRate the wanted rate in Hz, positive
     * @return {@code round(length·sampleRate / audio.sampleRate())} samples a channel; {@code audio} itself if it has
     *     that rate already
     * @throws IllegalArgumentException if the rate is not positive or the result would exceed 2³¹ samples a channel
     */
    public static Audio resample(Audio audio, int sampleRate) {
        if (sampleRate == audio.sampleRate()) {
            return audio;
        }
        try (SoundSource resampled = resample(audio.source(), sampleRate)) {
            if (resampled.length() > Piece.LONGEST) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "%s at %d Hz would have more than 2^31 samples", audio, sampleRate));
            }
            float[][] samples = new float[audio.channels()][(int) resampled.length()];
            resampled.read(samples, 0, samples[0].length);
            return Audio.of(samples, sampleRate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A sound at another rate while it is being read: exactly the samples that {@link #resample(Audio, int)} gives for
     * the whole, in little memory.
     *
     * @param source any sound of which nothing was read; it is closed with the result
     * @param sampleRate the wanted rate in Hz, positive
     * @return {@code round(length·sampleRate / source.sampleRate())} samples a channel; {@code source} itself if it has
     *     that rate already
     * @throws IllegalArgumentException if the rate is not positive
     */
    public static SoundSource resample(SoundSource source, int sampleRate) {
        if (sampleRate <= 0) {
            throw new IllegalArgumentException("sample rate must be positive, not " + sampleRate);
        }
        return sampleRate == source.sampleRate() ? source : new ResampledSource(source, sampleRate);
    }
}
