/**
 * From sound to magnitudes and back to complex spectra: STFT, mel filter banks, log scaling, pictures.
 *
 * <p>The path is {@link dev.phasewright.spectrogram.Stft} → {@link dev.phasewright.spectrogram.ComplexSpectrogram} →
 * {@link dev.phasewright.spectrogram.Magnitudes} (here the phase is dropped) →
 * {@link dev.phasewright.spectrogram.LogMel} by a {@link dev.phasewright.spectrogram.MelFilterBank}.
 */
@NullMarked
package dev.phasewright.spectrogram;

import org.jspecify.annotations.NullMarked;
