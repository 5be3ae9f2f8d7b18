package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;

/** {@code x·Wᵀ + b} over the last axis, with {@code weight} {@code [out, in]} and {@code bias} {@code [out]}. */
public final class Linear {
    private final Parameter weight;
    private final Parameter bias;

    Linear(Parameter weight, Parameter bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /** The weight, {@code [out, in]}. */
    Parameter weight() {
        return weight;
    }

    /** The bias, {@code [out]}. */
    Parameter bias() {
        return bias;
    }

    /**
     * The layer's output.
     *
     * @param x {@code […, in]}
     * @return {@code […, out]}
     */
    public NDArray forward(NDArray x) {
        return switch (weight.precision()) {
            case FLOAT32 -> {
                NDArray w = weight.array();
                NDArray b = bias.array();
                yield x.getShape().dimension() == 4 && !w.hasGradient() && Pointwise.isAvailable()
                        ? Pointwise.linear(x, w, b)
                        : x.getNDArrayInternal().linear(x, w, b).singletonOrThrow();
            }
            case BFLOAT16 -> BFloat16.linear(x, weight.factor(), bias.factor());
        };
    }
}
