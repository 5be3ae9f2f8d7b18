/**
 * The resumable run, whatever is trained. Three things meet: a {@link dev.phasewright.train.TrainingPlan} (the numbers that
 * decide the result), a {@link dev.phasewright.train.Trainee} (weights and a loss that is made of an update's number alone)
 * and a {@link dev.phasewright.train.TrainingRun}, which moves the weights by AdamW or SOAP, averages them and leaves checkpoints.
 *
 * <p>A run has no state that is not in its checkpoint: no generator of random numbers is carried along, since every number
 * drawn follows from the seed and the update ({@link dev.phasewright.random.Seeds}). So a run that was killed at any moment
 * and resumed ends with the same bits as one that was not. It is resumed only if its plan and what the trainee says of
 * itself are the same, value by value.
 */
@Incubating
@NullMarked
package dev.phasewright.train;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
