package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/**
 * What networks compute between layers that have parameters. In each the input is the first operand, so every result lives
 * and dies with the input's manager.
 */
public final class Functional {
    private Functional() {}

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
