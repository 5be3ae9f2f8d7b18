package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;

/**
 * Turns phase differences into phases along the differences that can be trusted most: the maximum spanning tree of all
 * bins (R. C. Prim, "Shortest connection networks and some generalizations", Bell Syst. Tech. J. 36, 1957), where the
 * difference between two bins weighs {@code √κ·m·m'}, from its concentration {@code κ} and both magnitudes. Few
 * differences are far off, but those are off by up to half a turn; a mean over all paths, which least squares is, takes
 * part in every error, a tree in those few that it cannot go round. (PGHI has the same idea with magnitudes alone.)
 * Bins that are {@value #QUIET} times as loud as the loudest or less are no part of the tree: each follows the louder of
 * the two bins before and below it.
 *
 * <p>Then every bin is moved to the weighted mean of what its four neighbours say, {@value #SWEEPS} times, which
 * evens out the many small errors.
 *
 * <p>A sound is done in blocks of {@value #BLOCK} frames with a view of {@value #LOOK_AHEAD} frames beyond, so that an
 * onset is entered from where it is loud. It remembers the previous frame; not for use by several threads.
 */
public final class TreeIntegration implements PhaseIntegration {
    static final int BLOCK = 48;
    static final int LOOK_AHEAD = 8;
    static final int SWEEPS = 2;
    static final float QUIET = 1e-4f;

    /** A vector this short has no direction. */
    private static final float NOTHING = 1e-15f;

    private final int bins;
    private final int stride;
    private final int inTime;
    private final PhaseLattice lattice;
    /** Real parts of all phasors; row 0 is the frame before the block. */
    private final float[] re;

    private final float[] im;
    /** What need not be reached any more; true beyond all edges. */
    private final boolean[] known;

    private final MagnitudeQueue front;
    private boolean begun;

    public TreeIntegration(StftSpec spec) {
        lattice = new PhaseLattice(spec, BLOCK + LOOK_AHEAD);
        bins = spec.bins();
        stride = lattice.stride;
        inTime = lattice.inTime;
        re = new float[lattice.size()];
        im = new float[lattice.size()];
        known = new boolean[lattice.size()];
        front = new MagnitudeQueue(lattice.weight, PhaseLattice.LEAST, PhaseLattice.MOST);
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
        int end = (1 + rows) * stride;
        lattice.read(magnitudes, differences, row, rows);
        float[] magnitude = lattice.magnitude;
        int loudest = lattice.loudest(rows);
        float quiet = QUIET * magnitude[loudest];
        Arrays.fill(known, true);
        for (int start = stride; start < end; start += stride) {
            for (int i = start; i < start + bins; i++) {
                known[i] = magnitude[i] <= quiet;
            }
        }
        if (begun) {
            for (int i = stride; i < stride + bins; i++) {
                if (!known[i]) {
                    front.push(inTime + i);
                }
            }
        } else {
            // The first phase of all is 0, that of the loudest bin.
            reach(loudest, 1, 0);
        }
        grow();
        follow(rows, quiet);
        for (int i = 0; i < SWEEPS; i++) {
            even(rows, 0);
            even(rows, 1);
        }
        for (int t = 0; t < count; t++) {
            int from = (1 + t) * stride;
            int to = (row + t) * bins;
            for (int k = 0; k < bins; k++) {
                outRe[to + k] = re[from + k] * magnitude[from + k];
                outIm[to + k] = im[from + k] * magnitude[from + k];
            }
        }
        System.arraycopy(re, count * stride, re, 0, bins);
        System.arraycopy(im, count * stride, im, 0, bins);
        lattice.keep(count);
        begun = true;
    }

    private void grow() {
        float[] upRe = lattice.upRe;
        float[] upIm = lattice.upIm;
        float[] onRe = lattice.onRe;
        float[] onIm = lattice.onIm;
        for (int edge = front.pop(); edge >= 0; edge = front.pop()) {
            boolean onwards = edge >= inTime;
            int upper = onwards ? edge - inTime : edge;
            int lower = upper - (onwards ? stride : 1);
            float c = onwards ? onRe[upper] : upRe[upper];
            float s = onwards ? onIm[upper] : upIm[upper];
            if (!known[upper]) {
                reach(upper, re[lower] * c - im[lower] * s, re[lower] * s + im[lower] * c);
            } else if (!known[lower]) {
                reach(lower, re[upper] * c + im[upper] * s, im[upper] * c - re[upper] * s);
            }
        }
    }

    /** Each difference gets into the queue once at most: when the first of its two bins is reached. */
    private void reach(int i, float x, float y) {
        re[i] = x;
        im[i] = y;
        known[i] = true;
        if (!known[i - 1]) {
            front.push(i);
        }
        if (!known[i + 1]) {
            front.push(i + 1);
        }
        if (!known[i - stride]) {
            front.push(inTime + i);
        }
        if (!known[i + stride]) {
            front.push(inTime + i + stride);
        }
    }

    /**
     * Gives the quiet bins a phase, that of the frame before or of the bin below, whichever weighs more; and by that of
     * the first of them, all loud ones that silence surrounds.
     */
    private void follow(int rows, float quiet) {
        float[] magnitude = lattice.magnitude;
        for (int start = stride; start <= rows * stride; start += stride) {
            for (int i = start; i < start + bins; i++) {
                if (known[i] && magnitude[i] > quiet) {
                    continue;
                }
                boolean onwards = i == start || lattice.onPull[i] > lattice.upPull[i];
                int lower = i - (onwards ? stride : 1);
                float c = onwards ? lattice.onRe[i] : lattice.upRe[i];
                float s = onwards ? lattice.onIm[i] : lattice.upIm[i];
                float x = re[lower] * c - im[lower] * s;
                float y = re[lower] * s + im[lower] * c;
                if (x == 0 && y == 0) {
                    // Before the first frame there is nothing.
                    x = 1;
                }
                if (known[i]) {
                    re[i] = x;
                    im[i] = y;
                } else {
                    reach(i, x, y);
                    grow();
                }
            }
        }
    }

    /**
     * Moves every second bin towards what its neighbours say of it. These are of the other half, as on a chessboard, so
     * that no bin waits for the one beside it.
     */
    private void even(int rows, int colour) {
        float[] upRe = lattice.upRe;
        float[] upIm = lattice.upIm;
        float[] onRe = lattice.onRe;
        float[] onIm = lattice.onIm;
        float[] upPull = lattice.upPull;
        float[] onPull = lattice.onPull;
        for (int t = 1; t <= rows; t++) {
            int start = t * stride;
            for (int i = start + (t + colour) % 2; i < start + bins; i += 2) {
                int j = i - stride;
                float w = onPull[i];
                float x = w * (re[j] * onRe[i] - im[j] * onIm[i]);
                float y = w * (re[j] * onIm[i] + im[j] * onRe[i]);
                j = i + stride;
                w = onPull[j];
                x += w * (re[j] * onRe[j] + im[j] * onIm[j]);
                y += w * (im[j] * onRe[j] - re[j] * onIm[j]);
                j = i - 1;
                w = upPull[i];
                x += w * (re[j] * upRe[i] - im[j] * upIm[i]);
                y += w * (re[j] * upIm[i] + im[j] * upRe[i]);
                j = i + 1;
                w = upPull[j];
                x += w * (re[j] * upRe[j] + im[j] * upIm[j]);
                y += w * (im[j] * upRe[j] - re[j] * upIm[j]);
                float length = (float) Math.sqrt(x * x + y * y);
                if (length > NOTHING) {
                    re[i] = x / length;
                    im[i] = y / length;
                }
            }
        }
    }
}
