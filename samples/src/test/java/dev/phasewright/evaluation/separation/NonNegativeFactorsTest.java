package dev.phasewright.evaluation.separation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class NonNegativeFactorsTest {
    /** Two chords of tones that were learned apart are told apart when they are heard together. */
    @Test
    void factorsTakeToTheirOwn() {
        Stft stft = Stft.of(new StftSpec(8000, 256, 64, Window.HANN));
        float[] low = tone(500);
        float[] high = tone(2000);
        float[] both = new float[low.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = low[i] + high[i];
        }
        NonNegativeFactors first = learned(stft, low);
        NonNegativeFactors second = learned(stft, high);
        Magnitudes sum = stft.forward(Audio.mono(both, 8000)).magnitudes();
        List<Magnitudes> parts = NonNegativeFactors.parts(sum, first, second, 30);
        assertEquals(1, parts.get(0).at(8, 16) / sum.at(8, 16), 0.05);
        assertEquals(1, parts.get(1).at(8, 64) / sum.at(8, 64), 0.05);
        assertTrue(parts.get(0).at(8, 64) < 0.05 * sum.at(8, 64));
    }

    private static NonNegativeFactors learned(Stft stft, float[] sound) {
        return NonNegativeFactors.learn(
                NonNegativeFactors.frames(stft.forward(Audio.mono(sound, 8000)).magnitudes()), 2, 20, 1);
    }

    private static float[] tone(double hertz) {
        float[] samples = new float[1200];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.sin(2 * Math.PI * hertz * i / 8000);
        }
        return samples;
    }
}
