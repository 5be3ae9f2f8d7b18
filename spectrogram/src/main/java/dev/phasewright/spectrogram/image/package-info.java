/**
 * Pictures of spectrograms, with axes and units: levels in decibels become colours of a map that grows evenly in lightness
 * (magma), frequencies and seconds become ticks.
 */
@Incubating
@NullMarked
package dev.phasewright.spectrogram.image;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
