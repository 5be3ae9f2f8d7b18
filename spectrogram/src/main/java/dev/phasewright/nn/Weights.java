package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network's parameters: named float32 arrays in a fixed order, each name a path such as {@code
 * blocks.0.attention.qkv.weight}. They live in a manager of their own until {@link #close()}.
 */
public final class Weights implements AutoCloseable {
    private final NDManager manager;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private Precision precision = Precision.FLOAT32;
    private boolean frozen;
    /** What {@link #factor} has converted. */
    private final Map<String, NDArray> converted = new ConcurrentHashMap<>();

    /** An empty set of weights in a sub-manager of {@code parent}. */
    public Weights(NDManager parent) {
        this.manager = parent.newSubManager();
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

    /** Adds an array of zeros. */
    void addZeros(String name, Shape shape) {
        lend(name, manager.zeros(shape));
    }

    /** Adds an array that somebody else made and will free. */
    void lend(String name, NDArray array) {
        if (arrays.putIfAbsent(name, array) != null) {
            throw new IllegalArgumentException("two weights named " + name);
        }
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

    /** What layers multiply these weights in; {@link Precision#FLOAT32} unless told otherwise. */
    public Precision precision() {
        return precision;
    }

    /** Has layers multiply these weights in another precision. */
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
     * Pairs values with the shapes of the arrays they belong to.
     *
     * @param values of some or all names
     * @param prefix put before each name
     */
    public Map<String, Tensor> tensors(Map<String, float[]> values, String prefix) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        values.forEach(
                (name, v) -> tensors.put(prefix + name, new Tensor(get(name).getShape(), v)));
        return tensors;
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
