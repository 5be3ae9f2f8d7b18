package dev.phasewright.theory.machine;

/** Where else than at its own place an {@link EquivariantMachine} may look for what is around a place. */
public enum Symmetry {
    /** In the same bands at any time, for a word is the same word a little later (ours: TELS). */
    TIME,
    /** At any time and in any bands, as a convolutional network does (ELS of Kamb &amp; Ganguli). */
    TIME_AND_BANDS
}
