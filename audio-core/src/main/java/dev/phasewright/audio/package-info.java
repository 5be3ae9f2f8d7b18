/**
 * Sound in memory and on disk: the two ends of the path WAV → magnitudes → WAV.
 *
 * <p>{@link dev.phasewright.audio.Audio} is a sound: samples as floats with full scale at ±1, at one rate, never changed
 * once made. {@link dev.phasewright.audio.SoundFile} reads one from a file, an {@link java.io.InputStream} or {@code
 * javax.sound.sampled} and writes one; {@link dev.phasewright.audio.Resampler} brings it to another rate; {@link
 * dev.phasewright.audio.Level} says how loud it is, {@link dev.phasewright.audio.PitchTrack} how high; {@link
 * dev.phasewright.audio.Tone} makes the simplest of all.
 *
 * <pre>{@code
 * Audio sound = Resampler.resample(SoundFile.read(Path.of("in.flac")).toMono(), 16000);
 * SoundFile.write(sound.normalizedPeak(-1), Path.of("out.wav"), SampleFormat.PCM_16);
 * sound.play();
 * }</pre>
 *
 * <p>What is too long to hold passes piece by piece, from a {@link dev.phasewright.audio.stream.SoundSource} ({@code
 * SoundFile.open}, {@code Resampler.resample}) to a {@link dev.phasewright.audio.SoundSink} ({@code SoundFile.create}); a
 * {@link dev.phasewright.audio.LevelMeter} measures it on its way. The samples are the same, to the bit, as of doing it
 * at once.
 *
 * <p>Below lie {@code audio.file} (whole files or none), {@code audio.stream} (what a source is) and {@code audio.format}
 * (a reader or writer a format), each knowing only those before it.
 */
@NullMarked
package dev.phasewright.audio;

import org.jspecify.annotations.NullMarked;
