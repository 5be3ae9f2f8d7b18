package dev.phasewright.evaluation;

import dev.phasewright.judge.FeatureSet;
import dev.phasewright.judge.FrechetLimit;
import dev.phasewright.judge.Interval;
import dev.phasewright.judge.Judge;
import dev.phasewright.judge.Subspace;
import dev.phasewright.spectrogram.LogMel;
import java.util.List;

/**
 * How far clips are from some that they ought to be like, in the space of a judge: Fréchet's distance, were there infinitely
 * many of both, in the directions in which these vary most, as a share of how much they vary there. So few directions want
 * few clips.
 */
public final class ReferenceDistance {
    /** The fewest clips of each set. */
    public static final int FEWEST = 10;

    private static final int MOST_DIRECTIONS = 24;

    private final Judge judge;
    private final Subspace space;
    private final int directions;
    private final FeatureSet places;
    private final double variance;

    /**
     * The distance from these clips.
     *
     * @param judge open as long as this is in use
     * @param reference at least {@value #FEWEST}
     * @param compared how many clips, at least as many as that, each of the other sets has
     */
    public ReferenceDistance(Judge judge, List<LogMel> reference, int compared) {
        this.judge = judge;
        float[][] features = judge.verdicts(reference).features();
        this.space = Subspace.of(features);
        // Fréchet's distance of infinitely many needs more than twice as many clips as directions.
        this.directions = Math.min(MOST_DIRECTIONS, Math.min(reference.size(), compared) / 2 - 1);
        this.places = new FeatureSet(space.places(features, directions));
        double sum = 0;
        for (float[] place : places.features()) {
            for (float coordinate : place) {
                sum += (double) coordinate * coordinate;
            }
        }
        this.variance = sum / (reference.size() - 1);
    }

    /** The distance of clips; near 0 it may come out negative. */
    public double estimate(List<LogMel> clips, long seed) {
        return FrechetLimit.estimate(places(clips), places, seed) / variance;
    }

    /** The same with its interval, clips of both sets drawn anew, in six times the time. */
    public Interval interval(List<LogMel> clips, long seed) {
        return FrechetLimit.between(places(clips), places, seed).times(1 / variance);
    }

    private FeatureSet places(List<LogMel> clips) {
        return new FeatureSet(space.places(judge.verdicts(clips).features(), directions));
    }
}
