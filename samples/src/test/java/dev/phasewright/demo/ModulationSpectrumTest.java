package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.phasewright.data.Normalization;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What pages draw is what sounds are. */
class ModulationSpectrumTest {
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
        ModulationSpectrum spectrum = ModulationSpectrum.of(List.of(new LogMel(MelSpec.STANDARD, values)), units());
        // A deviation of 10 is a power of 20 dB; from 2 bins on the mean, which was taken away, is not missed.
        for (int k = 3; k < spectrum.decibels().length - 1; k++) {
            assertEquals(20, spectrum.decibels()[k], 2.5, "at " + spectrum.hertz()[k]);
        }
        assertEquals(62.5, spectrum.hertz()[spectrum.hertz().length - 1], 1e-9);
    }

    @Test
    void whatChangesAtOneRateHasItsPowerThere() {
        float[] values = new float[128 * BANDS];
        for (int t = 0; t < 128; t++) {
            for (int b = 0; b < BANDS; b++) {
                values[t * BANDS + b] = (float) Math.sin(2 * Math.PI * 10 * t / 125.0);
            }
        }
        ModulationSpectrum spectrum = ModulationSpectrum.of(List.of(new LogMel(MelSpec.STANDARD, values)), units());
        int loudest = 0;
        for (int k = 0; k < spectrum.decibels().length; k++) {
            loudest = spectrum.decibels()[k] > spectrum.decibels()[loudest] ? k : loudest;
        }
        assertEquals(10, spectrum.hertz()[loudest], 1);
    }
}
