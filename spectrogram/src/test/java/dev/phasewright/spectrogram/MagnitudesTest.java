package dev.phasewright.spectrogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MagnitudesTest {
    private static final StftSpec SPEC = new StftSpec(8_000, 4, 2, Window.HANN);

    @ParameterizedTest
    @ValueSource(floats = {-1, -Float.MIN_VALUE, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNoMagnitudeIsRefusedWhereverItStands(float none) {
        for (int place = 0; place < 3; place++) {
            float[] values = {1, 2, 3};
            values[place] = none;
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> new Magnitudes(SPEC, 1, values));
            assertTrue(refusal.getMessage().contains(String.valueOf(none)), refusal.getMessage());
        }
    }

    @Test
    void nothingOfEitherSignAndTheLoudestFloatAreMagnitudes() {
        Magnitudes m = new Magnitudes(SPEC, 1, new float[] {0f, -0f, Float.MAX_VALUE});
        assertEquals(Float.MAX_VALUE, m.at(0, 2));
        assertEquals(0, m.at(0, 1), 0);
    }
}
