package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Low-rank updates of frozen weights (Hu et al. 2021, LoRA): each linear layer's {@code W} {@code [out, in]} becomes
 * {@code W + B·A} with {@code B} {@code [out, rank]} and {@code A} {@code [rank, in]}, and only those two are trained. At
 * first {@code B} is zero, so nothing has changed. In the end the product is added to {@code W}, and what is stored is a
 * network like any other.
 *
 * <p>The sum is made anew for each batch. It costs far less than the batch does, and the network need not know.
 */
public final class LowRank {
    private static final String LEFT = ".B";
    private static final String RIGHT = ".A";
    private static final String ROWS = ".rows";

    private final Weights frozen;
    private final Declaration factors;
    private final Set<String> adapted = new LinkedHashSet<>();
    private final Map<String, Integer> firstRows = new LinkedHashMap<>();

    /**
     * Updates of all matrices called {@code ….weight}.
     *
     * @param frozen the weights, which stay as they are
     * @param rank of every update, positive
     * @param manager closes the factors
     * @param random where {@code A} is drawn from
     * @throws IllegalArgumentException if the rank is not positive
     */
    public LowRank(Weights frozen, int rank, NDManager manager, RandomGenerator random) {
        if (rank < 1) {
            throw new IllegalArgumentException("the rank must be positive, not " + rank);
        }
        this.frozen = frozen;
        this.factors = Declaration.fresh(manager, random);
        for (String name : frozen.names()) {
            Shape shape = frozen.get(name).getShape();
            if (shape.dimension() == 2 && name.endsWith(".weight")) {
                adapted.add(name);
                factors.parameter(name + LEFT, new Shape(shape.get(0), rank), Initializer.ZEROS);
                factors.parameter(
                        name + RIGHT, new Shape(rank, shape.get(1)), Initializer.normal(1 / Math.sqrt(shape.get(1))));
            }
        }
    }

    /**
     * Also trains some rows of a table, each by itself.
     *
     * @param name of a matrix that is no {@code ….weight}
     * @param first the first of them
     * @param count how many follow each other, positive
     */
    public void addRows(String name, int first, int count) {
        Shape shape = new Shape(count, frozen.get(name).getShape().get(1));
        factors.parameter(name + ROWS, shape, Initializer.ZEROS);
        firstRows.put(name, first);
    }

    /** What is trained. */
    public Weights factors() {
        return factors.weights();
    }

    /**
     * The weights with their updates, to compute with.
     *
     * @param scope the manager of the sums, which live no longer
     */
    public Weights merged(NDManager scope) {
        Weights merged = new Weights(scope);
        merged.computeIn(factors().precision());
        for (String name : frozen.names()) {
            merged.lend(name, merged(name, scope));
        }
        return merged;
    }

    private NDArray merged(String name, NDManager scope) {
        NDArray whole = frozen.get(name);
        if (adapted.contains(name)) {
            return sum(factors().get(name + LEFT), factors().get(name + RIGHT), whole, scope);
        }
        if (!firstRows.containsKey(name)) {
            return whole;
        }
        NDArray rows = factors().get(name + ROWS);
        int count = Math.toIntExact(rows.getShape().get(0));
        float[] places = new float[Math.toIntExact(whole.getShape().get(0)) * count];
        for (int i = 0; i < count; i++) {
            places[(firstRows.get(name) + i) * count + i] = 1;
        }
        return sum(scope.create(places, new Shape(whole.getShape().get(0), count)), rows, whole, scope);
    }

    private static NDArray sum(NDArray left, NDArray right, NDArray whole, NDManager scope) {
        // The engine keeps the product for the backward pass; without closing it, it would stay with the factors.
        try (NDArray product = left.matMul(right)) {
            NDArray sum = product.add(whole);
            sum.attach(scope);
            return sum;
        }
    }

    /**
     * The network's own arrays with updates added.
     *
     * @param updates arrays of the names and shapes of {@link #factors()}
     */
    public Map<String, Tensor> merge(Map<String, Tensor> updates) {
        Map<String, Tensor> whole = frozen.tensors(frozen.toArrays(), "");
        for (String name : adapted) {
            add(
                    array(updates, name + LEFT),
                    array(updates, name + RIGHT),
                    array(whole, name).values());
        }
        firstRows.forEach((name, first) -> {
            Tensor rows = array(updates, name + ROWS);
            float[] into = array(whole, name).values();
            int from = first * Math.toIntExact(rows.shape().get(1));
            for (int i = 0; i < rows.values().length; i++) {
                into[from + i] += rows.values()[i];
            }
        });
        return whole;
    }

    private static Tensor array(Map<String, Tensor> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    private static void add(Tensor left, Tensor right, float[] into) {
        int rank = Math.toIntExact(right.shape().get(0));
        int width = Math.toIntExact(right.shape().get(1));
        for (int row = 0; row < into.length / width; row++) {
            for (int r = 0; r < rank; r++) {
                float factor = left.values()[row * rank + r];
                for (int i = 0; i < width; i++) {
                    into[row * width + i] += factor * right.values()[r * width + i];
                }
            }
        }
    }
}
