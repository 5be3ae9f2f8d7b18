/**
 * Sound in memory and on disk: the two ends of the path WAV → magnitudes → WAV.
 *
 * <p>{@link dev.phasewright.audio.Audio} holds samples; {@link dev.phasewright.audio.SoundFile} reads and writes them;
 * {@link dev.phasewright.audio.Resampler} changes their rate. What is too long to hold passes piece by piece from a
 * {@link dev.phasewright.audio.SoundSource} to a {@link dev.phasewright.audio.SoundSink}.
 */
package dev.phasewright.audio;
