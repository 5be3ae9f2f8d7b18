package dev.phasewright.theory.spectrum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The spectrum λ of a corpus along both axes: how much the coefficients of {@link CosineTransform} vary from clip to clip.
 * It is kept in cells of half an octave along each axis (0, 1, 2, 3, 4–5, 6–7, 8–11 … cosines over a clip), in which it is
 * the mean over their coefficients: a handful of numbers for a model's description, and less chance in each.
 *
 * <p>In a network's units the mean of λ over all coefficients is near 1, and λ itself falls from thousands at the lowest
 * frequencies to thousandths at the highest.
 *
 * @param frames of a clip: its rows, along which v counts
 * @param bands of a clip: its columns, along which u counts
 * @param variances one for each cell, not negative, those of all cells along the bands for the lowest cell of time first
 */
public record SpatialSpectrum(int frames, int bands, List<Float> variances) {

    /** @throws IllegalArgumentException if there are not as many variances as cells, or one is no variance, or all are 0 */
    public SpatialSpectrum {
        if (frames < 1 || bands < 1) {
            throw new IllegalArgumentException("a spectrum of clips of " + frames + " × " + bands + " values");
        }
        variances = List.copyOf(variances);
        int cells = (edges(frames).length - 1) * (edges(bands).length - 1);
        if (variances.size() != cells) {
            throw new IllegalArgumentException(variances.size() + " variances for " + cells + " cells of a spectrum");
        }
        for (float v : variances) {
            if (!(v >= 0 && v < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a variance of " + v + " in a spectrum");
            }
        }
        if (variances.stream().allMatch(v -> v == 0)) {
            throw new IllegalArgumentException("a spectrum without any variance: all clips are the same");
        }
    }

    /**
     * Coefficients that count as one.
     *
     * @param variance λ of each of them
     * @param count how many
     */
    public record Group(double variance, int count) {}

    /** Where the cells of an axis begin, and the end of the last one. */
    static int[] edges(int n) {
        IntStream.Builder edges = IntStream.builder();
        for (int e = 0; e < Math.min(n, 4); e++) {
            edges.add(e);
        }
        for (int octave = 4; octave < n; octave *= 2) {
            edges.add(octave);
            if (octave * 3 / 2 < n) {
                edges.add(octave * 3 / 2);
            }
        }
        return edges.add(n).build().toArray();
    }

    /** The cell of each place along an axis. */
    static int[] cells(int n) {
        int[] edges = edges(n);
        int[] cells = new int[n];
        for (int c = 0; c < edges.length - 1; c++) {
            Arrays.fill(cells, edges[c], edges[c + 1], c);
        }
        return cells;
    }

    /** λ of each coefficient, {@code [frames × bands]}. */
    public float[] map() {
        int[] time = cells(frames);
        int[] band = cells(bands);
        int across = band[bands - 1] + 1;
        float[] map = new float[frames * bands];
        for (int v = 0; v < frames; v++) {
            for (int u = 0; u < bands; u++) {
                map[v * bands + u] = variances.get(time[v] * across + band[u]);
            }
        }
        return map;
    }

    /**
     * The same of clips of another length: a coefficient is that of the same frequency, in cycles a frame and a band.
     *
     * @return {@code [frames × bands]}
     */
    public float[] map(int frames, int bands) {
        if (frames == this.frames && bands == this.bands) {
            return map();
        }
        float[] own = map();
        float[] map = new float[frames * bands];
        for (int k = 0; k < map.length; k++) {
            int v = (int) ((long) (k / bands) * this.frames / frames);
            int u = (int) ((long) (k % bands) * this.bands / bands);
            map[k] = own[v * this.bands + u];
        }
        return map;
    }

    /** Its cells, in the order of {@link #variances}. */
    public List<Group> groups() {
        int[] time = edges(frames);
        int[] band = edges(bands);
        List<Group> groups = new ArrayList<>();
        for (int t = 0; t < time.length - 1; t++) {
            for (int b = 0; b < band.length - 1; b++) {
                int count = (time[t + 1] - time[t]) * (band[b + 1] - band[b]);
                groups.add(new Group(variances.get(groups.size()), count));
            }
        }
        return groups;
    }

    /** The mean of λ, which is the variance of a value of a clip, over all places. */
    public double variance() {
        return groups().stream().mapToDouble(g -> g.variance() * g.count()).sum() / ((double) frames * bands);
    }

    /** The share of coefficients that stand above noise, from 0 to 1. */
    public double seen(double sigma) {
        return groups().stream()
                        .filter(g -> g.variance() > sigma * sigma)
                        .mapToDouble(Group::count)
                        .sum()
                / ((double) frames * bands);
    }

    /** The spectrum of clips whose values are of {@code factor} times the variance. */
    public SpatialSpectrum times(double factor) {
        return new SpatialSpectrum(
                frames, bands, variances.stream().map(v -> (float) (v * factor)).toList());
    }

    /** An axis of a clip. */
    public enum Axis {
        /** Along the frames. */
        TIME,
        /** Along the bands. */
        BANDS
    }

    /** The frequency in the middle of each cell of an axis but the first, in cycles a frame or a band. */
    public double[] frequencies(Axis axis) {
        int n = axis == Axis.TIME ? frames : bands;
        int[] edges = edges(n);
        double[] middles = new double[edges.length - 2];
        for (int c = 1; c < edges.length - 1; c++) {
            middles[c - 1] = Math.sqrt((double) edges[c] * (edges[c + 1] - 1)) / (2.0 * n);
        }
        return middles;
    }

    /** λ at each of the {@link #frequencies} of an axis, the mean over all of the other axis. */
    public double[] along(Axis axis) {
        int[] time = edges(frames);
        int[] band = edges(bands);
        double[] sums = new double[axis == Axis.TIME ? time.length - 1 : band.length - 1];
        double[] counts = new double[sums.length];
        List<Group> groups = groups();
        for (int i = 0; i < groups.size(); i++) {
            int cell = axis == Axis.TIME ? i / (band.length - 1) : i % (band.length - 1);
            sums[cell] += groups.get(i).variance() * groups.get(i).count();
            counts[cell] += groups.get(i).count();
        }
        double[] means = new double[sums.length - 1];
        Arrays.setAll(means, c -> sums[c + 1] / counts[c + 1]);
        return means;
    }
}
