/**
 * From magnitudes back to sound: phase reconstruction and what surrounds it.
 *
 * <p>A {@link dev.phasewright.vocoder.PhaseReconstructor} gives linear magnitudes a phase; a {@link
 * dev.phasewright.vocoder.Vocoder} goes all the way from log-mel magnitudes to {@link dev.phasewright.audio.Audio}.
 */
package dev.phasewright.vocoder;
