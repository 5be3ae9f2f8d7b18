package dev.phasewright.vocoder.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeamErrorTest {
    private static final int BANDS = MelSpec.STANDARD.bands();

    /** All bands of frame t are {@code level[t]}. */
    private static LogMel levels(double... level) {
        float[] values = new float[level.length * BANDS];
        for (int t = 0; t < level.length; t++) {
            Arrays.fill(values, t * BANDS, (t + 1) * BANDS, (float) level[t]);
        }
        return new LogMel(MelSpec.STANDARD, values);
    }

    @Test
    void isOneWhereNothingStandsOut() {
        assertEquals(1, SeamError.at(levels(0, 1, 2, 3, 4, 5, 6, 7), 4), 1e-6);
    }

    @Test
    void isTheChangeAtTheSeamOverTheChangeElsewhere() {
        // Changes 1 1 1 | 1 7 1 | 1: (1 + 7 + 1)/3 over 1.
        assertEquals(3, SeamError.at(levels(0, 1, 2, 3, 4, 11, 12, 13), 5), 1e-6);
        assertEquals(0, SeamError.at(levels(0, 1, 2, 2, 2, 2, 3, 4), 4), 1e-6);
        assertEquals(Double.POSITIVE_INFINITY, SeamError.at(levels(0, 0, 0, 0, 5, 5, 5, 5), 4));
    }

    @Test
    void aSeamLiesWithinTheSound() {
        LogMel sound = levels(0, 1, 2, 3, 4, 5);
        assertThrows(IllegalArgumentException.class, () -> SeamError.at(sound, 0));
        assertThrows(IllegalArgumentException.class, () -> SeamError.at(sound, 6));
        assertThrows(IllegalArgumentException.class, () -> SeamError.at(levels(0, 1, 2), 1));
    }
}
