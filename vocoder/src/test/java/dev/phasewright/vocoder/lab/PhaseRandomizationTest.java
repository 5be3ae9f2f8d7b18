package dev.phasewright.vocoder.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.spectrogram.RealFft;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.lab.PhaseRandomization.Scope;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a sound whose phases are exchanged, and what is not. */
class PhaseRandomizationTest {
    private static final int RATE = 16_000;
    private static final PhaseRandomization STANDARD = PhaseRandomization.standard();
    private static final PhaseRandomization WHOLE = STANDARD.withFraming(Framing.whole());

    private static Audio noise(int channels, int length) {
        Random random = new Random(channels * 1000L + length);
        float[][] samples = new float[channels][length];
        for (float[] channel : samples) {
            for (int i = 0; i < length; i++) {
                channel[i] = (float) (0.1 * random.nextGaussian());
            }
        }
        return Audio.of(samples, RATE);
    }

    private static Audio apply(PhaseRandomization plan, Audio audio) {
        return plan.apply(audio).audio();
    }

    private static void assertNear(Audio expected, Audio actual, double tolerance) {
        assertEquals(expected.length(), actual.length());
        for (int c = 0; c < expected.channels(); c++) {
            assertArrayEquals(expected.channel(c), actual.channel(c), (float) tolerance);
        }
    }

    private static double[] magnitudes(float[] samples) {
        RealFft fft = RealFft.of(samples.length);
        double[] in = new double[samples.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = samples[i];
        }
        double[] re = new double[fft.bins()];
        double[] im = new double[fft.bins()];
        fft.forward(in, re, im);
        for (int k = 0; k < re.length; k++) {
            re[k] = Math.hypot(re[k], im[k]);
        }
        return re;
    }

    @ParameterizedTest
    @CsvSource({
        "32, HANN, 4, 8000",
        "32, GAUSS, 3, 8000",
        "32, RECTANGULAR, 2, 8001",
        "1, HANN, 2, 997",
        "50, HANN, 8, 300",
        "700, GAUSS, 32, 4096",
        "10000, HANN, 2, 100"
    })
    void noAmountLeavesEverySampleAsItIs(double ms, Window window, int overlap, int length) {
        Audio audio = noise(2, length);

        Audio same = apply(STANDARD.withAmount(0).withFraming(new Framing(ms, window, overlap)), audio);

        assertNear(audio, same, 1e-6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 511, 512, 513, 5000, 4099})
    void anyLengthComesBackAtFullLength(int length) {
        Audio audio = noise(1, length);
        for (PhaseRandomization plan : new PhaseRandomization[] {STANDARD, WHOLE, STANDARD.withScope(Scope.BIN)}) {
            assertEquals(length, apply(plan, audio).length());
            assertNear(audio, apply(plan.withAmount(0), audio), 1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 4095, 4099, 1, 2, 3})
    void theWholeSoundAtOnceKeepsEveryMagnitude(int length) {
        Audio audio = noise(1, length);
        double[] expected = magnitudes(audio.channel(0));
        for (PhaseDistribution distribution : new PhaseDistribution[] {
            PhaseDistribution.uniform(),
            PhaseDistribution.gaussian(1),
            PhaseDistribution.constant(0.7),
            PhaseDistribution.zero(),
            PhaseDistribution.sign()
        }) {
            for (double amount : new double[] {0.3, 1}) {
                Rephased found =
                        WHOLE.withDistribution(distribution).withAmount(amount).apply(audio);
                assertArrayEquals(expected, magnitudes(found.audio().channel(0)), 1e-5 * Math.sqrt(length));
                assertEquals(0, found.levelChangeDb(), 1e-4);
            }
        }
    }

    @ParameterizedTest
    // 1/√overlap; at an overlap of 2 the sum of squared Hann windows is not level: √(3/8·√2).
    @CsvSource({"2, 0.7282", "4, 0.5", "8, 0.35355"})
    void randomPhasesLowerTheLevelByTheRootOfTheOverlap(int overlap, double expected) {
        Audio audio = noise(1, 10 * RATE);

        Rephased found =
                STANDARD.withFraming(new Framing(64, Window.HANN, overlap)).apply(audio);

        assertEquals(expected, found.audio().rms() / audio.rms(), 0.015);
        assertEquals(20 * Math.log10(found.audio().rms() / audio.rms()), found.levelChangeDb(), 1e-6);
        assertEquals(audio.rms(), found.matched().rms(), 1e-6);
    }

    @Test
    void aSeedRepeatsAndEverythingElseDiffers() {
        Audio audio = noise(2, 4000);
        Audio first = apply(STANDARD, audio);

        assertEquals(first, apply(STANDARD, audio));
        assertNotEquals(first, apply(STANDARD.withSeed(2), audio));
        assertNotEquals(apply(WHOLE, audio), apply(WHOLE.withSeed(2), audio));
        Audio twins = Audio.of(new float[][] {audio.channel(0), audio.channel(0)}, RATE);
        Audio unlinked = apply(STANDARD, twins);
        assertNotEquals(Audio.mono(unlinked.channel(0), RATE), Audio.mono(unlinked.channel(1), RATE));
    }

    @Test
    void howTheSoundIsReadDoesNotMatter() throws IOException {
        Audio audio = noise(2, 9000);
        Audio expected = apply(STANDARD, audio);
        float[][] samples = new float[2][9000];
        try (SoundSource source = STANDARD.through(audio.source())) {
            int at = 0;
            for (int count = 1; at < 9000; count = count * 3 % 1009 + 1) {
                at += source.read(samples, at, Math.min(count, 9000 - at));
            }
            assertEquals(0, source.read(samples, 0, 1));
        }
        assertEquals(expected, Audio.of(samples, RATE));
    }

    @Test
    void linkedChannelsKeepTheirDifferenceInPhase() {
        Audio audio = noise(2, 4096);
        for (PhaseDistribution distribution : new PhaseDistribution[] {
            PhaseDistribution.uniform(), PhaseDistribution.gaussian(2), PhaseDistribution.zero()
        }) {
            PhaseRandomization plan = WHOLE.withDistribution(distribution);
            // The cross-spectrum is all there is of a difference in phase; its real part is the correlation.
            assertEquals(correlation(audio), correlation(apply(plan.withLinked(true), audio)), 1e-6);
        }
        assertNotEquals(correlation(audio), correlation(apply(WHOLE, audio)), 1e-3);
        Audio panned = Audio.of(
                new float[][] {
                    audio.channel(0),
                    Audio.mono(audio.channel(0), RATE).scaled(0.5).channel(0)
                },
                RATE);
        Audio still = apply(STANDARD.withLinked(true), panned);
        assertNear(Audio.mono(still.channel(0), RATE).scaled(0.5), Audio.mono(still.channel(1), RATE), 1e-6);
    }

    private static double correlation(Audio audio) {
        double sum = 0;
        for (int i = 0; i < audio.length(); i++) {
            sum += audio.sample(0, i) * audio.sample(1, i);
        }
        return sum;
    }

    @Test
    void outsideTheBandNothingChanges() {
        Audio audio = noise(1, 4000);
        double hertz = RATE / 4000.0;
        double[][] before = spectrum(audio);
        for (double[] band : new double[][] {{0, 1000}, {3000, Double.POSITIVE_INFINITY}, {1000, 2000}}) {
            double[][] after = spectrum(apply(WHOLE.withBand(band[0], band[1]), audio));
            int moved = 0;
            for (int k = 0; k < before[0].length; k++) {
                double change = Math.hypot(after[0][k] - before[0][k], after[1][k] - before[1][k]);
                boolean inside = k * hertz >= band[0] && k * hertz <= band[1];
                assertTrue(inside || change < 1e-4, k + " " + change);
                moved += change > 1e-2 ? 1 : 0;
            }
            double width = (Math.min(band[1], RATE / 2.0) - band[0]) / hertz;
            assertTrue(moved > 0.95 * width, moved + " of " + width);
        }
    }

    private static double[][] spectrum(Audio audio) {
        RealFft fft = RealFft.of(audio.length());
        double[] in = new double[audio.length()];
        for (int i = 0; i < in.length; i++) {
            in[i] = audio.sample(0, i);
        }
        double[][] parts = new double[2][fft.bins()];
        fft.forward(in, parts[0], parts[1]);
        return parts;
    }

    @Test
    void aQuarterTurnMakesASineOfACosineAndHalfTheAmountAnEighth() {
        int n = 8000;
        float[] cosine = new float[n];
        float[] sine = new float[n];
        float[] eighth = new float[n];
        for (int i = 0; i < n; i++) {
            double phase = 2 * Math.PI * 440 * i / RATE;
            cosine[i] = (float) Math.cos(phase);
            sine[i] = (float) Math.cos(phase - Math.PI / 2);
            eighth[i] = (float) Math.cos(phase - Math.PI / 4);
        }
        PhaseRandomization quarter = WHOLE.withDistribution(PhaseDistribution.constant(-Math.PI / 2));
        Audio audio = Audio.mono(cosine, RATE);
        assertArrayEquals(sine, apply(quarter, audio).channel(0), 1e-5f);
        assertArrayEquals(eighth, apply(quarter.withAmount(0.5), audio).channel(0), 1e-5f);
        // Of short frames too, but where the window is cut off by the sound's ends.
        Audio framed = apply(quarter.withFraming(Framing.standard()), audio);
        assertNear(Audio.mono(sine, RATE).slice(600, 7400), framed.slice(600, 7400), 2e-3);
    }

    @Test
    void zeroPhasePutsAPulseInTheMiddleOfTheSound() {
        Audio audio = noise(1, 4000);

        float[] pulse =
                apply(WHOLE.withDistribution(PhaseDistribution.zero()), audio).channel(0);

        double sum = 0;
        for (double magnitude : magnitudes(audio.channel(0))) {
            sum += 2 * magnitude / 4000;
        }
        assertEquals(sum, pulse[2000], 0.01 * sum);
        for (int i = 1; i < 2000; i++) {
            assertEquals(pulse[2000 - i], pulse[2000 + i], 1e-5);
        }
    }

    @Test
    void jitterLeavesTheShareThatItsDistributionLeaves() {
        // E cos φ = exp(−σ²/2) of a normal deviate; of a coin, 0 is left on average at half a turn and 1/√2 at a
        // quarter.
        Audio audio = noise(1, 1 << 16);
        assertEquals(Math.exp(-0.5), kept(WHOLE.withDistribution(PhaseDistribution.gaussian(1)), audio), 0.01);
        assertEquals(
                Math.exp(-0.125),
                kept(WHOLE.withDistribution(PhaseDistribution.gaussian(1)).withAmount(0.5), audio),
                0.01);
        // The mean cosine over ±a half turns is sin(πa)/(πa).
        assertEquals(2 / Math.PI, kept(WHOLE.withAmount(0.5), audio), 0.01);
        assertEquals(0, kept(WHOLE, audio), 0.01);
        assertEquals(0, kept(WHOLE.withDistribution(PhaseDistribution.sign()), audio), 0.01);
        assertEquals(0.5, kept(WHOLE.withDistribution(PhaseDistribution.sign()).withAmount(0.5), audio), 0.01);
    }

    /** How much of the original is in the result: their correlation over the original's power. */
    private static double kept(PhaseRandomization plan, Audio audio) {
        Audio result = apply(plan, audio);
        double sum = 0;
        double power = 0;
        for (int i = 0; i < audio.length(); i++) {
            sum += audio.sample(0, i) * result.sample(0, i);
            power += audio.sample(0, i) * audio.sample(0, i);
        }
        return sum / power;
    }

    @Test
    void constantOverTimeKeepsASteadyToneSteadyAndEachFrameForItselfDoesNot() {
        float[] tone = new float[RATE];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * 1000 * i / RATE));
        }
        Audio audio = Audio.mono(tone, RATE);
        assertTrue(unsteadiness(apply(STANDARD.withScope(Scope.BIN), audio)) < 0.01);
        assertTrue(unsteadiness(apply(STANDARD, audio)) > 0.3);
    }

    /** How far the level of 4-ms pieces strays from its mean, as a share of it. */
    private static double unsteadiness(Audio audio) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int at = 1024; at + 64 <= audio.length() - 1024; at += 64, count++) {
            double rms = audio.slice(at, at + 64).rms();
            sum += rms;
            squares += rms * rms;
        }
        double mean = sum / count;
        return Math.sqrt(Math.max(0, squares / count - mean * mean)) / mean;
    }

    @Test
    void silenceStaysSilentAndSaysNothingOfItsLevel() {
        Rephased found = STANDARD.apply(Audio.of(new float[2][3000], RATE));
        assertEquals(0, found.audio().peak());
        assertEquals(0, found.levelChangeDb());
        assertEquals(0, found.matched().peak());
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> STANDARD.withAmount(1.01));
        assertThrows(IllegalArgumentException.class, () -> STANDARD.withAmount(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> STANDARD.withBand(-1, 5));
        assertThrows(IllegalArgumentException.class, () -> STANDARD.withBand(10, 5));
        assertThrows(IllegalArgumentException.class, () -> PhaseDistribution.gaussian(-1));
        assertThrows(IllegalArgumentException.class, () -> PhaseDistribution.constant(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Framing.ofMilliseconds(0.5));
        assertThrows(IllegalArgumentException.class, () -> new Framing(10, Window.HANN, 1));
        String message = assertThrows(IllegalArgumentException.class, () -> Framing.ofMilliseconds(9000)
                        .stft(192_000))
                .getMessage();
        assertEquals(
                "at 192000 Hz a window is at most 5461 ms, not 9000; shorten it, or take the whole sound at once",
                message);
    }
}
