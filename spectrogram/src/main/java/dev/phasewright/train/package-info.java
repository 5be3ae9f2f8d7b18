/**
 * A training that can be killed at any moment and resumed to the same bits. {@link dev.phasewright.train.TrainingRun} knows
 * nothing of what is learned: a {@link dev.phasewright.train.Trainee} says what the loss of a step is, the run does the
 * rest, which is optimizer, learning rate, moving average, checkpoints, and telling how it goes.
 */
package dev.phasewright.train;
