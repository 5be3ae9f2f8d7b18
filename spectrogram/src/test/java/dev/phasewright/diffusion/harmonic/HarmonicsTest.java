package dev.phasewright.diffusion.harmonic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.spectrogram.LogMelTransform;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HarmonicsTest {
    private static final MelSpec FEATURES = MelSpec.STANDARD;
    private static final int RATE = FEATURES.stft().sampleRate();
    private static final int BANDS = FEATURES.bands();
    private static final Normalization NORMALIZATION =
            new Normalization(Collections.nCopies(BANDS, -3.5f), Collections.nCopies(BANDS, 2.5f));
    private static final PitchPrior ANY = new PitchPrior(
            Collections.nCopies(HarmonicComb.STATES, 1f), Collections.nCopies(PitchPrior.SLOPES.size(), 1f));

    private final HarmonicComb comb = new HarmonicComb(FEATURES);
    private final PitchTracker tracker = new PitchTracker(comb, FEATURES, NORMALIZATION, ANY);

    /** A second of a buzz whose pitch glides, silent in its first and last fifth, in the network's units. */
    private static float[] buzz(double from, double to) {
        float[] samples = new float[RATE];
        double cycles = 0;
        for (int i = 0; i < RATE; i++) {
            cycles += from * Math.pow(to / from, (double) i / RATE) / RATE;
            if (i > RATE / 5 && i < RATE - RATE / 5) {
                for (int h = 1; h <= 40; h++) {
                    samples[i] += (float) (0.1 / h * Math.sin(2 * Math.PI * h * cycles + h * h));
                }
            }
        }
        float[] clip = LogMelTransform.of(FEATURES).apply(samples).toArray();
        NORMALIZATION.normalize(clip);
        return clip;
    }

    private static float[] noisy(float[] clip, double sigma, long seed) {
        float[] noise = new float[clip.length];
        NormalDeviates.fill(noise, 0, noise.length, new SplittableRandom(seed));
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (clip[i] + sigma * noise[i]);
        }
        return noise;
    }

    /** The share of frames well inside the buzz whose pitch is found to within 2 %. */
    private double found(float[] clip, double sigma, double from, double to) {
        int frames = clip.length / BANDS;
        int[] pitches = tracker.track(noisy(clip, sigma, 5), clip, sigma);
        int right = 0;
        int first = frames * 3 / 10;
        int last = frames * 7 / 10;
        for (int frame = first; frame < last; frame++) {
            double truth = from * Math.pow(to / from, (double) frame / frames);
            if (pitches[frame] >= 0 && Math.abs(HarmonicComb.hertz(pitches[frame]) / truth - 1) < 0.02) {
                right++;
            }
        }
        return (double) right / (last - first);
    }

    @Test
    void findsPitchesThatGlide() {
        assertEquals(1, found(buzz(150, 110), 0, 150, 110));
        assertEquals(1, found(buzz(90, 80), 0, 90, 80));
        assertEquals(1, found(buzz(300, 260), 0, 300, 260));
        assertEquals(1, found(buzz(200, 230), 0, 200, 230));
    }

    /** At which no eye sees a line: noise is some eight times as strong as lines are. */
    @Test
    void findsThemUnderNoise() {
        assertTrue(found(buzz(150, 110), 2.5, 150, 110) > 0.9);
        assertTrue(found(buzz(220, 200), 2.5, 220, 200) > 0.9);
    }

    @Test
    void findsNothingInSilenceAndInHiss() {
        float[] silence = new float[125 * BANDS];
        Arrays.fill(silence, (float) ((Math.log(FEATURES.floor()) + 3.5) / 2.5));
        float[] none = new float[silence.length];
        Harmonics harmonics = new HeardHarmonics(FEATURES, NORMALIZATION, ANY);
        assertArrayEquals(none, harmonics.combs(silence, 0, Condition.none(1)));
        float[] noise = new float[RATE];
        NormalDeviates.fill(noise, 0, noise.length, new SplittableRandom(3));
        float[] hiss = LogMelTransform.of(FEATURES).apply(noise).toArray();
        NORMALIZATION.normalize(hiss);
        int[] pitches = tracker.track(hiss, hiss, 0);
        assertTrue(Arrays.stream(pitches).filter(p -> p >= 0).count() < 0.2 * pitches.length);
    }

    @Test
    void drawsLinesWhereTheyAre() {
        float[] clip = buzz(150, 110);
        float[] combs = new HeardHarmonics(FEATURES, NORMALIZATION, ANY).combs(clip, 0, Condition.none(1));
        int frame = clip.length / BANDS / 2;
        // Band by band in the middle of the clip, below 1.5 kHz: what is above its neighbours on both sides is so in
        // the comb.
        int peaks = 0;
        int agreed = 0;
        for (int band = 2; band < 45; band++) {
            int at = frame * BANDS + band;
            if (clip[at] > clip[at - 1] && clip[at] > clip[at + 1]) {
                peaks++;
                agreed += Math.max(combs[at], Math.max(combs[at - 1], combs[at + 1])) > 0 ? 1 : 0;
            }
        }
        assertTrue(peaks >= 6, "peaks: " + peaks);
        assertEquals(peaks, agreed);
        assertEquals(0, combs[0]);
    }

    @Test
    void treatsEachClipByItself() {
        Harmonics harmonics = new HeardHarmonics(FEATURES, NORMALIZATION, ANY);
        float[] a = noisy(buzz(150, 110), 1, 1);
        float[] b = noisy(buzz(220, 200), 1, 2);
        float[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        float[] combs = harmonics.combs(both, 1, Condition.none(2));
        assertArrayEquals(harmonics.combs(a, 1, Condition.none(1)), Arrays.copyOf(combs, a.length));
        assertArrayEquals(harmonics.combs(b, 1, Condition.none(1)), Arrays.copyOfRange(combs, a.length, combs.length));
        assertThrows(IllegalArgumentException.class, () -> harmonics.combs(a, 1, Condition.none(4)));
    }

    /** As guidance asks: the same clips, behind them again, here with another between. */
    @Test
    void findsTheSameInTheSame() {
        Harmonics harmonics = new HeardHarmonics(FEATURES, NORMALIZATION, ANY);
        float[] a = noisy(buzz(150, 110), 1, 1);
        float[] b = noisy(buzz(220, 200), 1, 2);
        float[] all = Arrays.copyOf(a, 3 * a.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        System.arraycopy(a, 0, all, 2 * a.length, a.length);
        float[] combs = harmonics.combs(all, 1, Condition.none(3));
        float[] first = Arrays.copyOf(combs, a.length);
        assertArrayEquals(first, Arrays.copyOfRange(combs, 2 * a.length, all.length));
        assertArrayEquals(harmonics.combs(b, 1, Condition.none(1)), Arrays.copyOfRange(combs, a.length, 2 * a.length));
        assertFalse(Arrays.equals(first, new float[a.length]));
    }

    /** What it is about, by which loud places are known, comes from the noisy clip alone. */
    @Test
    void findsThePitchInANoisyClipAlone() {
        float[] combs = new HeardHarmonics(FEATURES, NORMALIZATION, ANY)
                .combs(noisy(buzz(150, 110), 1.5, 5), 1.5, Condition.none(1));
        int frames = combs.length / BANDS;
        int right = 0;
        int first = frames * 3 / 10;
        int last = frames * 7 / 10;
        for (int frame = first; frame < last; frame++) {
            float[] drawn = Arrays.copyOfRange(combs, frame * BANDS, (frame + 1) * BANDS);
            double truth = 150 * Math.pow(110.0 / 150, (double) frame / frames);
            right += IntStream.range(0, HarmonicComb.STATES)
                            .filter(state -> Math.abs(HarmonicComb.hertz(state) / truth - 1) < 0.02)
                            .anyMatch(state -> Arrays.equals(comb.of(state), drawn))
                    ? 1
                    : 0;
        }
        assertTrue(right > 0.9 * (last - first), right + " of " + (last - first));
    }

    /** Where nothing says which pitch it is, the commonest is likeliest. */
    @Test
    void believesWhatIsCommon() {
        Float[] shares = new Float[HarmonicComb.STATES];
        Arrays.fill(shares, 1e-3f);
        shares[60] = 1f;
        PitchPrior prior = new PitchPrior(List.of(shares), ANY.slopes());
        float[] clip = buzz(150, 150);
        float[] noise = noisy(clip, 1000, 7);
        int frames = clip.length / BANDS;
        int[] pitches = new PitchTracker(comb, FEATURES, NORMALIZATION, prior).track(noise, clip, 1000);
        assertEquals(60, pitches[frames / 2]);
    }

    @Test
    void refusesWhatIsNoPrior() {
        List<Float> fundamentals = ANY.fundamentals();
        List<Float> slopes = ANY.slopes();
        assertThrows(IllegalArgumentException.class, () -> new PitchPrior(slopes, slopes));
        assertThrows(IllegalArgumentException.class, () -> new PitchPrior(fundamentals, fundamentals));
        for (float wrong : new float[] {0, -1, 1.5f, Float.NaN}) {
            List<Float> shares = Collections.nCopies(slopes.size(), wrong);
            assertThrows(IllegalArgumentException.class, () -> new PitchPrior(fundamentals, shares), "" + wrong);
        }
        assertThrows(IllegalArgumentException.class, () -> new HarmonicComb(MelSpec.WIDE));
    }

    /** Lines at the multiples of the pitch that is asked for, in every frame and whatever the noise; of none, nothing. */
    @Test
    void drawsWhatIsAskedFor() {
        Harmonics harmonics = new AskedHarmonics(FEATURES);
        float[] clip = noisy(buzz(150, 110), 1.5, 6);
        float[] twice = Arrays.copyOf(clip, 2 * clip.length);
        Condition asked = Condition.of(0, 0).withPitches(69, Condition.NONE);
        float[] combs = harmonics.combs(twice, 80, asked);
        assertTrue(harmonics.areShownAt(80));
        assertTrue(harmonics.areShownAt(0.001));
        for (int frame = 0; frame < clip.length / BANDS; frame++) {
            assertArrayEquals(comb.at(440), Arrays.copyOfRange(combs, frame * BANDS, (frame + 1) * BANDS));
        }
        assertArrayEquals(new float[clip.length], Arrays.copyOfRange(combs, clip.length, combs.length));
        assertArrayEquals(combs, harmonics.combs(new float[twice.length], 0.01, asked));
        assertThrows(IllegalArgumentException.class, () -> harmonics.combs(clip, 1, Condition.none(11)));
    }
}
