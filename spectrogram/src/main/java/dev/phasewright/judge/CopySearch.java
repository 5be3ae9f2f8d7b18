package dev.phasewright.judge;

import dev.phasewright.spectrogram.LogMel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * Search of a few thousand clips among many, fed one after the other, by {@link Outline#distance}. That takes about a
 * tenth of a millisecond, so of all pairs only those are compared whose sketches are among the {@value #CANDIDATES}
 * nearest of the query so far: a copy's are, unless it was altered out of recognition.
 */
final class CopySearch {
    static final int CANDIDATES = 16;
    private static final int BLOCK = 256;

    private final Outline[] queries;
    private final int width;
    private final FMatrixRMaj sketches;
    private final Found[] found;
    private final Outline[] block = new Outline[BLOCK];
    private final FMatrixRMaj products = new FMatrixRMaj(1, 1);
    private int blockStart;
    private int filled;

    CopySearch(List<LogMel> queries) {
        if (queries.isEmpty()) {
            throw new IllegalArgumentException("the query set has 0 items, at least 1 are needed");
        }
        this.queries = queries.stream().map(Outline::of).toArray(Outline[]::new);
        this.width = Arrays.stream(this.queries).mapToInt(Outline::frames).max().orElseThrow();
        for (Outline query : this.queries) {
            check("query", query);
        }
        this.sketches = sketches(this.queries, this.queries.length);
        this.found = Arrays.stream(this.queries).map(query -> new Found()).toArray(Found[]::new);
    }

    private void check(String set, Outline clip) {
        if (clip.bands() != queries[0].bands()) {
            throw new IllegalArgumentException(
                    "a clip of the " + set + " set has " + clip.bands() + " bands instead of " + queries[0].bands());
        }
    }

    private FMatrixRMaj sketches(Outline[] clips, int count) {
        FMatrixRMaj rows = new FMatrixRMaj(count, Outline.sketchSize(width));
        for (int i = 0; i < count; i++) {
            System.arraycopy(clips[i].sketch(width), 0, rows.data, i * rows.numCols, rows.numCols);
        }
        return rows;
    }

    void add(LogMel clip) {
        Outline outline = Outline.of(clip);
        check("training", outline);
        block[filled++] = outline;
        if (filled == BLOCK) {
            searchBlock();
        }
    }

    NearestClips finish() {
        if (filled > 0) {
            searchBlock();
        }
        if (blockStart == 0) {
            throw new IllegalArgumentException("the training set is empty");
        }
        return new NearestClips(
                Arrays.stream(found).map(f -> f.indices).toArray(int[][]::new),
                Arrays.stream(found).map(f -> f.nearest).toArray(double[][]::new));
    }

    private void searchBlock() {
        FMatrixRMaj rows = sketches(block, filled);
        CommonOps_FDRM.multTransB(sketches, rows, products);
        double[] norms = norms(rows);
        // Each query by itself, so the result does not depend on the number of threads.
        IntStream.range(0, queries.length).parallel().forEach(q -> {
            for (int t = 0; t < filled; t++) {
                // The query's own norm is left out: it is the same of all.
                if (found[q].isCandidate(norms[t] - 2.0 * products.data[q * filled + t])) {
                    found[q].take(blockStart + t, queries[q].distance(block[t]));
                }
            }
        });
        blockStart += filled;
        filled = 0;
    }

    private static double[] norms(FMatrixRMaj rows) {
        double[] norms = new double[rows.numRows];
        for (int i = 0; i < rows.data.length; i++) {
            norms[i / rows.numCols] += (double) rows.data[i] * rows.data[i];
        }
        return norms;
    }

    /** What was found for one query. */
    private static final class Found {
        /** Ascending. */
        private final double[] nearestSketches = new double[CANDIDATES];

        /** Ascending. */
        private final double[] nearest = new double[NearestClips.RANKS];

        private final int[] indices = new int[NearestClips.RANKS];

        Found() {
            Arrays.fill(nearestSketches, Double.POSITIVE_INFINITY);
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            Arrays.fill(indices, -1);
        }

        boolean isCandidate(double sketch) {
            return place(nearestSketches, sketch) < CANDIDATES;
        }

        void take(int item, double distance) {
            int place = place(nearest, distance);
            if (place < indices.length) {
                System.arraycopy(indices, place, indices, place + 1, indices.length - place - 1);
                indices[place] = item;
            }
        }

        /** Puts a value in its place behind its equals, the last falling out; returns the place, the length if it has none. */
        private static int place(double[] ascending, double value) {
            int place = ascending.length;
            while (place > 0 && value < ascending[place - 1]) {
                place--;
                if (place + 1 < ascending.length) {
                    ascending[place + 1] = ascending[place];
                }
            }
            if (place < ascending.length) {
                ascending[place] = value;
            }
            return place;
        }
    }
}
