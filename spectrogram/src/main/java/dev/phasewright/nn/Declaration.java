package dev.phasewright.nn;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Where a network's layers come from. A network's constructor asks a declaration for each of its layers, by name and size,
 * and keeps them as fields; what is to become of the parameters that they need, the declaration knows: they are
 * initialized ({@link #fresh}), made to be loaded ({@link #blank}), found in weights that there are ({@link #over}), or only
 * counted ({@link #size}).
 *
 * <p>Parameters are made, and their values drawn, in the order in which layers are declared; a layer's are called {@code
 * weight} and {@code bias} under its own name, unless it says otherwise.
 */
public final class Declaration {
    /** Makes a parameter, or sees that it is there. */
    @FunctionalInterface
    private interface Maker {
        void make(String name, Shape shape, Initializer initializer);
    }

    /** What has been declared so far. */
    private static final class Tally {
        private double parameters;
        private double products;
    }

    private static final Maker NONE = (name, shape, initializer) -> {};

    private final Weights weights;
    private final Maker maker;
    private final Tally tally;
    private final String prefix;
    /** How often a layer is applied for one item. */
    private final double positions;
    /** How many layers one that is declared stands for. */
    private final double copies;

    private Declaration(Weights weights, Maker maker, Tally tally, String prefix, double positions, double copies) {
        this.weights = weights;
        this.maker = maker;
        this.tally = tally;
        this.prefix = prefix;
        this.positions = positions;
        this.copies = copies;
    }

    private Declaration(Weights weights, Maker maker) {
        this(weights, maker, new Tally(), "", 1, 1);
    }

    /** Of new weights in a sub-manager of {@code parent}, as they are before anything is learned. */
    public static Declaration fresh(NDManager parent, RandomGenerator random) {
        Weights weights = new Weights(parent);
        return new Declaration(weights, (name, shape, initializer) -> {
            float[] values = new float[Math.toIntExact(shape.size())];
            initializer.fill(values, random);
            weights.add(name, shape, values);
        });
    }

    /**
     * Of new weights in a sub-manager of {@code parent} that will be loaded from a file: they are all zero and nothing is
     * drawn, for drawing millions of values only to overwrite them takes longer than reading them does.
     */
    public static Declaration blank(NDManager parent) {
        Weights weights = new Weights(parent);
        return new Declaration(weights, (name, shape, initializer) -> weights.addZeros(name, shape));
    }

    /**
     * Of weights that there are. A layer whose parameters are missing among them or have another shape is refused with an
     * {@link IllegalArgumentException}.
     */
    public static Declaration over(Weights weights) {
        return new Declaration(weights, (name, shape, initializer) -> {
            Shape found = weights.get(name).getShape();
            if (!found.equals(shape)) {
                throw new IllegalArgumentException(name + " is " + found + ", declared as " + shape);
            }
        });
    }

    /** The size of a network, of which nothing is made. Needs no engine. */
    public static NetworkSize size(Consumer<Declaration> network) {
        Declaration nn = new Declaration(new Weights(PassthroughNDManager.INSTANCE), NONE);
        network.accept(nn);
        return new NetworkSize(nn.tally.parameters, 2 * nn.tally.products);
    }

    /** The weights of all that is declared; more may come. */
    public Weights weights() {
        return weights;
    }

    /** For a part of the network: all names begin with this one and a dot. */
    public Declaration sub(String name) {
        return new Declaration(weights, maker, tally, prefix + name + ".", positions, copies);
    }

    /** For layers that are applied at so many positions of each item, as those of a sequence; only counts heed it. */
    public Declaration positions(double count) {
        return new Declaration(weights, maker, tally, prefix, count, copies);
    }

    /**
     * Blocks that are alike and follow each other, under the names {@code 0}, {@code 1} and so on.
     *
     * @param block declares one
     */
    public <B> List<B> stack(int depth, Function<Declaration, B> block) {
        if (maker == NONE) {
            // Of any number of blocks one is declared, lest a damaged description take a day.
            Declaration all = new Declaration(weights, maker, tally, prefix + "0.", positions, copies * depth);
            return Collections.nCopies(depth, block.apply(all));
        }
        List<B> blocks = new ArrayList<>(depth);
        for (int i = 0; i < depth; i++) {
            blocks.add(block.apply(sub(Integer.toString(i))));
        }
        return Collections.unmodifiableList(blocks);
    }

    /** An array of its own, under this very name. */
    public Parameter parameter(String name, Shape shape, Initializer initializer) {
        maker.make(prefix + name, shape, initializer);
        double values = 1;
        for (long dimension : shape.getShape()) {
            values *= dimension;
        }
        tally.parameters += copies * values;
        return new Parameter(weights, prefix + name);
    }

    private Parameter weight(String layer, Shape shape, Initializer initializer) {
        return parameter(layer + ".weight", shape, initializer);
    }

    private Parameter bias(String layer, long width) {
        return parameter(layer + ".bias", new Shape(width), Initializer.ZEROS);
    }

    /** Notes a layer's multiplications at one position. */
    private void products(double count) {
        tally.products += copies * positions * count;
    }

    /** A linear layer that begins as Glorot &amp; Bengio (2010) would have it. */
    public Linear linear(String name, long in, long out) {
        return linear(name, in, out, Initializer.glorot(in, out));
    }

    /** A linear layer; its bias begins at zero. */
    public Linear linear(String name, long in, long out, Initializer initializer) {
        products((double) in * out);
        return new Linear(weight(name, new Shape(out, in), initializer), bias(name, out));
    }

    /** A linear map without a bias, whose matrix has this very name. */
    public Projection projection(String name, long in, long out, Initializer initializer) {
        products((double) in * out);
        return new Projection(parameter(name, new Shape(out, in), initializer));
    }

    /** A table of vectors under this very name, each of which begins as normal deviates of 0.02. */
    public Table table(String name, long rows, long width) {
        return new Table(parameter(name, new Shape(rows, width), Initializer.normal(0.02)));
    }

    /** A layer normalization; it begins by leaving values as normalized. */
    public LayerNorm layerNorm(String name, long width) {
        return new LayerNorm(weight(name, new Shape(width), Initializer.constant(1)), bias(name, width));
    }

    /** A perceptron of one hidden layer and as many outputs as inputs. */
    public Perceptron perceptron(String name, long width, long hidden) {
        return new Perceptron(linear(name + ".0", width, hidden), linear(name + ".1", hidden, width));
    }

    /** Attention of all {@link #positions} to each other. */
    public SelfAttention selfAttention(String name, long width, int heads) {
        products(2 * positions * width);
        return new SelfAttention(
                linear(name + ".qkv", width, 3 * width), linear(name + ".output", width, width), heads);
    }

    /** Attention of all {@link #positions} to those before them. */
    public CausalAttention causalAttention(String name, long width, int heads) {
        // Of all pairs, half are of a position and one after it.
        products(positions * width);
        return new CausalAttention(
                linear(name + ".qkv", width, 3 * width), linear(name + ".output", width, width), width, heads);
    }

    /** A convolution over time; its bias begins at zero. */
    public Convolution convolution(String name, long in, long out, int kernel, Initializer initializer) {
        products((double) kernel * in * out);
        return new Convolution(weight(name, new Shape(out, in, kernel), initializer), bias(name, out));
    }

    /** A convolution over time of each channel by itself; its bias begins at zero. */
    public DepthwiseConvolution depthwiseConvolution(String name, long channels, int kernel, Initializer initializer) {
        products((double) kernel * channels);
        return new DepthwiseConvolution(
                weight(name, new Shape(channels, 1, kernel), initializer), bias(name, channels));
    }

    /** A square convolution over two axes of each channel by itself; its bias begins at zero. */
    public DepthwiseConvolution2d depthwiseConvolution2d(
            String name, long channels, int kernel, Initializer initializer) {
        products((double) kernel * kernel * channels);
        return new DepthwiseConvolution2d(
                weight(name, new Shape(channels, 1, kernel, kernel), initializer), bias(name, channels));
    }

    /**
     * A square convolution over two axes, which begins as He et al. (2015) would have it.
     *
     * @param stride in both directions
     */
    public Convolution2d convolution2d(String name, long in, long out, int kernel, int stride) {
        return convolution2d(name, in, out, kernel, stride, Initializer.he(in * kernel * kernel));
    }

    /**
     * A square convolution over two axes; its bias begins at zero.
     *
     * @param stride in both directions
     */
    public Convolution2d convolution2d(
            String name, long in, long out, int kernel, int stride, Initializer initializer) {
        products((double) kernel * kernel * in * out);
        return new Convolution2d(
                weight(name, new Shape(out, in, kernel, kernel), initializer), bias(name, out), stride);
    }
}
