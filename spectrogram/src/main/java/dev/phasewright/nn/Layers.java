package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;

/**
 * Layers as plain functions of their input and of {@link Weights} by name. In each the input is the first operand, so
 * every result lives and dies with the input's manager and none leaks into the weights'. What comes between is closed as
 * soon as it has been used: the next layer then finds its memory still in the processor's cache (if there is a backward
 * pass to come, the engine keeps what that needs).
 */
public final class Layers {
    private static final float NORM_EPSILON = 1e-6f;

    private Layers() {}

    /** {@code x·Wᵀ + b} over the last axis, with {@code name.weight} {@code [out, in]} and {@code name.bias} {@code [out]}. */
    public static NDArray linear(NDArray x, Weights weights, String name) {
        return switch (weights.precision()) {
            case FLOAT32 -> {
                NDArray weight = weights.get(name + ".weight");
                NDArray bias = weights.get(name + ".bias");
                yield x.getShape().dimension() == 4 && !weight.hasGradient() && Pointwise.isAvailable()
                        ? Pointwise.linear(x, weight, bias)
                        : Linear.linear(x, weight, bias).singletonOrThrow();
            }
            case BFLOAT16 -> BFloat16.linear(x, weights.factor(name + ".weight"), weights.factor(name + ".bias"));
        };
    }

    /** {@code x·Wᵀ} over the last axis, with a weight {@code [out, in]} and no bias; always in float32. */
    public static NDArray product(NDArray x, Weights weights, String name) {
        return Linear.linear(x, weights.get(name)).singletonOrThrow();
    }

    /** Two linear layers, {@code name.0} and {@code name.1}, with {@link #gelu} between them. */
    public static NDArray perceptron(NDArray x, Weights weights, String name) {
        return switch (weights.precision()) {
            case FLOAT32 -> {
                try (NDArray hidden = linear(x, weights, name + ".0");
                        NDArray active = gelu(hidden)) {
                    yield linear(active, weights, name + ".1");
                }
            }
            case BFLOAT16 ->
                BFloat16.perceptron(
                        x,
                        weights.factor(name + ".0.weight"),
                        weights.factor(name + ".0.bias"),
                        weights.factor(name + ".1.weight"),
                        weights.factor(name + ".1.bias"));
        };
    }

    /** Layer normalization over the last axis with {@code name.weight} and {@code name.bias} (Ba et al. 2016). */
    public static NDArray layerNorm(NDArray x, Weights weights, String name) {
        NDArray scale = weights.get(name + ".weight");
        return LayerNorm.layerNorm(x, scale.getShape(), scale, weights.get(name + ".bias"), NORM_EPSILON)
                .singletonOrThrow();
    }

    /** The Gaussian error linear unit (Hendrycks &amp; Gimpel 2016). */
    public static NDArray gelu(NDArray x) {
        return Activation.gelu(x);
    }

    /** {@code x·sigmoid(x)} (Elfwing et al. 2017). */
    public static NDArray silu(NDArray x) {
        return Activation.sigmoid(x).mul(x);
    }

    /**
     * {@code x·factor}, for what is differentiated. {@link NDArray#mul(Number)} is not: it lends the engine a number in
     * Java's memory and lets go of it at once, while the backward pass still wants it. If the garbage collector comes
     * between, the gradient is garbage. Here the number lives as long as {@code x}'s manager. The same goes for
     * {@code div} and {@code pow}; {@code add} and {@code sub} do not look at their number again.
     */
    public static NDArray scale(NDArray x, double factor) {
        return x.mul(x.getManager().create((float) factor));
    }

    /**
     * A convolution over the middle axis of {@code x} {@code [batch, time, in]}, of the same length, with {@code
     * name.weight} {@code [out, in, kernel]} (odd) and {@code name.bias}.
     */
    public static NDArray convolution(NDArray x, Weights weights, String name) {
        return convolution(x, weights, name, 1);
    }

    /**
     * A convolution over the middle axis of {@code x} {@code [batch, time, channels]}, each channel by itself, of the
     * same length, with {@code name.weight} {@code [channels, 1, kernel]} (odd) and {@code name.bias}.
     */
    public static NDArray depthwiseConvolution(NDArray x, Weights weights, String name) {
        if (weights.isFrozen()) {
            return Depthwise.convolution(x, weights.get(name + ".weight"), weights.get(name + ".bias"));
        }
        return convolution(x, weights, name, Math.toIntExact(x.getShape().get(2)));
    }

    private static NDArray convolution(NDArray x, Weights weights, String name, int groups) {
        NDArray kernel = weights.get(name + ".weight");
        long reach = kernel.getShape().get(2) / 2;
        try (NDArray turned = x.transpose(0, 2, 1);
                NDArray y = Conv1d.conv1d(
                                turned,
                                kernel,
                                weights.get(name + ".bias"),
                                new Shape(1),
                                new Shape(reach),
                                new Shape(1),
                                groups)
                        .singletonOrThrow()) {
            return y.transpose(0, 2, 1);
        }
    }

    /**
     * A convolution over the two middle axes of {@code x} {@code [batch, height, width, channels]}, each channel by
     * itself, of the same size, with {@code name.weight} {@code [channels, 1, kernel, kernel]} (odd) and {@code
     * name.bias}.
     */
    public static NDArray depthwiseConvolution2d(NDArray x, Weights weights, String name) {
        NDArray kernel = weights.get(name + ".weight");
        long channels = kernel.getShape().get(0);
        long reach = kernel.getShape().get(2) / 2;
        try (NDArray turned = x.transpose(0, 3, 1, 2);
                NDArray y = Conv2d.conv2d(
                                turned,
                                kernel,
                                weights.get(name + ".bias"),
                                new Shape(1, 1),
                                new Shape(reach, reach),
                                new Shape(1, 1),
                                Math.toIntExact(channels))
                        .singletonOrThrow()) {
            return y.transpose(0, 2, 3, 1);
        }
    }

    /**
     * A two-dimensional convolution of {@code x} {@code [batch, in, height, width]} with {@code name.weight} {@code
     * [out, in, kernel, kernel]} (odd kernel, padded to keep the size before the stride) and {@code name.bias}.
     */
    public static NDArray convolution2d(NDArray x, Weights weights, String name, int stride) {
        NDArray kernel = weights.get(name + ".weight");
        long reach = kernel.getShape().get(2) / 2;
        return Conv2d.conv2d(
                        x,
                        kernel,
                        weights.get(name + ".bias"),
                        new Shape(stride, stride),
                        new Shape(reach, reach),
                        new Shape(1, 1))
                .singletonOrThrow();
    }

    /**
     * Multi-head scaled dot-product attention (Vaswani et al. 2017) of every position to every position.
     *
     * @param x {@code [batch, time, width]}
     * @param name of the linear layers {@code name.qkv} (queries, keys and values side by side, {@code 3·width}) and
     *     {@code name.output}
     * @param heads the number of heads, a divisor of the width
     * @return {@code [batch, time, width]}
     */
    public static NDArray selfAttention(NDArray x, Weights weights, String name, int heads) {
        return switch (weights.precision()) {
            case FLOAT32 -> linear(attention(linear(x, weights, name + ".qkv"), heads), weights, name + ".output");
            case BFLOAT16 ->
                BFloat16.selfAttention(
                        x,
                        heads,
                        weights.factor(name + ".qkv.weight"),
                        weights.factor(name + ".qkv.bias"),
                        weights.factor(name + ".output.weight"),
                        weights.factor(name + ".output.bias"));
        };
    }

    /**
     * Multi-head scaled dot-product attention (Vaswani et al. 2017) of every position to every position.
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
        NDArray q = scale(split.get(0).squeeze(0), 1 / Math.sqrt(headWidth));
        NDArray k = split.get(1).squeeze(0);
        NDArray v = split.get(2).squeeze(0);
        NDArray attended = q.matMul(k.transpose(0, 1, 3, 2)).softmax(-1).matMul(v);
        return attended.transpose(0, 2, 1, 3).reshape(batch, time, width);
    }

    /**
     * Each position beside its neighbours: {@code [batch, time, width]} becomes {@code [batch, time, 3·width]}, the
     * position before, itself, and the one after, with zeros beyond both ends.
     */
    public static NDArray withNeighbours(NDArray x) {
        Shape shape = x.getShape();
        NDArray edge = x.getManager().zeros(new Shape(shape.get(0), 1, shape.get(2)), x.getDataType());
        NDArray padded = x.getNDArrayInternal().concat(new NDList(edge), 1);
        NDArray before = edge.concat(x, 1).get(":, :-1, :");
        NDArray after = padded.get(":, 1:, :");
        return before.getNDArrayInternal().concat(new NDList(x, after), 2);
    }

    /**
     * Sinusoidal features of a number a row (Vaswani et al. 2017; frequencies as in the diffusion literature).
     *
     * @param values one number for each row
     * @param width the even number of features
     * @return row-major {@code [values.length × width]}: cosines, then sines, at {@code scale·10000^(−i/(width/2))}
     */
    public static float[] sinusoidal(double[] values, int width, double scale) {
        int half = width / 2;
        float[] features = new float[values.length * width];
        for (int row = 0; row < values.length; row++) {
            for (int i = 0; i < half; i++) {
                double angle = values[row] * scale * Math.pow(10_000, -(double) i / half);
                features[row * width + i] = (float) Math.cos(angle);
                features[row * width + half + i] = (float) Math.sin(angle);
            }
        }
        return features;
    }
}
