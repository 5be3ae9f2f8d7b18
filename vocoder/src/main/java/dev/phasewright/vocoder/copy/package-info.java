/**
 * Copy-synthesis: a sound measured and made anew from nothing but its magnitudes, or from their mel bands. It tells what a
 * vocoder can do where its magnitudes are right, and it is how a recording is brought into the sound of a vocoder.
 *
 * <p>What is wanted is said in values that cost nothing: a {@link dev.phasewright.vocoder.copy.VocoderChoice} finds a
 * vocoder by name, a {@link dev.phasewright.vocoder.copy.CopyPlan} says what is kept and what is done after. A {@link
 * dev.phasewright.vocoder.copy.Copier} loads it and copies sounds of any rate, length and number of channels; {@link
 * dev.phasewright.vocoder.copy.CopySynthesis} is the step in the middle, of one channel at the vocoder's rate.
 */
@Incubating
@NullMarked
package dev.phasewright.vocoder.copy;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
