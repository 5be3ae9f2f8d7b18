package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.phasewright.nn.Convolution2d;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.Linear;
import java.util.List;

/**
 * Small convolutions over time and bands, which see the noisy clip and the output so far and correct that. All else in the
 * network has weights of its own for each band; these are the same at every place, for a line of a harmonic, or the silence
 * beside it, is the same thing wherever it is. Untrained, they correct nothing.
 */
final class LocalRefinement {
    private static final int KERNEL = 3;

    private final Linear modulation;
    private final Convolution2d input;
    private final List<Convolution2d> layers;
    private final Convolution2d output;

    LocalRefinement(TransformerSpec spec, Declaration nn) {
        long channels = spec.localChannels();
        Declaration places = nn.positions((double) spec.frames() * spec.bands());
        modulation = nn.linear("modulation", spec.conditions(), 2 * channels, Initializer.ZEROS);
        input = places.convolution2d("input", 2, channels, KERNEL, 1);
        layers = places.sub("layers")
                .stack(spec.localLayers(), layer -> layer.convolution2d("convolution", channels, channels, KERNEL, 1));
        output = places.convolution2d("output", channels, 1, KERNEL, 1, Initializer.ZEROS);
    }

    /**
     * The output, corrected.
     *
     * @param x the network's input {@code [batch, frames, bands]}
     * @param y its output so far, of the same shape
     * @param c what is asked for
     */
    NDArray forward(NDArray x, NDArray y, Conditioning c) {
        // [batch, channels, 1, 1] each
        NDList m = c.through(modulation).transpose(0, 2, 1).expandDims(3).split(2, 1);
        NDArray h = input.forward(x.getNDArrayInternal().stack(new NDList(y), 1));
        h = Functional.gelu(h.mul(m.get(0).add(1)).add(m.get(1)));
        for (Convolution2d layer : layers) {
            h = h.add(Functional.gelu(layer.forward(h)));
        }
        return y.add(output.forward(h).squeeze(1));
    }
}
