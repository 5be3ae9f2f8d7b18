package dev.phasewright.vocoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.DepthwiseConvolution2d;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.LayerNorm;
import dev.phasewright.nn.Linear;
import dev.phasewright.nn.NetworkSize;
import dev.phasewright.nn.Parameter;
import dev.phasewright.nn.Perceptron;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.phase.PhaseDifferences;
import java.util.List;

/**
 * Estimates phase differences from magnitudes. What a phase does between two bins follows from the magnitudes around
 * them, wherever they are: so a token is a patch of a frame's bins, all tokens share their weights, and blocks mix a
 * token with its neighbours in time and frequency (ConvNeXt, Liu et al. 2022).
 *
 * <p>The network does not start from nothing. For a Gaussian window the differences are the derivatives of the log
 * magnitude, turned by a right angle, and for Hann's nearly so (Průša, Balazs &amp; Søndergaard 2017); these are
 * computed, and what is learned is how far they are off and how sure that is.
 */
public final class PhaseNetwork {
    private static final int KERNEL = 3;
    /** What a token is told of the level before, at and after its own frame. */
    private static final int LEVELS = 2;

    private static final int PATCH = PhaseNetworkSpec.PATCH;
    private static final int SIDE = PATCH / 2;
    /** Values a token: three of each bin that it sees, and its level. */
    private static final int INPUTS = 3 * 2 * PATCH + LEVELS;

    /** The largest change of ln magnitude from frame to frame that a token is told of. */
    private static final float STEEPEST = 6;

    /** Below this a magnitude is silence: the rounding of 16-bit samples makes as much. */
    static final float FLOOR = 1e-4f;

    /** λ of the Gaussian nearest to Hann's window, as a part of n² (Průša et al. 2017, table 1). */
    private static final double HANN = 0.25645;

    /** ln of the least that stands out beside a patch's largest magnitude. */
    private static final float DEEPEST = -12;

    private final StftSpec stft;
    private final Linear input;
    private final Parameter position;
    private final List<Block> blocks;
    private final LayerNorm norm;
    private final Linear output;

    /** A network over the weights of a declaration; at first it says what can be computed, and is moderately sure. */
    PhaseNetwork(PhaseNetworkSpec spec, StftSpec stft, Declaration nn) {
        this.stft = stft;
        int width = spec.width();
        int count = PhaseNetworkSpec.tokens(stft);
        Declaration tokens = nn.positions(count);
        input = tokens.linear("input", INPUTS, width);
        position = tokens.parameter("position", new Shape(count, width), Initializer.normal(0.02));
        blocks = tokens.sub("blocks").stack(spec.depth(), block -> new Block(spec, block));
        norm = tokens.layerNorm("norm", width);
        output = tokens.linear("output", width, 4 * PATCH, Initializer.ZEROS);
    }

    /** The size of such a network, one frame being an item. */
    public static NetworkSize size(PhaseNetworkSpec spec, StftSpec stft) {
        return Declaration.size(nn -> new PhaseNetwork(spec, stft, nn));
    }

    /** Values a frame of {@link #input}: every bin below Nyquist's, and half a patch of the mirror image beyond both ends. */
    public static int inputBins(StftSpec stft) {
        return stft.fftSize() / 2 + PATCH;
    }

    /** The same of magnitudes that a network estimated: from logarithms {@code [batch, frames, bins]}. */
    public static NDArray input(NDArray logMagnitudes) {
        NDArray x = logMagnitudes.maximum((float) Math.log(FLOOR));
        NDArray below = x.get(new NDIndex(":, :, 1:{}", SIDE + 1)).flip(2);
        NDArray above = x.get(new NDIndex(":, :, {}:-1", -SIDE - 1)).flip(2);
        // Seven bins beyond Nyquist make up the last patch.
        return below.getNDArrayInternal().concat(new NDList(x, above.get(new NDIndex(":, :, :{}", SIDE - 1))), 2);
    }

    /** Writes what the network wants to know the logarithms of, of one frame: magnitudes, mirrored beyond 0 Hz and Nyquist. */
    public static void input(float[] magnitudes, int at, int bins, float[] into, int offset) {
        int last = bins - 1;
        for (int i = 0; i < last + PATCH; i++) {
            int k = Math.abs(i - SIDE);
            k = k > last ? 2 * last - k : k;
            into[offset + i] = Math.max(FLOOR, magnitudes[at + k]);
        }
    }

    /**
     * The differences of all frames.
     *
     * @param x {@code [batch, frames, inputBins]}
     * @return four arrays {@code [batch, frames, bins − 1]}: real and imaginary parts of the differences in time, then
     *     in frequency, as {@link PhaseDifferences} defines them; Nyquist's bin is left out
     */
    public NDList forward(NDArray x) {
        long batch = x.getShape().get(0);
        long frames = x.getShape().get(1);
        NDArray h = first(x, batch, frames);
        for (Block block : blocks) {
            h = block.forward(h);
        }
        long tokens = PhaseNetworkSpec.tokens(stft);
        try (NDArray last = h;
                NDArray normal = norm.forward(last);
                NDArray found = output.forward(normal);
                // [batch, frames, tokens, 4·patch] → [4, batch, frames, tokens, patch]
                NDArray parts = found.reshape(batch, frames, tokens, 4, PATCH).transpose(3, 0, 1, 2, 4);
                NDArray alongTime = analyticTime(x);
                NDArray alongFrequency = analyticFrequency(x)) {
            NDList time = turned(part(parts, 0).add(1), part(parts, 1), alongTime);
            NDList frequency = turned(part(parts, 2).add(1), part(parts, 3), alongFrequency);
            return new NDList(time.get(0), time.get(1), frequency.get(0), frequency.get(1));
        }
    }

    /** One of four outputs, {@code [batch, frames, bins − 1]}. */
    private static NDArray part(NDArray parts, int index) {
        Shape shape = parts.getShape();
        return parts.get(index).reshape(shape.get(1), shape.get(2), shape.get(3) * shape.get(4));
    }

    private NDArray first(NDArray x, long batch, long frames) {
        try (NDArray tokens = tokens(x, batch, frames);
                NDArray h = input.forward(tokens)) {
            return h.add(position.array());
        }
    }

    /**
     * Each patch with half a patch on either side: its values beneath the largest, how each came about and where it
     * goes, and the same of the largest.
     */
    private NDArray tokens(NDArray x, long batch, long frames) {
        NDArray patch = patches(x, batch, frames);
        NDArray peak = patch.max(new int[] {3}, true);
        NDArray shape = Functional.scale(patch.sub(peak).maximum(DEEPEST), 0.25);
        NDArray onwards = shifted(x, 1).sub(x).clip(-STEEPEST, STEEPEST);
        NDArray since = shifted(onwards, -1);
        NDArray rise = peak.sub(shifted(peak, -1)).clip(-STEEPEST, STEEPEST);
        NDArray fall = shifted(peak, 1).sub(peak).clip(-STEEPEST, STEEPEST);
        return shape.getNDArrayInternal()
                .concat(
                        new NDList(
                                Functional.scale(patches(since, batch, frames), 0.5),
                                Functional.scale(patches(onwards, batch, frames), 0.5),
                                Functional.scale(rise, 0.25),
                                Functional.scale(fall, 0.25)),
                        3);
    }

    private NDArray patches(NDArray x, long batch, long frames) {
        NDArray groups = x.reshape(batch, frames, PhaseNetworkSpec.tokens(stft) + 1L, PATCH);
        return groups.get(new NDIndex(":, :, :-1")).concat(groups.get(new NDIndex(":, :, 1:")), -1);
    }

    /** Frame t of the result is frame t + by of {@code x}; the first and last frames are repeated. */
    private static NDArray shifted(NDArray x, int by) {
        return by < 0
                ? x.get(new NDIndex(":, :1")).concat(x.get(new NDIndex(":, :-1")), 1)
                : x.get(new NDIndex(":, 1:")).concat(x.get(new NDIndex(":, -1:")), 1);
    }

    /** Beyond the bin's own advance, a phase moves in time as the log magnitude does in frequency. */
    private NDArray analyticTime(NDArray x) {
        double c = stft.hop() / (2 * HANN * stft.fftSize());
        long bins = (long) PhaseNetworkSpec.tokens(stft) * PATCH;
        NDArray up = x.get(new NDIndex(":, :, {}:{}", SIDE + 1, SIDE + 1 + bins));
        NDArray down = x.get(new NDIndex(":, :, {}:{}", SIDE - 1, SIDE - 1 + bins));
        NDArray slope = Functional.scale(up.sub(down), c / 2);
        return slope.add(shifted(slope, -1));
    }

    /** In frequency a phase moves against the way that the log magnitude moves in time. */
    private NDArray analyticFrequency(NDArray x) {
        double c = HANN * stft.fftSize() / (2.0 * stft.hop());
        long bins = (long) PhaseNetworkSpec.tokens(stft) * PATCH;
        NDArray slope = Functional.scale(shifted(x, 1).sub(shifted(x, -1)), -c / 2);
        NDArray own = slope.get(new NDIndex(":, :, {}:{}", SIDE, SIDE + bins));
        NDArray below = slope.get(new NDIndex(":, :, {}:{}", SIDE - 1, SIDE - 1 + bins));
        return own.add(below);
    }

    private static NDList turned(NDArray re, NDArray im, NDArray angle) {
        NDArray c = angle.cos();
        NDArray s = angle.sin();
        return new NDList(re.mul(c).sub(im.mul(s)), re.mul(s).add(im.mul(c)));
    }

    /** What mixes a token with its neighbours. */
    private static final class Block {
        private final DepthwiseConvolution2d convolution;
        private final LayerNorm norm;
        private final Perceptron perceptron;
        private final Parameter scale;

        Block(PhaseNetworkSpec spec, Declaration nn) {
            int width = spec.width();
            convolution = nn.depthwiseConvolution2d("convolution", width, KERNEL, Initializer.normal(1.0 / KERNEL));
            norm = nn.layerNorm("norm", width);
            perceptron = nn.perceptron("mlp", width, (long) spec.expansion() * width);
            scale = nn.parameter("scale", new Shape(width), Initializer.constant(0.1f));
        }

        /** Closes its input. */
        NDArray forward(NDArray x) {
            try (NDArray h = x;
                    NDArray mixed = convolution.forward(h);
                    NDArray normal = norm.forward(mixed);
                    NDArray found = perceptron.forward(normal);
                    NDArray scaled = found.mul(scale.array())) {
                return h.add(scaled);
            }
        }
    }
}
