package dev.phasewright.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Objects;

/** A vector to learn for each of some things that are numbered: {@code [things, width]} (an embedding). */
public final class Table {
    private final Parameter rows;

    Table(Parameter rows) {
        this.rows = rows;
    }

    /**
     * The vectors of some things.
     *
     * @param scope of the result
     * @param places the number of each, from 0
     * @return {@code [places.length, width]}
     * @throws IndexOutOfBoundsException if there is no such thing
     */
    public NDArray forward(NDManager scope, int... places) {
        NDArray table = rows.array();
        int count = Math.toIntExact(table.getShape().get(0));
        float[] ones = new float[places.length * count];
        for (int i = 0; i < places.length; i++) {
            ones[i * count + Objects.checkIndex(places[i], count)] = 1;
        }
        // A product with rows of zeros and a one, whose gradient the engine sums in a fixed order.
        return scope.create(ones, new Shape(places.length, count)).matMul(table);
    }
}
