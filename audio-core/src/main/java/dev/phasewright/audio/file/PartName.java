package dev.phasewright.audio.file;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** What something is called while it is under construction: like its target, as far as that is short enough to add to. */
final class PartName {
    /** File systems take 255 bytes or letters; so many letters leave room for all that is added, in any script. */
    private static final int LONGEST_KEPT = 60;

    private static final AtomicInteger SERIAL = new AtomicInteger();

    private PartName() {}

    /** A name of its own for something that is to become {@code target}, different at each call and in each process. */
    static String of(Path target) {
        String name = target.getFileName().toString();
        int kept = Math.min(name.length(), LONGEST_KEPT);
        if (kept < name.length() && Character.isHighSurrogate(name.charAt(kept - 1))) {
            kept--;
        }
        return name.substring(0, kept) + "." + ProcessHandle.current().pid() + "+" + SERIAL.incrementAndGet() + ".part";
    }
}
