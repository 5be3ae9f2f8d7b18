/**
 * Spectrograms as pictures, seen by spatial frequency: how fast they change along time and along frequency, and how much of
 * them does.
 *
 * <p>A clip of {@code [frames × bands]} is a sum of cosines ({@link dev.phasewright.theory.spectrum.CosineTransform}, the
 * orthonormal DCT-II), u of them along the bands and v along time. How much their amplitudes vary from clip to clip is the
 * corpus's spectrum λ ({@link dev.phasewright.theory.spectrum.SpatialSpectrum}). White noise of level σ has the variance σ²
 * at every frequency, and so it drowns those where λ &lt; σ² and leaves the others: noising blurs, denoising sharpens, and
 * diffusion goes from coarse to fine (S. Dieleman, "Diffusion is spectral autoregression", 2024). How straight the fall is,
 * on doubly logarithmic paper, says the radial mean ({@link dev.phasewright.theory.spectrum.RadialSpectrum}) and the line
 * through it ({@link dev.phasewright.theory.spectrum.PowerLaw}).
 */
@Incubating
@NullMarked
package dev.phasewright.theory.spectrum;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
