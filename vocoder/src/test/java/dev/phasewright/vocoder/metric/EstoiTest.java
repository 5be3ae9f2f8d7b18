package dev.phasewright.vocoder.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.vocoder.phase.SyllableGlide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class EstoiTest {
    private static float[] noisy(float[] clean, double gain) {
        float[] noise = SyllableGlide.noise(clean.length);
        float[] out = clean.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += (float) (gain * noise[i]);
        }
        return out;
    }

    @ParameterizedTest
    @CsvFileSource(resources = "estoi_pystoi.csv", numLinesToSkip = 1)
    void agreesWithPystoi(double gain, double expected) {
        float[] clean = SyllableGlide.samples(10_000, 10_000);

        assertEquals(expected, Estoi.of(clean, noisy(clean, gain)), 1e-4);
    }

    @Test
    void soundsAtOtherRatesAreResampled() {
        float[] clean = SyllableGlide.samples(16_000, 16_000);
        Audio original = Audio.mono(clean, 16_000);

        assertEquals(1, Estoi.between(original, original.scaled(0.25)), 1e-6);
        double little = Estoi.between(original, Audio.mono(noisy(clean, 0.01), 16_000));
        double much = Estoi.between(original, Audio.mono(noisy(clean, 0.2), 16_000));
        assertTrue(1 > little && little > 0.95 && much < 0.7, little + ", " + much);
    }

    @Test
    void tooLittleSpeechGivesNaN() {
        Audio blip = Audio.mono(new float[4_000], 16_000);

        assertTrue(Double.isNaN(Estoi.between(blip, blip)));
        assertTrue(Double.isNaN(Estoi.between(Audio.mono(new float[0], 16_000), Audio.mono(new float[0], 16_000))));
    }

    @Test
    void silenceInPlaceOfSpeechIsNotUnderstood() {
        Audio original = Audio.mono(SyllableGlide.samples(16_000, 16_000), 16_000);

        assertEquals(0, Estoi.between(original, original.scaled(0)), 1e-12);
    }

    @Test
    void soundsOfDifferentLengthAreRefused() {
        Audio original = Audio.mono(new float[4_000], 16_000);

        assertThrows(IllegalArgumentException.class, () -> Estoi.between(original, original.slice(0, 3_999)));
    }
}
