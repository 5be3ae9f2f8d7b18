/**
 * Drum kits: which sounds each pad has, how they are read from a folder and written for other programs.
 *
 * <p>A {@link dev.phasewright.kit.DrumKit} has {@link dev.phasewright.kit.Pad pads}, a pad has layers from soft to loud, and
 * a layer has takes that take turns, so that two strokes in a row are never the same sound (round robin). {@link
 * dev.phasewright.kit.KitFolder} reads a folder of sounds by the names of its files, {@link
 * dev.phasewright.kit.KitWriter} writes WAV files of 24 bits with an SFZ instrument and a kit of the drum machine Hydrogen.
 */
package dev.phasewright.kit;
