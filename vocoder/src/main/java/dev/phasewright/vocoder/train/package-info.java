/**
 * Training the vocoder: waveforms become batches of magnitudes with their true phases' differences, and losses compare what
 * the network says of them.
 */
@NullMarked
package dev.phasewright.vocoder.train;

import org.jspecify.annotations.NullMarked;
