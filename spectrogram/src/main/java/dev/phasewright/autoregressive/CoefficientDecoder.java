package dev.phasewright.autoregressive;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.nn.CausalAttention;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.LayerNorm;
import dev.phasewright.nn.Linear;
import dev.phasewright.nn.NetworkSize;
import dev.phasewright.nn.Perceptron;
import dev.phasewright.nn.Table;
import dev.phasewright.nn.Weights;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A decoder-only transformer (Radford et al. 2018) over the symbols of a {@link ClipCode}: at each place it knows those
 * before, which coefficients they are, and which one is asked for, and says how likely each symbol is. The first word
 * of a sentence is its class. There are no positions beside the coefficients' own, along time and along bands.
 *
 * <p>Symbols are numbers, which a network learns late from words alone. So it is told the last one as a number as well, and
 * says what is next as a normal distribution, by its natural parameters, and what there is to add for each symbol. Untrained,
 * it says of a coefficient that it is normal and deviates as it did where it was measured.
 */
final class CoefficientDecoder {
    private static final int MLP_RATIO = 4;

    private final CoefficientTable coefficients;
    private final int classes;
    private final int width;
    private final Weights weights;
    private final Table word;
    private final Place written;
    private final Place asked;
    private final Place number;
    private final List<Block> blocks;
    private final LayerNorm norm;
    private final Linear output;

    /** A network over the weights of a declaration. */
    CoefficientDecoder(AutoregressiveSpec spec, Declaration nn) {
        coefficients = spec.coefficients();
        classes = spec.classes().size();
        width = spec.network().width();
        weights = nn.weights();
        // Symbols, then classes, then no class.
        word = nn.table("word", CoefficientTable.SYMBOLS + classes + 1L, width);
        written = new Place(nn.sub("written"));
        asked = new Place(nn.sub("asked"));
        number = new Place(nn.sub("number"));
        Declaration tokens = nn.positions(coefficients.length());
        blocks = tokens.sub("blocks").stack(spec.network().depth(), block -> new Block(spec.network(), block));
        norm = tokens.layerNorm("norm", width);
        output = tokens.linear("output", width, CoefficientTable.SYMBOLS + 2, Initializer.ZEROS);
    }

    /** The size of such a network, one clip being an item. */
    static NetworkSize size(AutoregressiveSpec spec) {
        return Declaration.size(nn -> new CoefficientDecoder(spec, nn));
    }

    /** The network's weights. */
    Weights weights() {
        return weights;
    }

    /** Where a coefficient lies in the spectrum: a vector for its frequency along time and one along bands. */
    private final class Place {
        private final Table time;
        private final Table band;

        Place(Declaration nn) {
            // The last row of each is of no coefficient.
            time = nn.table("time", coefficients.frames() + 1L, width);
            band = nn.table("band", coefficients.bands() + 1L, width);
        }

        /** The vectors of the coefficients at some places of the order, {@code [indices, width]}; −1 is none. */
        NDArray forward(NDManager scope, int... indices) {
            int[] times = IntStream.of(indices)
                    .map(i -> i < 0 ? coefficients.frames() : coefficients.time(i))
                    .toArray();
            int[] bands = IntStream.of(indices)
                    .map(i -> i < 0 ? coefficients.bands() : coefficients.band(i))
                    .toArray();
            return time.forward(scope, times).add(band.forward(scope, bands));
        }
    }

    /**
     * How likely each symbol is at each place, given those before it.
     *
     * @param symbols of each item, one for each coefficient
     * @param condition each item's class
     * @return logarithms up to a constant, {@code [batch, coefficients, symbols]}
     * @throws IllegalArgumentException if the network does not know a class
     */
    NDArray forward(NDManager scope, int[][] symbols, Condition condition) {
        int batch = symbols.length;
        int length = coefficients.length();
        int[] first = first(condition);
        int[] before = new int[batch * length];
        for (int b = 0; b < batch; b++) {
            before[b * length] = first[b];
            System.arraycopy(symbols[b], 0, before, b * length + 1, length - 1);
        }
        int[] indices = IntStream.range(0, length).toArray();
        NDArray h = begin(scope, before, indices);
        for (Block block : blocks) {
            h = block.forward(h);
        }
        return likely(scope, h, indices);
    }

    /**
     * Tokens before the blocks, {@code [batch, places, width]}.
     *
     * @param before the words before the places, item by item; the first of a sentence is no number
     * @param indices the places
     */
    private NDArray begin(NDManager scope, int[] before, int... indices) {
        long batch = before.length / indices.length;
        int[] last = IntStream.of(indices).map(i -> i - 1).toArray();
        float[] numbers = new float[before.length];
        for (int i = 0; i < numbers.length; i++) {
            int place = last[i % last.length];
            numbers[i] = place < 0 ? 0 : (float) coefficients.inDeviations(place, before[i]);
        }
        NDArray places = asked.forward(scope, indices).add(written.forward(scope, last));
        NDArray said = scope.create(numbers, new Shape(batch, indices.length, 1))
                .mul(number.forward(scope, last).expandDims(0));
        return word.forward(scope, before)
                .reshape(batch, indices.length, width)
                .add(places.expandDims(0))
                .add(said);
    }

    /** What tokens behind the blocks say of each symbol: logarithms up to a constant. */
    private NDArray likely(NDManager scope, NDArray h, int... indices) {
        float[] numbers = new float[indices.length * CoefficientTable.SYMBOLS];
        for (int i = 0; i < indices.length; i++) {
            for (int symbol = 0; symbol < CoefficientTable.SYMBOLS; symbol++) {
                numbers[i * CoefficientTable.SYMBOLS + symbol] = (float) coefficients.inDeviations(indices[i], symbol);
            }
        }
        NDArray z = scope.create(numbers, new Shape(indices.length, CoefficientTable.SYMBOLS));
        NDArray said = output.forward(norm.forward(h));
        NDArray free = said.get("...,:" + CoefficientTable.SYMBOLS);
        NDArray mean = said.get("..., " + CoefficientTable.SYMBOLS + ":" + (CoefficientTable.SYMBOLS + 1));
        NDArray precision = said.get("..., " + (CoefficientTable.SYMBOLS + 1) + ":");
        NDArray bow = z.square().mul(-0.5f);
        return free.add(mean.mul(z)).add(precision.add(1).mul(bow));
    }

    /** The word that each sentence begins with, which is its class. */
    private int[] first(Condition condition) {
        int[] rows = new int[condition.batch()];
        for (int i = 0; i < rows.length; i++) {
            int c = condition.classOf(i);
            if (c >= classes) {
                throw new IllegalArgumentException("class index " + c + " of " + classes + " classes");
            }
            rows[i] = CoefficientTable.SYMBOLS + (c == Condition.NONE ? classes : c);
        }
        return rows;
    }

    /**
     * Begins to write sentences of a batch.
     *
     * @param scope of all that is remembered
     * @throws IllegalArgumentException if the network does not know a class
     */
    Writing write(NDManager scope, Condition condition) {
        return new Writing(scope, condition);
    }

    /** Sentences being written: what attention remembers of them. */
    final class Writing {
        private final NDManager manager;
        private final int[] first;
        private final List<CausalAttention.Memory> memories;
        private int index;

        private Writing(NDManager scope, Condition condition) {
            manager = scope;
            first = first(condition);
            memories = blocks.stream()
                    .map(block -> block.attention.memory(scope, condition.batch(), coefficients.length()))
                    .toList();
        }

        /**
         * How likely each symbol is at the next place.
         *
         * @param last each item's symbol at the place before; ignored at the first
         * @return row-major {@code [batch × symbols]}, logarithms up to a constant
         */
        float[] next(int[] last) {
            try (NDManager scope = manager.newSubManager()) {
                int[] before = index == 0 ? first : last;
                int place = index;
                NDArray h = begin(scope, before, place);
                for (int b = 0; b < memories.size(); b++) {
                    h = blocks.get(b).step(h, memories.get(b));
                }
                index++;
                return likely(scope, h, place).toFloatArray();
            }
        }
    }

    /** Attention to what was written and a perceptron, each added to its input. */
    private static final class Block {
        private final LayerNorm attentionNorm;
        private final CausalAttention attention;
        private final LayerNorm perceptronNorm;
        private final Perceptron perceptron;

        Block(DecoderSpec spec, Declaration nn) {
            attentionNorm = nn.layerNorm("attention.norm", spec.width());
            attention = nn.causalAttention("attention", spec.width(), spec.heads());
            perceptronNorm = nn.layerNorm("mlp.norm", spec.width());
            perceptron = nn.perceptron("mlp", spec.width(), (long) MLP_RATIO * spec.width());
        }

        NDArray forward(NDArray x) {
            NDArray h = x.add(attention.forward(attentionNorm.forward(x)));
            return h.add(perceptron.forward(perceptronNorm.forward(h)));
        }

        NDArray step(NDArray x, CausalAttention.Memory memory) {
            NDArray h = x.add(attention.step(attentionNorm.forward(x), memory));
            return h.add(perceptron.forward(perceptronNorm.forward(h)));
        }
    }
}
