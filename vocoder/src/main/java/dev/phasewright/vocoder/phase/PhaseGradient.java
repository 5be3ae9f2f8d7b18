package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;

/**
 * The phase differences that magnitudes imply. Under a Gaussian window the logarithm of the STFT is, but for a known
 * factor, an analytic function, so the derivatives of phase are those of log-magnitude with time and frequency
 * exchanged (M. R. Portnoff, "Magnitude-phase relationships for short-time Fourier transforms based on Gaussian
 * analysis windows", ICASSP 1979). Other windows are taken for the Gaussian {@code exp(−πt²/γ)} that fits them best; the
 * values of γ are those of Z. Průša, P. Balazs and P. L. Søndergaard, "A noniterative method for reconstruction of
 * phase from STFT magnitude", IEEE/ACM TASLP 25(5), 2017.
 *
 * <p>Derivatives of log-magnitude are central differences, one-sided in the first and the last frame. Phase refers to
 * the first sample of a frame's window, half a window before the instant that the paper's refers to: hence the −π.
 */
final class PhaseGradient {
    private final int frames;
    private final int bins;
    private final double timePerLog;
    private final double frequencyPerLog;
    private final double advance;
    private final float[] log;

    private PhaseGradient(Magnitudes magnitudes, float floor) {
        StftSpec spec = magnitudes.spec();
        this.frames = magnitudes.frames();
        this.bins = magnitudes.bins();
        double cell = (double) spec.hop() * spec.fftSize();
        double gamma = gamma(spec.window(), spec.fftSize());
        this.timePerLog = cell / gamma;
        this.frequencyPerLog = gamma / cell;
        this.advance = 2 * Math.PI * spec.hop() / spec.fftSize();
        this.log = magnitudes.toArray();
        for (int i = 0; i < log.length; i++) {
            log[i] = (float) Math.log(Math.max(log[i], floor));
        }
    }

    /**
     * The gradient of these magnitudes.
     *
     * @param floor what smaller magnitudes are raised to, positive
     */
    static PhaseGradient of(Magnitudes magnitudes, float floor) {
        return new PhaseGradient(magnitudes, floor);
    }

    private static double gamma(Window window, int n) {
        double unit =
                switch (window) {
                    case GAUSS -> 1.0 / 8;
                    case HANN -> 0.25645;
                    case RECTANGULAR -> 0.85732;
                };
        return unit * n * n;
    }

    /**
     * The phase of this bin in the next frame less that in this one, in radians: the mean of the growth in both
     * (trapezoidal rule). The bin's own turning, 2πk·hop/n, is in it.
     */
    double onwards(int frame, int bin) {
        double own = advance * bin;
        if (bin == 0 || bin == bins - 1) {
            // The spectrum of real samples is symmetric about both ends.
            return own;
        }
        int i = frame * bins + bin;
        int j = i + bins;
        return own + timePerLog * 0.25 * (log[i + 1] - log[i - 1] + log[j + 1] - log[j - 1]);
    }

    /** The phase of the next bin up less that of this one, in the same frame, in radians; about −π in the mean. */
    double upwards(int frame, int bin) {
        if (frames == 1) {
            return -Math.PI;
        }
        int i = frame * bins + bin;
        int before = frame > 0 ? i - bins : i;
        int after = frame < frames - 1 ? i + bins : i;
        double rise = log[after] - log[before] + log[after + 1] - log[before + 1];
        return -Math.PI - frequencyPerLog * 0.5 * rise * bins / (after - before);
    }
}
