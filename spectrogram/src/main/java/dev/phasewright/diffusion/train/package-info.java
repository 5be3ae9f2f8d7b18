/**
 * Training a generator by denoising score matching (Karras et al. 2022): a clip is drowned in noise of a random level, and
 * the network is asked what it was.
 *
 * <p>One update, from left to right: {@code DenoisingObjective} draws clips, {@link
 * dev.phasewright.diffusion.train.ConditionDropout} hides of some what they are, {@link
 * dev.phasewright.diffusion.train.TrainingNoise} says how deep each is drowned, {@link
 * dev.phasewright.diffusion.train.DenoisingBatch} drowns them and has the loss. {@link
 * dev.phasewright.diffusion.train.DiffusionTraining} is that from random weights, or from those of a {@link
 * dev.phasewright.diffusion.train.Pretrained} generator wherever they fit; {@link
 * dev.phasewright.diffusion.train.FineTuning} goes on from one with new clips, while it rehearses what it knew.
 */
@Incubating
@NullMarked
package dev.phasewright.diffusion.train;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
