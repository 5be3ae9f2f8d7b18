package dev.phasewright.diffusion.harmonic;

import dev.phasewright.data.Normalization;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;

/**
 * The likeliest way of a pitch through a noisy clip, by Viterbi's algorithm (1967). In each frame there is a pitch, heard or
 * not; it moves by one step for a price, around a line that falls or rises all along, of which there are a few to choose
 * from; that it begins or ceases to be heard has a price too. What a frame says for a pitch is by how much the noise in it
 * would be less if that comb were under it, relative to the noise's power.
 */
final class PitchTracker {
    /** A frame of which no pitch is heard. */
    static final int UNVOICED = -1;

    /** Of the combs' strength in recordings, measured on spoken digits, with what is left of these beside it. */
    private static final float AMPLITUDE = 0.75f;

    private static final double LEFT = 0.05;
    /** In nats: that a frame which is not silent has a pitch; a step aside; that a pitch comes or goes. */
    private static final float VOICED = 1;

    private static final double STEP = 1;
    private static final double TURN = 4;
    /** For a pitch where there is no sound, or none is known of. */
    private static final float NOWHERE = -3;
    /** A band is heard if it is so many nepers above the floor, a frame if so many bands are. */
    private static final double LOUD = 2.1;

    private static final int LOUD_BANDS = 8;
    /** Bands to either side by which the level around a line is told. */
    private static final int AROUND = 5;

    private final HarmonicComb comb;
    private final float[] mean;
    private final float[] deviation;
    private final double loud;
    /** {@code [band][fundamental]}: what a neper above the surroundings says for a comb, and what it says against it. */
    private final float[][] along;

    private final float[][] square;
    private final double[] logFundamentals;
    private final double[] logSlopes;

    PitchTracker(HarmonicComb comb, MelSpec features, Normalization normalization, PitchPrior prior) {
        this(
                comb,
                features,
                normalization,
                PitchPrior.logarithms(prior.fundamentals()),
                PitchPrior.logarithms(prior.slopes()));
    }

    /** One that holds every pitch and every slope for as likely. */
    PitchTracker(HarmonicComb comb, MelSpec features, Normalization normalization) {
        this(comb, features, normalization, new double[HarmonicComb.STATES], new double[PitchPrior.SLOPES.size()]);
    }

    private PitchTracker(
            HarmonicComb comb,
            MelSpec features,
            Normalization normalization,
            double[] logFundamentals,
            double[] logSlopes) {
        this.comb = comb;
        mean = new float[comb.bands()];
        deviation = new float[comb.bands()];
        for (int band = 0; band < mean.length; band++) {
            mean[band] = normalization.mean().get(band);
            deviation[band] = normalization.deviation().get(band);
        }
        along = new float[comb.resolved()][HarmonicComb.STATES];
        square = new float[comb.resolved()][HarmonicComb.STATES];
        for (int band = 0; band < along.length; band++) {
            for (int state = 0; state < HarmonicComb.STATES; state++) {
                float teeth = AMPLITUDE * comb.of(state)[band] / deviation[band];
                along[band][state] = teeth / deviation[band];
                square[band][state] = teeth * teeth / 2;
            }
        }
        loud = Math.log(features.floor()) + LOUD;
        this.logFundamentals = logFundamentals;
        this.logSlopes = logSlopes;
    }

    /**
     * The pitch of each frame, as a state of the comb or {@link #UNVOICED}.
     *
     * @param noisy {@code [frames × bands]} in the network's units
     * @param smooth what it is about, likewise: what is loud in it, and how loud the surroundings of lines are
     * @param sigma the noise level
     */
    int[] track(float[] noisy, float[] smooth, double sigma) {
        int frames = noisy.length / comb.bands();
        float[][] evidence = new float[frames][];
        for (int frame = 0; frame < frames; frame++) {
            evidence[frame] = evidence(noisy, smooth, frame * comb.bands(), sigma * sigma + LEFT);
        }
        int[] best = new int[frames];
        int[] way = new int[frames];
        double highest = Double.NEGATIVE_INFINITY;
        for (int slope = 0; slope < logSlopes.length; slope++) {
            double likelihood = follow(evidence, PitchPrior.SLOPES.get(slope), way) + logSlopes[slope];
            if (likelihood > highest) {
                highest = likelihood;
                System.arraycopy(way, 0, best, 0, frames);
            }
        }
        return best;
    }

    /** In nats, what a frame says for each pitch against none. */
    private float[] evidence(float[] noisy, float[] smooth, int at, double variance) {
        float[] level = new float[comb.bands()];
        for (int band = 0; band < level.length; band++) {
            level[band] = smooth[at + band] * deviation[band] + mean[band];
        }
        float[] evidence = new float[HarmonicComb.STATES];
        Arrays.fill(evidence, VOICED);
        int heard = 0;
        for (int band = 0; band < along.length; band++) {
            if (level[band] > loud) {
                float off = noisy[at + band] * deviation[band] + mean[band] - around(level, band);
                float scale = (float) (off / variance);
                float cost = (float) (1 / variance);
                float[] gained = along[band];
                float[] lost = square[band];
                for (int state = 0; state < evidence.length; state++) {
                    evidence[state] += scale * gained[state] - cost * lost[state];
                }
                heard++;
            }
        }
        if (heard < LOUD_BANDS) {
            Arrays.fill(evidence, NOWHERE);
        }
        return evidence;
    }

    private static float around(float[] level, int band) {
        int from = Math.max(0, band - AROUND);
        int to = Math.min(level.length, band + AROUND + 1);
        float sum = 0;
        for (int other = from; other < to; other++) {
            sum += level[other];
        }
        return sum / (to - from);
    }

    /**
     * The likeliest way around a line of one slope, and its log-likelihood. States come twice: heard, and behind them
     * unheard; a state is the distance from the line, which passes through it in the middle of the clip.
     */
    private double follow(float[][] evidence, double slope, int[] way) {
        int states = HarmonicComb.STATES;
        int frames = evidence.length;
        double[] now = new double[2 * states];
        double[] moved = new double[2 * states];
        for (int state = 0; state < 2 * states; state++) {
            now[state] = logFundamentals[state % states] - (state < states ? TURN : 0);
        }
        int[][] from = new int[frames][2 * states];
        for (int frame = 0; frame < frames; frame++) {
            int shift = shift(slope, frame, frames);
            move(now, moved, from[frame], 0);
            move(now, moved, from[frame], states);
            for (int state = 0; state < states; state++) {
                int pitch = state + shift;
                boolean known = pitch >= 0 && pitch < states;
                double heard = moved[state];
                double unheard = moved[states + state];
                int cameHeard = from[frame][state];
                int cameUnheard = from[frame][states + state];
                if (unheard - TURN > heard) {
                    from[frame][state] = cameUnheard;
                    moved[state] = unheard - TURN;
                }
                if (heard - TURN > unheard) {
                    from[frame][states + state] = cameHeard;
                    moved[states + state] = heard - TURN;
                }
                moved[state] += known ? evidence[frame][pitch] : NOWHERE;
            }
            double[] old = now;
            now = moved;
            moved = old;
        }
        int state = 0;
        for (int other = 1; other < 2 * states; other++) {
            if (now[other] > now[state]) {
                state = other;
            }
        }
        double likelihood = now[state];
        for (int frame = frames - 1; frame >= 0; frame--) {
            int pitch = state + shift(slope, frame, frames);
            way[frame] = state < states && pitch >= 0 && pitch < states ? pitch : UNVOICED;
            state = from[frame][state];
        }
        return likelihood;
    }

    private static int shift(double slope, int frame, int frames) {
        return (int) Math.round(slope * (frame - frames / 2));
    }

    /** The best that can be come from, each step aside at its price, in two passes (Felzenszwalb and Huttenlocher 2012). */
    private static void move(double[] now, double[] moved, int[] from, int first) {
        int end = first + HarmonicComb.STATES;
        moved[first] = now[first];
        from[first] = first;
        for (int state = first + 1; state < end; state++) {
            boolean stepped = moved[state - 1] - STEP > now[state];
            moved[state] = stepped ? moved[state - 1] - STEP : now[state];
            from[state] = stepped ? from[state - 1] : state;
        }
        for (int state = end - 2; state >= first; state--) {
            if (moved[state + 1] - STEP > moved[state]) {
                moved[state] = moved[state + 1] - STEP;
                from[state] = from[state + 1];
            }
        }
    }
}
