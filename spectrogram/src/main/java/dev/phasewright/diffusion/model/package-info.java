/**
 * The generator of magnitudes and its network: a diffusion transformer over time (W. Peebles and S. Xie, "Scalable diffusion
 * models with transformers", 2023), what a model knows of itself, and how it is asked.
 */
@Incubating
@NullMarked
package dev.phasewright.diffusion.model;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
