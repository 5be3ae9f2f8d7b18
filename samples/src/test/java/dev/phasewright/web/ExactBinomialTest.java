package dev.phasewright.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against scipy 1.17.1. */
class ExactBinomialTest {
    /**
     * {@code python3 -c "from scipy.stats import binomtest as b; k,n=10,12; print(b(k,n,.5,'greater').pvalue,
     * b(k,n).proportion_ci(.95,'exact'))"}.
     */
    @ParameterizedTest
    @CsvSource({
        "0, 12, 1, 0, 0.264648469397",
        "6, 12, 0.61279296875, 0.210944638239, 0.789055361761",
        "9, 12, 0.072998046875, 0.428141538122, 0.945139355472",
        "10, 12, 0.019287109375, 0.515862251314, 0.97913747454",
        "12, 12, 0.000244140625, 0.735351530603, 1",
        "27, 40, 0.0192386541421, 0.508705124522, 0.814271033237",
        "61, 100, 0.0176001001089, 0.507314479632, 0.705989585147"
    })
    void isScipys(int correct, int trials, double p, double low, double high) {
        ExactBinomial figures = new ExactBinomial(correct, trials);
        assertEquals(p, figures.pValue(), 1e-12);
        assertEquals(low, figures.interval(0.95)[0], 1e-10);
        assertEquals(high, figures.interval(0.95)[1], 1e-10);
    }

    /**
     * {@code python3 -c "import numpy as n; from scipy.stats import t; v=n.array([72,80.5,64,91,77.5]);
     * print(v.mean(), t.ppf(.975,4)*v.std(ddof=1)/5**.5)"}.
     */
    @Test
    void aMeansIntervalIsScipys() {
        StudentInterval interval = StudentInterval.of(new double[] {72, 80.5, 64, 91, 77.5}, 0.95);
        assertEquals(77, interval.mean(), 1e-12);
        assertEquals(12.455381542582618, interval.halfWidth(), 1e-10);
    }

    @Test
    void aSingleValueHasNoInterval() {
        StudentInterval interval = StudentInterval.of(new double[] {72}, 0.95);
        assertEquals(72, interval.mean());
        assertEquals(Double.NaN, interval.halfWidth());
    }

    @Test
    void moreRightAnswersThanTrialsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ExactBinomial(13, 12));
        assertThrows(IllegalArgumentException.class, () -> new ExactBinomial(0, 0));
    }
}
