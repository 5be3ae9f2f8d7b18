package dev.phasewright.vocoder.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.nn.Declaration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConvNeXtTest {
    private static final int FRAMES = 40;
    private static final int WIDTH = 4;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    private static ConvNeXt blocks(Declaration nn, int depth, boolean causal) {
        return new ConvNeXt(nn, WIDTH, 8, depth, causal);
    }

    /** The frames whose output changes with one frame of the input. */
    private int[] touched(int depth, boolean causal, int changed) {
        ConvNeXt blocks = blocks(Declaration.fresh(manager, new SplittableRandom(3)), depth, causal);
        float[] values = new float[FRAMES * WIDTH];
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        float[] before = forward(blocks, values);
        for (int i = 0; i < WIDTH; i++) {
            values[changed * WIDTH + i] += i % 2 == 0 ? 50 : -30;
        }
        float[] after = forward(blocks, values);
        IntPredicate differs = frame ->
                !Arrays.equals(before, frame * WIDTH, (frame + 1) * WIDTH, after, frame * WIDTH, (frame + 1) * WIDTH);
        return IntStream.range(0, FRAMES).filter(differs).toArray();
    }

    private float[] forward(ConvNeXt blocks, float[] values) {
        try (NDManager scope = manager.newSubManager()) {
            return blocks.forward(scope.create(values, new Shape(1, FRAMES, WIDTH)))
                    .toFloatArray();
        }
    }

    @Test
    void aFrameTouchesThoseWithinReachOnBothSides() {
        assertEquals(6, ConvNeXt.reach(2, false));
        assertArrayEquals(IntStream.rangeClosed(14, 26).toArray(), touched(2, false, 20));
    }

    @Test
    void aFrameTouchesOnlyLaterOnesIfCausal() {
        assertEquals(12, ConvNeXt.reach(2, true));
        assertArrayEquals(IntStream.rangeClosed(20, 32).toArray(), touched(2, true, 20));
    }

    @Test
    void parametersAreCountedWithoutMakingThem() {
        Declaration nn = Declaration.fresh(manager, new SplittableRandom(3));
        blocks(nn, 3, false);
        assertEquals(
                nn.weights().count(),
                Declaration.size(counted -> blocks(counted, 3, false)).parameters());
    }
}
