/**
 * Sound in memory and on disk: the two ends of the path WAV → magnitudes → WAV.
 *
 * <p>{@link dev.phasewright.audio.Audio} holds samples; {@link dev.phasewright.audio.SoundFile} reads and writes them;
 * {@link dev.phasewright.audio.Resampler} changes their rate.
 */
package dev.phasewright.audio;
