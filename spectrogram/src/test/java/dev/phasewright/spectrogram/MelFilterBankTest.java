package dev.phasewright.spectrogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MelFilterBankTest {
    private static final StftSpec STFT = new StftSpec(16_000, 256, 64, Window.HANN);

    @Test
    void anEmptyBandIsRefusedNamingItAndTheRemedy() {
        MelSpec tooFine = new MelSpec(STFT, 80, MelScale.HTK, false, 0, 8_000, 0.01);
        String message = assertThrows(IllegalArgumentException.class, () -> MelFilterBank.of(tooFine))
                .getMessage();
        assertTrue(message.startsWith("mel band 1 of 80"), message);
        assertTrue(message.endsWith("use fewer bands or a larger FFT"), message);
    }

    @Test
    void magnitudesOfAnotherTransformAreRefusedNamingBoth() {
        MelFilterBank bank = MelFilterBank.of(new MelSpec(STFT, 20, MelScale.HTK, false, 0, 8_000, 0.01));
        Magnitudes other = Stft.of(new StftSpec(16_000, 512, 64, Window.HANN))
                .forward(new float[10])
                .magnitudes();
        String message = assertThrows(IllegalArgumentException.class, () -> bank.apply(other))
                .getMessage();
        assertTrue(message.contains("fftSize=512") && message.contains("fftSize=256"), message);
    }

    @Test
    void silenceReadsTheFloor() {
        MelFilterBank bank = MelFilterBank.of(MelSpec.STANDARD);
        LogMel mel = bank.apply(
                Stft.of(MelSpec.STANDARD.stft()).forward(new float[1000]).magnitudes());
        assertEquals(8, mel.frames());
        for (float v : mel.toArray()) {
            assertEquals(Math.log(0.01), v, 1e-6);
        }
    }
}
