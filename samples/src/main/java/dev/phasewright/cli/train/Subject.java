package dev.phasewright.cli.train;

import dev.phasewright.data.Voices;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.nn.Precision;
import dev.phasewright.train.Trainee;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/**
 * What is trained.
 *
 * @param flopsPerClip floating-point operations of one clip's forward and backward pass
 * @param lineage what the model comes from, by name, to be told before the rest of its origin; {@link Voices#ORIGIN}
 *     are those that it has heard before
 * @param description the model's description, a record, with the given origin
 * @param preparation what is to be done before the first update
 * @param ending what may end it early, and what is said at its end
 */
record Subject(
        Trainee trainee,
        double flopsPerClip,
        Map<String, String> lineage,
        Function<Map<String, String>, Object> description,
        Preparation preparation,
        Ending ending) {
    /** Something that learns to its plan's end. */
    Subject(
            Trainee trainee,
            double flopsPerClip,
            Map<String, String> lineage,
            Function<Map<String, String>, Object> description,
            Preparation preparation) {
        this(trainee, flopsPerClip, lineage, description, preparation, Ending.OF_PLAN);
    }

    /** Something that comes from nothing else and needs no preparation. */
    Subject(Trainee trainee, double flopsPerClip, Function<Map<String, String>, Object> description) {
        this(trainee, flopsPerClip, Map.of(), description);
    }

    /** Something that needs no preparation. */
    Subject(
            Trainee trainee,
            double flopsPerClip,
            Map<String, String> lineage,
            Function<Map<String, String>, Object> description) {
        this(trainee, flopsPerClip, lineage, description, (precision, stop) -> {});
    }

    /** What is to be done before the first update of each stretch. */
    @FunctionalInterface
    interface Preparation {
        /** {@code stop} is to be asked now and then whether to give up, by throwing. */
        void run(Precision precision, BooleanSupplier stop) throws IOException;
    }

    /**
     * When a training ends, besides where its plan does.
     *
     * @param advice when that will be, said before it begins; empty if nobody knows
     * @param checkpointed told the figures of each checkpoint
     * @param better asked whether the last checkpoint is better than the one whose model was kept
     * @param reached asked whether it would only become worse
     * @param conclusion says at the end what came of it
     */
    record Ending(
            String advice,
            ObjLongConsumer<Map<String, Double>> checkpointed,
            BooleanSupplier better,
            BooleanSupplier reached,
            Runnable conclusion) {
        /** Where the plan does. */
        static final Ending OF_PLAN = new Ending("", (figures, update) -> {}, () -> true, () -> false, () -> {});
    }

    /** The same with another ending. */
    Subject endingWith(Ending other) {
        return new Subject(trainee, flopsPerClip, lineage, description, preparation, other);
    }

    /** The lineage of what comes from another generator, whose voices it has heard through it. */
    static Map<String, String> lineage(String relation, String told, GeneratorSpec other) {
        Map<String, String> lineage = new LinkedHashMap<>();
        lineage.put(relation, told);
        lineage.put(Voices.ORIGIN, other.origin().getOrDefault(Voices.ORIGIN, ""));
        return lineage;
    }
}
