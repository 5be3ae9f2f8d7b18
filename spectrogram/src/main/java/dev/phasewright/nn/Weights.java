package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.random.NormalDeviates;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * A network's parameters: named float32 arrays in a fixed order, each name a path such as {@code
 * blocks.0.attention.qkv.weight}. They live in a manager of their own until {@link #close()}.
 */
public final class Weights implements AutoCloseable {
    private final NDManager manager;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final boolean blank;
    private Precision precision = Precision.FLOAT32;
    private boolean frozen;
    /** What {@link #factor} has converted. */
    private final Map<String, NDArray> converted = new ConcurrentHashMap<>();

    /** An empty set of weights in a sub-manager of {@code parent}. */
    public Weights(NDManager parent) {
        this(parent, false);
    }

    private Weights(NDManager parent, boolean blank) {
        this.manager = parent.newSubManager();
        this.blank = blank;
    }

    /**
     * An empty set of weights to be loaded from a file: what is added is all zero and nothing is drawn, for drawing
     * millions of values only to overwrite them takes longer than reading them does.
     */
    public static Weights blank(NDManager parent) {
        return new Weights(parent, true);
    }

    /**
     * Adds an array of the given values.
     *
     * @throws IllegalArgumentException if the name is taken or the shape does not hold as many values
     */
    public void add(String name, Shape shape, float[] values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(name + ": " + values.length + " values for shape " + shape);
        }
        if (arrays.containsKey(name)) {
            throw new IllegalArgumentException("two weights named " + name);
        }
        // The engine would borrow the buffer's memory; a duplicate is its own, and aligned.
        try (NDArray borrowed = manager.create(values, shape)) {
            NDArray owned = borrowed.duplicate();
            arrays.put(name, owned);
        }
    }

    /** Adds an array of zeros, if that is all that is wanted. */
    private boolean addBlank(String name, Shape shape) {
        if (blank && arrays.putIfAbsent(name, manager.zeros(shape)) != null) {
            throw new IllegalArgumentException("two weights named " + name);
        }
        return blank;
    }

    /** Adds an array that somebody else made and will free. */
    void lend(String name, NDArray array) {
        if (arrays.putIfAbsent(name, array) != null) {
            throw new IllegalArgumentException("two weights named " + name);
        }
    }

    /** Adds an array full of one value. */
    public void addConstant(String name, Shape shape, float value) {
        if (addBlank(name, shape)) {
            return;
        }
        float[] values = new float[Math.toIntExact(shape.size())];
        Arrays.fill(values, value);
        add(name, shape, values);
    }

    /** Adds an array of normal deviates of standard deviation {@code deviation}, the same on every Java version. */
    public void addNormal(String name, Shape shape, double deviation, RandomGenerator random) {
        if (addBlank(name, shape)) {
            return;
        }
        float[] values = new float[Math.toIntExact(shape.size())];
        NormalDeviates.fill(values, 0, values.length, random);
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) deviation;
        }
        add(name, shape, values);
    }

    /**
     * Adds {@code name.weight} {@code [out, in]}, uniform within the bounds of Glorot &amp; Bengio (2010), and {@code
     * name.bias} {@code [out]}, zero.
     */
    public void addLinear(String name, int in, int out, RandomGenerator random) {
        Shape shape = new Shape(out, in);
        if (!addBlank(name + ".weight", shape)) {
            double bound = Math.sqrt(6.0 / (in + out));
            float[] values = new float[in * out];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
            add(name + ".weight", shape, values);
        }
        addConstant(name + ".bias", new Shape(out), 0);
    }

    /** Adds a linear layer as {@link #addLinear} does, but all zero: it starts by contributing nothing. */
    public void addZeroLinear(String name, int in, int out) {
        addConstant(name + ".weight", new Shape(out, in), 0);
        addConstant(name + ".bias", new Shape(out), 0);
    }

    /**
     * Adds {@code name.weight} {@code [out, in, kernel, kernel]}, normal with the deviation of He et al. (2015), and
     * {@code name.bias} {@code [out]}, zero.
     */
    public void addConvolution2d(String name, int in, int out, int kernel, RandomGenerator random) {
        double deviation = Math.sqrt(2.0 / (in * kernel * kernel));
        addNormal(name + ".weight", new Shape(out, in, kernel, kernel), deviation, random);
        addConstant(name + ".bias", new Shape(out), 0);
    }

    /** Adds {@code name.weight} and {@code name.bias} {@code [width]} of a layer normalization: ones and zeros. */
    public void addLayerNorm(String name, int width) {
        addConstant(name + ".weight", new Shape(width), 1);
        addConstant(name + ".bias", new Shape(width), 0);
    }

    /**
     * The array of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public NDArray get(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no weight named " + name);
        }
        return array;
    }

    /** What {@link Layers} multiply these weights in; {@link Precision#FLOAT32} unless told otherwise. */
    public Precision precision() {
        return precision;
    }

    /** Has {@link Layers} multiply these weights in another precision. */
    public void computeIn(Precision chosen) {
        precision = chosen;
    }

    /**
     * Promises that the values will stay what they are: they are converted for products once then, not each time, and may
     * be used in ways that have no gradient.
     */
    public void freeze() {
        frozen = true;
    }

    /** Whether {@link #freeze} has been called. */
    boolean isFrozen() {
        return frozen;
    }

    /** The array of this name as products in bfloat16 want it: frozen ones converted, others as they are. */
    NDArray factor(String name) {
        return frozen ? converted.computeIfAbsent(name, n -> BFloat16.convert(get(n))) : get(name);
    }

    private void requireThawed() {
        if (frozen) {
            throw new IllegalStateException("the weights are frozen");
        }
    }

    /** All names, in order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(arrays.keySet());
    }

    /** The number of parameters: values, not arrays. */
    public long count() {
        return arrays.values().stream().mapToLong(NDArray::size).sum();
    }

    /**
     * Asks the engine to collect gradients for every array, or to stop.
     *
     * @throws IllegalStateException if they are frozen
     */
    public void requireGradients(boolean require) {
        requireThawed();
        arrays.values().forEach(a -> a.setRequiresGradient(require));
    }

    /** A copy of all values by name, in order. */
    public Map<String, float[]> toArrays() {
        Map<String, float[]> copy = new LinkedHashMap<>();
        arrays.forEach((name, array) -> copy.put(name, array.toFloatArray()));
        return copy;
    }

    /**
     * Overwrites the values.
     *
     * @param values an array for every name, of its size
     * @throws IllegalArgumentException if a name is missing or a size differs
     * @throws IllegalStateException if they are frozen
     */
    public void set(Map<String, float[]> values) {
        requireThawed();
        arrays.forEach((name, array) -> {
            float[] source = values.get(name);
            if (source == null || source.length != array.size()) {
                throw new IllegalArgumentException("no values of shape " + array.getShape() + " for " + name);
            }
            view(array).put(source);
        });
    }

    /** Where the arrays live. */
    NDManager manager() {
        return manager;
    }

    /** The values as the engine holds them: what is written here changes the array. */
    static FloatBuffer view(NDArray array) {
        if (array.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException("not float32: " + array.getDataType());
        }
        return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /** Frees all arrays. */
    @Override
    public void close() {
        manager.close();
    }
}
