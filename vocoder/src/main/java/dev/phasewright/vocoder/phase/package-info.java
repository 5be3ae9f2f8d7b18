/**
 * Phase for magnitudes. A {@link dev.phasewright.vocoder.phase.PhaseReconstructor} is one function, from magnitudes to a
 * complex spectrogram, and this room holds all of them that need no training.
 *
 * <p>Frames overlap, so the phases of neighbouring frames and bins are not free: of all complex arrays only few are the
 * transform of any sound. {@link dev.phasewright.vocoder.phase.GriffinLim} looks for one by going to and fro between sound and
 * spectrum; {@link dev.phasewright.vocoder.phase.Spsi} follows the peaks of each frame; {@link
 * dev.phasewright.vocoder.phase.Pghi} reads the phase's slope off the magnitudes themselves, which for a Gaussian window
 * determine it; {@link dev.phasewright.vocoder.phase.Rtisi} works with what has already been heard.
 */
@NullMarked
package dev.phasewright.vocoder.phase;

import org.jspecify.annotations.NullMarked;
