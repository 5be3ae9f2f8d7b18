package dev.phasewright.judge.twosample;

import ai.djl.ndarray.NDArray;
import dev.phasewright.nn.Convolution2d;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.LayerNorm;
import dev.phasewright.nn.Linear;
import dev.phasewright.nn.Weights;
import java.util.ArrayList;
import java.util.List;

/** Three 3 × 3 convolutions that halve both axes, the mean over time, and one number of what is left. */
final class SpectrogramNetwork {
    private static final int[] CHANNELS = {12, 24, 32};
    private static final int KERNEL = 3;
    private static final int STRIDE = 2;

    private final Weights weights;
    private final List<Convolution2d> convolutions = new ArrayList<>();
    private final List<LayerNorm> norms = new ArrayList<>();
    private final Linear hidden;
    private final Linear score;

    SpectrogramNetwork(Declaration nn, int bands) {
        weights = nn.weights();
        long in = 1;
        int height = bands;
        for (int i = 0; i < CHANNELS.length; i++) {
            convolutions.add(nn.convolution2d("convolutions." + i, in, CHANNELS[i], KERNEL, STRIDE));
            norms.add(nn.layerNorm("norms." + i, CHANNELS[i]));
            in = CHANNELS[i];
            height = (height + 1) / STRIDE;
        }
        hidden = nn.linear("hidden", in * height, CHANNELS[CHANNELS.length - 1]);
        score = nn.linear("score", CHANNELS[CHANNELS.length - 1], 1);
    }

    Weights weights() {
        return weights;
    }

    /**
     * Scores, one a clip.
     *
     * @param x {@code [batch, frames, bands]}
     * @return {@code [batch]}
     */
    NDArray forward(NDArray x) {
        NDArray h = x.expandDims(-1);
        for (int i = 0; i < CHANNELS.length; i++) {
            h = convolutions.get(i).forward(h.transpose(0, 3, 1, 2)).transpose(0, 2, 3, 1);
            h = Functional.gelu(norms.get(i).forward(h));
        }
        long batch = x.getShape().get(0);
        NDArray mean = h.mean(new int[] {1});
        NDArray flat = mean.reshape(batch, mean.size() / batch);
        return score.forward(Functional.gelu(hidden.forward(flat))).reshape(batch);
    }
}
