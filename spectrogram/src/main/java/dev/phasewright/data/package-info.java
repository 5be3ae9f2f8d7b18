/**
 * From recordings to what a network learns from: {@link dev.phasewright.data.Recordings} finds sound files and their classes,
 * {@link dev.phasewright.data.TrainingSplit} holds some of them out, a {@link dev.phasewright.data.Dataset} has their
 * features ready, and {@link dev.phasewright.data.Normalization} brings these to the scale that networks like.
 */
package dev.phasewright.data;
