package dev.phasewright.bench;

import dev.phasewright.spectrogram.StftSpec;
import org.jtransforms.fft.DoubleFFT_1D;

/**
 * The least work that an STFT and its inverse can be, as a measure of how much more they are: the same frames through
 * the same Fourier transform and back, windowed before and after, and added. Nothing is kept, rounded to floats,
 * normalized or allocated, and no frame hangs over an end. One thread.
 */
final class BareTransforms {
    private final double[] window;
    private final int hop;
    private final float[] padded;
    private final DoubleFFT_1D fft;
    private final double[] frame;
    private final double[] sum;

    BareTransforms(StftSpec spec, float[] sound) {
        int n = spec.fftSize();
        this.window = spec.window().samples(n);
        this.hop = spec.hop();
        this.padded = new float[sound.length + n];
        System.arraycopy(sound, 0, padded, n / 2, sound.length);
        this.fft = new DoubleFFT_1D(n);
        this.frame = new double[n];
        this.sum = new double[padded.length];
    }

    /** Adds the sound to what earlier runs have left; half a window of zeros lies before it and behind. */
    double[] run() {
        int n = window.length;
        for (int start = 0; start + n <= padded.length; start += hop) {
            for (int i = 0; i < n; i++) {
                frame[i] = window[i] * padded[start + i];
            }
            fft.realForward(frame);
            fft.realInverse(frame, false);
            for (int i = 0; i < n; i++) {
                sum[start + i] += window[i] * frame[i];
            }
        }
        return sum;
    }
}
