package dev.phasewright.evaluation.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
