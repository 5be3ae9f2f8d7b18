/**
 * Score machines: denoisers that need no training, because they are written down (Kamb &amp; Ganguli, "An analytic theory of
 * creativity in convolutional diffusion models", 2024).
 *
 * <p>The denoiser that a network's loss asks for is known exactly. Of clips {@code y} drowned in noise it is the mean of all
 * training clips, each weighted by how likely it is to be the one behind the noise: {@code w ∝ exp(−‖x − y‖² / 2σ²)}
 * ({@link dev.phasewright.theory.machine.IdealMachine}). Who samples by it gets the training clips back and nothing else. So
 * whatever a trained network invents, it owes to what it does <em>not</em> do right.
 *
 * <p>Two things it does not do: look at the whole clip at each place, and tell places apart. A machine that decides at each
 * place by what is near ({@link dev.phasewright.theory.machine.LocalMachine}) mixes pieces of training clips; one that
 * does not know where it is ({@link dev.phasewright.theory.machine.EquivariantMachine}) moves them about, too. One that knows
 * nothing but how much each frequency varies is linear ({@link dev.phasewright.theory.machine.WienerMachine}). Which of them
 * a network resembles, at which noise level, says what it has learned.
 *
 * <p>All are {@link dev.phasewright.diffusion.Denoiser}s over {@link dev.phasewright.theory.machine.LearnedClips}, usable
 * wherever a network is.
 */
@Incubating
@NullMarked
package dev.phasewright.theory.machine;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
