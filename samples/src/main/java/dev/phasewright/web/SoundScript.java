package dev.phasewright.web;

import java.util.Base64;

/**
 * A sound as a script that hands over a WAV or FLAC file as base64: a page that is opened from disk may not read files, but may
 * run scripts beside it.
 */
public final class SoundScript {
    private SoundScript() {}

    /**
     * The script, ASCII throughout.
     *
     * @param name what pages ask for it by; should tell nothing of what it holds
     * @param file the bytes of a WAV or FLAC file
     */
    public static String of(String name, byte[] file) {
        return "Phasewright.sound(\"" + name + "\",\"" + Base64.getEncoder().encodeToString(file) + "\");\n";
    }
}
