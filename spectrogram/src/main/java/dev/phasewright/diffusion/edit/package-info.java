/**
 * What a generator can do with a sound that is there already: vary it, fill a hole in it, go on from it, run into its own
 * beginning, and pass from one class to another. All of it is made of denoisers over denoisers: {@link
 * dev.phasewright.diffusion.edit.Masked} knows part of the answer, {@link
 * dev.phasewright.diffusion.edit.Windowed} sees further than its model, {@link
 * dev.phasewright.diffusion.edit.Blend} stands between two conditions. Samplers notice nothing.
 */
@Incubating
@NullMarked
package dev.phasewright.diffusion.edit;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
