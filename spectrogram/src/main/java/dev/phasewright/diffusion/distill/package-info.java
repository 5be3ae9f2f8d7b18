/**
 * Teaching a generator to do in a few steps what its teacher does in dozens. Trained alone, a denoiser says the mean of all
 * clips that the noise could hide, so it has to be asked again and again on the way down; a student learns to say at once
 * where its teacher's way ends.
 *
 * <p>{@link dev.phasewright.diffusion.distill.Distillation} is the trainee; the targets of its batches come from whole
 * trajectories of the teacher, or from single steps of it and what the student itself says after them (consistency; Y. Song
 * et al. 2023), as {@link dev.phasewright.diffusion.distill.DistillationMethod} chooses. The loss is that of all denoisers
 * ({@link dev.phasewright.diffusion.train.DenoisingBatch}).
 */
@Incubating
@NullMarked
package dev.phasewright.diffusion.distill;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
