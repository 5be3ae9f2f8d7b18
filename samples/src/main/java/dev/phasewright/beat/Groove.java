package dev.phasewright.beat;

import java.util.List;

/**
 * When the steps of a pattern are: bars of four beats.
 *
 * @param beatsPerMinute the tempo, 20 to 400
 * @param bars how many bars, at least 1; all together at most {@value #LONGEST_SECONDS} s
 * @param stepsPerBar how many steps a bar has, 1 to 192: 16 for sixteenths, 12 for triplets
 * @param swing where in a pair of steps the second one is, in percent: 50 in the middle, 66 as in triplets, at most 75
 */
public record Groove(double beatsPerMinute, int bars, int stepsPerBar, double swing) {
    private static final double SLOWEST = 20;
    private static final double FASTEST = 400;
    private static final int FINEST = 192;
    private static final double STRAIGHT = 50;
    private static final double MOST_SWING = 75;
    private static final int BEATS_PER_BAR = 4;
    private static final int LONGEST_SECONDS = 600;

    /** @throws IllegalArgumentException if a value is out of its range */
    public Groove {
        require(
                beatsPerMinute >= SLOWEST && beatsPerMinute <= FASTEST,
                "the tempo must be 20 to 400 beats a minute, not " + beatsPerMinute);
        require(bars >= 1, "there must be at least 1 bar, not " + bars);
        require(stepsPerBar >= 1 && stepsPerBar <= FINEST, "a bar has 1 to " + FINEST + " steps, not " + stepsPerBar);
        require(swing >= STRAIGHT && swing <= MOST_SWING, "the swing must be 50 to 75 percent, not " + swing);
        double seconds = bars * barSeconds(beatsPerMinute);
        require(
                seconds <= LONGEST_SECONDS,
                bars + " bars last " + Math.round(seconds) + " s, and " + LONGEST_SECONDS
                        + " s is the most; ask for fewer and repeat the loop");
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static double barSeconds(double beatsPerMinute) {
        return 60 / beatsPerMinute * BEATS_PER_BAR;
    }

    /** How many steps there are in all. */
    public int steps() {
        return bars * stepsPerBar;
    }

    /**
     * Refuses patterns that could not be repeated.
     *
     * @throws IllegalArgumentException if one does not fill the bars evenly
     */
    public void requireWhole(List<Pattern> patterns) {
        for (Pattern pattern : patterns) {
            require(
                    steps() % pattern.steps() == 0,
                    "a pattern of " + pattern.steps() + " steps does not fill " + steps() + " steps (" + bars
                            + " bars of " + stepsPerBar + ") evenly; give it rests, or ask for other bars or steps");
        }
    }

    /** How long all bars last, in seconds. */
    public double seconds() {
        return bars * barSeconds(beatsPerMinute);
    }

    /** When a step is, in seconds from the beginning, each reckoned by itself so that nothing adds up. */
    public double at(int step) {
        double late = step % 2 == 0 ? 0 : 2 * swing / 100 - 1;
        return (step + late) / stepsPerBar * barSeconds(beatsPerMinute);
    }
}
