package dev.phasewright.audio.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The names under which files and folders grow: the target's, with something around it that nobody else has. */
final class PartName {
    /** The bytes that a name may have where it may have least. */
    private static final int LONGEST = 255;

    private PartName() {}

    /**
     * A target's name between a prefix and a suffix, together no longer than a name may be: what is too much is cut off the
     * target's. One that is too long by itself stays, so that it is refused now and not at the end.
     */
    static String of(String prefix, Path target, String suffix) {
        String name = target.getFileName().toString();
        int room = LONGEST - bytes(prefix + suffix);
        if (bytes(name) > LONGEST) {
            return prefix + name + suffix;
        }
        int end = name.length();
        while (bytes(name.substring(0, end)) > room) {
            end = name.offsetByCodePoints(end, -1);
        }
        return prefix + name.substring(0, end) + suffix;
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
