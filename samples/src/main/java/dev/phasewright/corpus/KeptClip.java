package dev.phasewright.corpus;

import dev.phasewright.audio.Audio;

/**
 * A draft that is kept.
 *
 * @param folder the class, one of {@link Plan#classes}
 * @param name what follows the number in the file's name
 * @param sound the clip, mono, on the 16-bit grid
 * @param fields the manifest's {@link Plan#columns}, comma-separated
 */
record KeptClip(String folder, String name, Audio sound, String fields) implements Draft {}
