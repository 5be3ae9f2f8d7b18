/**
 * From mel bands back to linear frequency. Eighty bands were made of five hundred bins, so many spectra have the same bands;
 * {@link dev.phasewright.vocoder.mel.MelInversion} finds the one near a smooth envelope, {@link
 * dev.phasewright.vocoder.mel.MelRefinement} brings a spectrum that has phases already nearer to its bands, and insists on
 * what is known alone.
 */
@Incubating
@NullMarked
package dev.phasewright.vocoder.mel;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
