package dev.phasewright.vocoder.lab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Tone;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.spectrogram.RealFft;
import dev.phasewright.vocoder.lab.PhaseRuler.Measures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phases alone, swapped and stretched; and what a ruler says. */
class PhaseToolsTest {
    private static final int RATE = 16_000;

    private static Audio signal(int n, double curvature, double phase) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) Math.sin(curvature * i * i + phase);
        }
        return Audio.mono(x, RATE);
    }

    private static Audio noise(int length, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) (0.1 * random.nextGaussian());
        }
        return Audio.mono(samples, RATE);
    }

    @Test
    void phaseOnlyOfTheWholeSoundIsNumpys() {
        // x = np.sin(np.arange(12)**2*0.7+0.3); X = np.fft.rfft(x); np.fft.irfft(X/abs(X), 12)
        double[] expected = {
            0.12608016852206294,
            0.34335935520441413,
            0.1027345556222663,
            0.14891866533943576,
            -0.3473866607248491,
            -0.40022098528870736,
            0.37132797645089505,
            -0.06426734287535432,
            0.24439753884204318,
            0.20705434030806064,
            0.5028464212875816,
            -0.23484403268784876
        };

        Audio found = new PhaseOnly(Framing.whole()).apply(signal(12, 0.7, 0.3)).audio();

        // As much power as white noise at 0.1 RMS.
        assertEquals(0.1, found.rms(), 1e-6);
        for (int i = 0; i < 12; i++) {
            assertEquals(expected[i] * 0.1 * Math.sqrt(12), found.sample(0, i), 1e-5);
        }
    }

    @Test
    void aSwapOfWholeSoundsIsNumpysBothWays() throws IOException {
        // a = np.sin(np.arange(9)**2*0.7+0.3); b = np.cos(np.arange(9)**2*1.1); A, B = np.fft.rfft(a), np.fft.rfft(b)
        // np.fft.irfft(abs(A)*B/abs(B), 9); np.fft.irfft(abs(B)*A/abs(A), 9)
        float[] first = {
            0.8285860f,
            0.5316799f,
            -0.0134777f,
            -0.7265385f,
            0.0831541f,
            -1.2105343f,
            -0.1863319f,
            -0.5292280f,
            0.2595440f
        };
        float[] second = {
            -0.1895678f,
            0.7300544f,
            0.4035194f,
            0.4384061f,
            -0.9513081f,
            -0.9518686f,
            0.4924120f,
            0.3383483f,
            0.7551994f
        };
        Audio a = signal(9, 0.7, 0.3);
        // What the longer sound has more is not used.
        Audio b = signal(11, 1.1, Math.PI / 2);

        Audio found = Audio.readAll(new PhaseSwap(Framing.whole()).through(PhaseSwap.beside(a.source(), b.source())));

        assertEquals(2, found.channels());
        assertArrayEquals(first, found.channel(0), 2e-6f);
        assertArrayEquals(second, found.channel(1), 2e-6f);
    }

    @Test
    void inShortWindowsASwapKeepsTheMagnitudesSoundAndSilenceGoesThrough() throws IOException {
        Audio a = noise(8000, 1);
        Audio silence = Audio.mono(new float[8000], RATE);
        Audio found = Audio.readAll(
                new PhaseSwap(Framing.standard()).through(PhaseSwap.beside(a.source(), silence.source())));
        assertEquals(0, Audio.mono(found.channel(1), RATE).peak());
        assertTrue(found.peak() > 0);
        Audio itself =
                Audio.readAll(new PhaseSwap(Framing.standard()).through(PhaseSwap.beside(a.source(), a.source())));
        assertArrayEquals(a.channel(0), itself.channel(0), 1e-6f);
    }

    @Test
    void soundsThatDoNotFitAreNotSwapped() {
        SoundSource mono = noise(10, 1).source();
        SoundSource stereo = Audio.of(new float[2][10], RATE).source();
        SoundSource faster = Audio.mono(new float[10], 2 * RATE).source();
        assertThrows(IllegalArgumentException.class, () -> PhaseSwap.beside(mono, stereo));
        assertThrows(IllegalArgumentException.class, () -> PhaseSwap.beside(mono, faster));
        assertThrows(IllegalArgumentException.class, () -> new PhaseSwap(Framing.whole()).through(mono));
    }

    @Test
    void phaseOnlyInShortWindowsMakesAllBinsAlikeAndSilenceStaysSilent() {
        Audio found = new PhaseOnly(Framing.standard()).apply(noise(RATE, 3)).audio();
        assertEquals(0.1, found.rms(), 0.03);
        assertEquals(
                0,
                new PhaseOnly(Framing.standard())
                        .apply(Audio.mono(new float[999], RATE))
                        .audio()
                        .peak());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 3.3, 100})
    void stretchingKeepsPitchAndLevelAndMultipliesLength(double factor) {
        Audio tone = Tone.mix(List.of(new Tone(1000, 0.3, 0)), 2 * RATE, RATE);

        Audio found = PhaseStretch.by(factor).apply(tone).matched();

        assertEquals(Math.round(2 * RATE * factor), found.length());
        assertEquals(tone.rms(), found.rms(), 1e-6);
        int n = 1 << 14;
        int from = found.length() / 2 - Math.min(n, found.length()) / 2;
        RealFft fft = RealFft.of(n);
        double[] in = new double[n];
        for (int i = 0; i < n && from + i < found.length(); i++) {
            in[i] = found.sample(0, from + i);
        }
        double[] re = new double[fft.bins()];
        double[] im = new double[fft.bins()];
        fft.forward(in, re, im);
        double all = 0;
        double near = 0;
        for (int k = 0; k < re.length; k++) {
            double power = re[k] * re[k] + im[k] * im[k];
            all += power;
            near += Math.abs(k * (double) RATE / n - 1000) < 20 ? power : 0;
        }
        assertTrue(near > 0.97 * all, near / all + " of the power lies where it was");
    }

    @Test
    void aStretchIsLinkedUnlessToldOtherwiseAndItsSeedRepeatsIt() {
        Audio mono = noise(4000, 4);
        Audio twins = Audio.of(new float[][] {mono.channel(0), mono.channel(0)}, RATE);
        PhaseStretch linked = PhaseStretch.by(4);
        Audio found = linked.apply(twins).audio();
        assertArrayEquals(found.channel(0), found.channel(1));
        assertEquals(found, linked.apply(twins).audio());
        Audio wide =
                new PhaseStretch(4, linked.framing(), false, 1).apply(twins).audio();
        assertTrue(Math.abs(wide.sample(0, 5000) - wide.sample(1, 5000)) > 1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.49, 1001, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void factorsOutOfRangeAreRefused(double factor) {
        assertThrows(IllegalArgumentException.class, () -> PhaseStretch.by(factor));
        assertThrows(IllegalArgumentException.class, () -> new PhaseStretch(2, Framing.whole(), true, 1));
    }

    @Test
    void eightChannelsAt192KilohertzPassThroughEveryTool() {
        float[][] samples = new float[8][5000];
        for (int c = 0; c < 8; c++) {
            samples[c] = noise(5000, c).channel(0);
        }
        Audio audio = Audio.of(samples, 192_000);
        for (PhaseTool tool : new PhaseTool[] {
            PhaseRandomization.standard(),
            new PhaseOnly(Framing.standard()),
            new PhaseSwap(Framing.standard()),
            PhaseStretch.by(2)
        }) {
            Audio found = tool.apply(audio).audio();
            assertEquals(8, found.channels());
            assertEquals(192_000, found.sampleRate());
            assertEquals(tool instanceof PhaseStretch ? 10_000 : 5000, found.length());
        }
    }

    /** Syllables of a hundred milliseconds, of a glide with overtones, with silence in between. */
    private static Audio syllables() {
        float[] samples = new float[3 * RATE];
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / RATE;
            phase += 2 * Math.PI * (120 + 30 * Math.sin(5 * t)) / RATE;
            double tone = 0;
            for (int h = 1; h < 25; h++) {
                tone += Math.sin(h * phase) / h;
            }
            samples[i] = (float) (0.2 * tone * Math.max(0, Math.sin(2 * Math.PI * 5 * t)));
        }
        return Audio.mono(samples, RATE);
    }

    /** The claim of the laboratory, on a signal anyone can make. */
    @Test
    void shortWindowsRoughenLongOnesSmearAndNoiseStaysNoise() {
        List<Measures> speech = new ArrayList<>();
        List<Measures> hiss = new ArrayList<>();
        PhaseRuler ofSpeech = new PhaseRuler(syllables());
        PhaseRuler ofNoise = new PhaseRuler(noise(3 * RATE, 9));
        for (double ms : new double[] {16, 1000}) {
            PhaseRandomization plan = PhaseRandomization.standard().withFraming(Framing.ofMilliseconds(ms));
            speech.add(ofSpeech.measure(plan.apply(syllables())));
            hiss.add(ofNoise.measure(plan.apply(noise(3 * RATE, 9))));
        }
        assertTrue(speech.get(0).estoi() > speech.get(1).estoi() + 0.25, speech.toString());
        assertTrue(speech.get(0).envelopeChangeDb() < 4 && speech.get(1).envelopeChangeDb() > 10, speech.toString());
        assertTrue(speech.get(0).periodicityError() > 0.15, speech.toString());
        for (Measures measures : hiss) {
            assertTrue(measures.envelopeChangeDb() < 1.5, hiss.toString());
            assertEquals(13, measures.crestDb(), 2);
            assertEquals(-6, measures.levelChangeDb(), 0.3);
        }
    }

    @Test
    void theOriginalItselfMeasuresAsEqual() {
        Measures found = new PhaseRuler(syllables()).measure(new Rephased(syllables(), 0));
        assertEquals(Double.NEGATIVE_INFINITY, found.spectralConvergence());
        assertEquals(0, found.logSpectralDistance());
        assertEquals(1, found.estoi(), 1e-9);
        assertEquals(0, found.periodicityError());
        assertEquals(0, found.envelopeChangeDb());
        assertThrows(IllegalArgumentException.class, () -> new PhaseRuler(Audio.mono(new float[99], RATE)));
        assertThrows(IllegalArgumentException.class, () -> new PhaseRuler(Audio.of(new float[2][99], RATE)));
    }
}
