/**
 * The vocoder that learned. Absolute phase cannot be learned from magnitudes, for a shift of the sound changes all of it;
 * its differences can. So a small network says how phase turns from frame to frame and from bin to bin, and how sure that
 * is ({@link dev.phasewright.vocoder.phase.PhaseDifferences}), and what it is surest of decides first ({@link
 * dev.phasewright.vocoder.phase.TreeIntegration}).
 *
 * <p>There are two inputs. Linear magnitudes get a phase and are kept; log-mel magnitudes become linear ones first, by a
 * network of their own, and the sound is brought back to the bands last. {@link
 * dev.phasewright.vocoder.network.NetworkVocoder} holds all three networks, {@link
 * dev.phasewright.vocoder.network.VocoderStream} puts a sound through them while it comes in: an hour takes no more memory
 * than a minute.
 */
@Incubating
@NullMarked
package dev.phasewright.vocoder.network;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
