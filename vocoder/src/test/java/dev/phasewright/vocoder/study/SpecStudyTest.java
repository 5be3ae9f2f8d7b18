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
        assertTrue(SpecStudy.candidates(16_000).contains(MelSpec.STANDARD));

        assertTrue(SpecStudy.candidates(44_100).contains(MelSpec.WIDE));
        assertThrows(IllegalArgumentException.class, () -> SpecStudy.candidates(22_050));

        String line = line(CLIPS, MelSpec.STANDARD);
        assertTrue(line.startsWith("| 1024/128 | 100 HTK | 8.0 | 8 | 125.0 | 32 | 12500 |"), line);
    }

    private static String line(List<Audio> clips, MelSpec spec) {
        String line = new SpecStudy(clips, GriffinLim.fast(1), 1).measure(spec).line();
        long columns = line.chars().filter(c -> c == '|').count();
        SpecStudy.heading(spec.stft().sampleRate())
                .lines()
                .forEach(heading -> assertEquals(
                        columns, heading.chars().filter(c -> c == '|').count()));
        return line;
    }

    /** A stroke in the middle of silence has a short attack and nothing before it; phases that do not fit spoil both. */
    @Test
    void ofTheWholeBandItIsToldWhatIsLeftOfAnOnset() {
        float[] samples = new float[22_050];
        for (int i = 11_025; i < samples.length; i++) {
            double envelope = Math.min(1, (i - 11_024) / 20.0) * Math.exp((11_025 - i) / 2000.0);
            samples[i] = (float) (0.5 * envelope * Math.cos(i * 0.3));
        }
        List<Audio> click = List.of(Audio.mono(samples, 44_100));
        SpecStudy.Row row = new SpecStudy(click, GriffinLim.fast(4), 1).measure(MelSpec.WIDE);
        assertTrue(row.fromMel().onset().attack() > 1.5, row.toString());
        assertTrue(row.fromMel().onset().preEcho() > -60, row.toString());
        assertTrue(line(click, MelSpec.WIDE).startsWith("| 1024/256 | 100 HTK | 4.0 | 6 | 172.3 | 45 | 17227 |"));
    }

    @Test
    void silentOrMissingClipsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SpecStudy(List.of(), GriffinLim.fast(1), 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SpecStudy(List.of(Audio.mono(new float[100], 16_000)), GriffinLim.fast(1), 1));
    }
}
