package dev.phasewright.vocoder.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ScaleInvariantSdrTest {
    private final float[] reference = new float[1000];
    private final float[] estimate = new float[1000];

    private void fill() {
        for (int n = 0; n < 1000; n++) {
            double s = Math.sin(2 * Math.PI * 5 * n / 1000) + 0.3 * Math.cos(2 * Math.PI * 17 * n / 1000) + 0.1;
            reference[n] = (float) s;
            estimate[n] = (float) (0.7 * s + 0.2 * Math.sin(2 * Math.PI * 23 * n / 1000) - 0.05);
        }
    }

    /**
     * By numpy 2.4.6: {@code n = np.arange(1000); s = np.sin(2*np.pi*5*n/1000) + .3*np.cos(2*np.pi*17*n/1000) + .1;
     * e = .7*s + .2*np.sin(2*np.pi*23*n/1000) - .05}, both through {@code np.float32}; {@code t = (e@s)/(s@s)*s;
     * 10*np.log10((t@t)/((e-t)@(e-t)))}.
     */
    @Test
    void isWhatNumpyFinds() {
        fill();
        assertEquals(10.719255612214127, ScaleInvariantSdr.between(reference, estimate), 1e-9);
    }

    @Test
    void doesNotHangOnTheSize() {
        fill();
        double before = ScaleInvariantSdr.between(reference, estimate);
        for (int n = 0; n < estimate.length; n++) {
            estimate[n] *= -4;
        }
        assertEquals(before, ScaleInvariantSdr.between(reference, estimate), 1e-5);
        assertEquals(Double.POSITIVE_INFINITY, ScaleInvariantSdr.between(reference, reference));
    }

    @Test
    void ofSilenceThereIsNone() {
        fill();
        assertThrows(IllegalArgumentException.class, () -> ScaleInvariantSdr.between(reference, new float[1000]));
        assertThrows(IllegalArgumentException.class, () -> ScaleInvariantSdr.between(new float[10], estimate));
    }
}
