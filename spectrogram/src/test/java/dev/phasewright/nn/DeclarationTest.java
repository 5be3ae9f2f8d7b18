package dev.phasewright.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeclarationTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    /** Some of everything. */
    private static final class Network {
        final Linear in;
        final List<Perceptron> blocks;
        final Table table;

        Network(int depth, Declaration nn) {
            in = nn.linear("in", 3, 4);
            blocks = nn.sub("blocks").stack(depth, block -> block.positions(7).perceptron("mlp", 4, 8));
            table = nn.table("each", 5, 4);
        }
    }

    @Test
    void namesFollowThePlaceInTheOrderOfDeclaration() {
        Declaration nn = Declaration.fresh(manager, new SplittableRandom(1));
        assertEquals(2, new Network(2, nn).blocks.size());
        assertEquals(
                List.of(
                        "in.weight",
                        "in.bias",
                        "blocks.0.mlp.0.weight",
                        "blocks.0.mlp.0.bias",
                        "blocks.0.mlp.1.weight",
                        "blocks.0.mlp.1.bias",
                        "blocks.1.mlp.0.weight",
                        "blocks.1.mlp.0.bias",
                        "blocks.1.mlp.1.weight",
                        "blocks.1.mlp.1.bias",
                        "each"),
                List.copyOf(nn.weights().names()));
    }

    @Test
    void aNetworkOverFreshWeightsIsTheFreshNetwork() {
        Declaration nn = Declaration.fresh(manager, new SplittableRandom(1));
        Network fresh = new Network(1, nn);
        Network again = new Network(1, Declaration.over(nn.weights()));
        NDArray x = manager.ones(new Shape(2, 3));
        assertArrayEquals(
                fresh.in.forward(x).toFloatArray(), again.in.forward(x).toFloatArray());
        assertEquals(7, nn.weights().names().size());
    }

    @Test
    void blankWeightsAreZerosOfTheSameNames() {
        Declaration fresh = Declaration.fresh(manager, new SplittableRandom(1));
        Declaration blank = Declaration.blank(manager);
        Network network = new Network(2, blank);
        new Network(2, fresh);
        assertEquals(fresh.weights().names(), blank.weights().names());
        assertArrayEquals(new float[8], network.table.forward(manager, 0, 4).toFloatArray());
    }

    @Test
    void aTableGivesRows() {
        Declaration nn = Declaration.fresh(manager, new SplittableRandom(1));
        Table table = nn.table("each", 3, 2);
        float[] all = nn.weights().get("each").toFloatArray();
        assertArrayEquals(
                new float[] {all[4], all[5], all[0], all[1]},
                table.forward(manager, 2, 0).toFloatArray());
        assertThrows(IndexOutOfBoundsException.class, () -> table.forward(manager, 3));
    }

    @Test
    void weightsOfAnotherShapeOrNameAreRefusedByName() {
        Declaration nn = Declaration.fresh(manager, new SplittableRandom(1));
        nn.linear("in", 3, 4);
        Declaration over = Declaration.over(nn.weights());
        String shape = assertThrows(IllegalArgumentException.class, () -> over.linear("in", 4, 3))
                .getMessage();
        assertTrue(shape.contains("in.weight") && shape.contains("(4, 3)") && shape.contains("(3, 4)"), shape);
        String name = assertThrows(IllegalArgumentException.class, () -> over.linear("out", 3, 4))
                .getMessage();
        assertTrue(name.contains("out.weight"), name);
        assertThrows(IllegalArgumentException.class, () -> nn.linear("in", 3, 4));
    }

    @Test
    void sizesAreCountedWithoutMakingAnything() {
        Declaration nn = Declaration.fresh(manager, new SplittableRandom(1));
        new Network(3, nn);
        NetworkSize size = Declaration.size(counted -> new Network(3, counted));
        assertEquals(nn.weights().count(), size.parameters());
        assertEquals(2 * (3 * 4 + 3 * 7 * (4 * 8 + 8 * 4)), size.operations());
        // Attention multiplies each of 10 positions with each of 10, twice.
        NetworkSize attention =
                Declaration.size(counted -> counted.positions(10).selfAttention("attention", 4, 2));
        assertEquals(2 * 10 * (4 * 12 + 4 * 4 + 2 * 10 * 4), attention.operations());
    }

    @Test
    void absurdSizesAreCountedAtOnceAndDoNotOverflow() {
        int most = Integer.MAX_VALUE;
        NetworkSize size = Declaration.size(nn -> nn.stack(most, block -> block.linear("in", most, 3L * most)));
        double blocks = most;
        assertEquals(blocks * (3 * blocks * blocks + 3 * blocks), size.parameters(), 1e16);
        assertTrue(size.operations() > 1e28);
    }
}
