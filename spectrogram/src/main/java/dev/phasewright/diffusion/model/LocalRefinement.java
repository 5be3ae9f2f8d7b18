package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.phasewright.nn.Convolution2d;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.Linear;

/**
 * A few small convolutions over time and bands, which see the noisy clip and the output so far and correct that. All else in
 * the network has weights of its own for each band; these are the same at every place, for a line of a harmonic, or the
 * silence beside it, is the same thing wherever it is. Untrained, they correct nothing.
 */
final class LocalRefinement {
    private static final int KERNEL = 3;

    private final Linear modulation;
    private final Convolution2d first;
    private final Convolution2d second;
    private final Convolution2d last;

    LocalRefinement(TransformerSpec spec, Declaration nn) {
        long channels = spec.localChannels();
        Declaration places = nn.positions((double) spec.frames() * spec.bands());
        modulation = nn.linear("modulation", spec.width(), 2 * channels, Initializer.ZEROS);
        first = places.convolution2d("0", 2, channels, KERNEL, 1);
        second = places.convolution2d("1", channels, channels, KERNEL, 1);
        last = places.convolution2d("2", channels, 1, KERNEL, 1, Initializer.ZEROS);
    }

    /**
     * The output, corrected.
     *
     * @param x the network's input {@code [batch, frames, bands]}
     * @param y its output so far, of the same shape
     * @param c what is asked for
     */
    NDArray forward(NDArray x, NDArray y, Conditioning c) {
        // [batch, 1, channels] each, to stand before frames and bands
        NDList m = c.through(modulation).transpose(0, 2, 1).expandDims(3).split(2, 1);
        NDArray h = first.forward(x.getNDArrayInternal().stack(new NDList(y), 1));
        h = Functional.gelu(h.mul(m.get(0).add(1)).add(m.get(1)));
        h = h.add(Functional.gelu(second.forward(h)));
        return y.add(last.forward(h).squeeze(1));
    }
}
