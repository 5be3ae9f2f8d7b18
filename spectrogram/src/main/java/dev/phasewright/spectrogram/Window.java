package dev.phasewright.spectrogram;

/** The window shapes of the STFT, all periodic (as FFT analysis wants them, not symmetric as filter design does). */
public enum Window {
    /** Hann: {@code 0.5 − 0.5·cos(2πi/n)}. */
    HANN {
        @Override
        double value(int i, int n) {
            return 0.5 - 0.5 * Math.cos(2 * Math.PI * i / n);
        }
    },
    /** Gauss, {@code exp(−π(i − n/2)²/λ)} with λ = n²/8, 0.19 % of its peak at the edges. */
    GAUSS {
        @Override
        double value(int i, int n) {
            double x = (i - n / 2.0) / n;
            return Math.exp(-8 * Math.PI * x * x);
        }
    },
    /** All ones. */
    RECTANGULAR {
        @Override
        double value(int i, int n) {
            return 1;
        }
    };

    abstract double value(int i, int n);

    /**
     * The window's {@code n} samples.
     *
     * @throws IllegalArgumentException if {@code n < 1}
     */
    public double[] samples(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("a window needs at least one sample, not " + n);
        }
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            w[i] = value(i, n);
        }
        return w;
    }
}
