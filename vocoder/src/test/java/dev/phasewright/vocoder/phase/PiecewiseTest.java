package dev.phasewright.vocoder.phase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiecewiseTest {
    private static final StftSpec SPEC = new StftSpec(8_000, 4, 2, Window.HANN);

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 0", "7, 3", "1023, 20", "1025, 1", "5000, 57"})
    void piecesGiveWhatTheWholeGives(int frames, int reach) {
        SplittableRandom random = new SplittableRandom(1);
        int size = frames * SPEC.bins();
        float[] re = new float[size];
        float[] im = new float[size];
        for (int i = 0; i < size; i++) {
            re[i] = (float) random.nextDouble();
            im[i] = (float) random.nextDouble();
        }
        ComplexSpectrogram whole = new ComplexSpectrogram(SPEC, SPEC.samples(frames) + 1, re, im);
        ComplexSpectrogram expected = furthest(whole, reach);
        ComplexSpectrogram found = Piecewise.apply(whole, reach, (piece, first, end) -> furthest(piece, reach));
        assertArrayEquals(expected.reals(), found.reals());
        assertArrayEquals(expected.imaginaries(), found.imaginaries());
    }

    /** Gives each frame the sum of those that stand {@code reach} frames from it, where there are some. */
    private static ComplexSpectrogram furthest(ComplexSpectrogram spectrum, int reach) {
        int bins = spectrum.bins();
        float[] re = new float[spectrum.frames() * bins];
        float[] im = new float[re.length];
        for (int f = 0; f < spectrum.frames(); f++) {
            for (int k = 0; k < bins; k++) {
                for (int from : new int[] {f - reach, f + reach}) {
                    if (from >= 0 && from < spectrum.frames()) {
                        re[f * bins + k] += spectrum.re(from, k);
                        im[f * bins + k] += spectrum.im(from, k);
                    }
                }
            }
        }
        return new ComplexSpectrogram(spectrum.spec(), spectrum.samples(), re, im);
    }
}
