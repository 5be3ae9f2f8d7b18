/**
 * From recordings to what a network learns from, in the order in which it happens: {@link
 * dev.phasewright.data.Recordings} finds sound files and their classes, {@link dev.phasewright.data.TrainingSplit} holds
 * some of them out and asks the corpus's manifest for pitches, a {@link dev.phasewright.data.Dataset} has their features
 * ready in a file that is mapped into memory, {@link dev.phasewright.data.TrainingData} is one such for learning and one for
 * judging, {@link dev.phasewright.data.Normalization} brings features to the scale that networks like, and {@link
 * dev.phasewright.data.Epochs} is the order in which they are visited.
 *
 * <p>Whatever a user's folder can be wrong in is a {@link dev.phasewright.data.RecordingsException} that names the file and
 * the remedy.
 */
@Incubating
@NullMarked
package dev.phasewright.data;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
