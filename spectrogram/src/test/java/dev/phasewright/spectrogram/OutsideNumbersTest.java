package dev.phasewright.spectrogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares with what scipy and torchaudio make of the same formula; {@code outside_numbers.py} made the files. */
class OutsideNumbersTest {
    private static final double RELATIVE = 1e-5;

    @ParameterizedTest
    @CsvSource({"HANN", "GAUSS"})
    void windowsAreScipysPeriodicOnes(Window window) {
        double[] expected = Numbers.read("window-" + window.name().toLowerCase(Locale.ROOT)).values;
        assertClose(expected, window.samples(expected.length), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "16000, 1024, 80, 0, 8000, HTK, none",
        "16000, 1024, 80, 0, 8000, HTK, slaney",
        "16000, 1024, 80, 0, 8000, SLANEY, none",
        "16000, 1024, 80, 0, 8000, SLANEY, slaney",
        "22050, 512, 20, 60, 10000, HTK, none",
        "22050, 512, 20, 60, 10000, HTK, slaney",
        "22050, 512, 20, 60, 10000, SLANEY, none",
        "22050, 512, 20, 60, 10000, SLANEY, slaney",
        "8000, 256, 13, 0, 4000, HTK, none",
        "8000, 256, 13, 0, 4000, HTK, slaney",
        "8000, 256, 13, 0, 4000, SLANEY, none",
        "8000, 256, 13, 0, 4000, SLANEY, slaney",
    })
    void melFiltersAreTorchaudios(int rate, int n, int bands, double low, double high, MelScale scale, String norm) {
        Numbers sparse = Numbers.read(String.format(
                Locale.ROOT, "mel-%d-%d-%d-%s-%s", rate, n, bands, scale.name().toLowerCase(Locale.ROOT), norm));
        double[] expected = new double[bands * (n / 2 + 1)];
        for (int row = 0; row < sparse.shape[0]; row++) {
            int band = (int) sparse.values[3 * row];
            int bin = (int) sparse.values[3 * row + 1];
            expected[band * (n / 2 + 1) + bin] = sparse.values[3 * row + 2];
        }
        StftSpec stft = new StftSpec(rate, n, n / 4, Window.HANN);
        MelSpec spec = new MelSpec(stft, bands, scale, norm.equals("slaney"), low, high, 1e-5);
        assertClose(expected, doubles(MelFilterBank.of(spec).weights()), 1e-10);
    }

    @ParameterizedTest
    @CsvSource({"16000, 128, 32, HANN, 301", "16000, 96, 40, GAUSS, 250", "8000, 64, 32, RECTANGULAR, 129"})
    void complexSpectraAreTorchs(int rate, int n, int hop, Window window, int length) {
        Numbers expected = Numbers.read(String.format(
                Locale.ROOT, "stft-%d-%d-%d-%s-%d", rate, n, hop, window.name().toLowerCase(Locale.ROOT), length));
        ComplexSpectrogram spectrum =
                Stft.of(new StftSpec(rate, n, hop, window)).forward(signal(length, rate));
        assertEquals(expected.shape[1], spectrum.frames());
        assertEquals(expected.shape[2], spectrum.bins());
        int size = spectrum.frames() * spectrum.bins();
        assertClose(Arrays.copyOf(expected.values, size), doubles(spectrum.reals()), 1e-6);
        assertClose(Arrays.copyOfRange(expected.values, size, 2 * size), doubles(spectrum.imaginaries()), 1e-6);
    }

    @Test
    void magnitudesAreScipys() {
        Numbers expected = Numbers.read("magnitudes-16000-1024-128");
        Magnitudes magnitudes =
                Stft.of(MelSpec.STANDARD.stft()).forward(signal(8001, 16_000)).magnitudes();
        double[] all = doubles(magnitudes.toArray());
        for (int row = 0; row < expected.shape[0]; row++) {
            int from = 18 * row * magnitudes.bins();
            double[] frame =
                    Arrays.copyOfRange(expected.values, row * magnitudes.bins(), (row + 1) * magnitudes.bins());
            assertClose(frame, Arrays.copyOfRange(all, from, from + magnitudes.bins()), 1e-6);
        }
    }

    @Test
    void logMelsOfTheStandardFeaturesAreTorchaudios() {
        Numbers expected = Numbers.read("logmel-16000-1024-128-100");
        Magnitudes magnitudes =
                Stft.of(MelSpec.STANDARD.stft()).forward(signal(8001, 16_000)).magnitudes();
        LogMel mel = MelFilterBank.of(MelSpec.STANDARD).apply(magnitudes);
        assertEquals(63, mel.frames());
        for (int row = 0; row < expected.shape[0]; row++) {
            for (int band = 0; band < mel.bands(); band++) {
                // A difference of logarithms is a relative difference of the mel magnitudes.
                assertEquals(expected.values[row * mel.bands() + band], mel.at(3 * row, band), RELATIVE);
            }
        }
    }

    /** The formula of the script: two chirps, a low sine and a decaying click train. */
    private static float[] signal(int n, int rate) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            double t = (double) i / rate;
            double v = 0.3 * Math.sin(2 * Math.PI * (200 * t + 1500 * t * t))
                    + 0.2 * Math.sin(2 * Math.PI * (7000 * t - 2500 * t * t) + 0.7)
                    + 0.1 * Math.cos(2 * Math.PI * 55 * t);
            x[i] = (float) (v + (i % 397 == 5 ? 0.5 * Math.exp(-3 * t) : 0));
        }
        return x;
    }

    /** Each value within 1e-5 of the expected one, relatively, or nearer to it than {@code tiny}. */
    private static void assertClose(double[] expected, double[] actual, double tiny) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs(actual[i] - expected[i]);
            assertTrue(
                    error <= Math.max(tiny, RELATIVE * Math.abs(expected[i])),
                    "value " + i + " is " + actual[i] + ", not " + expected[i]);
        }
    }

    private static double[] doubles(float[] x) {
        double[] wide = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            wide[i] = x[i];
        }
        return wide;
    }

    /** A numbers file: a line of dimensions, then the values. */
    private static final class Numbers {
        final int[] shape;
        final double[] values;

        private Numbers(int[] shape, double[] values) {
            this.shape = shape;
            this.values = values;
        }

        static Numbers read(String name) {
            try (InputStream in = OutsideNumbersTest.class.getResourceAsStream(name + ".txt")) {
                String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
                int end = text.indexOf('\n');
                int[] shape = Arrays.stream(text.substring(0, end).split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray();
                double[] values = Arrays.stream(text.substring(end).strip().split("\\s+"))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                assertEquals(Arrays.stream(shape).reduce(1, (a, b) -> a * b), values.length);
                return new Numbers(shape, values);
            } catch (IOException e) {
                throw new AssertionError(name, e);
            }
        }
    }
}
