package dev.phasewright.evaluation.stroke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.judge.texture.StrokeEnergy;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.phase.GriffinLim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What figures say of recorded strokes that were spoiled on purpose: a measure is worth what it sees. */
class StrokeFigureTest {
    private static final double[] STRUCK = {0.5, 1.0, 1.5};

    /** A stroke of the recorded drums with the 20 ms before it, which are made silent. */
    private static Audio stroke(double seconds) throws IOException {
        Audio drums = SoundFile.read(Path.of("audio/drums.wav"));
        int from = (int) (seconds * drums.sampleRate());
        float[] samples = new float[drums.sampleRate() / 4];
        int lead = drums.sampleRate() / 50;
        System.arraycopy(drums.channel(0), from, samples, lead, samples.length - lead);
        return Audio.mono(samples, drums.sampleRate());
    }

    /** The same magnitudes with other phases: what vocoders do to onsets, only more of it. */
    private static Audio blurred(Audio stroke) {
        Stft stft = Stft.of(new StftSpec(stroke.sampleRate(), 512, 128, Window.HANN));
        ComplexSpectrogram spectrum =
                GriffinLim.fast(0).reconstruct(stft.forward(stroke).magnitudes(), new SplittableRandom(1));
        return Audio.mono(stft.inverse(spectrum), stroke.sampleRate());
    }

    @Test
    void anOnsetThatIsBlurredHasALongerAttackAndAPreEcho() throws IOException {
        for (double struck : STRUCK) {
            Audio stroke = stroke(struck);
            Audio blurred = blurred(stroke);
            double attack = StrokeFigure.ATTACK.measure(stroke);
            assertTrue(StrokeFigure.ATTACK.measure(blurred) > 1.3 * attack, struck + ": " + attack);
            double before = StrokeFigure.PRE_ECHO.measure(stroke);
            assertTrue(StrokeFigure.PRE_ECHO.measure(blurred) > before + 3, struck + ": " + before);
        }
    }

    @Test
    void aQuietCopyBeforeTheStrokeIsAPreEcho() throws IOException {
        for (double struck : STRUCK) {
            Audio stroke = stroke(struck);
            float[] samples = stroke.channel(0);
            int early = stroke.sampleRate() / 100;
            for (int i = 0; i + early < samples.length; i++) {
                samples[i] += 0.05f * stroke.sample(0, i + early);
            }
            double found = StrokeFigure.PRE_ECHO.measure(Audio.mono(samples, stroke.sampleRate()));
            assertEquals(20 * Math.log10(0.05), found, 3, struck + ": " + StrokeFigure.PRE_ECHO.measure(stroke));
        }
    }

    @Test
    void trebleThatIsNotThereIsMissed() throws IOException {
        Audio narrow = Resampler.resample(stroke(STRUCK[0]), 44_100);
        assertTrue(StrokeFigure.HAT_TREBLE.measure(narrow) < -40, "recorded at 16 kHz");
        assertTrue(Double.isNaN(StrokeFigure.HAT_TREBLE.measure(stroke(STRUCK[0]))), "nothing could be there");
        float[] click = new float[4410];
        click[2000] = 1;
        double flat = StrokeEnergy.of(Audio.mono(click, 44_100)).shareAbove(8000);
        assertEquals(10 * Math.log10(14.05 / 22.05), flat, 0.2);
    }

    @Test
    void classesAreKnownByWordsInTheirNames() {
        assertTrue(StrokeFigure.HAT_ATTACK.isOf("closed-hat") && StrokeFigure.HAT_ATTACK.isOf("open-hat"));
        assertTrue(StrokeFigure.CYMBAL_TREBLE.isOf("crash") && StrokeFigure.CYMBAL_TREBLE.isOf("ride"));
        assertFalse(StrokeFigure.KICK_ATTACK.isOf("snare"));
        assertTrue(StrokeFigure.ATTACK.isOf(""), "all classes, and none");
    }
}
