package dev.phasewright.vocoder;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.LogMel;
import java.util.random.RandomGenerator;

/** Turns log-mel magnitudes, measured or generated, into sound. */
@FunctionalInterface
public interface Vocoder extends AutoCloseable {
    /**
     * Synthesizes one channel of sound.
     *
     * @param magnitudes the log-mel spectrogram
     * @param random the source of any randomness, so that a seed repeats the result
     * @return mono audio at the spectrogram's rate, {@code (frames − 1)·hop} samples long
     */
    Audio synthesize(LogMel magnitudes, RandomGenerator random);

    /** Frees what it holds beyond Java's memory; nothing, unless it says otherwise. */
    @Override
    default void close() {}
}
