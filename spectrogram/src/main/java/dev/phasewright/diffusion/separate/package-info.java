/**
 * Sounds out of their mixture, with a generator as the prior of each. Nothing is trained for it: a generator that knows what
 * a seven sounds like and what a three does can say which parts of a mixture belong to which.
 *
 * <p>All sounds are drawn at once, each from its own noise. At every step {@link
 * dev.phasewright.diffusion.separate.Unmixing}, a denoiser over a denoiser, asks the model what each of them is, mixes the
 * answers by a {@link dev.phasewright.diffusion.separate.MixingLaw}, and moves them to what explains the real mixture.
 * Samplers notice nothing. What comes out are samples of what the sounds may have been, and some of them take one sound for
 * the other; the model itself tells which. {@link dev.phasewright.diffusion.separate.SoundSeparator} averages the masks of
 * the best and filters the mixture itself, so the sounds have its phase and add up to it.
 */
@Incubating
@NullMarked
package dev.phasewright.diffusion.separate;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
