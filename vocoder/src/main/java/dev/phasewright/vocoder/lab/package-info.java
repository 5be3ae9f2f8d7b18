/**
 * The phase laboratory: what a sound's phases are for, found out by taking them away.
 *
 * <p>A Fourier transform says of each frequency how much of it there is (magnitude) and where in its cycle it begins
 * (phase). Over a few milliseconds, phase hardly matters: the magnitudes of the next frame tell what happens next. Over
 * a whole second it is phase alone that says <em>when</em> within the second things happen; take it away, and a word
 * becomes a chord. So how much phase matters is a question of the window's length, and each tool here takes it as a
 * parameter: {@link dev.phasewright.vocoder.lab.PhaseRandomization} exchanges phases for others and keeps the
 * magnitudes, {@link dev.phasewright.vocoder.lab.PhaseOnly} does the reverse, {@link
 * dev.phasewright.vocoder.lab.PhaseSwap} gives one sound the phases of another (A. V. Oppenheim and J. S. Lim, "The
 * importance of phase in signals", Proc. IEEE 69(5), 1981), and {@link dev.phasewright.vocoder.lab.PhaseStretch}
 * makes a virtue of smearing (N. O. Paul, Paulstretch, 2006).
 *
 * <p>Frames overlap, and a spectrum whose phases were exchanged is no longer that of any sound: what is heard is the
 * sound whose spectrum is nearest to it, and its magnitudes are not quite those wanted. Phases at random also cancel
 * where frames overlap, so the result is quieter, to 0.71, 0.50 and 0.35 of the amplitude at an overlap of 2, 4 and 8.
 * Each {@link dev.phasewright.vocoder.lab.PhaseTool} says by how much, and who compares by ear should undo it: louder
 * sounds better.
 */
@NullMarked
package dev.phasewright.vocoder.lab;

import org.jspecify.annotations.NullMarked;
