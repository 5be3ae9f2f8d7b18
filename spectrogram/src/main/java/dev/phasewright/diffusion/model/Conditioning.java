package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.Linear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Noise level and condition of each item on their way into a network: a vector each, and what linear layers make of it.
 *
 * <p>The last bits of a product of few rows depend on how many there are; those of the many rows of tokens do not. So that a
 * clip comes out the same whatever is drawn beside it, {@link #apart} computes each vector as a batch of one clip does:
 * alone, or in two rows with nothing asked where guidance wants both. What is asked of several items is computed once.
 */
final class Conditioning {
    private final List<NDArray> lots;
    /** Where each item's row is among those of all lots; null if there is one lot, in the items' order. */
    private final @Nullable NDArray places;

    private Conditioning(List<NDArray> lots, @Nullable NDArray places) {
        this.lots = lots;
        this.places = places;
    }

    /** All items in one product. */
    static Conditioning together(ConditionEmbedding embedding, NDManager scope, double[] noise, Condition condition) {
        return new Conditioning(List.of(Functional.silu(embedding.forward(scope, noise, condition))), null);
    }

    /** Each item as if it were alone. */
    static Conditioning apart(ConditionEmbedding embedding, NDManager scope, double noise, Condition condition) {
        int batch = condition.batch();
        boolean guided = false;
        for (int i = 0; i < batch; i++) {
            guided |= condition.asksNothing(i);
        }
        List<Condition> asked = new ArrayList<>();
        List<NDArray> lots = new ArrayList<>();
        long[] places = new long[batch];
        for (int i = 0; i < batch; i++) {
            Condition item = condition.item(i);
            if (item.asksNothing(0)) {
                // Beside the first that asks for something; the only row if there is none.
                places[i] = 1;
                continue;
            }
            int known = asked.indexOf(item);
            if (known < 0) {
                known = asked.size();
                asked.add(item);
                lots.add(lot(embedding, scope, noise, guided ? item.concat(Condition.none(1)) : item));
            }
            places[i] = guided ? 2L * known : known;
        }
        if (lots.isEmpty()) {
            lots.add(lot(embedding, scope, noise, Condition.none(1)));
            Arrays.fill(places, 0);
        }
        return new Conditioning(lots, scope.create(places));
    }

    private static NDArray lot(ConditionEmbedding embedding, NDManager scope, double noise, Condition condition) {
        double[] levels = new double[condition.batch()];
        Arrays.fill(levels, noise);
        return Functional.silu(embedding.forward(scope, levels, condition));
    }

    /** What a layer makes of each item's vector, {@code [batch, 1, out]}. */
    NDArray through(Linear layer) {
        if (places == null) {
            return layer.forward(lots.get(0)).expandDims(1);
        }
        NDList rows = new NDList();
        lots.forEach(lot -> rows.add(layer.forward(lot)));
        return NDArrays.concat(rows).get(places).expandDims(1);
    }
}
