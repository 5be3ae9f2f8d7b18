package dev.phasewright.nn;

/**
 * The number format in which a network's large products are multiplied. Weights, gradients, averages and all that is
 * added up stay float32 either way (mixed precision, Micikevicius et al. 2018).
 */
public enum Precision {
    /** 24 significant bits. */
    FLOAT32,
    /**
     * 8 significant bits and float32's range. Several times as fast on processors that multiply it by themselves (AMX,
     * AVX512-BF16), slower on all others. Results differ from float32's in the third digit.
     */
    BFLOAT16
}
