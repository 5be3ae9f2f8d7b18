package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import java.util.random.RandomGenerator;

/**
 * Every bin of every frame gets the phase 0 at the frame's first sample, so each frame becomes a pulse there, of which a
 * window that fades leaves only the skirts: a faint buzz at the frame rate, and of a click nothing. The deterministic start
 * of an iterative method (librosa's {@code init=None}, torchaudio's {@code rand_init=False}). Zero phase at the frame's
 * middle is {@code PhaseDistribution.zero()} of the laboratory.
 */
public record ZeroPhase() implements PhaseReconstructor {

    /** {@inheritDoc} Nothing is drawn from {@code random}. */
    @Override
    public ComplexSpectrogram reconstruct(Magnitudes magnitudes, RandomGenerator random) {
        float[] re = magnitudes.toArray();
        return new ComplexSpectrogram(magnitudes.spec(), magnitudes.samples(), re, new float[re.length]);
    }
}
