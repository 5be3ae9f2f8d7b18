package dev.phasewright.collection;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.phasewright.evaluation.training.TrainingVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a collection is.
 *
 * @param state where it is
 * @param updates that are done
 * @param of so many; 0 if nothing is to be learned
 * @param secondsLeft how long the rest takes; null while that is not known
 * @param losses the mean loss of each twenty updates or so, thinned out
 * @param heldOut the loss on what is held out, at the last checkpoint; null if nothing is
 * @param checkpoint the update whose model is to be heard, or 0
 * @param verdict what was last found of its samples; null if nothing was
 * @param trouble why it has stopped, if not because somebody wanted it
 */
public record CollectionProgress(
        State state,
        long updates,
        long of,
        @Nullable Double secondsLeft,
        List<Double> losses,
        @Nullable Double heldOut,
        long checkpoint,
        @Nullable TrainingVerdict verdict,
        @Nullable String trouble) {
    /** Where a collection is. */
    public enum State {
        /** Samples come. */
        @JsonProperty("collecting")
        COLLECTING,
        /** A training has begun, and reads them. */
        @JsonProperty("reading")
        READING,
        /** It learns. */
        @JsonProperty("learning")
        LEARNING,
        /** It has ended before its end, and can go on. */
        @JsonProperty("stopped")
        STOPPED,
        /** All is learned. */
        @JsonProperty("learned")
        LEARNED
    }
}
