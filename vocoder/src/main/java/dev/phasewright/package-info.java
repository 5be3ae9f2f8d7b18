/**
 * The front door: {@link dev.phasewright.Phasewright} joins a generator of magnitudes and a vocoder, {@link
 * dev.phasewright.SoundEditor} edits sounds with both.
 */
@NullMarked
package dev.phasewright;

import org.jspecify.annotations.NullMarked;
