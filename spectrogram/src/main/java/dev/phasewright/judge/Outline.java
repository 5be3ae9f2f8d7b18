package dev.phasewright.judge;

import dev.phasewright.spectrogram.LogMel;
import java.util.Arrays;

/**
 * What is left of a clip when its level, its place in time and its quiet parts are taken off, so that it can be
 * recognized after it was altered: how far each log-mel value lies above a floor 40 dB below the clip's loudest. Silence
 * is zero, so an outline may be moved in time as if there were silence around it.
 */
final class Outline {
    /** In nepers: 40 dB. */
    private static final double RANGE = Math.log(100);
    /** Bands, and frames, that become one where only the rough shape matters: 320 numbers of a clip of 128 frames. */
    private static final int GROUPS = 20;

    private static final int CELL = 8;
    /** Frames to either side of where the centres meet; 64 ms of {@link dev.phasewright.spectrogram.MelSpec#STANDARD}. */
    private static final int FARTHEST = 8;

    private static final double NEAR = 0.25;
    /** In nepers: a filter of more than 13 dB in a band is not mild. */
    private static final double STRONGEST_FILTER = 1.5;
    /** What is known of a filter from so many values is believed by half. */
    private static final int DOUBTFUL = 4;

    private final int frames;
    private final int bands;
    private final float[] values;
    private final float[] rough;
    private final double energy;
    private final int centre;

    private Outline(int bands, float[] values) {
        this.frames = values.length / bands;
        this.bands = bands;
        this.values = values;
        this.rough = new float[frames * GROUPS];
        double squares = 0;
        double mass = 0;
        double moment = 0;
        for (int i = 0; i < values.length; i++) {
            rough[i / bands * GROUPS + i % bands * GROUPS / bands] += values[i];
            squares += (double) values[i] * values[i];
            mass += values[i];
            int frame = i / bands;
            moment += (double) values[i] * frame;
        }
        this.energy = squares;
        this.centre = (int) Math.round(mass == 0 ? frames / 2.0 : moment / mass);
    }

    /** The outline of a clip. */
    static Outline of(LogMel clip) {
        float[] values = clip.toArray();
        double floor = Math.log(clip.spec().floor());
        for (float value : values) {
            floor = Math.max(floor, value - RANGE);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.max(0, values[i] - floor);
        }
        return new Outline(clip.bands(), values);
    }

    /** How many frames the clip has. */
    int frames() {
        return frames;
    }

    /** How many bands each has. */
    int bands() {
        return bands;
    }

    /** How many numbers {@link #sketch} gives of clips of so many frames. */
    static int sketchSize(int frames) {
        return (frames + CELL - 1) / CELL * GROUPS;
    }

    /**
     * The rough shape about the centre, as far as it fits in so many frames: numbers to tell in a hurry what cannot be
     * alike. Euclidean distances between sketches are about those between outlines.
     */
    float[] sketch(int width) {
        float[] cells = new float[sketchSize(width)];
        float scale = (float) (1 / Math.sqrt((double) CELL * bands / GROUPS));
        for (int t = 0; t < frames; t++) {
            int place = t - centre + width / 2;
            if (place >= 0 && place < width) {
                for (int g = 0; g < GROUPS; g++) {
                    cells[place / CELL * GROUPS + g] += scale * rough[t * GROUPS + g];
                }
            }
        }
        return cells;
    }

    /**
     * How unlike two clips are: 0 for a copy, about 1 for clips that have nothing in common. The second is moved to where
     * it fits best, at most {@value #FARTHEST} frames from where the centres meet; then the mean difference in each band
     * over what is audible in both, which a filter would make, is taken off. The root of what is left, squared and
     * summed, is divided by what the two contain on average.
     */
    double distance(Outline other) {
        double distance = onWholeFrames(other);
        // A copy moved by half a frame is told from one moved by none only where both are near.
        return distance > NEAR || distance == 0 ? distance : Math.min(distance, onWholeFrames(other.halfway()));
    }

    /** Half a frame later: the means of frames that follow each other. */
    private Outline halfway() {
        float[] between = new float[values.length + bands];
        for (int i = 0; i < values.length; i++) {
            between[i] += values[i] / 2;
            between[i + bands] += values[i] / 2;
        }
        return new Outline(bands, between);
    }

    private double onWholeFrames(Outline other) {
        double whole = (energy + other.energy) / 2;
        if (whole == 0) {
            return 0;
        }
        int offset = offset(other);
        double[] filter = filter(other, offset);
        double left = 0;
        int end = Math.max(frames, other.frames + offset);
        for (int t = Math.min(0, offset); t < end; t++) {
            boolean here = t >= 0 && t < frames;
            boolean there = t >= offset && t < other.frames + offset;
            for (int b = 0; b < bands; b++) {
                float mine = here ? values[t * bands + b] : 0;
                float its = there ? other.values[(t - offset) * bands + b] : 0;
                // Below the floor nothing is known, so what the filter would have put there contradicts nothing.
                double rest = 0;
                if (mine > 0 && its > 0) {
                    rest = mine - its - filter[b];
                } else if (mine > 0) {
                    rest = Math.max(0, mine - filter[b]);
                } else if (its > 0) {
                    rest = Math.max(0, its + filter[b]);
                }
                left += rest * rest;
            }
        }
        return Math.sqrt(left / whole);
    }

    /** Where the other's first frame comes to lie: where the product of the rough shapes is largest. */
    private int offset(Outline other) {
        int meeting = centre - other.centre;
        int best = meeting;
        double largest = -1;
        for (int i = 0; i <= 2 * FARTHEST; i++) {
            // From the middle outwards, so that of equal products the least shift is taken.
            int offset = meeting + (i % 2 == 0 ? i / 2 : -(i + 1) / 2);
            double product = product(other, offset);
            if (product > largest) {
                largest = product;
                best = offset;
            }
        }
        return best;
    }

    private double product(Outline other, int offset) {
        int from = Math.max(0, offset) * GROUPS;
        int to = Math.min(frames, other.frames + offset) * GROUPS;
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int i = from, j = from - offset * GROUPS; i < to; i += 4, j += 4) {
            s0 += rough[i] * other.rough[j];
            s1 += rough[i + 1] * other.rough[j + 1];
            s2 += rough[i + 2] * other.rough[j + 2];
            s3 += rough[i + 3] * other.rough[j + 3];
        }
        return ((double) s0 + s1) + ((double) s2 + s3);
    }

    private double[] filter(Outline other, int offset) {
        double[] sums = new double[bands];
        int[] counts = new int[bands];
        int to = Math.min(frames, other.frames + offset);
        for (int t = Math.max(0, offset); t < to; t++) {
            for (int b = 0; b < bands; b++) {
                float mine = values[t * bands + b];
                float its = other.values[(t - offset) * bands + b];
                if (mine > 0 && its > 0) {
                    sums[b] += mine - its;
                    counts[b]++;
                }
            }
        }
        Arrays.setAll(
                sums, b -> Math.max(-STRONGEST_FILTER, Math.min(STRONGEST_FILTER, sums[b] / (counts[b] + DOUBTFUL))));
        return sums;
    }
}
