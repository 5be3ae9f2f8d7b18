package dev.phasewright.vocoder.phase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FirstPhaseTest {
    private static final StftSpec SPEC = new StftSpec(16_000, 256, 64, Window.HANN);

    private static Magnitudes ones(int samples) {
        float[] values = new float[SPEC.frames(samples) * SPEC.bins()];
        Arrays.fill(values, 1);
        return new Magnitudes(SPEC, samples, values);
    }

    @Test
    void randomPhaseIsUniformOnTheCircle() {
        ComplexSpectrogram found = new RandomPhase().reconstruct(ones(16_000), new SplittableRandom(1));

        int[] octants = new int[8];
        float[] phase = found.phase();
        for (float p : phase) {
            octants[(int) Math.floor((p + Math.PI) / (2 * Math.PI) * 8) % 8]++;
        }
        for (int count : octants) {
            assertEquals(phase.length / 8.0, count, 4 * Math.sqrt(phase.length / 8.0));
        }
        assertTrue(SpectralConvergence.between(ones(16_000), found.magnitudes()) < -120);
    }

    @Test
    void zeroPhaseHasNoImaginaryPart() {
        ComplexSpectrogram found = new ZeroPhase().reconstruct(ones(1000), new SplittableRandom(1));

        assertArrayEquals(ones(1000).toArray(), found.reals(), 0);
        assertArrayEquals(new float[found.frames() * found.bins()], found.imaginaries(), 0);
    }

    @Test
    void reconstructorsAreFoundByName() {
        assertEquals(new RandomPhase(), PhaseMethods.named("random"));
        assertEquals(new ZeroPhase(), PhaseMethods.named("zero"));
        assertEquals(GriffinLim.standard(), PhaseMethods.named("griffin-lim"));
        assertEquals(GriffinLim.accelerated(32), PhaseMethods.named("accelerated-griffin-lim"));
        assertEquals(new Pghi(), PhaseMethods.named("pghi"));
        assertEquals(Rtisi.standard(), PhaseMethods.named("rtisi"));
        assertEquals(new Spsi(), PhaseMethods.named("spsi"));
    }

    @Test
    void anUnknownNameListsThoseKnown() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> PhaseMethods.named("wavenet"));
        assertTrue(refusal.getMessage().contains(String.join(", ", PhaseMethods.names())), refusal.getMessage());
    }
}
