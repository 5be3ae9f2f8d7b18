/**
 * The rival of diffusion: autoregression over spatial frequency, in earnest (C. Nash et al., "Generating images with
 * sparse representations", 2021; the question is S. Dieleman's, "Diffusion is spectral autoregression", 2024).
 *
 * <p>A clip is written as a sentence: its cosine transform, of which the coefficients that vary most are kept, in
 * falling order, each rounded to a symbol ({@link dev.phasewright.autoregressive.ClipCode}). A decoder-only transformer
 * reads such sentences from left to right and says what may come next ({@link
 * dev.phasewright.autoregressive.AutoregressiveTraining}); asked over and over it writes new ones ({@link
 * dev.phasewright.autoregressive.AutoregressiveGenerator}). Where diffusion goes from coarse to fine on average and by
 * degrees, this goes so by the letter. What rounding alone loses, without a network, is told by {@link
 * dev.phasewright.autoregressive.CodeLoss}.
 */
@Incubating
@NullMarked
package dev.phasewright.autoregressive;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
