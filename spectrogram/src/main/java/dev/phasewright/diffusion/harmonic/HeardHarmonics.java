package dev.phasewright.diffusion.harmonic;

import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Spread;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.spectrogram.MelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the harmonics of noisy clips, by a pitch that glides. */
public final class HeardHarmonics implements Harmonics {
    /** Above this noise level nothing is looked for. */
    public static final double HIGHEST_SIGMA = 6;

    /** Below this noise level a network sees the lines themselves. */
    public static final double LOWEST_SIGMA = 0.05;

    /** Bands and frames to either side over which a noisy clip is smoothed, to see where it is loud. */
    private static final int SMOOTHED_BANDS = 5;

    private static final int SMOOTHED_FRAMES = 2;
    private static final int MOST_CLIPS = 1000;
    /** Of the commonest fundamental, or of all slopes, for one that was never met. */
    private static final float NEVER = 1e-3f;

    private static final float NEVER_SLOPED = 0.02f;
    /** The deviation in states by which the fundamentals of a few voices stand for those of others. */
    private static final double BLUR = 5;
    /** Fewer frames tell no slope. */
    private static final int SLOPE_FRAMES = 16;

    private final HarmonicComb comb;
    private final PitchTracker tracker;

    /**
     * For clips of such features.
     *
     * @param normalization to the units in which clips are given
     * @throws IllegalArgumentException if windows are shorter than 48 ms, by which harmonics of low voices cannot be told
     *     apart
     */
    public HeardHarmonics(MelSpec features, Normalization normalization, PitchPrior prior) {
        comb = new HarmonicComb(features);
        tracker = new PitchTracker(comb, features, normalization, prior);
    }

    @Override
    public boolean areShownAt(double sigma) {
        return sigma >= LOWEST_SIGMA && sigma <= HIGHEST_SIGMA;
    }

    @Override
    public float[] combs(float[] noisy, double sigma, Condition asked) {
        int items = asked.batch();
        comb.requireWhole(noisy, items);
        int size = noisy.length / items;
        float[] combs = new float[noisy.length];
        int[] same = new int[items];
        Arrays.setAll(same, item -> firstAlike(noisy, size, item));
        IntStream.range(0, items).parallel().filter(item -> same[item] == item).forEach(item -> {
            float[] clip = Arrays.copyOfRange(noisy, item * size, (item + 1) * size);
            draw(tracker.track(clip, smoothed(clip), sigma), combs, item * size);
        });
        for (int item = 0; item < items; item++) {
            System.arraycopy(combs, same[item] * size, combs, item * size, size);
        }
        return combs;
    }

    /** The first item that is the same as one, as guidance asks for all twice. */
    private static int firstAlike(float[] noisy, int size, int item) {
        int first = 0;
        while (first < item
                && !Arrays.equals(noisy, first * size, (first + 1) * size, noisy, item * size, (item + 1) * size)) {
            first++;
        }
        return first;
    }

    private void draw(int[] pitches, float[] combs, int offset) {
        for (int frame = 0; frame < pitches.length; frame++) {
            if (pitches[frame] != PitchTracker.UNVOICED) {
                System.arraycopy(comb.of(pitches[frame]), 0, combs, offset + frame * comb.bands(), comb.bands());
            }
        }
    }

    /** Each value's mean with those around it, as far as there are any. */
    private float[] smoothed(float[] noisy) {
        int bands = comb.bands();
        int frames = noisy.length / bands;
        float[] across = new float[noisy.length];
        for (int frame = 0; frame < frames; frame++) {
            for (int band = 0; band < bands; band++) {
                int from = Math.max(0, band - SMOOTHED_BANDS);
                int to = Math.min(bands, band + SMOOTHED_BANDS + 1);
                float sum = 0;
                for (int other = from; other < to; other++) {
                    sum += noisy[frame * bands + other];
                }
                across[frame * bands + band] = sum / (to - from);
            }
        }
        float[] smoothed = new float[noisy.length];
        for (int frame = 0; frame < frames; frame++) {
            int from = Math.max(0, frame - SMOOTHED_FRAMES);
            int to = Math.min(frames, frame + SMOOTHED_FRAMES + 1);
            for (int other = from; other < to; other++) {
                for (int band = 0; band < bands; band++) {
                    smoothed[frame * bands + band] += across[other * bands + band] / (to - from);
                }
            }
        }
        return smoothed;
    }

    /**
     * Which pitches recordings have, and how these move; of at most 1,000 of them, evenly spread.
     *
     * @param frames of a clip, from the beginning of each recording
     * @throws IllegalArgumentException as the constructor does
     */
    public static PitchPrior measure(LogMelDataset recordings, Normalization normalization, int frames) {
        HarmonicComb comb = new HarmonicComb(recordings.spec());
        PitchTracker tracker = new PitchTracker(comb, recordings.spec(), normalization);
        double[] met = new double[HarmonicComb.STATES];
        double[] sloped = new double[PitchPrior.SLOPES.size()];
        float[] clip = new float[frames * comb.bands()];
        for (int item : Spread.over(recordings.size(), MOST_CLIPS)) {
            recordings.copy(item, 0, frames, clip, 0);
            normalization.normalize(clip);
            int[] pitches = tracker.track(clip, clip, 0);
            for (int pitch : pitches) {
                if (pitch != PitchTracker.UNVOICED) {
                    met[pitch]++;
                }
            }
            countSlope(pitches, sloped);
        }
        double[] common = blurred(met);
        return new PitchPrior(
                shares(common, max(common), NEVER),
                shares(sloped, Arrays.stream(sloped).sum(), NEVER_SLOPED));
    }

    /** Counts the slope that is nearest the regression line of what is heard, if enough is. */
    private static void countSlope(int[] pitches, double[] sloped) {
        double n = 0;
        double frames = 0;
        double states = 0;
        double squares = 0;
        double products = 0;
        for (int frame = 0; frame < pitches.length; frame++) {
            if (pitches[frame] != PitchTracker.UNVOICED) {
                n++;
                frames += frame;
                states += pitches[frame];
                squares += (double) frame * frame;
                products += (double) frame * pitches[frame];
            }
        }
        if (n < SLOPE_FRAMES) {
            return;
        }
        double slope = (n * products - frames * states) / (n * squares - frames * frames);
        int nearest = 0;
        for (int i = 1; i < sloped.length; i++) {
            if (Math.abs(PitchPrior.SLOPES.get(i) - slope) < Math.abs(PitchPrior.SLOPES.get(nearest) - slope)) {
                nearest = i;
            }
        }
        sloped[nearest]++;
    }

    private static double[] blurred(double[] counts) {
        double[] blurred = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                blurred[j] += counts[i] * Math.exp(-(i - j) * (i - j) / (2 * BLUR * BLUR));
            }
        }
        return blurred;
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private static List<Float> shares(double[] counts, double whole, float least) {
        List<Float> shares = new ArrayList<>();
        for (double count : counts) {
            shares.add(whole > 0 ? (float) Math.min(1, Math.max(least, count / whole)) : 1f);
        }
        return shares;
    }
}
