/**
 * Where the harmonics of a voice are.
 *
 * <p>A voiced sound is a comb: lines at the multiples of a fundamental that glides. A network that clears noise decides
 * line by line where they are, and if it does not decide everywhere for the same fundamental, what should be lines becomes
 * blotches. Which fundamental it is can be told long before any line can be seen, as all lines of all frames together say
 * so: {@link dev.phasewright.diffusion.harmonic.HeardHarmonics} asks them, by a hidden Markov model of a gliding pitch (as of
 * speech in general: L. R. Rabiner 1989), and draws the comb of the answer for the network to see. Where a clip is made
 * out of noise, it is the noise that answers, so that no two clips have the same melody. Of a note nobody need ask: {@link
 * dev.phasewright.diffusion.harmonic.AskedHarmonics} draws the comb of the pitch that it is to have.
 *
 * <pre>{@code
 * Harmonics harmonics = new HeardHarmonics(features, normalization, prior);
 * float[] combs = harmonics.combs(noisy, sigma, asked);
 * }</pre>
 */
@Incubating
@NullMarked
package dev.phasewright.diffusion.harmonic;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
