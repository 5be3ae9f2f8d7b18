/**
 * Diffusion: from noise to magnitudes, and why that works.
 *
 * <p>Take a clip x₀ and add Gaussian noise of standard deviation σ. At small σ little is lost; at large σ nothing can be
 * told from noise. A {@link dev.phasewright.diffusion.Denoiser} D(x, σ, condition) answers what the clip may have been: the
 * mean of all clips that could lie under that noise. It is the one thing that is learned, and the one function that all
 * else here is made of: a network, guidance ({@link dev.phasewright.diffusion.Guidance}), filling a hole, windows over a long
 * sound are denoisers, or denoisers over denoisers.
 *
 * <p>From D follows a direction, (x − D) / σ, which points away from what is likely. A {@link
 * dev.phasewright.diffusion.Sampler} walks against it, from pure noise down a {@link
 * dev.phasewright.diffusion.NoiseSchedule} to σ = 0 (T. Karras et al., "Elucidating the design space of diffusion-based
 * generative models", 2022, whose units and names these are). A {@link dev.phasewright.diffusion.SamplingPlan} says by which
 * sampler, in how many steps, and how strongly it is led to what is asked for, which is a {@link
 * dev.phasewright.diffusion.Condition}.
 *
 * <p>Shapes are {@code [batch, frames, bands]}, of normalized log-mel magnitudes.
 */
@NullMarked
package dev.phasewright.diffusion;

import org.jspecify.annotations.NullMarked;
