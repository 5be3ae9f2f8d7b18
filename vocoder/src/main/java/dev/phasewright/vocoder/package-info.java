/**
 * From magnitudes back to sound. A {@link dev.phasewright.vocoder.Vocoder} goes all the way from log-mel magnitudes to {@link
 * dev.phasewright.audio.Audio}; copy-synthesis takes a sound's phase away and gives it another one.
 */
package dev.phasewright.vocoder;
