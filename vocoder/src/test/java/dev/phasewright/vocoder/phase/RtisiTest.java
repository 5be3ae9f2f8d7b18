package dev.phasewright.vocoder.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtisiTest {
    private static final StftSpec SPEC = new StftSpec(16_000, 512, 128, Window.HANN);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aFrameWaitsForTheLookAheadAndNoFurther(int lookAhead) {
        Magnitudes speech = Resynthesis.speech(SPEC);
        float[] m = speech.toArray();
        int changedFrame = 60;
        for (int i = changedFrame * SPEC.bins(); i < m.length; i++) {
            m[i] = 1 + i % 7;
        }
        Magnitudes other = new Magnitudes(SPEC, speech.samples(), m);
        Rtisi phase = new Rtisi(lookAhead, 2);

        float[] one = phase.reconstruct(speech, new SplittableRandom(1)).phase();
        float[] two = phase.reconstruct(other, new SplittableRandom(1)).phase();

        assertEquals(changedFrame - lookAhead, Arrays.mismatch(one, two) / SPEC.bins());
    }

    @Test
    void lookAheadAndIterationsBothHelp() {
        Magnitudes speech = Resynthesis.speech(new StftSpec(16_000, 1024, 256, Window.HANN));

        double hasty = Resynthesis.convergence(speech, new Rtisi(0, 2), 1);
        double looking = Resynthesis.convergence(speech, new Rtisi(3, 2), 1);
        double patient = Resynthesis.convergence(speech, new Rtisi(3, 5), 1);

        assertTrue(looking < hasty - 3, looking + " dB after " + hasty);
        assertTrue(patient < looking - 1, patient + " dB after " + looking);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 128, 170, 256})
    void farAheadOfRandomAndZeroPhaseAtAnyOverlap(int hop) {
        Magnitudes speech = Resynthesis.speech(new StftSpec(16_000, 512, hop, Window.HANN));

        double found = Resynthesis.convergence(speech, new Rtisi(7, 5), 1);

        assertTrue(found < Resynthesis.convergence(speech, new RandomPhase(), 1) - 10, found + " dB");
        assertTrue(found < Resynthesis.convergence(speech, new ZeroPhase(), 1) - 10, found + " dB");
    }

    @Test
    void framesThatDoNotOverlapAreNotWaitedFor() {
        Magnitudes speech = Resynthesis.speech(SPEC);

        assertEquals(
                -1,
                Arrays.mismatch(
                        new Rtisi(3, 1)
                                .reconstruct(speech, new SplittableRandom(1))
                                .reals(),
                        new Rtisi(9, 1)
                                .reconstruct(speech, new SplittableRandom(1))
                                .reals()));
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Rtisi(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rtisi(1, 0));
    }
}
