package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import java.util.random.RandomGenerator;

/**
 * Gives magnitudes a phase. Random phase, Griffin-Lim, heap integration and a network all are phase reconstructors; those
 * that have a name are in {@code PhaseMethods}.
 */
@FunctionalInterface
public interface PhaseReconstructor {
    /**
     * Reconstructs the phase of one channel.
     *
     * @param magnitudes what is known
     * @param random the source of any randomness, so that a seed repeats the result
     * @return a complex spectrum of the same spec, frames and length whose magnitudes are those given
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, by methods that iterate; it stays
     *     interrupted
     */
    ComplexSpectrogram reconstruct(Magnitudes magnitudes, RandomGenerator random);
}
