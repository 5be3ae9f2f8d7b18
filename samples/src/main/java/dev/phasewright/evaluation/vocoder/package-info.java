/**
 * What is lost from magnitudes to sound, and what phases matter.
 *
 * <p>A vocoder is measured against the classical methods on the same sounds, in quality and in time: from true magnitudes,
 * where only the phase is lost, and from mel bands, where magnitudes are lost, too ({@link
 * dev.phasewright.evaluation.vocoder.VocoderTrial}). So that what a method owes to its phases is not taken for what it owes
 * to its magnitudes, each way of guessing these stands with the same classical phases beside it.
 */
package dev.phasewright.evaluation.vocoder;
