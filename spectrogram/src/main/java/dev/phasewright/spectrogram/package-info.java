/**
 * From sound to magnitudes and back to complex spectra.
 *
 * <p>The path is {@link dev.phasewright.spectrogram.Stft} → {@link dev.phasewright.spectrogram.ComplexSpectrogram} →
 * {@link dev.phasewright.spectrogram.Magnitudes} → {@link dev.phasewright.spectrogram.LogMel}. Each arrow but the first
 * loses something: {@code magnitudes()} drops the phase, here and nowhere else; a {@link
 * dev.phasewright.spectrogram.MelFilterBank} adds up neighbouring bins and takes logarithms. {@link
 * dev.phasewright.spectrogram.StftSpec} and {@link dev.phasewright.spectrogram.MelSpec} say how, and every spectrogram
 * carries the one it was made by, so that what does not belong together is refused.
 *
 * <pre>{@code
 * Stft stft = Stft.of(new StftSpec(16_000, 1024, 256, Window.HANN));
 * ComplexSpectrogram spectrum = stft.forward(sound);
 * Magnitudes loud = spectrum.magnitudes();
 * float[] same = stft.inverse(spectrum);
 * }</pre>
 *
 * <p>A sound of any length has its spectrum changed while it passes: {@link dev.phasewright.spectrogram.SpectralSource}
 * takes a {@link dev.phasewright.spectrogram.FrameEdit}, which is shown one frame after the other, and moves frames apart
 * where the sound shall become longer. Both ways put frames together by the same windowed overlap-add.
 */
@NullMarked
package dev.phasewright.spectrogram;

import org.jspecify.annotations.NullMarked;
