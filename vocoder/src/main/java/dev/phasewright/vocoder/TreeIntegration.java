package dev.phasewright.vocoder;

import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;

/**
 * Turns phase differences into phases along the differences that can be trusted most: the maximum spanning tree of all
 * bins (R. C. Prim, "Shortest connection networks and some generalizations", Bell Syst. Tech. J. 36, 1957), where the
 * difference between two bins weighs {@code √κ·m·m'}, from its concentration {@code κ} and both magnitudes. Few
 * differences are far off, but those are off by up to half a turn; a mean over all paths, which least squares is, takes
 * part in every error, a tree in those few that it cannot go round. (PGHI has the same idea with magnitudes alone.)
 *
 * <p>Then every bin is moved to the weighted mean of what its four neighbours say, {@value #SWEEPS} times, which
 * evens out the many small errors.
 *
 * <p>A sound is done in blocks of {@value #BLOCK} frames with a view of {@value #LOOK_AHEAD} frames beyond, so that an
 * onset is entered from where it is loud. It remembers the previous frame; not for use by several threads.
 */
final class TreeIntegration implements PhaseIntegration {
    static final int BLOCK = 48;
    static final int LOOK_AHEAD = 8;
    static final int SWEEPS = 2;

    /** Differences that weigh less are all the same: −240 dB of full scale. */
    private static final float LEAST = 1e-12f;

    private static final float MOST = 1e12f;

    private final int bins;
    private final float[] advanceRe;
    private final float[] advanceIm;
    /** Row 0 is the frame before the block; rows of bins, as the arrays below. */
    private final float[] re;

    private final float[] im;
    private final float[] magnitude;
    private final boolean[] known;
    /** The change from the bin below, of length 1, and from the frame before, the bin's own turning included. */
    private final float[] upRe;

    private final float[] upIm;
    private final float[] onRe;
    private final float[] onIm;
    /** The weight of the change from the bin below at 2·i, of that from the frame before at 2·i + 1. */
    private final float[] weights;
    /** {@code κ·m·m'}, in the same order. */
    private final float[] pulls;

    private final MagnitudeQueue front;
    /** The bin of every place in the arrays, which would cost a division each time. */
    private final int[] column;

    private boolean begun;

    TreeIntegration(StftSpec spec) {
        bins = spec.bins();
        advanceRe = new float[bins];
        advanceIm = new float[bins];
        for (int k = 0; k < bins; k++) {
            advanceRe[k] = (float) Math.cos(PhaseDifferences.advance(spec, k));
            advanceIm[k] = (float) Math.sin(PhaseDifferences.advance(spec, k));
        }
        int size = (1 + BLOCK + LOOK_AHEAD) * bins;
        re = new float[size];
        im = new float[size];
        magnitude = new float[size];
        known = new boolean[size];
        upRe = new float[size];
        upIm = new float[size];
        onRe = new float[size];
        onIm = new float[size];
        weights = new float[2 * size];
        pulls = new float[2 * size];
        column = new int[size];
        for (int i = 0; i < size; i++) {
            column[i] = i % bins;
        }
        front = new MagnitudeQueue(weights, LEAST, MOST);
    }

    @Override
    public int block() {
        return BLOCK;
    }

    @Override
    public int lookAhead() {
        return LOOK_AHEAD;
    }

    @Override
    public void next(
            float[] magnitudes,
            int row,
            int count,
            int seen,
            PhaseDifferences differences,
            float[] outRe,
            float[] outIm) {
        int rows = Math.min(seen, count + LOOK_AHEAD);
        int size = (1 + rows) * bins;
        System.arraycopy(magnitudes, row * bins, magnitude, bins, rows * bins);
        read(differences, row * bins, rows);
        Arrays.fill(known, bins, size, false);
        if (begun) {
            Arrays.fill(known, 0, bins, true);
            for (int i = 0; i < bins; i++) {
                front.push(2 * (bins + i) + 1);
            }
        } else {
            begin(size);
        }
        grow(size);
        for (int i = 0; i < SWEEPS; i++) {
            even(size);
        }
        int from = bins;
        for (int i = 0; i < count * bins; i++) {
            outRe[row * bins + i] = re[from + i] * magnitude[from + i];
            outIm[row * bins + i] = im[from + i] * magnitude[from + i];
        }
        System.arraycopy(re, count * bins, re, 0, bins);
        System.arraycopy(im, count * bins, im, 0, bins);
        System.arraycopy(magnitude, count * bins, magnitude, 0, bins);
        begun = true;
    }

    private void read(PhaseDifferences differences, int at, int rows) {
        float[] timeRe = differences.timeRe();
        float[] timeIm = differences.timeIm();
        float[] frequencyRe = differences.frequencyRe();
        float[] frequencyIm = differences.frequencyIm();
        for (int t = 0; t < rows; t++) {
            for (int k = 0; k < bins; k++) {
                int from = at + t * bins + k;
                int to = (1 + t) * bins + k;
                float m = magnitude[to];
                float c = timeRe[from];
                float s = timeIm[from];
                float length = (float) Math.sqrt(c * c + s * s);
                float scale = length > 0 ? 1 / length : 0;
                // Where nothing is known of the change, the bin goes on at its own frequency.
                c = length > 0 ? c * scale : 1;
                s *= scale;
                onRe[to] = c * advanceRe[k] - s * advanceIm[k];
                onIm[to] = c * advanceIm[k] + s * advanceRe[k];
                weigh(2 * to + 1, length, m * magnitude[to - bins]);
                c = frequencyRe[from];
                s = frequencyIm[from];
                length = (float) Math.sqrt(c * c + s * s);
                scale = length > 0 ? 1 / length : 0;
                upRe[to] = length > 0 ? c * scale : 1;
                upIm[to] = s * scale;
                weigh(2 * to, length, k == 0 ? 0 : m * magnitude[to - 1]);
            }
        }
    }

    private void weigh(int edge, float concentration, float product) {
        weights[edge] = Math.min(MOST, Math.max(LEAST, (float) Math.sqrt(concentration) * product));
        pulls[edge] = concentration * product;
    }

    /** The first phase of all is 0, that of the loudest bin. */
    private void begin(int size) {
        int loudest = bins;
        for (int i = bins; i < size; i++) {
            if (magnitude[i] > magnitude[loudest]) {
                loudest = i;
            }
        }
        re[loudest] = 1;
        im[loudest] = 0;
        known[loudest] = true;
        spread(loudest, size);
    }

    private void grow(int size) {
        for (int edge = front.pop(); edge >= 0; edge = front.pop()) {
            int upper = edge >> 1;
            boolean inTime = (edge & 1) == 1;
            int lower = inTime ? upper - bins : upper - 1;
            float c = inTime ? onRe[upper] : upRe[upper];
            float s = inTime ? onIm[upper] : upIm[upper];
            if (!known[upper]) {
                reach(upper, re[lower] * c - im[lower] * s, re[lower] * s + im[lower] * c, size);
            } else if (!known[lower]) {
                reach(lower, re[upper] * c + im[upper] * s, im[upper] * c - re[upper] * s, size);
            }
        }
    }

    private void reach(int i, float x, float y, int size) {
        re[i] = x;
        im[i] = y;
        known[i] = true;
        spread(i, size);
    }

    /** Each difference gets into the queue once at most: when the first of its two bins is reached. */
    private void spread(int i, int size) {
        int k = column[i];
        if (k > 0 && !known[i - 1]) {
            front.push(2 * i);
        }
        if (k + 1 < bins && !known[i + 1]) {
            front.push(2 * (i + 1));
        }
        if (i >= 2 * bins && !known[i - bins]) {
            front.push(2 * i + 1);
        }
        if (i + bins < size && !known[i + bins]) {
            front.push(2 * (i + bins) + 1);
        }
    }

    /** Moves every bin of even rows, then of odd ones, towards what its neighbours say of it. */
    private void even(int size) {
        for (int first = 0; first < 2; first++) {
            for (int row = (1 + first) * bins; row < size; row += 2 * bins) {
                even(row, size);
            }
        }
    }

    private void even(int row, int size) {
        boolean past = begun || row > bins;
        boolean future = row + bins < size;
        for (int k = 0; k < bins; k++) {
            int i = row + k;
            double x = 1e-30 * re[i];
            double y = 1e-30 * im[i];
            if (past) {
                double w = pulls[2 * i + 1];
                int j = i - bins;
                x += w * (re[j] * onRe[i] - im[j] * onIm[i]);
                y += w * (re[j] * onIm[i] + im[j] * onRe[i]);
            }
            if (future) {
                int j = i + bins;
                double w = pulls[2 * j + 1];
                x += w * (re[j] * onRe[j] + im[j] * onIm[j]);
                y += w * (im[j] * onRe[j] - re[j] * onIm[j]);
            }
            if (k > 0) {
                double w = pulls[2 * i];
                x += w * (re[i - 1] * upRe[i] - im[i - 1] * upIm[i]);
                y += w * (re[i - 1] * upIm[i] + im[i - 1] * upRe[i]);
            }
            if (k + 1 < bins) {
                double w = pulls[2 * i + 2];
                x += w * (re[i + 1] * upRe[i + 1] + im[i + 1] * upIm[i + 1]);
                y += w * (im[i + 1] * upRe[i + 1] - re[i + 1] * upIm[i + 1]);
            }
            double length = Math.sqrt(x * x + y * y);
            re[i] = (float) (x / length);
            im[i] = (float) (y / length);
        }
    }
}
