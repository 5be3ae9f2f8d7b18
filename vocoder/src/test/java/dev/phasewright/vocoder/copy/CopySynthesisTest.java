package dev.phasewright.vocoder.copy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.Pghi;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import dev.phasewright.vocoder.phase.SyllableGlide;
import dev.phasewright.vocoder.phase.ZeroPhase;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CopySynthesisTest {
    private static final MelSpec FEATURES = MelSpec.STANDARD;
    private static final StftSpec SPEC = FEATURES.stft();
    /** Not a whole number of hops. */
    private static final float[] SOUND = SyllableGlide.samples(12_345, 16_000);

    private static float[] copy(CopySynthesis copies) {
        return copies.copy(SOUND, new SplittableRandom(1));
    }

    /** In dB, of the magnitudes; lower is better. */
    private static double apart(float[] copy) {
        Stft stft = Stft.of(SPEC);
        return SpectralConvergence.between(
                stft.forward(SOUND).magnitudes(), stft.forward(copy).magnitudes());
    }

    @Test
    void theTruePhaseGivesTheSoundBackToItsLastSample() {
        ComplexSpectrogram truth = Stft.of(SPEC).forward(SOUND);
        float[] copy = copy(CopySynthesis.of(SPEC, (magnitudes, random) -> truth));
        assertArrayEquals(SOUND, copy, 1e-5f);
    }

    @Test
    void allMagnitudesAreKeptOrMelBandsAlone() {
        Magnitudes[] seen = new Magnitudes[1];
        PhaseReconstructor spy = (magnitudes, random) -> {
            seen[0] = magnitudes;
            return new ZeroPhase().reconstruct(magnitudes, random);
        };
        Magnitudes all = Stft.of(SPEC).forward(SOUND).magnitudes();
        assertEquals(SOUND.length, copy(CopySynthesis.of(SPEC, spy)).length);
        assertArrayEquals(all.toArray(), seen[0].toArray());
        assertEquals(SOUND.length, copy(CopySynthesis.viaMel(FEATURES, spy)).length);
        assertEquals(all.samples(), seen[0].samples());
        double between = SpectralConvergence.between(all, seen[0]);
        assertTrue(between > -40 && between < -5, "inverted mel bands are near, and not the same: " + between + " dB");
    }

    @Test
    void refinementGoesOnFromTheMethod() {
        CopySynthesis pghi = CopySynthesis.of(SPEC, new Pghi());
        double alone = apart(copy(pghi));
        double refined = apart(copy(pghi.refined(16)));
        double random = apart(copy(CopySynthesis.of(SPEC, GriffinLim.fast(16))));
        assertTrue(refined < alone - 3 && refined < random, alone + ", " + refined + ", " + random + " dB");
        assertArrayEquals(copy(pghi), copy(pghi.refined(16).refined(0)));
        assertThrows(IllegalArgumentException.class, () -> pghi.refined(-1));
    }
}
