package dev.phasewright.diffusion.model;

import ai.djl.ndarray.types.Shape;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a {@link DiffusionTransformer} can take over of another one of other classes. */
public final class AdoptedWeights {
    /** The table of classes, whose last row stands for no class. */
    private static final String CLASSES = "class";

    /** What leads round the blocks: from a token, or, where small convolutions follow, from it and its neighbours. */
    private static final String SKIP = "skip.weight";

    private AdoptedWeights() {}

    /**
     * Arrays of a network as those of one with more classes: the new ones come after the others in the table and start as
     * no class does, which is the last.
     */
    public static Map<String, Tensor> grown(Map<String, Tensor> arrays, int classes) {
        Tensor table = arrays.get(CLASSES);
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
        grown.put(CLASSES, new Tensor(new Shape(classes + 1, width), values));
        return grown;
    }

    /**
     * Takes over what another network has learned, wherever its arrays have the names and shapes of this one's. In the table
     * of classes a name is what agrees: a class that the other did not know keeps what it has. What leads round the blocks of
     * a network without small convolutions does so in one with them, that knows nothing of the tokens beside.
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
            if (entry.getKey().equals(CLASSES)) {
                taken += adoptClasses(old, classes, entry.getValue(), shape, own);
            } else if (old.shape().equals(shape)) {
                entry.setValue(old.values());
                taken += old.values().length;
            } else if (entry.getKey().equals(SKIP)) {
                taken += adoptSkip(old, entry.getValue(), shape);
            }
        }
        into.set(values);
        return taken;
    }

    private static long adoptSkip(Tensor old, float[] skip, Shape shape) {
        int token = Math.toIntExact(shape.get(0));
        if (!old.shape().equals(new Shape(token, token)) || shape.get(1) != 3L * token) {
            return 0;
        }
        Arrays.fill(skip, 0);
        for (int row = 0; row < token; row++) {
            System.arraycopy(old.values(), row * token, skip, (3 * row + 1) * token, token);
        }
        return old.values().length;
    }

    private static long adoptClasses(Tensor old, List<String> classes, float[] table, Shape shape, List<String> own) {
        if (!old.shape().equals(new Shape(classes.size() + 1, shape.get(1)))) {
            return 0;
        }
        int width = Math.toIntExact(shape.get(1));
        long taken = 0;
        for (int row = 0; row <= own.size(); row++) {
            int from = row == own.size() ? classes.size() : classes.indexOf(own.get(row));
            if (from >= 0) {
                System.arraycopy(old.values(), from * width, table, row * width, width);
                taken += width;
            }
        }
        return taken;
    }
}
