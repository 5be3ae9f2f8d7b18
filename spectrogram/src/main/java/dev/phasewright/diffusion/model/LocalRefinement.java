package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.nn.Convolution2d;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.Linear;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Small convolutions over time and bands, which see the noisy clip and the output so far and correct that. All else in the
 * network has weights of its own for each band; these are the same at every place, for a line of a harmonic, or the silence
 * beside it, is the same thing wherever it is. On squares of several values they see farther, on single values sharper.
 * Untrained, they correct nothing.
 */
final class LocalRefinement {
    private static final int KERNEL = 3;

    private final int patch;
    private final Linear modulation;
    private final Convolution2d input;
    private final @Nullable Convolution2d combInput;
    private final List<Convolution2d> layers;
    private final Convolution2d output;

    LocalRefinement(TransformerSpec spec, Refinement size, Declaration nn) {
        patch = size.patch();
        int square = patch * patch;
        long channels = size.channels();
        Declaration squares = nn.positions((double) spec.frames() * spec.bands() / square);
        modulation = nn.linear("modulation", spec.conditions(), 2 * channels, Initializer.ZEROS);
        input = squares.convolution2d("input", 2L * square, channels, KERNEL, 1);
        combInput =
                spec.harmonics() ? squares.convolution2d("comb", square, channels, KERNEL, 1, Initializer.ZEROS) : null;
        layers = squares.sub("layers")
                .stack(size.layers(), layer -> layer.convolution2d("convolution", channels, channels, KERNEL, 1));
        output = squares.convolution2d("output", channels, square, KERNEL, 1, Initializer.ZEROS);
    }

    /**
     * The output, corrected.
     *
     * @param x the network's input {@code [batch, frames, bands]}
     * @param y its output so far, of the same shape
     * @param c what is asked for
     * @param combs where harmonics are, of the same shape, or null
     */
    NDArray forward(NDArray x, NDArray y, Conditioning c, @Nullable NDArray combs) {
        // [batch, channels, 1, 1] each
        NDList m = c.through(modulation).transpose(0, 2, 1).expandDims(3).split(2, 1);
        NDArray h = input.forward(squares(x.getNDArrayInternal().stack(new NDList(y), 3)));
        if (combs != null && combInput != null) {
            h = h.add(combInput.forward(squares(combs.expandDims(3))));
        }
        h = Functional.gelu(h.mul(m.get(0).add(1)).add(m.get(1)));
        for (Convolution2d layer : layers) {
            h = h.add(Functional.gelu(layer.forward(h)));
        }
        return y.add(whole(output.forward(h)));
    }

    /**
     * {@code [batch, frames, bands, n]} as {@code [batch, n·patch², frames / patch, bands / patch]}, with the channels of a
     * square side by side in memory: so they stay through all layers, which are faster for it by a third.
     */
    private NDArray squares(NDArray several) {
        NDArray last = several;
        if (patch > 1) {
            Shape shape = several.getShape();
            long n = shape.get(3);
            long frames = shape.get(1) / patch;
            long bands = shape.get(2) / patch;
            last = several.reshape(shape.get(0), frames, patch, bands, patch, n)
                    .transpose(0, 1, 3, 2, 4, 5)
                    .reshape(shape.get(0), frames, bands, n * patch * patch);
        }
        return last.transpose(0, 3, 1, 2);
    }

    /** {@code [batch, patch², frames / patch, bands / patch]} as {@code [batch, frames, bands]}. */
    private NDArray whole(NDArray squares) {
        if (patch == 1) {
            return squares.squeeze(1);
        }
        Shape shape = squares.getShape();
        long frames = shape.get(2);
        long bands = shape.get(3);
        return squares.reshape(shape.get(0), patch, patch, frames, bands)
                .transpose(0, 3, 1, 4, 2)
                .reshape(shape.get(0), frames * patch, bands * patch);
    }
}
