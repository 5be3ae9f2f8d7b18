/**
 * What a sound is like, by formulas alone: no network, nothing learned, so nothing that a corpus could have taught it to
 * overlook.
 *
 * <p>{@link dev.phasewright.judge.texture.SoundDescriptors} are the figures that one can name: how harmonic the sound
 * is ({@link dev.phasewright.judge.texture.Harmonicity}), how steady its pitch, how deep its silence, when it begins
 * and how long it lasts. A {@link dev.phasewright.judge.texture.Knob} is what one may want of a stroke on a drum,
 * {@link dev.phasewright.judge.texture.StrokeEnergy} what phases and bands may spoil of it. {@link
 * dev.phasewright.judge.texture.TextureStatistics} are those by which sound textures are recognized (McDermott &amp;
 * Simoncelli 2011): how strongly and how fast bands of the spectrum move, and how much together. {@link
 * dev.phasewright.judge.texture.TextureSpace} holds both. None of it depends on the level.
 */
@Incubating
@NullMarked
package dev.phasewright.judge.texture;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
