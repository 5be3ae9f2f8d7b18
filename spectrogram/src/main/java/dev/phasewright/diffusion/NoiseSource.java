package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Where a stochastic sampler gets its standard normal noise from. Successive calls give fresh, independent noise.
 *
 * <p>{@link GaussianNoise#perItem} is the source to sample with; {@code (manager, shape) ->
 * GaussianNoise.like(manager, shape, random)} draws a whole batch from one generator.
 */
@FunctionalInterface
public interface NoiseSource {
    /**
     * Draws the next noise.
     *
     * @param manager what the result is attached to
     * @param shape {@code [batch, …]}
     * @return independent standard normal values, float32, of that shape
     */
    NDArray draw(NDManager manager, Shape shape);
}
