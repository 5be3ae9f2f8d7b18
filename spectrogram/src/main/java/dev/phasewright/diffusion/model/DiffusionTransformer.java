package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.model.SafeTensors.Tensor;
import dev.phasewright.nn.Layers;
import dev.phasewright.nn.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A diffusion transformer over time (Peebles &amp; Xie 2023, DiT): a few frames make a token; blocks of attention and
 * perceptron are modulated by noise level, class and pitch through adaptive layer normalization that starts at zero.
 *
 * <p>Two things differ from the DiT of images. Each block begins with a depthwise convolution over five tokens, which
 * learns what is local in time more cheaply than attention does; and the first layer sees a token's neighbours and the
 * last one follows such a convolution, so that frames join without a seam where tokens meet. And the noisy token itself
 * goes round the blocks to the output: a token has more values than the network has channels, so noise, which fills all
 * of them, cannot pass through. What passes is the clean sound, which needs fewer; noise is what is left of the token
 * beside it. Without this way round much of the noise stays in every sample. Nearly all work is matrix products.
 */
public final class DiffusionTransformer {
    static final int KERNEL = 5;
    static final int MLP_RATIO = 4;
    /** Shifts, scales and gates for the two halves of a block. */
    static final int MODULATIONS = 6;
    /** The fastest of the waves over the scale turns by this angle a semitone: once in four. */
    private static final double SHORTEST_WAVE = Math.PI / 2;

    private final TransformerSpec spec;
    private final Weights weights;

    /** A network with the weights of {@link #initialize} or of its names and shapes. */
    public DiffusionTransformer(TransformerSpec spec, Weights weights) {
        this.spec = spec;
        this.weights = weights;
    }

    /** New weights, random or zero as DiT wants them: the untrained network returns zeros. */
    public static Weights initialize(TransformerSpec spec, NDManager manager, RandomGenerator random) {
        return initialize(spec, new Weights(manager), random);
    }

    /** Weights of the same names and shapes, to be loaded. */
    public static Weights blank(TransformerSpec spec, NDManager manager) {
        return initialize(spec, Weights.blank(manager), new SplittableRandom(0));
    }

    private static Weights initialize(TransformerSpec spec, Weights w, RandomGenerator random) {
        int width = spec.width();
        int token = spec.framesPerToken() * spec.bands();
        w.addLinear("input", 3 * token, width, random);
        w.addNormal("position", new Shape(1, spec.tokens(), width), 0.02, random);
        w.addLinear("noise.0", width, width, random);
        w.addLinear("noise.1", width, width, random);
        w.addNormal("class", new Shape(spec.classes() + 1, width), 0.02, random);
        if (!spec.pitches().isEmpty()) {
            w.addNormal("pitch.each", new Shape(spec.pitches().count() + 1, width), 0.02, random);
            w.addNormal("pitch.height", new Shape(width, width), 0.02, random);
        }
        for (int i = 0; i < spec.depth(); i++) {
            String block = "blocks." + i;
            w.addZeroLinear(block + ".modulation", width, MODULATIONS * width);
            w.addLayerNorm(block + ".attention.norm", width);
            w.addLayerNorm(block + ".mlp.norm", width);
            w.addConstant(block + ".convolution.weight", new Shape(width, 1, KERNEL), 0);
            w.addConstant(block + ".convolution.bias", new Shape(width), 0);
            w.addLinear(block + ".attention.qkv", width, 3 * width, random);
            w.addLinear(block + ".attention.output", width, width, random);
            w.addLinear(block + ".mlp.0", width, MLP_RATIO * width, random);
            w.addLinear(block + ".mlp.1", MLP_RATIO * width, width, random);
        }
        w.addLayerNorm("final.norm", width);
        w.addZeroLinear("final.modulation", width, 2 * width);
        w.addConstant("final.convolution.weight", new Shape(width, 1, KERNEL), 0);
        w.addConstant("final.convolution.bias", new Shape(width), 0);
        w.addZeroLinear("output", width, token);
        w.addZeroLinear("skip.modulation", width, spec.bands());
        w.addConstant("skip.weight", new Shape(token, token), 0);
        return w;
    }

    /**
     * Arrays of a network as those of one with more classes: the new ones come after the others in the table and start as
     * no class does, which is the last.
     */
    public static Map<String, Tensor> grown(Map<String, Tensor> arrays, int classes) {
        Tensor table = arrays.get("class");
        if (table == null || table.shape().dimension() != 2 || table.shape().get(0) > classes) {
            // There is nothing to add, or what there is will be refused with its name.
            return arrays;
        }
        int width = Math.toIntExact(table.shape().get(1));
        int old = table.values().length;
        float[] values = Arrays.copyOf(table.values(), (classes + 1) * width);
        for (int from = old; from < values.length; from += width) {
            System.arraycopy(values, old - width, values, from, width);
        }
        Map<String, Tensor> grown = new LinkedHashMap<>(arrays);
        grown.put("class", new Tensor(new Shape(classes + 1, width), values));
        return grown;
    }

    /**
     * Takes over what another network has learned, wherever its arrays have the names and shapes of this one's. In the table
     * of classes a name is what agrees: a class that the other did not know keeps what it has.
     *
     * @param arrays the other's
     * @param classes the other's classes
     * @param into this network's weights, of the classes {@code own}
     * @return how many values were taken over
     */
    public static long adopt(Map<String, Tensor> arrays, List<String> classes, Weights into, List<String> own) {
        Map<String, float[]> values = into.toArrays();
        long taken = 0;
        for (Map.Entry<String, float[]> entry : values.entrySet()) {
            Tensor old = arrays.get(entry.getKey());
            Shape shape = into.get(entry.getKey()).getShape();
            if (old == null) {
                continue;
            }
            if (entry.getKey().equals("class")) {
                taken += adoptClasses(old, classes, entry.getValue(), shape, own);
            } else if (old.shape().equals(shape)) {
                entry.setValue(old.values());
                taken += old.values().length;
            }
        }
        into.set(values);
        return taken;
    }

    private static long adoptClasses(Tensor old, List<String> classes, float[] table, Shape shape, List<String> own) {
        if (!old.shape().equals(new Shape(classes.size() + 1, shape.get(1)))) {
            return 0;
        }
        int width = Math.toIntExact(shape.get(1));
        long taken = 0;
        for (int row = 0; row <= own.size(); row++) {
            // The last row of either table stands for no class.
            int from = row == own.size() ? classes.size() : classes.indexOf(own.get(row));
            if (from >= 0) {
                System.arraycopy(old.values(), from * width, table, row * width, width);
                taken += width;
            }
        }
        return taken;
    }

    /** The number of parameters that {@link #initialize} makes, found without making them; never overflows. */
    public static double parameters(TransformerSpec spec) {
        double width = spec.width();
        double token = (double) spec.framesPerToken() * spec.bands();
        double ends = (3 + 1) * token * width + width + token + (spec.tokens() + KERNEL + 1) * width;
        double conditions = 2 * width * (width + 1) + (spec.classes() + 1.0) * width;
        double matrices = (MODULATIONS + 4 + 2 * MLP_RATIO) * width * width;
        double vectors = (MODULATIONS + 4 + KERNEL + 1 + 4 + MLP_RATIO + 1) * width;
        double skip = (width + 1) * spec.bands() + token * token;
        double pitches = spec.pitches().isEmpty() ? 0 : (spec.pitches().count() + 1 + width) * width;
        return ends
                + conditions
                + pitches
                + spec.depth() * (matrices + vectors)
                + 2 * width
                + 2 * width * (width + 1)
                + skip;
    }

    /**
     * The network's raw output.
     *
     * @param x {@code [batch, frames, bands]}
     * @param noise the noise level's logarithm (of EDM's {@code c_noise}), one for each item
     * @param condition each item's class and pitch
     * @return {@code [batch, frames, bands]}
     */
    public NDArray forward(NDArray x, double[] noise, Condition condition) {
        int batch = noise.length;
        NDManager scope = x.getManager();
        NDArray c = Layers.silu(embed(scope, noise, condition));
        NDArray tokens = x.reshape(batch, spec.tokens(), (long) spec.framesPerToken() * spec.bands());
        NDArray h =
                Layers.linear(Layers.withNeighbours(tokens), weights, "input").add(weights.get("position"));
        for (int i = 0; i < spec.depth(); i++) {
            h = block(h, c, "blocks." + i);
        }
        NDList modulation = modulation(c, "final.modulation", 2);
        h = modulate(h, "final.norm", modulation.get(0), modulation.get(1));
        h = h.add(Layers.depthwiseConvolution(h, weights, "final.convolution"));
        NDArray scale =
                Layers.linear(c, weights, "skip.modulation").expandDims(1).add(1);
        NDArray skip = Layers.product(x.mul(scale).reshape(tokens.getShape()), weights, "skip.weight");
        return Layers.linear(h, weights, "output").add(skip).reshape(batch, spec.frames(), spec.bands());
    }

    private NDArray embed(NDManager scope, double[] noise, Condition condition) {
        if (spec.pitches().isEmpty() && condition.hasPitch()) {
            throw new IllegalArgumentException("the network knows no pitches");
        }
        int width = spec.width();
        NDArray features = scope.create(Layers.sinusoidal(noise, width, 100), new Shape(noise.length, width));
        NDArray level = Layers.linear(Layers.silu(Layers.linear(features, weights, "noise.0")), weights, "noise.1");
        NDArray c = level.add(oneHot(scope, condition).matMul(weights.get("class")));
        return spec.pitches().isEmpty() ? c : c.add(pitch(scope, condition));
    }

    /**
     * Each item's pitch: a vector of its own, and a linear map of waves over the scale, by which neighbouring semitones
     * are alike, so that an instrument can be asked for a pitch it was never heard at.
     */
    private NDArray pitch(NDManager scope, Condition condition) {
        int width = spec.width();
        int columns = spec.pitches().count() + 1;
        int batch = condition.batch();
        float[] rows = new float[batch * columns];
        double[] height = new double[batch];
        for (int i = 0; i < batch; i++) {
            int pitch = condition.pitchOf(i);
            if (pitch != Condition.NONE && !spec.pitches().contains(pitch)) {
                throw new IllegalArgumentException("pitch " + pitch + " is not within " + spec.pitches());
            }
            int place = pitch == Condition.NONE
                    ? columns - 1
                    : pitch - spec.pitches().lowest();
            rows[i * columns + place] = 1;
            height[i] = place;
        }
        float[] waves = Layers.sinusoidal(height, width, SHORTEST_WAVE);
        for (int i = 0; i < batch; i++) {
            if (condition.pitchOf(i) == Condition.NONE) {
                Arrays.fill(waves, i * width, (i + 1) * width, 0);
            }
        }
        NDArray each = scope.create(rows, new Shape(batch, columns)).matMul(weights.get("pitch.each"));
        return each.add(Layers.product(scope.create(waves, new Shape(batch, width)), weights, "pitch.height"));
    }

    /** Each item's class as a row of zeros with a one; the last column stands for no class. */
    private NDArray oneHot(NDManager scope, Condition condition) {
        int columns = spec.classes() + 1;
        float[] rows = new float[condition.batch() * columns];
        for (int i = 0; i < condition.batch(); i++) {
            int c = condition.classOf(i);
            if (c >= spec.classes()) {
                throw new IllegalArgumentException("class index " + c + " of " + spec.classes() + " classes");
            }
            rows[i * columns + (c == Condition.NONE ? spec.classes() : c)] = 1;
        }
        return scope.create(rows, new Shape(condition.batch(), columns));
    }

    private NDArray block(NDArray h, NDArray c, String name) {
        NDList m = modulation(c, name + ".modulation", MODULATIONS);
        NDArray a = modulate(h, name + ".attention.norm", m.get(0), m.get(1));
        a = a.add(Layers.depthwiseConvolution(a, weights, name + ".convolution"));
        h = h.add(Layers.selfAttention(a, weights, name + ".attention", spec.heads())
                .mul(m.get(2)));
        NDArray b = modulate(h, name + ".mlp.norm", m.get(3), m.get(4));
        return h.add(Layers.perceptron(b, weights, name + ".mlp").mul(m.get(5)));
    }

    private NDList modulation(NDArray c, String name, int parts) {
        return Layers.linear(c, weights, name).expandDims(1).split(parts, 2);
    }

    private NDArray modulate(NDArray h, String norm, NDArray shift, NDArray scale) {
        return Layers.layerNorm(h, weights, norm).mul(scale.add(1)).add(shift);
    }
}
