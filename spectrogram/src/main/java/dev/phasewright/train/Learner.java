package dev.phasewright.train;

import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.nn.GradientNorm;
import dev.phasewright.nn.Optimizer;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import java.nio.file.Path;
import java.util.Map;

/** Weights and the optimizer that moves them: all that is to be stored of what learns, but for its average. */
record Learner(Weights weights, Optimizer optimizer) {
    private static final String WEIGHTS = "weights.";
    private static final String FIRST = "first.";
    private static final String SECOND = "second.";
    private static final String MEMORY = "memory.";

    Learner(Weights weights, TrainingPlan plan) {
        this(weights, plan.optimizer(weights));
    }

    /** One update, left out if the gradients are not finite; their norm. */
    double step(TrainingPlan plan, long number, double rate) {
        double norm = GradientNorm.of(weights);
        if (Double.isFinite(norm)) {
            optimizer.step(weights, number, rate, GradientNorm.scale(norm, plan.clipNorm()));
        } else {
            GradientNorm.zero(weights);
        }
        return norm;
    }

    /** Adds the weights, both moments and what else the optimizer remembers under names that begin with a prefix. */
    void store(String prefix, Map<String, Tensor> arrays) {
        arrays.putAll(weights.tensors(weights.toArrays(), prefix + WEIGHTS));
        optimizer.moments().forEach((name, values) -> {
            String parameter = name.substring(name.indexOf('.') + 1);
            arrays.put(prefix + name, new Tensor(weights.get(parameter).getShape(), values));
        });
        Weights memory = optimizer.memory();
        arrays.putAll(memory.tensors(memory.toArrays(), prefix + MEMORY));
    }

    /** Takes up what {@link #store} left; nothing is changed if an array is missing or misshapen. */
    void restore(Path file, String prefix, Map<String, Tensor> stored) throws CheckpointException {
        Map<String, float[]> first = Checkpoint.select(file, stored, prefix + FIRST, weights);
        Map<String, float[]> second = Checkpoint.select(file, stored, prefix + SECOND, weights);
        Map<String, float[]> memory = Checkpoint.select(file, stored, prefix + MEMORY, optimizer.memory());
        weights.set(Checkpoint.select(file, stored, prefix + WEIGHTS, weights));
        optimizer.memory().set(memory);
        copy(first, FIRST, optimizer.moments());
        copy(second, SECOND, optimizer.moments());
    }

    /** Copies arrays into those of the same names after a prefix. */
    static void copy(Map<String, float[]> from, String prefix, Map<String, float[]> to) {
        from.forEach((name, values) -> System.arraycopy(values, 0, to.get(prefix + name), 0, values.length));
    }
}
