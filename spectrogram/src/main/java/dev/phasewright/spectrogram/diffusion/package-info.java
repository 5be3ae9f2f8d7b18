/**
 * Diffusion over log-mel spectrograms: noise drowns the magnitudes, a learned {@link
 * dev.phasewright.spectrogram.diffusion.Denoiser} reverses it, stepped by a {@link
 * dev.phasewright.spectrogram.diffusion.Sampler}.
 */
package dev.phasewright.spectrogram.diffusion;
