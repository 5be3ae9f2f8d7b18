package dev.phasewright.vocoder.mel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.phase.SyllableGlide;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EnergyBoundTest {
    private static final StftSpec SPEC = MelSpec.STANDARD.stft();

    private static Magnitudes magnitudes(StftSpec spec, float[] sound) {
        return Stft.of(spec).forward(sound).magnitudes();
    }

    private static double level(float[] sound, int from, int to) {
        double sum = 1e-20;
        for (int n = from; n < to; n++) {
            sum += (double) sound[n] * sound[n];
        }
        return 10 * Math.log10(sum / (to - from));
    }

    private static float[] noise(int length) {
        SplittableRandom random = new SplittableRandom(5);
        float[] noise = new float[length];
        for (int n = 0; n < length; n++) {
            noise[n] = (float) random.nextDouble(-0.5, 0.5);
        }
        return noise;
    }

    @Test
    void aSoundWithTheseMagnitudesStaysAsItIs() {
        float[] burst = new float[16_000];
        System.arraycopy(noise(3000), 0, burst, 6000, 3000);
        float[] click = new float[16_000];
        click[8000] = 1;
        for (float[] sound : new float[][] {SyllableGlide.samples(16_000, 16_000), noise(16_001), burst, click}) {
            for (StftSpec spec : new StftSpec[] {SPEC, new StftSpec(16_000, 882, 221, Window.HANN)}) {
                float[] found = sound.clone();
                new EnergyBound(spec).apply(found, magnitudes(spec, sound));
                assertArrayEquals(sound, found, 0);
            }
        }
    }

    @Test
    void whatLeaksIntoSilenceIsTakenAwayAndTheRestIsKept() {
        float[] sound = new float[16_000];
        System.arraycopy(noise(8000), 0, sound, 8000, 8000);
        float[] leaking = sound.clone();
        for (int n = 7600; n < 8000; n++) {
            leaking[n] = 0.05f * (n % 2 == 0 ? 1 : -1);
        }
        float[] found = leaking.clone();

        new EnergyBound(SPEC).apply(found, magnitudes(SPEC, sound));

        double before = level(leaking, 7600, 7800);
        double after = level(found, 7600, 7800);
        assertTrue(after < before - 15, before + " dB, then " + after);
        assertArrayEquals(Arrays.copyOfRange(sound, 8200, 16_000), Arrays.copyOfRange(found, 8200, 16_000), 0);
    }

    @Test
    void silenceAskedForIsSilence() {
        float[] found = noise(4000);
        new EnergyBound(SPEC).apply(found, magnitudes(SPEC, new float[4000]));
        assertArrayEquals(new float[4000], found, 0);
    }
}
