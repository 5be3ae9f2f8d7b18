package dev.phasewright.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.random.NormalDeviates;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Standard normal noise that depends on nothing but its seed: not on the engine's global seed, nor on the number of
 * threads, nor on the other items of a batch, nor on the Java version.
 */
public final class GaussianNoise {
    private GaussianNoise() {}

    /**
     * Draws one array from one generator.
     *
     * @param manager what the result is attached to
     * @param shape any shape
     * @param random the generator, which is advanced
     * @return independent standard normal values, float32
     */
    public static NDArray like(NDManager manager, Shape shape, RandomGenerator random) {
        float[] values = new float[Math.toIntExact(shape.size())];
        NormalDeviates.fill(values, 0, values.length, random);
        return manager.create(values, shape);
    }

    /**
     * Draws a batch in which each item has a seed of its own: item {@code k} is a function of {@code seeds[k]} and
     * {@code itemShape} alone, bit for bit, whatever the batch it stands in. It is the first draw of {@link #perItem}.
     *
     * @param manager what the result is attached to
     * @param seeds one seed for each item
     * @param itemShape the shape of one item, without the batch axis
     * @return {@code [seeds.length, itemShape…]}, float32
     * @throws IllegalArgumentException if there are no seeds
     */
    public static NDArray batch(NDManager manager, long[] seeds, Shape itemShape) {
        return perItem(seeds).draw(manager, new Shape(seeds.length).addAll(itemShape));
    }

    /**
     * A source in which each item of the batch has a generator of its own, so that neither an item's start nor the
     * noise that a stochastic sampler adds later depends on the rest of the batch. The source has state: make a new one
     * for each batch to be sampled. Its {@code draw} throws an {@link IllegalArgumentException} if the first axis of
     * the shape is not the number of seeds.
     *
     * @param seeds one seed for each item
     * @throws IllegalArgumentException if there are no seeds
     */
    public static NoiseSource perItem(long... seeds) {
        if (seeds.length == 0) {
            throw new IllegalArgumentException("noise needs at least one seed");
        }
        RandomGenerator[] items = new RandomGenerator[seeds.length];
        for (int k = 0; k < items.length; k++) {
            items[k] = new SplittableRandom(seeds[k]);
        }
        return (manager, shape) -> {
            if (shape.dimension() == 0 || shape.get(0) != items.length) {
                throw new IllegalArgumentException(items.length + " seeds cannot fill a batch of shape " + shape);
            }
            float[] values = new float[Math.toIntExact(shape.size())];
            int itemSize = values.length / items.length;
            IntStream.range(0, items.length)
                    .parallel()
                    .forEach(k -> NormalDeviates.fill(values, k * itemSize, itemSize, items[k]));
            return manager.create(values, shape);
        };
    }

    /**
     * Derives the seeds of the items from one seed. Item {@code k}'s seed does not depend on {@code count}, and the
     * items of neighbouring seeds are unrelated.
     *
     * @param seed any value
     * @param count how many, not negative
     */
    public static long[] itemSeeds(long seed, int count) {
        return new SplittableRandom(seed).longs(count).toArray();
    }
}
