/**
 * Files and folders that are there in full or not at all, whatever happens while they are written: they grow under a
 * name of their own ending in {@code .part} beside their place, and are moved there when they are whole. A process that
 * fails or is ended leaves nothing behind, and what stood there before as it was. So does a power cut:
 * {@link dev.phasewright.audio.file.Durability} says in which order things have to reach the disk.
 * {@link dev.phasewright.audio.file.TemporaryFolder} is for what is not to stay, and
 * {@link dev.phasewright.audio.file.TemporaryFiles} says so where there is no room for it.
 */
@Incubating
@NullMarked
package dev.phasewright.audio.file;

import dev.phasewright.api.Incubating;
import org.jspecify.annotations.NullMarked;
