package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Phase gradient heap integration: the phase differences that the magnitudes imply are summed from bin to
 * neighbouring bin, always onwards from the loudest bin reached, so that errors made in the quiet do not spread to the
 * loud. One pass, no Fourier transforms. Z. Průša, P. Balazs and P. L. Søndergaard, "A noniterative method for
 * reconstruction of phase from STFT magnitude", IEEE/ACM TASLP 25(5), 2017; exact, but for one constant, where the
 * window is Gaussian and a single component is heard, and good under a Hann window.
 *
 * <p>The whole spectrogram must be known. Time is linear in the bins, memory 20 bytes a bin beside the result.
 *
 * @param tolerance bins quieter than this part of the loudest get a random phase, above 0 and below 1
 */
public record Pghi(double tolerance) implements PhaseReconstructor {

    /** @throws IllegalArgumentException if the tolerance is outside its range */
    public Pghi {
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new IllegalArgumentException("PGHI's tolerance must be between 0 and 1, not " + tolerance);
        }
    }

    /** With the tolerance 1e-7. */
    public Pghi() {
        this(1e-7);
    }

    /** {@inheritDoc} One float is drawn for each bin below the tolerance; for silence, none. */
    @Override
    public ComplexSpectrogram reconstruct(Magnitudes magnitudes, RandomGenerator random) {
        float[] m = magnitudes.toArray();
        float peak = 0;
        for (float v : m) {
            peak = Math.max(peak, v);
        }
        float[] phase = new float[m.length];
        if (peak > 0) {
            Arrays.fill(phase, Float.NaN);
            float least = Math.max((float) (tolerance * peak), Float.MIN_VALUE);
            new Integration(PhaseGradient.of(magnitudes, least), magnitudes.bins(), m, least, peak, phase).run();
            for (int i = 0; i < m.length; i++) {
                if (Float.isNaN(phase[i])) {
                    phase[i] = (float) (2 * Math.PI * random.nextFloat());
                }
            }
        }
        return ComplexSpectrogram.fromPolar(magnitudes, phase);
    }

    /** The sum in progress; a phase that is not known yet is NaN. */
    private static final class Integration {
        private static final double TURN = 2 * Math.PI;

        private final PhaseGradient gradient;
        private final int bins;
        private final float[] magnitudes;
        private final float least;
        private final float[] phase;
        private final MagnitudeQueue starts;
        private final MagnitudeQueue front;

        Integration(PhaseGradient gradient, int bins, float[] magnitudes, float least, float peak, float[] phase) {
            this.gradient = gradient;
            this.bins = bins;
            this.magnitudes = magnitudes;
            this.least = least;
            this.phase = phase;
            this.starts = new MagnitudeQueue(magnitudes, least, peak);
            this.front = new MagnitudeQueue(magnitudes, least, peak);
        }

        void run() {
            for (int i = 0; i < magnitudes.length; i++) {
                if (magnitudes[i] >= least) {
                    starts.push(i);
                }
            }
            for (int start = starts.pop(); start >= 0; start = starts.pop()) {
                if (isUnknown(start)) {
                    // Phase 0 in the middle of the window.
                    reach(start, -Math.PI * (start % bins));
                    for (int i = front.pop(); i >= 0; i = front.pop()) {
                        spread(i);
                    }
                }
            }
        }

        /** From one bin to its four neighbours, as far as they are still to be reached. */
        private void spread(int i) {
            int frame = i / bins;
            int bin = i - frame * bins;
            if (bin < bins - 1 && isUnknown(i + 1)) {
                reach(i + 1, phase[i] + gradient.upwards(frame, bin));
            }
            if (bin > 0 && isUnknown(i - 1)) {
                reach(i - 1, phase[i] - gradient.upwards(frame, bin - 1));
            }
            if (i + bins < phase.length && isUnknown(i + bins)) {
                reach(i + bins, phase[i] + gradient.onwards(frame, bin));
            }
            if (frame > 0 && isUnknown(i - bins)) {
                reach(i - bins, phase[i] - gradient.onwards(frame - 1, bin));
            }
        }

        private boolean isUnknown(int i) {
            return magnitudes[i] >= least && Float.isNaN(phase[i]);
        }

        private void reach(int i, double radians) {
            // Kept within half a turn, because thousands of radians would leave a float few digits for the rest.
            phase[i] = (float) (radians - TURN * Math.rint(radians / TURN));
            front.push(i);
        }
    }
}
