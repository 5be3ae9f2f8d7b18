package dev.phasewright.judge;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.phasewright.nn.Layers;
import dev.phasewright.nn.Weights;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The judge's network: 3 × 3 convolutions over the log-mel as an image, each halving both axes, with layer
 * normalization over channels (which, unlike batch normalization, makes no clip's verdict depend on its neighbours')
 * and GELU; the mean over time, not over frequency, since where a formant lies says which vowel it is; a perceptron.
 */
final class JudgeNetwork {
    private static final int KERNEL = 3;
    private static final int STRIDE = 2;

    private final JudgeSpec spec;
    private final Weights weights;

    /** What the network says of a batch. */
    record Output(NDArray features, NDArray logits) {}

    JudgeNetwork(JudgeSpec spec, Weights weights) {
        this.spec = spec;
        this.weights = weights;
    }

    static Weights initialize(JudgeSpec spec, NDManager manager, RandomGenerator random) {
        return initialize(spec, new Weights(manager), random);
    }

    /** Weights of the same names and shapes, to be loaded. */
    static Weights blank(JudgeSpec spec, NDManager manager) {
        return initialize(spec, Weights.blank(manager), new SplittableRandom(0));
    }

    private static Weights initialize(JudgeSpec spec, Weights w, RandomGenerator random) {
        int in = 1;
        int bands = spec.features().bands();
        for (int i = 0; i < spec.channels().size(); i++) {
            int out = spec.channels().get(i);
            w.addConvolution2d("blocks." + i + ".convolution", in, out, KERNEL, random);
            w.addLayerNorm("blocks." + i + ".norm", out);
            in = out;
            bands = halved(bands);
        }
        w.addLinear("features", in * bands, spec.width(), random);
        w.addLinear("classes", spec.width(), spec.classes().size(), random);
        return w;
    }

    /** The number of parameters that {@link #initialize} makes, found without making them; never overflows. */
    static double parameters(JudgeSpec spec) {
        double sum = 0;
        double in = 1;
        int bands = spec.features().bands();
        for (int out : spec.channels()) {
            sum += in * out * KERNEL * KERNEL + 3.0 * out;
            in = out;
            bands = halved(bands);
        }
        double width = spec.width();
        return sum + (in * bands + 1) * width + (width + 1) * spec.classes().size();
    }

    /**
     * The network's output.
     *
     * @param x {@code [batch, frames, bands]}, normalized
     * @return features {@code [batch, width]} and class logits {@code [batch, classes]}
     */
    Output forward(NDArray x) {
        // Channels stay the last axis: the transpositions about each convolution are views, and cost nothing.
        NDArray h = x.expandDims(-1);
        for (int i = 0; i < spec.channels().size(); i++) {
            String block = "blocks." + i;
            h = Layers.convolution2d(h.transpose(0, 3, 1, 2), weights, block + ".convolution", STRIDE)
                    .transpose(0, 2, 3, 1);
            h = Layers.gelu(Layers.layerNorm(h, weights, block + ".norm"));
        }
        NDArray mean = h.mean(new int[] {1});
        NDArray flat =
                mean.reshape(x.getShape().get(0), mean.size() / x.getShape().get(0));
        NDArray features = Layers.gelu(Layers.linear(flat, weights, "features"));
        return new Output(features, Layers.linear(features, weights, "classes"));
    }

    /**
     * Floating-point operations of the products for one clip, forward, a multiplication and an addition counted apart.
     * A training step costs three times as many.
     */
    double flops() {
        double sum = 0;
        int in = 1;
        int frames = spec.frames();
        int bands = spec.features().bands();
        for (int out : spec.channels()) {
            frames = halved(frames);
            bands = halved(bands);
            sum += (double) frames * bands * KERNEL * KERNEL * in * out;
            in = out;
        }
        return 2
                * (sum
                        + (double) in * bands * spec.width()
                        + (double) spec.width() * spec.classes().size());
    }

    private static int halved(int size) {
        return (size + 1) / STRIDE;
    }
}
