package dev.phasewright.vocoder.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class MelCepstralDistortionTest {
    private static final int BANDS = MelSpec.STANDARD.bands();
    private static final double NEPER = 20 / Math.log(10);

    private static LogMel frames(int count, IntToDoubleFunction value) {
        float[] values = new float[count * BANDS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value.applyAsDouble(i);
        }
        return new LogMel(MelSpec.STANDARD, values);
    }

    private static double ripple(int i, int k) {
        return Math.cos(Math.PI * k * (i % BANDS + 0.5) / BANDS);
    }

    @Test
    void aRippleOfTheEnvelopeCountsWithItsRootMeanSquareInDecibels() {
        LogMel flat = frames(2, i -> 1);

        assertEquals(
                0.5 * NEPER / Math.sqrt(2),
                MelCepstralDistortion.between(flat, frames(2, i -> 1 + 0.5 * ripple(i, 3))),
                1e-5);
        assertEquals(
                0.5 * NEPER / Math.sqrt(2) / 2,
                MelCepstralDistortion.between(flat, frames(2, i -> i < BANDS ? 1 : 1 + 0.5 * ripple(i, 13))),
                1e-5);
    }

    @Test
    void levelAndFineStructureDoNotCount() {
        LogMel flat = frames(1, i -> 1);

        assertEquals(0, MelCepstralDistortion.between(flat, frames(1, i -> 1.7)), 1e-5);
        assertEquals(0, MelCepstralDistortion.between(flat, frames(1, i -> 1 + 0.5 * ripple(i, 14))), 1e-5);
    }

    @Test
    void whatLiesEightyDecibelsBelowThePeakDoesNotCount() {
        LogMel quiet = frames(2, i -> i < BANDS ? 0 : -9.3);
        LogMel quieter = frames(2, i -> i < BANDS ? 0 : -12 + ripple(i, 2));

        assertEquals(0, MelCepstralDistortion.between(quiet, quieter), 1e-9);
    }

    @Test
    void silenceGivesNoNaN() {
        LogMel silence = frames(1, i -> Math.log(MelSpec.STANDARD.floor()));

        assertEquals(0, MelCepstralDistortion.between(silence, silence));
    }

    @Test
    void otherShapesAndTooFewBandsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> MelCepstralDistortion.between(frames(1, i -> 0), frames(2, i -> 0)));
        MelSpec s = MelSpec.STANDARD;
        MelSpec few = new MelSpec(s.stft(), 13, s.scale(), false, 0, 8_000, 0.01);
        LogMel thirteen = new LogMel(few, new float[13]);
        assertThrows(IllegalArgumentException.class, () -> MelCepstralDistortion.between(thirteen, thirteen));
    }
}
