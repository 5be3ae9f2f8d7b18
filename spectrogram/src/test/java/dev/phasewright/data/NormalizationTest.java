package dev.phasewright.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalizationTest {
    private static final MelSpec TWO_BANDS =
            new MelSpec(new StftSpec(16_000, 64, 16, Window.HANN), 2, MelScale.HTK, false, 0, 8_000, Math.exp(-5));
    private static final Normalization AFFINE = new Normalization(List.of(-3f, -2f), List.of(2f, 0.5f));
    private static final Normalization APART =
            new Normalization(List.of(-3f, -2f), List.of(2f, 0.5f), new Silence(-5, 0.8f));

    @Test
    void mapsBandByBandAndBack() {
        float[] values = {-5, -2, 1, -1};
        AFFINE.normalize(values);
        assertArrayEquals(new float[] {-1, 0, 2, 2}, values);
        assertArrayEquals(
                new float[] {-5, -2, 1, -1},
                AFFINE.denormalize(values, TWO_BANDS).toArray());
    }

    @Test
    void putsAGapBetweenSilenceAndWhatIsQuiet() {
        float[] values = {-5, -5.00001f, -4.9f, 1};
        APART.normalize(values);
        assertArrayEquals(new float[] {-1.4f, -7.6f, -0.95f, 6}, values, 1e-6f);
    }

    /** A network that is off by less than the gap makes silence of silence, and hears what is not. */
    @Test
    void whatFallsIntoTheGapIsSilence() {
        float[] nearly = {-1.4f + 0.39f, -7.6f - 2, -0.95f, -6.2f};
        assertArrayEquals(
                new float[] {-5, -5, -4.9f, -5},
                APART.denormalize(nearly, TWO_BANDS).toArray(),
                1e-6f);
    }

    @Test
    void isStoredWithItsGapOnlyIfItHasOne() throws IOException {
        ObjectMapper json = new ObjectMapper();
        assertEquals("{\"mean\":[-3.0,-2.0],\"deviation\":[2.0,0.5]}", json.writeValueAsString(AFFINE));
        for (Normalization n : List.of(AFFINE, APART)) {
            assertEquals(n, json.readValue(json.writeValueAsString(n), Normalization.class));
        }
    }

    @Test
    void refusesGapsThatAreNone() {
        assertThrows(IllegalArgumentException.class, () -> new Silence(-5, 0));
        assertThrows(IllegalArgumentException.class, () -> new Silence(Float.NaN, 1));
    }
}
