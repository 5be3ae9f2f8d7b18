/**
 * Objective measures of a reconstruction: how far a sound, or its magnitudes, is from the one it should be.
 *
 * <p>None of them replaces listening. {@link dev.phasewright.vocoder.metric.SpectralConvergence} follows the loudest
 * bins, {@link dev.phasewright.vocoder.metric.LogSpectralDistance} weighs quiet ones as much as loud ones, {@link
 * dev.phasewright.vocoder.metric.MelCepstralDistortion} sees the envelope only, {@link
 * dev.phasewright.vocoder.metric.Estoi} predicts how much of the speech is understood, {@link
 * dev.phasewright.vocoder.metric.PitchAgreement} asks whether voices keep their pitch, and {@link
 * dev.phasewright.vocoder.metric.PhaseError} looks at what the magnitudes do not show.
 *
 * <p>{@link dev.phasewright.vocoder.metric.Fidelity} gathers them all for one reconstruction at its original's level.
 */
@NullMarked
package dev.phasewright.vocoder.metric;

import org.jspecify.annotations.NullMarked;
