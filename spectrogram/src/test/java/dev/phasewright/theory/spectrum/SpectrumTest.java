package dev.phasewright.theory.spectrum;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import dev.phasewright.theory.spectrum.SpatialSpectrum.Axis;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpectrumTest {
    /** {@code scipy.fft.dctn(np.sin(np.arange(6*5)**2*0.7).reshape(6,5), norm="ortho")}, SciPy 1.17.1. */
    private static final double[][] DCTN = {
        {0.704729, 0.191281, -1.203508, -0.389997, -0.21298},
        {-0.508614, 0.423821, 0.030361, 0.412058, 0.13159},
        {-0.249778, 0.116286, -1.311253, -0.100788, -1.05375},
        {0.444655, -0.292427, 0.933561, -0.39198, 0.173095},
        {0.272281, 1.231774, -0.630981, 0.738938, 0.527376},
        {-0.881828, 1.428262, 0.595458, -0.581213, -0.001343}
    };

    /** {@code scipy.fft.dct(np.sin(np.arange(7)**2*0.7), norm="ortho")}. */
    private static final float[] DCT = {-0.336984f, 0.946702f, 0.198649f, -1.088601f, 0.26761f, -0.310523f, -0.200779f};

    /**
     * {@code x=np.sin(np.arange(12*10)**2*0.7).reshape(12,10); p=abs(np.fft.fft2(x))**2/x.size;
     * r=np.rint(12*np.hypot(abs(np.fft.fftfreq(12))[:,None],abs(np.fft.fftfreq(10))[None,:]));
     * [p[r==k].mean() for k in range(1,7)]}, NumPy 2.4.6.
     */
    private static final double[] RINGS = {0.29836711, 0.48432214, 0.36755175, 0.49088925, 0.60143509, 0.31161632};

    private static float[] chirp(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) Math.sin((double) i * i * 0.7);
        }
        return values;
    }

    private static float[] noise(int n, long seed) {
        float[] values = new float[n];
        NormalDeviates.fill(values, 0, n, Seeds.stream(seed, "test", 0));
        return values;
    }

    @Test
    void cosinesAreScipys() {
        CosineTransform transform = new CosineTransform(6, 5);
        float[] found = transform.forward(chirp(30));

        for (int k = 0; k < 30; k++) {
            assertEquals(DCTN[k / 5][k % 5], found[k], 2e-6);
        }
        assertArrayEquals(chirp(30), transform.inverse(found), 1e-6f);
        assertArrayEquals(DCT, CosineTransform.ofLine(chirp(7)), 2e-6f);
    }

    @Test
    void aBatchIsTransformedItemByItem() {
        CosineTransform transform = new CosineTransform(6, 5);
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] one = chirp(30);
            float[] other = noise(30, 1);
            float[] both = new float[60];
            System.arraycopy(one, 0, both, 0, 30);
            System.arraycopy(other, 0, both, 30, 30);
            NDArray found = transform.forward(manager.create(both, new Shape(2, 6, 5)));

            assertArrayEquals(transform.forward(one), found.get(0).toFloatArray(), 1e-6f);
            assertArrayEquals(transform.forward(other), found.get(1).toFloatArray(), 1e-6f);
            assertArrayEquals(both, transform.inverse(found).toFloatArray(), 1e-6f);
        }
    }

    @Test
    void ringsAreNumpys() {
        assertArrayEquals(RINGS, RadialSpectrum.rings(chirp(120), 12, 10), 1e-6);
    }

    @Test
    void whiteNoiseIsFlatAndOfPowerOne() {
        RadialSpectrum.Meter radial = new RadialSpectrum.Meter(32, 20);
        SpectrumMeter spatial = new SpectrumMeter(32, 20);
        CosineTransform transform = new CosineTransform(32, 20);
        for (int i = 0; i < 400; i++) {
            float[] clip = noise(640, i);
            radial.add(clip);
            spatial.add(transform.forward(clip));
        }
        RadialSpectrum found = radial.spectrum(1);

        assertEquals(0, found.logPower().get(31), 0.05);
        // Logarithms of the few values of the innermost rings have a mean below that of their mean.
        assertTrue(Math.abs(found.law().exponent()) < 0.25, found.law().toString());
        assertEquals(1, spatial.spectrum().variance(), 0.02);
        assertEquals(0, spatial.law(Axis.TIME).exponent(), 0.1);
        assertTrue(spatial.law(Axis.BANDS).low() < 0 && spatial.law(Axis.BANDS).high() > 0);
        assertEquals(0, spatial.spectrum().seen(1.5));
        assertEquals(1, spatial.spectrum().seen(0.5));
    }

    /** Fields whose coefficients fall as a power of each axis' frequency. */
    @Test
    void powersOfFrequencyAreFoundAgain() {
        CosineTransform transform = new CosineTransform(64, 48);
        SpectrumMeter spatial = new SpectrumMeter(64, 48);
        RadialSpectrum.Meter radial = new RadialSpectrum.Meter(64, 48);
        for (int i = 0; i < 300; i++) {
            float[] coefficients = noise(64 * 48, i);
            for (int k = 0; k < coefficients.length; k++) {
                int row = k / 48;
                double turns = Math.hypot(row / 128.0, (k % 48) / 96.0);
                coefficients[k] *= (float) Math.pow(Math.max(turns, 1 / 256.0), -1.25);
            }
            spatial.add(coefficients);
            radial.add(transform.inverse(coefficients));
        }
        RadialSpectrum found = radial.spectrum(spatial.spectrum().variance());

        assertEquals(2.5, found.law().exponent(), 0.2);
        assertTrue(found.law().low() < found.law().exponent()
                && found.law().exponent() < found.law().high());
        assertTrue(found.law().rSquared() > 0.98, found.law().toString());
        double low = found.seenUpTo(1).orElseThrow();
        assertTrue(low < found.seenUpTo(0.3).orElseThrow(), found.toString());
    }

    @Test
    void cellsAreHalfOctaves() {
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 6, 8, 12, 16, 20}, SpatialSpectrum.edges(20));
        assertArrayEquals(new int[] {0, 1}, SpatialSpectrum.edges(1));
        SpatialSpectrum spectrum = new SpatialSpectrum(2, 5, List.of(8f, 4f, 2f, 1f, 0.5f, 1f, 1f, 1f, 1f, 1f));
        assertArrayEquals(new float[] {8, 4, 2, 1, 0.5f, 1, 1, 1, 1, 1}, spectrum.map());
        assertEquals(20.5 / 10, spectrum.variance(), 1e-9);
        assertArrayEquals(new double[] {1}, spectrum.along(Axis.TIME), 1e-9);
        assertArrayEquals(new double[] {2.5, 1.5, 1, 0.75}, spectrum.along(Axis.BANDS), 1e-9);
    }

    @Test
    void octavesHoldEveryCoefficientOnce() {
        OctaveBands bands = new OctaveBands(128, 100);
        int sum = 0;
        for (int b = 0; b < bands.count(); b++) {
            sum += bands.size(b);
        }
        assertEquals(12_800, sum);
        assertEquals(1, bands.size(0));
        assertEquals(1, bands.of(100));
        assertEquals(2, bands.of(200));
        assertEquals(3, bands.of(400));
        assertEquals(9, bands.count());
        assertEquals("64–128", bands.name(7));
    }

    @Test
    void nothingComesOfOneClipOrOfSilence() {
        SpectrumMeter one = new SpectrumMeter(4, 4);
        one.add(noise(16, 1));
        assertThrows(IllegalStateException.class, one::spectrum);
        one.add(noise(16, 1));
        assertThrows(IllegalStateException.class, one::spectrum);
        RadialSpectrum.Meter silence = new RadialSpectrum.Meter(4, 4);
        assertFalse(silence.add(new float[16]));
        assertThrows(IllegalStateException.class, () -> silence.spectrum(1));
        assertThrows(IllegalArgumentException.class, () -> new RadialSpectrum.Meter(2, 2));
        assertThrows(IllegalArgumentException.class, () -> new SpatialSpectrum(1, 1, List.of(0f)));
    }
}
