package dev.phasewright.vocoder.mel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.metric.MelCepstralDistortion;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.Pghi;
import dev.phasewright.vocoder.phase.SyllableGlide;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MelRefinementTest {
    private static final MelSpec SPEC = MelSpec.STANDARD;
    private static final Stft STFT = Stft.of(SPEC.stft());
    private static final MelFilterBank FILTERS = MelFilterBank.of(SPEC);
    private static final MelInversion INVERSION = MelInversion.of(SPEC);
    private static final MelRefinement REFINEMENT = new MelRefinement(INVERSION, 6);

    private static LogMel melOf(float[] samples) {
        return FILTERS.apply(STFT.forward(samples).magnitudes());
    }

    private static ComplexSpectrogram start(LogMel mel) {
        return new Pghi().reconstruct(INVERSION.apply(mel), new SplittableRandom(1));
    }

    @Test
    void theSoundHasTheBandsThatWereAskedFor() {
        LogMel mel = melOf(SyllableGlide.samples(16_000, 16_000));
        ComplexSpectrogram start = start(mel);

        double before = MelCepstralDistortion.between(mel, melOf(STFT.inverse(start)));
        double after = MelCepstralDistortion.between(mel, melOf(STFT.inverse(REFINEMENT.apply(start, mel))));

        assertTrue(after < before / 2, before + " dB, then " + after);
    }

    @Test
    void iterationsAfterItGoOnTowardsTheBands() {
        LogMel mel = melOf(SyllableGlide.samples(16_000, 16_000));
        ComplexSpectrogram refined = REFINEMENT.apply(start(mel), mel);

        ComplexSpectrogram further = GriffinLim.fast(16)
                .from((magnitudes, random) -> refined)
                .reconstruct(REFINEMENT.fitted(refined, mel), new SplittableRandom(1));

        double before = MelCepstralDistortion.between(mel, melOf(STFT.inverse(refined)));
        double after = MelCepstralDistortion.between(mel, melOf(STFT.inverse(further)));
        assertTrue(after < 0.9 * before, before + " dB, then " + after);
    }

    @Test
    void theTrueSpectrumStaysAsItIs() {
        float[] sound = SyllableGlide.samples(16_000, 8_000);
        ComplexSpectrogram truth = STFT.forward(sound);
        float[] found = STFT.inverse(REFINEMENT.apply(truth, melOf(sound)));
        assertArrayEquals(sound, found, 2e-3f);
    }

    @Test
    void aFrameDependsOnNoneBeyondTheReach() {
        LogMel mel = melOf(SyllableGlide.samples(16_000, 32_000));
        ComplexSpectrogram start = start(mel);
        int bins = start.bins();
        int changed = 180;
        float[] m = start.magnitudes().toArray();
        Arrays.fill(m, changed * bins, m.length, 0.5f);
        ComplexSpectrogram other = start.withMagnitudes(new Magnitudes(SPEC.stft(), start.samples(), m));

        float[] expected = REFINEMENT.apply(start, mel).reals();
        float[] found = REFINEMENT.apply(other, mel).reals();

        int certain = (changed - REFINEMENT.reach()) * bins;
        for (int i = 0; i < certain; i++) {
            assertEquals(expected[i], found[i], 1e-3f);
        }
        boolean differs = false;
        for (int i = certain; i < changed * bins; i++) {
            differs |= Math.abs(expected[i] - found[i]) > 1e-2;
        }
        assertTrue(differs, "nothing before the change knows of it");
    }

    @Test
    void bandsAtTheFloorAreQuietenedAndSilenceIsKept() {
        LogMel silence = melOf(new float[4000]);
        int frames = silence.frames();
        float[] loud = new float[frames * SPEC.stft().bins()];
        Arrays.fill(loud, 1);
        Magnitudes all = new Magnitudes(SPEC.stft(), SPEC.stft().samples(frames), loud);
        LogMel fitted = FILTERS.apply(INVERSION.fit(silence).towards(all, 0, all, 4));
        for (float v : fitted.toArray()) {
            assertEquals(Math.log(SPEC.floor()), v, 0.2);
        }
        Magnitudes nothing = new Magnitudes(SPEC.stft(), all.samples(), new float[loud.length]);
        assertArrayEquals(
                nothing.toArray(),
                INVERSION.fit(silence).towards(nothing, 0, nothing, 4).toArray());
    }
}
