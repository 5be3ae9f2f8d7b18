package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Real-time iterative spectrogram inversion with look-ahead (RTISI-LA): Griffin and Lim's projections on a short
 * window of frames that moves along with the sound. Each frame starts from what the frames before it say about its
 * samples, takes part in {@code iterations} rounds for every step until {@code lookAhead} later frames have arrived,
 * and is then final. X. Zhu, G. T. Beauregard and L. Wyse, "Real-time signal estimation from modified short-time
 * Fourier transform magnitude spectra", IEEE TASLP 15(5), 2007; the newest frame's windows are those of that paper,
 * as Z. Průša's PHASERET has them.
 *
 * <p>A frame's phase depends on no magnitudes later than {@code lookAhead} frames after it, so the delay is
 * {@code fftSize / 2 + lookAhead · hop} samples. A frame costs {@code iterations · (lookAhead + 1)} forward and inverse
 * Fourier transforms.
 *
 * @param lookAhead frames waited for, not negative; more than overlap with a frame bring nothing and are not waited for
 * @param iterations rounds for every new frame, at least 1
 */
public record Rtisi(int lookAhead, int iterations) implements PhaseReconstructor {

    /** @throws IllegalArgumentException if a value is outside its range */
    public Rtisi {
        if (lookAhead < 0) {
            throw new IllegalArgumentException("RTISI's look-ahead must not be negative, not " + lookAhead);
        }
        if (iterations < 1) {
            throw new IllegalArgumentException("RTISI needs at least one iteration, not " + iterations);
        }
    }

    /** As many frames as overlap at an eighth of the FFT size, seven, and five iterations. */
    public static Rtisi standard() {
        return new Rtisi(7, 5);
    }

    /** {@inheritDoc} Nothing is drawn from {@code random}. */
    @Override
    public ComplexSpectrogram reconstruct(Magnitudes magnitudes, RandomGenerator random) {
        return new Run(magnitudes, lookAhead, iterations).all();
    }

    /** One reconstruction in progress. */
    private static final class Run {
        /** Decides the phase where the sum is zero, and nowhere else. */
        private static final double NOTHING = 1e-30;

        private final StftSpec spec;
        private final int samples;
        private final float[] magnitudes;
        private final float[] re;
        private final float[] im;
        private final int iterations;
        private final Stft stft;
        private final int n;
        private final int hop;
        private final int bins;
        private final int ahead;
        private final double[] analysis;
        /** The window's dual, so that frames that agree add up to the sound. */
        private final double[] synthesis;

        /** What the newest frame is analysed with, before and after it has samples of its own. */
        private final double[] newborn;

        private final double[] newest;
        /** The windowed samples of the frames that are not final yet; frame f is in row f modulo the rows. */
        private final double[][] pending;
        /** The sum of all frames so far, from the first sample of the oldest frame that is not final. */
        private final double[] sum;

        private final double[] frame;

        Run(Magnitudes magnitudes, int lookAhead, int iterations) {
            this.spec = magnitudes.spec();
            this.samples = magnitudes.samples();
            this.magnitudes = magnitudes.toArray();
            this.re = new float[this.magnitudes.length];
            this.im = new float[this.magnitudes.length];
            this.iterations = iterations;
            this.stft = Stft.of(spec);
            this.n = spec.fftSize();
            this.hop = spec.hop();
            this.bins = spec.bins();
            this.ahead = Math.min(lookAhead, (n - 1) / hop);
            this.analysis = spec.window().samples(n);
            this.synthesis = dual(analysis, hop);
            if (2 * hop < n) {
                this.newborn = new double[n];
                for (int i = hop; i < n; i++) {
                    newborn[i] = synthesis[i - hop] + newborn[i - hop];
                }
                this.newest = new double[n];
                for (int i = 0; i < n; i++) {
                    newest[i] = synthesis[i] + newborn[i];
                }
            } else {
                // Where only neighbours overlap, the paper's windows are zero wherever anything is known.
                this.newborn = analysis;
                this.newest = analysis;
            }
            this.pending = new double[ahead + 1][n];
            this.sum = new double[n + ahead * hop];
            this.frame = new double[n];
        }

        private static double[] dual(double[] window, int hop) {
            double[] squares = new double[hop];
            for (int i = 0; i < window.length; i++) {
                squares[i % hop] += window[i] * window[i];
            }
            double[] dual = new double[window.length];
            for (int i = 0; i < window.length; i++) {
                dual[i] = window[i] / squares[i % hop];
            }
            return dual;
        }

        ComplexSpectrogram all() {
            int frames = re.length / bins;
            // The first round has all frames that are waited for at once: one alone has nothing to agree with.
            for (int oldest = 0; oldest < frames; oldest++) {
                Interruption.check();
                int arrived = oldest + ahead;
                Arrays.fill(pending[arrived % pending.length], 0);
                for (int i = 0; i < iterations; i++) {
                    for (int f = Math.min(arrived, frames - 1); f >= oldest; f--) {
                        update(f, (f - oldest) * hop, f < arrived ? analysis : i == 0 ? newborn : newest);
                    }
                }
                System.arraycopy(sum, hop, sum, 0, sum.length - hop);
                Arrays.fill(sum, sum.length - hop, sum.length, 0);
            }
            return new ComplexSpectrogram(spec, samples, re, im);
        }

        /** One projection: the phase of the sum of all frames at this one's place, under this one's magnitudes. */
        private void update(int f, int offset, double[] window) {
            for (int i = 0; i < n; i++) {
                frame[i] = sum[offset + i] * window[i];
            }
            stft.forwardFrame(frame);
            int at = f * bins;
            int half = n / 2;
            frame[0] = Math.copySign(magnitudes[at], frame[0]);
            frame[1] = Math.copySign(magnitudes[at + half], frame[1]);
            re[at] = (float) frame[0];
            re[at + half] = (float) frame[1];
            for (int k = 1; k < half; k++) {
                // Where nothing is known yet, a pulse in the middle of the window: its phase alternates.
                double x = frame[2 * k] + (k % 2 == 0 ? NOTHING : -NOTHING);
                double y = frame[2 * k + 1];
                double gain = magnitudes[at + k] / Math.sqrt(Math.max(x * x + y * y, Double.MIN_NORMAL));
                frame[2 * k] = x * gain;
                frame[2 * k + 1] = y * gain;
                re[at + k] = (float) frame[2 * k];
                im[at + k] = (float) frame[2 * k + 1];
            }
            stft.inverseFrame(frame);
            double[] own = pending[f % pending.length];
            for (int i = 0; i < n; i++) {
                double windowed = frame[i] * synthesis[i];
                sum[offset + i] += windowed - own[i];
                own[i] = windowed;
            }
        }
    }
}
