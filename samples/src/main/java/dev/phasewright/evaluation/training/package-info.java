/**
 * Looking at a generator while it learns.
 *
 * <p>At each checkpoint a clip of each class is drawn, always from the same noise, so that pictures compare ({@link
 * dev.phasewright.evaluation.training.SamplePictures}). Where recordings are few, a network knows what is held out best long
 * before it has learned its recordings by heart: so the loss on them says which checkpoint to keep ({@link
 * dev.phasewright.evaluation.training.HeldOutLoss}), and how near samples come to recordings, when to stop at the latest
 * ({@link dev.phasewright.evaluation.training.Checkup}, {@link dev.phasewright.evaluation.training.TrainingVerdict}).
 */
@NullMarked
package dev.phasewright.evaluation.training;

import org.jspecify.annotations.NullMarked;
