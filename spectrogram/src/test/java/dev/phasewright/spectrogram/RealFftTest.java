package dev.phasewright.spectrogram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Transforms of any length, and sounds that pass through them frame by frame. */
class RealFftTest {
    /** {@code x = np.sin(np.arange(n)**2*0.7+0.3)}. */
    private static double[] signal(int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = Math.sin(0.7 * i * i + 0.3);
        }
        return x;
    }

    // numpy 2.4: X = np.fft.rfft(x); X[0].real, X[1], X[-1], abs(X).sum()
    @ParameterizedTest
    @CsvSource({
        "1, 0.29552020666133955, , , 0.29552020666133955, 0, 0.29552020666133955",
        "2, 1.136991191469236, , , -0.5459507781465569, 0, 1.682941969615793",
        "5, 0.6146610427274763, -0.0006622785797930075, -1.4742120400236312, 0.4321322738694037, -1.2659299963771624,"
                + " 3.4265267957241514",
        "6, -0.25254113675810497, 0.3880490019366881, -2.27392810009482, -0.8241614744294912, 0, 4.626526388299872",
        "15, 1.3179631967782708, -1.126245873531583, 1.5388276909863245, -1.745051475000017, 2.0198046216175705,"
                + " 16.597181766528024",
        "422, 2.0406050458619394, 0.9801132545539213, -3.770513322619193, -3.1290117843148284, 0, 2737.2930304617153"
    })
    void spectraAreNumpys(int n, double first, Double re1, Double im1, double lastRe, double lastIm, double sum) {
        RealFft fft = RealFft.of(n);
        double[] re = new double[fft.bins()];
        double[] im = new double[fft.bins()];

        fft.forward(signal(n), re, im);

        assertEquals(first, re[0], 1e-9);
        if (re1 != null) {
            assertEquals(re1, re[1], 1e-9);
            assertEquals(im1, im[1], 1e-9);
        }
        assertEquals(lastRe, re[n / 2], 1e-9);
        assertEquals(lastIm, im[n / 2], 1e-9);
        double total = 0;
        for (int k = 0; k < re.length; k++) {
            total += Math.hypot(re[k], im[k]);
        }
        assertEquals(sum, total, 1e-8);
        double[] back = new double[n];
        fft.inverse(re, im, back);
        assertArrayEquals(signal(n), back, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 1.7, 8, 1000})
    void framesMovedApartMakeTheSoundLongerAndStayInPlace(double factor) throws IOException {
        StftSpec spec = new StftSpec(8000, 64, 16, Window.HANN);
        float[] steady = new float[700];
        java.util.Arrays.fill(steady, 0.25f);
        List<Long> numbers = new ArrayList<>();
        try (SoundSource source = SpectralSource.stretched(
                Audio.mono(steady, 8000).source(), spec, factor, frame -> numbers.add(frame.number()))) {
            assertEquals(Math.round(700 * factor), source.length());
            Audio longer = Audio.readAll(source);
            assertEquals(Math.round(700 * factor), longer.length());
            // Away from the ends, where frames hold part of the sound only, what is steady stays so.
            int edge = (int) Math.ceil(40 * Math.max(1, factor));
            for (int i = edge; i < longer.length() - edge; i++) {
                assertEquals(0.25, longer.sample(0, i), 1e-6);
            }
        }
        for (int i = 0; i < numbers.size(); i++) {
            assertEquals(i - 1, numbers.get(i));
        }
        // Each frame that touches the sound: from one before it on, 32 samples to either side.
        assertEquals(2 + (Math.round(700 * factor) + 31) / 16, numbers.size());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> RealFft.of(0));
        StftSpec spec = new StftSpec(8000, 64, 16, Window.HANN);
        SoundSource other = Audio.mono(new float[9], 16_000).source();
        assertThrows(IllegalArgumentException.class, () -> SpectralSource.through(other, spec, frame -> {}));
        SoundSource same = Audio.mono(new float[9], 8000).source();
        for (double factor : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class, () -> SpectralSource.stretched(same, spec, factor, frame -> {}));
        }
    }
}
