package dev.phasewright.vocoder.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.SyllableGlide;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecStudyTest {
    private static final List<Audio> CLIPS = List.of(Audio.mono(SyllableGlide.samples(16_000, 16_000), 16_000));

    @Test
    void costsOfTheStandardFeaturesAreAsReckonedByHand() {
        SpecStudy.Row row = new SpecStudy(CLIPS, GriffinLim.fast(1), 1).measure(MelSpec.STANDARD);

        assertEquals(8, row.redundancy());
        assertEquals(8, row.hopMilliseconds());
        assertEquals(32, row.tokens());
        assertEquals(12_500, row.valuesPerSecond());
    }

    @Test
    void melLosesMoreThanPhaseAlone() {
        SpecStudy.Row row = new SpecStudy(CLIPS, GriffinLim.fast(16), 1).measure(MelSpec.STANDARD);

        assertTrue(row.fromMagnitudes().spectralConvergence() < row.fromMel().spectralConvergence() - 3);
        assertTrue(row.fromMagnitudes().logSpectralDistance() < row.fromMel().logSpectralDistance());
        assertTrue(row.fromMagnitudes().estoi() > row.fromMel().estoi());
    }

    @Test
    void candidatesContainTheStandardAndEachLineFitsTheHeading() {
        assertTrue(SpecStudy.candidates().contains(MelSpec.STANDARD));

        String line = new SpecStudy(CLIPS, GriffinLim.fast(1), 1)
                .measure(MelSpec.STANDARD)
                .line();
        String heading = SpecStudy.heading().lines().findFirst().orElseThrow();
        assertEquals(
                heading.chars().filter(c -> c == '|').count(),
                line.chars().filter(c -> c == '|').count());
        assertTrue(line.startsWith("| 1024/128 | 100 HTK | 8.0 | 8 | 125.0 | 32 | 12500 |"), line);
    }

    @Test
    void silentOrMissingClipsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SpecStudy(List.of(), GriffinLim.fast(1), 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SpecStudy(List.of(Audio.mono(new float[100], 16_000)), GriffinLim.fast(1), 1));
    }
}
