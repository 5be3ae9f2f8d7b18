/**
 * How far a trained denoiser goes from coarse to fine: what it does with each octave of spatial frequency ({@link
 * dev.phasewright.theory.spectrum.OctaveBands}) at each noise level.
 *
 * <p>Two measurements, each beside its null, a denoiser that knows nothing of a clip but the spectrum λ and so shrinks every
 * coefficient by λ/(λ + σ²) (Wiener's filter): where the network begins to restore a band ({@link
 * dev.phasewright.theory.causality.BandErrors}), and which bands of its answer hang on which bands of the question ({@link
 * dev.phasewright.theory.causality.CausalityMatrix}). If diffusion were autoregression over frequency, a band would hang on
 * lower ones and itself alone, and what noise has drowned would move nothing.
 */
@Incubating
@NullMarked
package dev.phasewright.theory.causality;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
