package dev.phasewright.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final boolean[] ALL = {true, true, true, true};

    /** By numpy 2.4.6: {@code np.corrcoef(a, b)[0, 1]}, {@code 1 - ((b-a)**2).sum()/((b-b.mean())**2).sum()}. */
    @Test
    void isWhatNumpyFinds() {
        float[] a = {1, 2, 4, 3};
        float[] b = {2, 1, 5, 3};
        assertEquals(0.8315218406202999, Agreement.correlation(a, b, ALL), 1e-9);
        assertEquals(0.6571428571428571, Agreement.explained(a, b, ALL), 1e-9);
        assertEquals(0.9647638212377321, Agreement.cosine(a, b), 1e-9);
    }

    @Test
    void whatDoesNotCountDoesNotCount() {
        float[] a = {1, 2, 4, 99};
        float[] b = {1, 2, 4, -7};
        boolean[] three = {true, true, true, false};
        assertEquals(1, Agreement.correlation(a, b, three), 1e-12);
        assertEquals(1, Agreement.explained(a, b, three), 1e-12);
        assertTrue(Double.isNaN(Agreement.correlation(a, b, new boolean[4])));
    }

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
