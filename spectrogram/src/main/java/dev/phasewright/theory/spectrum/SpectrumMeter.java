package dev.phasewright.theory.spectrum;

import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Spread;
import dev.phasewright.theory.spectrum.SpatialSpectrum.Axis;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds a {@link SpatialSpectrum}: adds up the coefficients of clips of one size. Not for use by several threads. */
public final class SpectrumMeter {
    /** The jackknife leaves out one of so many parts of the clips at a time. */
    private static final int PARTS = 20;

    /** Clips that a data set is measured on: enough for each variance to be right within three per cent. */
    private static final int MEASURED = 2000;

    private final int frames;
    private final int bands;
    private final double[][] sums;
    private final double[][] squares;
    private final int[] clips = new int[PARTS];
    private int added;

    /** A meter of clips of a size. */
    public SpectrumMeter(int frames, int bands) {
        this.frames = frames;
        this.bands = bands;
        this.sums = new double[PARTS][frames * bands];
        this.squares = new double[PARTS][frames * bands];
    }

    /**
     * Measures a data set, each recording cut or padded with silence to {@code frames} frames.
     *
     * @param normalization to the units that λ is in
     * @return empty if there is one recording, or all are the same
     */
    public static Optional<SpatialSpectrum> measure(LogMelDataset data, Normalization normalization, int frames) {
        int bands = data.spec().bands();
        CosineTransform transform = new CosineTransform(frames, bands);
        SpectrumMeter meter = new SpectrumMeter(frames, bands);
        float[] clip = new float[frames * bands];
        for (int item : Spread.over(data.size(), MEASURED)) {
            data.copy(item, 0, frames, clip, 0);
            normalization.normalize(clip);
            meter.add(transform.forward(clip));
        }
        return meter.varies() ? Optional.of(meter.spectrum()) : Optional.empty();
    }

    /**
     * Adds a clip.
     *
     * @param coefficients {@code [frames × bands]}, as {@link CosineTransform} makes them
     */
    public void add(float[] coefficients) {
        int part = added++ % PARTS;
        clips[part]++;
        for (int k = 0; k < coefficients.length; k++) {
            double c = coefficients[k];
            sums[part][k] += c;
            squares[part][k] += c * c;
        }
    }

    /** Whether any coefficient differs from clip to clip, without which there is no spectrum. */
    boolean varies() {
        double[] sum = new double[frames * bands];
        double[] square = new double[frames * bands];
        for (int part = 0; part < PARTS; part++) {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += sums[part][k];
                square[k] += squares[part][k];
            }
        }
        return added > 1 && variances(sum, square, added).stream().anyMatch(v -> v > 0);
    }

    /**
     * The spectrum of all clips added.
     *
     * @throws IllegalStateException if there are fewer than two clips, or all are the same
     */
    public SpatialSpectrum spectrum() {
        return without(-1);
    }

    private SpatialSpectrum without(int left) {
        double[] sum = new double[frames * bands];
        double[] square = new double[frames * bands];
        int count = 0;
        for (int part = 0; part < PARTS; part++) {
            if (part != left) {
                count += clips[part];
                for (int k = 0; k < sum.length; k++) {
                    sum[k] += sums[part][k];
                    square[k] += squares[part][k];
                }
            }
        }
        if (count < 2) {
            throw new IllegalStateException("a spectrum needs two clips at least, not " + added);
        }
        List<Float> variances = variances(sum, square, count);
        if (variances.stream().allMatch(v -> v == 0)) {
            throw new IllegalStateException("all clips are silent, or all the same: there is no spectrum");
        }
        return new SpatialSpectrum(frames, bands, variances);
    }

    private List<Float> variances(double[] sum, double[] square, int count) {
        int[] time = SpatialSpectrum.cells(frames);
        int[] band = SpatialSpectrum.cells(bands);
        int across = band[bands - 1] + 1;
        double[] total = new double[(time[frames - 1] + 1) * across];
        double[] size = new double[total.length];
        for (int k = 0; k < sum.length; k++) {
            int cell = time[k / bands] * across + band[k % bands];
            total[cell] += Math.max(0, square[k] - sum[k] * sum[k] / count) / (count - 1);
            size[cell]++;
        }
        return IntStream.range(0, total.length)
                .mapToObj(c -> (float) (total[c] / size[c]))
                .toList();
    }

    /**
     * The law by which λ falls along an axis; its interval is the jackknife's, which leaves out a twentieth of the clips
     * at a time. It is as wide as can be if there are fewer than forty.
     */
    public PowerLaw law(Axis axis) {
        if (added < 2 * PARTS) {
            return law(spectrum(), axis, Double.POSITIVE_INFINITY);
        }
        double[] exponents = IntStream.range(0, PARTS)
                .mapToDouble(part -> law(without(part), axis, 0).exponent())
                .toArray();
        double mean = Arrays.stream(exponents).average().orElseThrow();
        double spread =
                Arrays.stream(exponents).map(e -> (e - mean) * (e - mean)).sum();
        return law(spectrum(), axis, Math.sqrt(spread * (PARTS - 1) / PARTS));
    }

    private static PowerLaw law(SpatialSpectrum spectrum, Axis axis, double error) {
        double[] frequencies = spectrum.frequencies(axis);
        double[] variances = spectrum.along(axis);
        double most = Arrays.stream(variances).max().orElse(0);
        return PowerLaw.through(
                Arrays.stream(frequencies).map(Math::log).toArray(),
                Arrays.stream(variances)
                        .map(v -> Math.log(Math.max(v, Math.max(1e-24 * most, Double.MIN_NORMAL))))
                        .toArray(),
                error);
    }
}
