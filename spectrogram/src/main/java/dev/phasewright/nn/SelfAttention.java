package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * Multi-head scaled dot-product attention (Vaswani et al. 2017) of every position to every position, between the linear
 * layers {@code qkv} (queries, keys and values side by side, {@code 3·width}) and {@code output}.
 */
public final class SelfAttention {
    private final Linear qkv;
    private final Linear output;
    private final int heads;

    SelfAttention(Linear qkv, Linear output, int heads) {
        this.qkv = qkv;
        this.output = output;
        this.heads = heads;
    }

    /**
     * The layer's output.
     *
     * @param x {@code [batch, time, width]}
     * @return the same shape
     */
    public NDArray forward(NDArray x) {
        return switch (qkv.weight().precision()) {
            case FLOAT32 -> output.forward(attention(qkv.forward(x), heads));
            case BFLOAT16 ->
                BFloat16.selfAttention(
                        x,
                        heads,
                        qkv.weight().factor(),
                        qkv.bias().factor(),
                        output.weight().factor(),
                        output.bias().factor());
        };
    }

    /**
     * The attention alone.
     *
     * @param qkv queries, keys and values side by side, {@code [batch, time, 3·width]}
     * @param heads the number of heads, a divisor of the width
     * @return {@code [batch, time, width]}
     */
    static NDArray attention(NDArray qkv, int heads) {
        Shape shape = qkv.getShape();
        long batch = shape.get(0);
        long time = shape.get(1);
        long width = shape.get(2) / 3;
        long headWidth = width / heads;
        // [3, batch, heads, time, headWidth]
        NDList split = qkv.reshape(batch, time, 3, heads, headWidth)
                .transpose(2, 0, 3, 1, 4)
                .split(3);
        NDArray q = Functional.scale(split.get(0).squeeze(0), 1 / Math.sqrt(headWidth));
        NDArray k = split.get(1).squeeze(0);
        NDArray v = split.get(2).squeeze(0);
        NDArray attended = q.matMul(k.transpose(0, 1, 3, 2)).softmax(-1).matMul(v);
        return attended.transpose(0, 2, 1, 3).reshape(batch, time, width);
    }
}
