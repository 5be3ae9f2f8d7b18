package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * Multi-head scaled dot-product attention (Vaswani et al. 2017) of every position to itself and those before it,
 * between the linear layers {@code qkv} and {@code output} as in {@link SelfAttention}. A sequence is computed at once
 * ({@link #forward}), or one position after the other with what is known of those before ({@link #step}): to rounding,
 * that is the same.
 *
 * <p>The attention itself is the engine's own, which does not keep a square of all pairs of positions for the way back.
 */
public final class CausalAttention {
    private final Linear qkv;
    private final Linear output;
    private final long width;
    private final int heads;

    CausalAttention(Linear qkv, Linear output, long width, int heads) {
        this.qkv = qkv;
        this.output = output;
        this.width = width;
        this.heads = heads;
    }

    /** Compiled when first used. */
    private static final class Scripts {
        static final TorchScript BEFORE = attention("True");
        static final TorchScript ALL = attention("False");

        private Scripts() {}

        private static TorchScript attention(String causal) {
            return new TorchScript(
                    "q: Tensor, k: Tensor, v: Tensor",
                    "return torch.scaled_dot_product_attention(q, k, v, None, 0., CAUSAL, scale=None, enable_gqa=False)\n"
                            .replace("CAUSAL", causal));
        }
    }

    /**
     * What an attention knows of the positions so far: their keys and values, in arrays of the length that there will
     * be at most. Belongs to the manager that it was made with.
     */
    public static final class Memory {
        /** {@code [batch, heads, capacity, width / heads]}, both. */
        private final NDArray keys;

        private final NDArray values;
        private long count;

        private Memory(NDArray keys, NDArray values) {
            this.keys = keys;
            this.values = values;
        }

        private void append(NDArray key, NDArray value) {
            NDIndex here = new NDIndex(":, :, {}:{}, :", count, count + 1);
            keys.set(here, key);
            values.set(here, value);
            count++;
        }

        private NDIndex soFar() {
            return new NDIndex(":, :, :{}, :", count);
        }
    }

    /**
     * A memory of nothing.
     *
     * @param scope of its arrays
     * @param batch sequences that are computed together
     * @param capacity positions, at most
     */
    public Memory memory(NDManager scope, long batch, long capacity) {
        Shape shape = new Shape(batch, heads, capacity, width / heads);
        return new Memory(scope.zeros(shape), scope.zeros(shape));
    }

    /**
     * The layer's output at all positions.
     *
     * @param x {@code [batch, time, width]}
     * @return the same shape
     */
    public NDArray forward(NDArray x) {
        NDList parts = parts(x);
        NDArray attended = Scripts.BEFORE.apply(parts.get(0), parts.get(1), parts.get(2));
        return output.forward(attended.transpose(0, 2, 1, 3).reshape(x.getShape()));
    }

    /**
     * The layer's output at the next position, which is remembered.
     *
     * @param x {@code [batch, 1, width]}
     * @return the same shape
     */
    public NDArray step(NDArray x, Memory memory) {
        NDList parts = parts(x);
        memory.append(parts.get(1), parts.get(2));
        try (NDArray keys = memory.keys.get(memory.soFar());
                NDArray values = memory.values.get(memory.soFar())) {
            NDArray attended = Scripts.ALL.apply(parts.get(0), keys, values);
            return output.forward(attended.transpose(0, 2, 1, 3).reshape(x.getShape()));
        }
    }

    /** Queries, keys and values, {@code [batch, heads, time, width / heads]} each. */
    private NDList parts(NDArray x) {
        Shape shape = x.getShape();
        NDList split = qkv.forward(x)
                .reshape(shape.get(0), shape.get(1), 3, heads, width / heads)
                .transpose(2, 0, 3, 1, 4)
                .split(3);
        return new NDList(
                split.get(0).squeeze(0), split.get(1).squeeze(0), split.get(2).squeeze(0));
    }
}
