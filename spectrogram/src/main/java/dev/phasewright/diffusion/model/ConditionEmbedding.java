package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Functional;
import dev.phasewright.nn.Initializer;
import dev.phasewright.nn.Linear;
import dev.phasewright.nn.Projection;
import dev.phasewright.nn.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Noise level, class, pitch and knobs of each item as one vector: the sum of what is learned of each of them. */
final class ConditionEmbedding {
    private static final double NOISE_SCALE = 100;

    private final int width;
    private final int classes;
    private final Linear noiseIn;
    private final Linear noiseOut;
    private final Table classTable;
    private final Optional<PitchEmbedding> pitch;
    private final List<KnobEmbedding> knobs;

    ConditionEmbedding(TransformerSpec spec, Declaration nn) {
        width = spec.conditions();
        classes = spec.classes();
        noiseIn = nn.linear("noise.0", width, width);
        noiseOut = nn.linear("noise.1", width, width);
        // The last row stands for no class.
        classTable = nn.table("class", classes + 1L, width);
        pitch = spec.pitches().isEmpty()
                ? Optional.empty()
                : Optional.of(new PitchEmbedding(spec.pitches(), width, nn.sub("pitch")));
        knobs = IntStream.range(0, spec.knobs())
                .mapToObj(i -> new KnobEmbedding(i, width, nn.sub("knob." + i)))
                .toList();
    }

    /**
     * The vectors.
     *
     * @param noise the noise level's logarithm, one for each item
     * @return {@code [batch, width]}
     * @throws IllegalArgumentException if the network does not know a class, a pitch or a knob
     */
    NDArray forward(NDManager scope, double[] noise, Condition condition) {
        if (pitch.isEmpty() && condition.hasPitch()) {
            throw new IllegalArgumentException("the network knows no pitches");
        }
        if (condition.knobs() > knobs.size()) {
            throw new IllegalArgumentException(condition.knobs() + " knobs of a network of " + knobs.size());
        }
        NDArray features =
                scope.create(Functional.sinusoidal(noise, width, NOISE_SCALE), new Shape(noise.length, width));
        NDArray level = noiseOut.forward(Functional.silu(noiseIn.forward(features)));
        NDArray c = level.add(classTable.forward(scope, places(condition)));
        NDArray sum = pitch.map(p -> c.add(p.forward(scope, condition))).orElse(c);
        for (KnobEmbedding knob : knobs) {
            sum = sum.add(knob.forward(scope, condition));
        }
        return sum;
    }

    private int[] places(Condition condition) {
        int[] places = new int[condition.batch()];
        for (int i = 0; i < places.length; i++) {
            int c = condition.classOf(i);
            if (c >= classes) {
                throw new IllegalArgumentException("class index " + c + " of " + classes + " classes");
            }
            places[i] = c == Condition.NONE ? classes : c;
        }
        return places;
    }

    /**
     * Each item's pitch: a vector of its own, and a linear map of waves over the scale, by which neighbouring semitones
     * are alike, so that an instrument can be asked for a pitch it was never heard at.
     */
    private static final class PitchEmbedding {
        /** The fastest of the waves over the scale turns by this angle a semitone: once in four. */
        private static final double SHORTEST_WAVE = Math.PI / 2;

        private final PitchRange range;
        private final int width;
        private final Table each;
        private final Projection height;

        PitchEmbedding(PitchRange range, int width, Declaration nn) {
            this.range = range;
            this.width = width;
            // The last row stands for no pitch.
            this.each = nn.table("each", range.count() + 1L, width);
            this.height = nn.projection("height", width, width, Initializer.normal(0.02));
        }

        NDArray forward(NDManager scope, Condition condition) {
            int batch = condition.batch();
            int[] places = new int[batch];
            for (int i = 0; i < batch; i++) {
                int pitch = condition.pitchOf(i);
                if (pitch != Condition.NONE && !range.contains(pitch)) {
                    throw new IllegalArgumentException("pitch " + pitch + " is not within " + range);
                }
                places[i] = pitch == Condition.NONE ? range.count() : pitch - range.lowest();
            }
            double[] semitones = Arrays.stream(places).asDoubleStream().toArray();
            float[] waves = Functional.sinusoidal(semitones, width, SHORTEST_WAVE);
            for (int i = 0; i < batch; i++) {
                if (condition.pitchOf(i) == Condition.NONE) {
                    Arrays.fill(waves, i * width, (i + 1) * width, 0);
                }
            }
            return each.forward(scope, places).add(height.forward(scope.create(waves, new Shape(batch, width))));
        }
    }

    /** Each item's value of one knob: a linear map of waves over the percents, or a vector of its own if none is asked for. */
    private static final class KnobEmbedding {
        /** The fastest of the waves turns by this angle a percent: once in forty. */
        private static final double SHORTEST_WAVE = Math.PI / 20;

        private final int number;
        private final int width;
        private final Table asked;
        private final Projection height;

        KnobEmbedding(int number, int width, Declaration nn) {
            this.number = number;
            this.width = width;
            // The last row stands for nothing asked.
            this.asked = nn.table("asked", 2, width);
            this.height = nn.projection("height", width, width, Initializer.normal(0.02));
        }

        NDArray forward(NDManager scope, Condition condition) {
            int batch = condition.batch();
            double[] values = new double[batch];
            int[] places = new int[batch];
            for (int i = 0; i < batch; i++) {
                values[i] = condition.knobOf(i, number);
                places[i] = values[i] == Condition.NONE ? 1 : 0;
            }
            float[] waves = Functional.sinusoidal(values, width, SHORTEST_WAVE);
            for (int i = 0; i < batch; i++) {
                if (places[i] == 1) {
                    Arrays.fill(waves, i * width, (i + 1) * width, 0);
                }
            }
            return asked.forward(scope, places).add(height.forward(scope.create(waves, new Shape(batch, width))));
        }
    }
}
