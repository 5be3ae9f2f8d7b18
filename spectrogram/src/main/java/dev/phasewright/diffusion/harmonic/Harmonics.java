package dev.phasewright.diffusion.harmonic;

import dev.phasewright.diffusion.Condition;

/** What a network is shown of the harmonics of clips: combs, above 0 where lines are, below between them. */
public sealed interface Harmonics permits HeardHarmonics, AskedHarmonics {
    /** Whether anything is shown at a noise level. */
    boolean areShownAt(double sigma);

    /**
     * The combs of clips, in nepers, {@code [items × frames × bands]}; zeros where there is no pitch. What is shown of a clip
     * does not depend on the others.
     *
     * @param noisy clips in the network's units, of the same layout
     * @param sigma the level of white noise in them; 0 for none
     * @param asked what is asked of each clip
     * @throws IllegalArgumentException if the array is not so many clips of whole frames
     */
    float[] combs(float[] noisy, double sigma, Condition asked);
}
