/**
 * From magnitudes back to sound. A {@link dev.phasewright.vocoder.Vocoder} goes all the way from log-mel magnitudes to {@link
 * dev.phasewright.audio.Audio}.
 *
 * <p>Two things were lost on the way there, and each has a room. Mel bands are fewer than bins: {@code vocoder.mel} finds
 * magnitudes that they may have been made of. Magnitudes say nothing of phase: {@code vocoder.phase} finds phases that fit
 * them. {@link dev.phasewright.vocoder.MelVocoder} is the one after the other; {@code vocoder.network} does both by what
 * it has learned, and {@code vocoder.vocos} by what others have. What came of it is measured in {@code vocoder.metric},
 * and {@code vocoder.copy} puts sounds through.
 */
@NullMarked
package dev.phasewright.vocoder;

import org.jspecify.annotations.NullMarked;
