package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Single pass spectrogram inversion: every peak of a frame is taken for a sinusoid, whose frequency is where a parabola
 * through the logarithms of the peak's three bins is highest, and whose phase goes on from where it was one hop before.
 * All bins down to the valleys beside the peak get the peak's phase, in the middle of the window. G. T. Beauregard, M.
 * Harish and L. Wyse, "Single pass spectrogram inversion", IEEE DSP 2015.
 *
 * <p>Causal without delay, and the fastest there is: a frame's phase depends on that of the one before and on nothing
 * else. Nothing aligns the partials of a voice at an onset, so it sounds reverberant.
 */
public record Spsi() implements PhaseReconstructor {

    /** {@inheritDoc} Nothing is drawn from {@code random}. */
    @Override
    public ComplexSpectrogram reconstruct(Magnitudes magnitudes, RandomGenerator random) {
        int bins = magnitudes.bins();
        double advance =
                2 * Math.PI * magnitudes.spec().hop() / magnitudes.spec().fftSize();
        float[] m = magnitudes.toArray();
        float[] phase = new float[m.length];
        double[] centre = new double[bins];
        for (int frame = 0; frame < magnitudes.frames(); frame++) {
            int at = frame * bins;
            for (int bin = 1; bin < bins - 1; bin++) {
                float peak = m[at + bin];
                if (peak > m[at + bin - 1] && peak > m[at + bin + 1]) {
                    double frequency = bin + offset(m[at + bin - 1], peak, m[at + bin + 1]);
                    double reached = Math.IEEEremainder(centre[bin] + advance * frequency, 2 * Math.PI);
                    int low = bin;
                    while (low > 0 && m[at + low - 1] < m[at + low]) {
                        low--;
                    }
                    int high = bin;
                    while (high < bins - 1 && m[at + high + 1] < m[at + high]) {
                        high++;
                    }
                    Arrays.fill(centre, low, high + 1, reached);
                }
            }
            for (int bin = 0; bin < bins; bin++) {
                // From the window's middle to its first sample.
                phase[at + bin] = (float) (bin % 2 == 0 ? centre[bin] : centre[bin] - Math.PI);
            }
        }
        return ComplexSpectrogram.fromPolar(magnitudes, phase);
    }

    /** Where between −½ and ½ bin the parabola through three log-magnitudes has its top; the middle one is largest. */
    private static double offset(float left, float peak, float right) {
        double a = Math.log(Math.max(left, Float.MIN_VALUE));
        double b = Math.log(peak);
        double c = Math.log(Math.max(right, Float.MIN_VALUE));
        return 0.5 * (a - c) / (a - 2 * b + c);
    }
}
