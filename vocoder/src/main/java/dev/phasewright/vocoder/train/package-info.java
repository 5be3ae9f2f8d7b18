/**
 * Training the vocoder. Recordings are cut into clips, of which magnitudes go in and the true phases' differences are
 * wanted: {@code VocoderBatch} measures both, and perturbs a part of what goes in as generated magnitudes are. Losses compare
 * angles on the circle, weighted by how loud a bin is; others listen to the sound that the differences make ({@link
 * dev.phasewright.vocoder.train.WaveformLosses}).
 */
@Incubating
@NullMarked
package dev.phasewright.vocoder.train;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
