package dev.phasewright.corpus;

import java.util.function.DoubleSupplier;

/** How the harmonics of a complex tone stand to each other; all are heard as one pitch, and not as one sound. */
enum HarmonicPhases {
    /** All at their peak at once: one pulse a period. */
    COSINE {
        @Override
        double radians(int k, int count, DoubleSupplier anyPhase) {
            return 0;
        }
    },
    /** All rising through zero at once. */
    SINE {
        @Override
        double radians(int k, int count, DoubleSupplier anyPhase) {
            return -Math.PI / 2;
        }
    },
    /** Odd harmonics in sine phase, even ones in cosine phase: two pulses a period (R. D. Patterson, JASA 82, 1987). */
    ALTERNATING {
        @Override
        double radians(int k, int count, DoubleSupplier anyPhase) {
            return k % 2 == 1 ? -Math.PI / 2 : 0;
        }
    },
    /** Drawn. */
    RANDOM {
        @Override
        double radians(int k, int count, DoubleSupplier anyPhase) {
            return anyPhase.getAsDouble();
        }
    },
    /**
     * The flattest there is without a search (M. R. Schroeder, "Synthesis of low-peak-factor signals and binary sequences with
     * low autocorrelation", IEEE Trans. IT 16, 1970): a fast glide through the harmonics, once a period.
     */
    SCHROEDER {
        @Override
        double radians(int k, int count, DoubleSupplier anyPhase) {
            return -Math.PI * k * (k - 1) / count;
        }
    };

    /**
     * The phase of one harmonic, of a cosine.
     *
     * @param k its number, from 1
     * @param count how many there are
     * @param anyPhase draws one, if need be
     */
    abstract double radians(int k, int count, DoubleSupplier anyPhase);
}
