package dev.phasewright.vocoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.metric.Estoi;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.SyllableGlide;
import dev.phasewright.vocoder.phase.ZeroPhase;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MelVocoderTest {
    private static final MelSpec SPEC = MelSpec.STANDARD;

    private static LogMel mel(Audio audio) {
        return MelFilterBank.of(SPEC).apply(Stft.of(SPEC.stft()).forward(audio).magnitudes());
    }

    @Test
    void aSoundSurvivesTheWayThroughMel() {
        Audio original = Audio.mono(SyllableGlide.samples(16_000, 16_000), 16_000);

        Audio found = MelVocoder.of(SPEC, GriffinLim.fast(32)).synthesize(mel(original), new SplittableRandom(1));

        assertEquals(16_000, found.sampleRate());
        assertEquals(125 * 128, found.length());
        assertEquals(original.rms(), found.rms(), 0.15 * original.rms());
        assertTrue(Estoi.between(original, found) > 0.85, "ESTOI " + Estoi.between(original, found));
    }

    @Test
    void theSameSeedGivesTheSameSound() {
        LogMel mel = mel(Audio.mono(SyllableGlide.samples(16_000, 8_000), 16_000));
        Vocoder vocoder = MelVocoder.of(SPEC, GriffinLim.fast(2));

        assertEquals(
                vocoder.synthesize(mel, new SplittableRandom(7)), vocoder.synthesize(mel, new SplittableRandom(7)));
    }

    @Test
    void silenceGivesDigitalSilence() {
        Audio found = MelVocoder.of(SPEC, GriffinLim.fast(4))
                .synthesize(mel(Audio.mono(new float[4_000], 16_000)), new SplittableRandom(1));

        assertEquals(0, found.peak());
        assertEquals(31 * 128, found.length());
    }

    @Test
    void oneFrameGivesNoSamples() {
        LogMel one = new LogMel(SPEC, new float[100]);

        assertEquals(
                0,
                MelVocoder.of(SPEC, GriffinLim.fast(4))
                        .synthesize(one, new SplittableRandom(1))
                        .length());
    }

    @Test
    void absurdlyLoudValuesGiveFiniteSamplesAndAreNotNormalized() {
        float[] values = new float[20 * 100];
        Arrays.fill(values, 1e9f);

        // Audio refuses NaN and infinities.
        Audio found =
                MelVocoder.of(SPEC, GriffinLim.fast(8)).synthesize(new LogMel(SPEC, values), new SplittableRandom(1));

        assertTrue(found.peak() > 100);
    }

    @Test
    void otherFeaturesAreRefused() {
        MelSpec other = new MelSpec(SPEC.stft(), 80, MelScale.SLANEY, true, 0, 8_000, 0.01);

        assertThrows(IllegalArgumentException.class, () -> MelVocoder.of(SPEC, new ZeroPhase())
                .synthesize(new LogMel(other, new float[80]), new SplittableRandom(1)));
    }
}
