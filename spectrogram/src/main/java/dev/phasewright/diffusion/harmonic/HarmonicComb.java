package dev.phasewright.diffusion.harmonic;

import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;

/** What harmonics of equal strength look like in log-mel bands, for each fundamental, but for the level around them. */
final class HarmonicComb {
    /** Fundamentals. */
    static final int STATES = 180;

    static final double LOWEST_HZ = 62;
    private static final int PER_OCTAVE = 60;
    /** Above, lines of a low voice are closer than bands are. */
    private static final double HIGHEST_BAND_HZ = 2600;
    /** Of a line's strength, between lines: what else there is. */
    private static final double BETWEEN = 0.05;
    /** The bins that a line reaches to either side in a Hann window's spectrum. */
    private static final int REACH = 3;

    private final MelSpec spec;
    private final float[] mel;
    private final double[] centres;
    private final int bands;
    private final int resolved;
    /** {@code [fundamental][band]}, in nepers. */
    private final float[][] teeth = new float[STATES][];

    /** @throws IllegalArgumentException if windows are too short to tell harmonics apart */
    HarmonicComb(MelSpec spec) {
        double seconds = (double) spec.stft().fftSize() / spec.stft().sampleRate();
        if (seconds < 3 / LOWEST_HZ) {
            throw new IllegalArgumentException("windows of " + Math.round(1000 * seconds)
                    + " ms are too short to tell harmonics of " + Math.round(LOWEST_HZ) + " Hz apart");
        }
        this.spec = spec;
        bands = spec.bands();
        mel = MelFilterBank.of(spec).weights();
        centres = centres(spec, mel);
        int low = 0;
        while (low < bands && centres[low] < HIGHEST_BAND_HZ) {
            low++;
        }
        resolved = low;
        for (int state = 0; state < STATES; state++) {
            teeth[state] = at(hertz(state));
        }
    }

    /** A fundamental's frequency. */
    static double hertz(int state) {
        return LOWEST_HZ * Math.pow(2, (double) state / PER_OCTAVE);
    }

    /** Bands of a frame. */
    int bands() {
        return bands;
    }

    /** The first of these bands tell a pitch. */
    int resolved() {
        return resolved;
    }

    /** The comb of a fundamental, one value a band; not to be changed. */
    float[] of(int state) {
        return teeth[state];
    }

    /** @throws IllegalArgumentException if an array is not so many clips of whole frames */
    void requireWhole(float[] noisy, int items) {
        if (noisy.length % (items * bands) != 0) {
            throw new IllegalArgumentException(
                    noisy.length + " values for " + items + " clips of frames of " + bands + " bands");
        }
    }

    private static double[] centres(MelSpec spec, float[] mel) {
        int bins = spec.stft().bins();
        double width = (double) spec.stft().sampleRate() / spec.stft().fftSize();
        double[] centres = new double[spec.bands()];
        for (int band = 0; band < centres.length; band++) {
            double weight = 0;
            for (int bin = 0; bin < bins; bin++) {
                weight += mel[band * bins + bin];
                centres[band] += mel[band * bins + bin] * bin * width;
            }
            centres[band] /= weight;
        }
        return centres;
    }

    /** The comb of any fundamental in Hz, one value a band. */
    float[] at(double fundamental) {
        int bins = spec.stft().bins();
        double spacing = fundamental * spec.stft().fftSize() / spec.stft().sampleRate();
        double[] power = new double[bins];
        for (double line = spacing; line < bins; line += spacing) {
            int last = Math.min(bins - 1, (int) Math.floor(line + REACH));
            for (int bin = Math.max(0, (int) Math.ceil(line - REACH)); bin <= last; bin++) {
                double v = hann(bin - line);
                power[bin] += v * v;
            }
        }
        double[] level = new double[centres.length];
        for (int band = 0; band < level.length; band++) {
            double sum = BETWEEN;
            for (int bin = 0; bin < bins; bin++) {
                sum += mel[band * bins + bin] * Math.sqrt(power[bin]);
            }
            level[band] = Math.log(sum);
        }
        return withoutMean(level, centres, fundamental);
    }

    /** Less the mean around each band, as far as the next line. */
    private static float[] withoutMean(double[] level, double[] centres, double fundamental) {
        int count = level.length;
        float[] comb = new float[count];
        for (int band = 0; band < count; band++) {
            double sum = 0;
            double weights = 0;
            for (int other = 0; other < count; other++) {
                double lines = Math.abs(centres[other] - centres[band]) / fundamental;
                if (lines < 1) {
                    double width = centres[Math.min(count - 1, other + 1)] - centres[Math.max(0, other - 1)];
                    double weight = (0.5 + 0.5 * Math.cos(Math.PI * lines)) * width;
                    sum += weight * level[other];
                    weights += weight;
                }
            }
            comb[band] = (float) (level[band] - sum / weights);
        }
        return comb;
    }

    /** The size of a Hann window's spectrum, so many bins from its middle. */
    private static double hann(double bins) {
        double d = Math.abs(bins);
        if (d < 1e-9) {
            return 1;
        }
        return Math.abs(d - 1) < 1e-6 ? 0.5 : Math.abs(Math.sin(Math.PI * d) / (Math.PI * d * (1 - d * d)));
    }
}
