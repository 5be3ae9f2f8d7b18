package dev.phasewright.web;

import java.util.Base64;

/**
 * A sound as a script that hands over a WAV file as base64: a page that is opened from disk may not read files, but may
 * run scripts beside it.
 */
public final class SoundScript {
    private SoundScript() {}

    /**
     * The script, ASCII throughout.
     *
     * @param name what pages ask for it by; should tell nothing of what it holds
     * @param wav the bytes of a WAV file
     */
    public static String of(String name, byte[] wav) {
        return "Phasewright.sound(\"" + name + "\",\"" + Base64.getEncoder().encodeToString(wav) + "\");\n";
    }
}
