package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import java.util.random.RandomGenerator;

/**
 * Every bin of every frame gets an independent phase, uniform on the circle: the usual start of an iterative method,
 * and what a spectrogram sounds like when nothing is known of its phase. Because overlapping frames then disagree, the
 * resynthesized sound is quieter than the original, by half to two thirds at usual overlaps.
 */
public record RandomPhase() implements PhaseReconstructor {

    /** {@inheritDoc} Draws exactly one float a bin, frame by frame from low frequencies to high. */
    @Override
    public ComplexSpectrogram reconstruct(Magnitudes magnitudes, RandomGenerator random) {
        float[] re = magnitudes.toArray();
        float[] im = new float[re.length];
        for (int i = 0; i < re.length; i++) {
            double phase = 2 * Math.PI * random.nextFloat();
            im[i] = (float) (re[i] * Math.sin(phase));
            re[i] = (float) (re[i] * Math.cos(phase));
        }
        return new ComplexSpectrogram(magnitudes.spec(), magnitudes.samples(), re, im);
    }
}
