package dev.phasewright.vocoder;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import java.util.random.RandomGenerator;

/**
 * Every bin of every frame gets the phase 0 at the frame's first sample, so each frame becomes a pulse and the sound a
 * buzz at the frame rate. The deterministic start of an iterative method (librosa's {@code init=None}, torchaudio's
 * {@code rand_init=False}).
 */
public record ZeroPhase() implements PhaseReconstructor {

    /** {@inheritDoc} Nothing is drawn from {@code random}. */
    @Override
    public ComplexSpectrogram reconstruct(Magnitudes magnitudes, RandomGenerator random) {
        float[] re = magnitudes.toArray();
        return new ComplexSpectrogram(magnitudes.spec(), magnitudes.samples(), re, new float[re.length]);
    }
}
