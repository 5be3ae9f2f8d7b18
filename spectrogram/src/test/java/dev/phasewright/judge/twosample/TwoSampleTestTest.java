package dev.phasewright.judge.twosample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.judge.FeatureSet;
import dev.phasewright.judge.Groups;
import dev.phasewright.judge.Interval;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoSampleTestTest {
    private static final TwoSampleTest TEST = new TwoSampleTest(new LogisticRegression(), 3, 1);

    /** Two Gaussians d apart are told apart in Φ(d/2) at best: 77.3 % for 1.5. */
    @Test
    void gaussiansAreToldApartAsWellAsTheyCanBe() {
        Interval found = TEST.accuracy(set(1, 500, 0, 0), set(2, 400, 1.5, 0));
        assertEquals(0.773, found.estimate(), 0.03);
        assertTrue(found.low() < 0.773 && 0.773 < found.high(), found.toString());
        assertEquals(400, found.clips());
    }

    @Test
    void setsOfOneKindAreNot() {
        Interval found = TEST.accuracy(set(1, 500, 0, 0), set(2, 500, 0, 0));
        assertEquals(0.5, found.estimate(), 0.05);
        assertTrue(found.low() < 0.5, found.toString());
        assertEquals(found, TEST.accuracy(set(1, 500, 0, 0), set(2, 500, 0, 0)));
    }

    /** Of clips by themselves, and of speakers of thirty clips each. */
    @Test
    void intervalsOfEqualSetsContainOneHalfAsOftenAsTheySay() {
        for (double spread : new double[] {0, 1}) {
            int trials = 100;
            int containing = 0;
            double mean = 0;
            for (int trial = 0; trial < trials; trial++) {
                int clips = spread == 0 ? 100 : 300;
                Interval found = new TwoSampleTest(new LogisticRegression(), 1, trial)
                        .accuracy(set(2L * trial, clips, 0, spread), set(2L * trial + 1, clips, 0, spread));
                containing += found.low() <= 0.5 && 0.5 <= found.high() ? 1 : 0;
                mean += found.estimate() / trials;
            }
            assertEquals(0.5, mean, 0.02);
            assertTrue(containing >= 90 && containing < 100, containing + " of " + trials);
        }
    }

    @Test
    void speakersThatWereLearnedAreOfNoUse() {
        FeatureSet first = set(1, 300, 0, 3);
        FeatureSet second = set(2, 300, 0, 3);
        double clips = TEST.accuracy(new FeatureSet(first.features()), new FeatureSet(second.features()))
                .estimate();
        Interval speakers = TEST.accuracy(first, second);
        assertTrue(clips > 0.6, "speakers are known again in " + clips);
        assertTrue(speakers.low() < 0.5, speakers.toString());
        assertEquals(10, speakers.groups());
    }

    /** A generator of the very voices it has learned from, as well as can be. */
    @Test
    void clipsInTheVoiceOfAnotherAreLearnedWithThatOther() {
        FeatureSet real = set(1, 300, 0, 3);
        FeatureSet generated = new FeatureSet(set(1, 300, 0, 3).features(), real.groups());
        float[][] others = generated.features();
        Random random = new Random(5);
        for (float[] clip : others) {
            for (int f = 0; f < clip.length; f++) {
                clip[f] += (float) (0.5 * random.nextGaussian());
            }
        }
        assertEquals(0.5, TEST.accuracy(real, generated).estimate(), 0.03);
        Interval strange = TEST.accuracy(real, new FeatureSet(others));
        assertTrue(strange.estimate() < 0.45, strange.toString());
    }

    @Test
    void whichSetIsLargerIsNotLearned() {
        Interval found = TEST.accuracy(set(1, 400, 0, 0), set(2, 60, 1.5, 0));
        assertEquals(0.773, found.estimate(), 0.06);
    }

    @Test
    void tooFewClipsAreRefusedWithWhatIsNeeded() {
        assertEquals(
                "the second set has 49 clips of 49 groups, at least 50 of 5 are needed",
                assertThrows(IllegalArgumentException.class, () -> TEST.accuracy(set(1, 50, 0, 0), set(2, 49, 0, 0)))
                        .getMessage());
    }

    @Test
    void constantFeaturesTellNothing() {
        FeatureSet zeros = new FeatureSet(new float[60][3]);
        assertEquals(0.5, TEST.accuracy(zeros, zeros).estimate());
    }

    @Test
    void aNetworkHearsWhetherThereAreHarmonics() {
        TwoSampleTest test = new TwoSampleTest(new SpectrogramClassifier(), 1, 1);
        FeatureSet tones = sounds(1, true);
        Interval apart = test.accuracy(tones, sounds(2, false));
        assertTrue(apart.estimate() > 0.9, apart.toString());
        Interval alike = test.accuracy(tones, sounds(3, true));
        assertTrue(alike.low() < 0.5, alike.toString());
    }

    @Test
    void levelOnsetAndHissAreMadeEven() {
        Audio word = sound(new Random(1), true, 1600, 0);
        Audio late = sound(new Random(1), true, 4000, 1e-4).scaled(0.1);
        Audio even = EvenClip.of(word, 8000);
        Audio other = EvenClip.of(late, 8000);
        double error = 0;
        for (int t = 0; t < 8000; t++) {
            error = Math.max(error, Math.abs(even.sample(0, t) - other.sample(0, t)));
        }
        assertTrue(error < 0.005, "they differ by " + error);
        assertEquals(0, other.sample(0, 7999));
        assertEquals(0, EvenClip.of(Audio.mono(new float[100], 8000), 50).rms());
    }

    /** Features of 5 deviates; the first is shifted, and each group of thirty clips has a place of its own. */
    private static FeatureSet set(long seed, int clips, double shift, double spread) {
        Random random = new Random(seed);
        float[][] features = new float[clips][5];
        float[][] places = new float[clips][5];
        for (float[] place : places) {
            for (int f = 0; f < 5; f++) {
                place[f] = (float) (spread * random.nextGaussian());
            }
        }
        for (int i = 0; i < clips; i++) {
            for (int f = 0; f < 5; f++) {
                features[i][f] = (float) random.nextGaussian() + places[i / 30][f];
            }
            features[i][0] += (float) shift;
        }
        if (spread == 0) {
            return new FeatureSet(features);
        }
        List<String> speakers =
                IntStream.range(0, clips).mapToObj(i -> seed + ", " + i / 30).toList();
        return new FeatureSet(features, Groups.of(speakers));
    }

    private static FeatureSet sounds(long seed, boolean harmonic) {
        Random random = new Random(seed);
        return new FeatureSet(SpectrogramClassifier.items(IntStream.range(0, 60)
                .mapToObj(i -> EvenClip.of(sound(random, harmonic, 500, 0), 4000))
                .toList()));
    }

    /** A quarter of a second of a harmonic sound of any pitch, or of noise. */
    private static Audio sound(Random random, boolean harmonic, int onset, double hiss) {
        float[] samples = new float[10_000];
        double hertz = 100 + 200 * random.nextDouble();
        for (int t = 0; t < samples.length; t++) {
            samples[t] = (float) (hiss * Math.sin(t * 1.7));
            for (int h = 1; h < 10 && t >= onset && t < onset + 4000; h++) {
                double wave =
                        harmonic ? Math.sin(2 * Math.PI * h * hertz * (t - onset) / 16_000) : random.nextGaussian();
                samples[t] += (float) (0.1 * wave / h);
            }
        }
        return Audio.mono(samples, 16_000);
    }
}
