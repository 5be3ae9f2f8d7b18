package dev.phasewright.corpus.drums;

import dev.phasewright.audio.Audio;
import java.io.IOException;

/**
 * One sound of a kit, not read yet.
 *
 * @param path where it is, from the root of the packages on, with slashes; of a sound font's sample with {@code #} and
 *     its name
 * @param name what it is called, which tells its class: pad and file of a Hydrogen kit ({@code Hat Closed/hat-3}, the pad
 *     empty if none plays it), the path within a folder, a sample's name; no ending
 * @param recording reads it
 */
record DrumSound(String path, String name, Recording recording) {
    /** Reads a sound. */
    @FunctionalInterface
    interface Recording {
        /** The sound as it was recorded. */
        Audio read() throws IOException;
    }
}
