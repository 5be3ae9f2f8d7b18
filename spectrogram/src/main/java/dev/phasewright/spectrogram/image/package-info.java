/**
 * Pictures of spectrograms, with axes and units: levels in decibels become colours of a map that grows evenly in lightness
 * (magma), frequencies and seconds become ticks.
 */
@NullMarked
package dev.phasewright.spectrogram.image;

import org.jspecify.annotations.NullMarked;
