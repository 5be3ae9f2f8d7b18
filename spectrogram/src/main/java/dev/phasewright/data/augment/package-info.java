/**
 * Sounds altered so that a few teach as much as many, a thing for small folders: each time a clip is learned from it is
 * another pitch, rings longer or shorter, is brighter or duller, has another sound of its class laid over it, or is
 * softer. {@link dev.phasewright.data.augment.Augmentation} says how far; everything it draws comes from the generator it
 * is given, and nothing is kept, so the same clip in the same epoch is the same.
 */
@Incubating
@NullMarked
package dev.phasewright.data.augment;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
