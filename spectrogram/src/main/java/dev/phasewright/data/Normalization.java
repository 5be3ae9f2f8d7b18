package dev.phasewright.data;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The map between log-mel values and a network's units, in which every band has mean 0 and variance 1 over the training
 * data: affine, and beneath the floor a gap if silence is told apart.
 *
 * @param mean of each band, in log-mel units
 * @param deviation standard deviation of each band, positive
 * @param silence how silence is told from what is quiet; null, and left out in JSON, if it is not
 */
public record Normalization(
        List<Float> mean, List<Float> deviation, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Silence silence) {
    /** A band that hardly moves is not blown up beyond this. */
    private static final double SMALLEST_DEVIATION = 0.05;

    /** @throws IllegalArgumentException if the lengths differ or a deviation is not positive */
    public Normalization {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != deviation.size()) {
            throw new IllegalArgumentException(mean.size() + " means for " + deviation.size() + " deviations");
        }
        for (int b = 0; b < mean.size(); b++) {
            float d = deviation.get(b);
            if (!(Float.isFinite(mean.get(b)) && d > 0 && Float.isFinite(d))) {
                throw new IllegalArgumentException("band " + b + ": mean " + mean.get(b) + ", deviation " + d);
            }
        }
    }

    /** What JSON holds; the silence may be missing. */
    private static final class Stored {
        private final List<Float> mean;
        private final List<Float> deviation;

        @JsonProperty
        private @Nullable Silence silence;

        @JsonCreator
        private Stored(@JsonProperty("mean") List<Float> mean, @JsonProperty("deviation") List<Float> deviation) {
            this.mean = mean;
            this.deviation = deviation;
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private static Normalization read(Stored stored) {
        return new Normalization(stored.mean, stored.deviation, stored.silence);
    }

    /** A map that is affine. */
    public Normalization(List<Float> mean, List<Float> deviation) {
        this(mean, deviation, null);
    }

    /**
     * Measures a data set, each recording cut or padded with silence to {@code frames} frames.
     *
     * @throws IllegalArgumentException if there is no recording
     */
    public static Normalization of(LogMelDataset data, int frames) {
        return of(data, frames, null);
    }

    /**
     * Measures a data set in which silence is told apart, or not.
     *
     * @param silence null if it is not told apart
     * @throws IllegalArgumentException if there is no recording
     */
    public static Normalization of(LogMelDataset data, int frames, @Nullable Silence silence) {
        if (data.size() == 0) {
            throw new IllegalArgumentException("there is no recording to learn from");
        }
        int bands = data.spec().bands();
        double[] sum = new double[bands];
        double[] squares = new double[bands];
        float[] clip = new float[frames * bands];
        for (int i = 0; i < data.size(); i++) {
            data.copy(i, 0, frames, clip, 0);
            for (int j = 0; j < clip.length; j++) {
                float value = silence == null ? clip[j] : silence.apart(clip[j]);
                sum[j % bands] += value;
                squares[j % bands] += (double) value * value;
            }
        }
        double count = (double) data.size() * frames;
        List<Float> mean = new ArrayList<>();
        List<Float> deviation = new ArrayList<>();
        for (int b = 0; b < bands; b++) {
            double centre = sum[b] / count;
            double variance = Math.max(0, squares[b] / count - centre * centre);
            mean.add((float) centre);
            deviation.add((float) Math.max(SMALLEST_DEVIATION, Math.sqrt(variance)));
        }
        return new Normalization(mean, deviation, silence);
    }

    /** The number of bands. */
    public int bands() {
        return mean.size();
    }

    /** Log-mel values to network units, in place; row-major with one column a band. */
    public void normalize(float[] values) {
        for (int b = 0; b < bands(); b++) {
            float centre = mean.get(b);
            float scale = 1 / deviation.get(b);
            for (int i = b; i < values.length; i += bands()) {
                float value = silence == null ? values[i] : silence.apart(values[i]);
                values[i] = (value - centre) * scale;
            }
        }
    }

    /** Network units back to a log-mel spectrogram. */
    public LogMel denormalize(float[] values, MelSpec spec) {
        float[] logMel = new float[values.length];
        for (int b = 0; b < bands(); b++) {
            float centre = mean.get(b);
            float scale = deviation.get(b);
            for (int i = b; i < values.length; i += bands()) {
                float value = values[i] * scale + centre;
                logMel[i] = silence == null ? value : silence.closed(value);
            }
        }
        return new LogMel(spec, logMel);
    }
}
