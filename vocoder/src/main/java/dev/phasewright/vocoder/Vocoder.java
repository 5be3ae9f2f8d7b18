package dev.phasewright.vocoder;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.LogMel;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Turns log-mel magnitudes, measured or generated, into sound. Safe for use by several threads. */
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

    /**
     * Synthesizes several sounds, at the same time as far as that is faster.
     *
     * @param magnitudes the log-mel spectrograms
     * @param randoms a source of randomness for each
     * @return what {@link #synthesize(LogMel, RandomGenerator)} makes of each, but perhaps for rounding
     * @throws IllegalArgumentException if there are not as many sources as spectrograms
     */
    default List<Audio> synthesize(List<LogMel> magnitudes, List<? extends RandomGenerator> randoms) {
        if (randoms.size() != magnitudes.size()) {
            throw new IllegalArgumentException(randoms.size() + " sources for " + magnitudes.size() + " sounds");
        }
        return IntStream.range(0, magnitudes.size())
                .parallel()
                .mapToObj(i -> synthesize(magnitudes.get(i), randoms.get(i)))
                .toList();
    }

    /** Frees what it holds beyond Java's memory; nothing, unless it says otherwise. */
    @Override
    default void close() {}
}
