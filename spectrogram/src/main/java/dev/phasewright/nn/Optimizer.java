package dev.phasewright.nn;

import java.util.Map;

/** What moves weights against their gradients, with a state by name that a checkpoint can save. */
public sealed interface Optimizer permits AdamW, Soap {
    /**
     * One update, after which the gradients are zero.
     *
     * @param step the number of this update, from 1 (for the bias correction)
     * @param learningRate the step size
     * @param gradientScale factor on every gradient, from {@link GradientNorm}
     */
    void step(Weights weights, long step, double learningRate, double gradientScale);

    /** The moments by name, {@code first.…} and {@code second.…}, of the weights' sizes: its own arrays, not copies. */
    Map<String, float[]> moments();

    /** What else it remembers; empty if nothing. */
    Weights memory();
}
