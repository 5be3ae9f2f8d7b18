package dev.phasewright.spectrogram;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * Triangular filters spaced evenly in mel, from linear-frequency magnitudes to log-mel magnitudes. Immutable and safe
 * for use by several threads.
 *
 * <p>Band {@code m} rises from edge {@code m} to edge {@code m + 1} and falls to edge {@code m + 2}, where the
 * {@code bands + 2} edges are equally spaced in mel from {@code lowHz} to {@code highHz}; slopes are straight in hertz.
 * These are the filters of torchaudio's {@code melscale_fbanks} and of librosa's {@code filters.mel}
 * ({@code htk=True} or {@code False}, {@code norm="slaney"} or {@code None}).
 */
public final class MelFilterBank {
    private final MelSpec spec;
    /** The first bin of each band's support. */
    private final int[] first;
    /** The weights of each band over its support, {@code [band][bin − first]}. */
    private final float[][] weights;

    private MelFilterBank(MelSpec spec) {
        this.spec = spec;
        this.first = new int[spec.bands()];
        this.weights = new float[spec.bands()][];
        MelScale scale = spec.scale();
        double low = scale.fromHertz(spec.lowHz());
        double step = (scale.fromHertz(spec.highHz()) - low) / (spec.bands() + 1);
        for (int band = 0; band < spec.bands(); band++) {
            double left = scale.toHertz(low + band * step);
            double centre = scale.toHertz(low + (band + 1) * step);
            double right = scale.toHertz(low + (band + 2) * step);
            fill(band, left, centre, right);
        }
    }

    private void fill(int band, double left, double centre, double right) {
        StftSpec stft = spec.stft();
        double width = (double) stft.sampleRate() / stft.fftSize();
        int from = Math.max(0, (int) Math.floor(left / width));
        int to = Math.min(stft.bins() - 1, (int) Math.ceil(right / width));
        double gain = spec.slaneyNorm() ? 2 / (right - left) : 1;
        float[] slopes = new float[to - from + 1];
        int begin = slopes.length;
        int end = 0;
        for (int i = 0; i < slopes.length; i++) {
            double f = stft.frequency(from + i);
            double slope = Math.min((f - left) / (centre - left), (right - f) / (right - centre));
            if (slope > 0) {
                slopes[i] = (float) (gain * slope);
                begin = Math.min(begin, i);
                end = i + 1;
            }
        }
        if (end == 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "mel band %d of %d (%.1f–%.1f Hz) holds none of the FFT's bins, %.1f Hz apart: use fewer bands or a larger FFT",
                    band + 1,
                    spec.bands(),
                    left,
                    right,
                    width));
        }
        first[band] = from + begin;
        weights[band] = Arrays.copyOfRange(slopes, begin, end);
    }

    /**
     * The filter bank of these features.
     *
     * @throws IllegalArgumentException if a band is so narrow that no FFT bin falls into it
     */
    public static MelFilterBank of(MelSpec spec) {
        return new MelFilterBank(Objects.requireNonNull(spec, "spec"));
    }

    /** The features this bank makes. */
    public MelSpec spec() {
        return spec;
    }

    /** The whole matrix, zeros included, row-major {@code [bands × bins]}. */
    public float[] weights() {
        int bins = spec.stft().bins();
        float[] all = new float[spec.bands() * bins];
        for (int band = 0; band < spec.bands(); band++) {
            System.arraycopy(weights[band], 0, all, band * bins + first[band], weights[band].length);
        }
        return all;
    }

    /**
     * Log-mel magnitudes: {@code ln(max(floor, weights · magnitudes))}.
     *
     * @return as many frames as the magnitudes have
     * @throws IllegalArgumentException if the magnitudes come from another STFT than this bank's
     */
    public LogMel apply(Magnitudes magnitudes) {
        if (!magnitudes.spec().equals(spec.stft())) {
            throw new IllegalArgumentException(
                    "magnitudes of " + magnitudes.spec() + " do not fit mel filters over " + spec.stft());
        }
        int bands = spec.bands();
        int bins = magnitudes.bins();
        float[] linear = magnitudes.array();
        float[] out = new float[magnitudes.frames() * bands];
        for (int frame = 0; frame < magnitudes.frames(); frame++) {
            for (int band = 0; band < bands; band++) {
                float[] w = weights[band];
                int at = frame * bins + first[band];
                double sum = 0;
                for (int i = 0; i < w.length; i++) {
                    sum += (double) w[i] * linear[at + i];
                }
                out[frame * bands + band] = (float) Math.log(Math.max(spec.floor(), sum));
            }
        }
        return new LogMel(spec, out);
    }
}
