package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.web.LowPass;
import dev.phasewright.web.Waveform;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What pages draw is what sounds are. */
class DrawingTest {
    private static final int BANDS = MelSpec.STANDARD.bands();

    private static GeneratorSpec units() {
        return new GeneratorSpec(
                GeneratorSpec.KIND,
                MelSpec.STANDARD,
                new Normalization(Collections.nCopies(BANDS, 0f), Collections.nCopies(BANDS, 1f)),
                List.of(),
                new TransformerSpec(128, BANDS, 4, 16, 1, 2, 0),
                Map.of());
    }

    @Test
    void noiseHasItsVarianceAtEveryRate() {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[128 * BANDS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (10 * random.nextGaussian());
        }
        ModulationSpectrum drowning = ModulationSpectrum.of(List.of(new LogMel(MelSpec.STANDARD, values)), units());
        // A deviation of 10 is a power of 20 dB; from 2 bins on the mean, which was taken away, is not missed.
        for (int k = 3; k < drowning.decibels().length - 1; k++) {
            assertEquals(20, drowning.decibels()[k], 2.5, "at " + drowning.hertz()[k]);
        }
        assertEquals(62.5, drowning.hertz()[drowning.hertz().length - 1], 1e-9);
    }

    @Test
    void whatChangesAtOneRateHasItsPowerThere() {
        float[] values = new float[128 * BANDS];
        for (int t = 0; t < 128; t++) {
            for (int b = 0; b < BANDS; b++) {
                values[t * BANDS + b] = (float) Math.sin(2 * Math.PI * 10 * t / 125.0);
            }
        }
        ModulationSpectrum drowning = ModulationSpectrum.of(List.of(new LogMel(MelSpec.STANDARD, values)), units());
        int loudest = 0;
        for (int k = 0; k < drowning.decibels().length; k++) {
            loudest = drowning.decibels()[k] > drowning.decibels()[loudest] ? k : loudest;
        }
        assertEquals(10, drowning.hertz()[loudest], 1);
    }

    @Test
    void aWaveformReachesFromItsLowestToItsHighestSample() {
        float[] samples = new float[100];
        samples[10] = 1;
        samples[60] = -0.5f;
        Waveform wave = Waveform.of(Audio.mono(samples, 16_000), 10, 1);
        assertEquals(10, wave.columns());
        assertTrue(wave.path().contains("L1 0L"), wave.path());
        assertTrue(wave.path().contains("L6 48"), wave.path());
        assertTrue(
                Waveform.of(Audio.mono(samples, 16_000), 10, 2).path().contains("L1 16L"),
                "half as high where twice as much reaches the edge");
    }

    @Test
    void theAnchorEndsAtThreeAndAHalfKilohertz() {
        assertEquals(0, change(1000), 0.1);
        assertEquals(0, change(3400), 0.1);
        assertTrue(change(4000) < -25, "25 dB at 4 kHz, as ITU-R BS.1534 asks; it is " + change(4000));
        assertTrue(change(4500) < -50, "and 50 dB at 4.5 kHz; it is " + change(4500));
    }

    private static double change(double hertz) {
        float[] samples = new float[16_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / 16_000));
        }
        Audio tone = Audio.mono(samples, 16_000);
        Audio anchor = LowPass.anchor(tone);
        assertEquals(tone.length(), anchor.length());
        // Without the ends, where a filter begins and ends.
        return 20
                * Math.log10(anchor.slice(4000, 12_000).rms()
                        / tone.slice(4000, 12_000).rms());
    }
}
