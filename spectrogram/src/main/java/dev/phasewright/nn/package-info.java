/**
 * What every network here is made of: {@link dev.phasewright.nn.Weights} are named float32 arrays, {@link
 * dev.phasewright.nn.Layers} are functions of an input and of weights, {@link dev.phasewright.nn.Precision} says what
 * products are computed in. Beside them stands what makes weights better: {@link dev.phasewright.nn.AdamW}, their moving
 * average ({@link dev.phasewright.nn.Ema}), the norm of their gradient, and low-rank updates of frozen ones.
 */
package dev.phasewright.nn;
