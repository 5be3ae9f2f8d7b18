package dev.phasewright.judge;

import ai.djl.ndarray.NDArray;
import dev.phasewright.nn.Convolution2d;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.LayerNorm;
import dev.phasewright.nn.Linear;
import dev.phasewright.nn.NetworkSize;
import dev.phasewright.nn.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * The judge's network: 3 × 3 convolutions over the log-mel as an image, each halving both axes, with layer
 * normalization over channels (which, unlike batch normalization, makes no clip's verdict depend on its neighbours')
 * and GELU; the mean over time, not over frequency, since where a formant lies says which vowel it is; a perceptron.
 */
final class JudgeNetwork {
    private static final int KERNEL = 3;
    private static final int STRIDE = 2;

    private final Weights weights;
    private final List<Block> blocks = new ArrayList<>();
    private final Linear features;
    private final Linear classes;

    /** What the network says of a batch. */
    record Output(NDArray features, NDArray logits) {}

    /** A network over the weights of a declaration. */
    JudgeNetwork(JudgeSpec spec, Declaration nn) {
        weights = nn.weights();
        long in = 1;
        int frames = spec.frames();
        int bands = spec.features().bands();
        for (int i = 0; i < spec.channels().size(); i++) {
            int out = spec.channels().get(i);
            frames = halved(frames);
            bands = halved(bands);
            blocks.add(new Block(in, out, nn.sub("blocks." + i).positions((double) frames * bands)));
            in = out;
        }
        features = nn.linear("features", in * bands, spec.width());
        classes = nn.linear("classes", spec.width(), spec.classes().size());
    }

    private static int halved(int size) {
        return (size + 1) / STRIDE;
    }

    /** The size of such a network, one clip being an item. */
    static NetworkSize size(JudgeSpec spec) {
        return Declaration.size(nn -> new JudgeNetwork(spec, nn));
    }

    /** The network's weights. */
    Weights weights() {
        return weights;
    }

    /**
     * The network's output.
     *
     * @param x {@code [batch, frames, bands]}, normalized
     * @return features {@code [batch, width]} and class logits {@code [batch, classes]}
     */
    Output forward(NDArray x) {
        NDArray h = x.expandDims(-1);
        for (Block block : blocks) {
            h = block.forward(h);
        }
        NDArray mean = h.mean(new int[] {1});
        NDArray flat =
                mean.reshape(x.getShape().get(0), mean.size() / x.getShape().get(0));
        NDArray found = Functional.gelu(features.forward(flat));
        return new Output(found, classes.forward(found));
    }

    /** A convolution that halves both axes. */
    private static final class Block {
        private final Convolution2d convolution;
        private final LayerNorm norm;

        Block(long in, long out, Declaration nn) {
            convolution = nn.convolution2d("convolution", in, out, KERNEL, STRIDE);
            norm = nn.layerNorm("norm", out);
        }

        NDArray forward(NDArray x) {
            // Channels stay the last axis: the transpositions about each convolution are views, and cost nothing.
            NDArray h = convolution.forward(x.transpose(0, 3, 1, 2)).transpose(0, 2, 3, 1);
            return Functional.gelu(norm.forward(h));
        }
    }
}
