package dev.phasewright.judge.texture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Strokes of which it is known what was done to them. */
class StrokeEnergyTest {
    private static final int RATE = 44_100;
    private static final int ONSET = 882;

    /** Noise that decays, after 20 ms of silence. */
    private static float[] stroke() {
        RandomGenerator random = Seeds.stream(3, "stroke", 0);
        float[] samples = new float[RATE / 2];
        for (int i = ONSET; i < samples.length; i++) {
            samples[i] = (float) (0.2 * Math.exp((ONSET - i) / 2000.0) * NormalDeviates.draw(random));
        }
        return samples;
    }

    private static StrokeEnergy of(float[] samples) {
        return StrokeEnergy.of(Audio.mono(samples, RATE));
    }

    /** The mean over an odd number of samples about each. */
    private static float[] smoothed(float[] samples, int width) {
        float[] smooth = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            for (int k = Math.max(0, i - width / 2); k <= Math.min(samples.length - 1, i + width / 2); k++) {
                smooth[i] += samples[k] / width;
            }
        }
        return smooth;
    }

    @Test
    void aPreEchoIsMeasuredToTheDecibel() {
        assertEquals(-80, of(stroke()).preEcho());
        for (double db : new double[] {-50, -40, -30}) {
            float[] echoed = stroke();
            float[] clean = stroke();
            for (int i = ONSET - RATE / 100; i < ONSET; i++) {
                echoed[i] += (float) (Math.pow(10, db / 20) * clean[i + RATE / 100]);
            }
            double found = of(echoed).preEcho();
            assertEquals(db, found, 0.5);
            assertEquals(
                    found,
                    StrokeEnergy.of(Audio.mono(echoed, RATE).scaled(0.01)).preEcho(),
                    1e-3);
        }
    }

    @Test
    void aPreEchoNeedsSomethingBeforeTheOnset() {
        float[] late = stroke();
        float[] cut = new float[late.length - ONSET];
        System.arraycopy(late, ONSET, cut, 0, cut.length);
        assertTrue(Double.isNaN(of(cut).preEcho()));
        assertTrue(Double.isNaN(of(new float[1000]).preEcho()));
        assertTrue(Double.isNaN(of(new float[0]).preEcho()));
    }

    @Test
    void trebleThatIsTakenOffIsMissed() {
        double real = of(stroke()).shareAbove(8000);
        // Of white noise 14.05 of 22.05 kHz.
        assertEquals(10 * Math.log10(14.05 / 22.05), real, 0.3);
        double dull = of(smoothed(stroke(), 3)).shareAbove(8000);
        double duller = of(smoothed(stroke(), 7)).shareAbove(8000);
        assertTrue(dull < real - 2, real + " " + dull);
        assertTrue(duller < dull - 2, dull + " " + duller);
        assertTrue(Double.isNaN(of(new float[1000]).shareAbove(8000)));
    }
}
