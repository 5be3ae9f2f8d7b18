/**
 * Drums in time: a {@link dev.phasewright.beat.Pattern} says which pad is struck at which step, a {@link
 * dev.phasewright.beat.Groove} when its steps are, and {@link dev.phasewright.beat.Beat} has a kit play them to the
 * sample, as a loop whose end joins its beginning.
 */
package dev.phasewright.beat;
