package dev.phasewright.audio;

import dev.phasewright.audio.format.SoundFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How long a sound may be that is vocoded, or otherwise worked on, as a whole: so that it is refused in a moment, and
 * not out of memory after an hour. Of the memory allowed the collector cannot fill the last quarter.
 */
public final class HeapRoom {
    private static final double SHARE = 0.75;

    private final Path file;
    private final int sampleRate;
    private final double bytesPerSample;
    private final String instead;

    /**
     * Room for a sound.
     *
     * @param sampleRate of the samples that are counted
     * @param bytesPerSample about what a sample of each channel takes
     * @param instead what else could be done
     */
    public HeapRoom(Path file, int sampleRate, double bytesPerSample, String instead) {
        this.file = file;
        this.sampleRate = sampleRate;
        this.bytesPerSample = bytesPerSample;
        this.instead = instead;
    }

    /**
     * Refuses a sound that does not fit.
     *
     * @param samples a channel, as many as it has or as were found so far
     * @throws SoundFileException naming the file and what can be done
     */
    public void require(long samples) throws SoundFileException {
        double wanted = samples * bytesPerSample / SHARE;
        double heap = Runtime.getRuntime().maxMemory();
        if (wanted > heap) {
            throw new SoundFileException(String.format(
                    Locale.ROOT,
                    "%s: too long to be vocoded as a whole: %.0f s fit in the memory allowed; %s, or %s",
                    file,
                    heap * SHARE / bytesPerSample / sampleRate,
                    instead,
                    more(wanted)));
        }
    }

    /**
     * Refuses what does not fit.
     *
     * @param bytes about what it takes
     * @param what takes them
     * @param instead what else could be done
     * @throws SoundFileException naming the file and what can be done
     */
    public static void require(Path file, long bytes, String what, String instead) throws SoundFileException {
        double wanted = bytes / SHARE;
        double heap = Runtime.getRuntime().maxMemory();
        if (wanted > heap) {
            throw new SoundFileException(String.format(
                    Locale.ROOT,
                    "%s: %s takes about %.1f GB of memory, and %.1f GB are allowed; %s, or %s",
                    file,
                    what,
                    wanted / (1 << 30),
                    heap / (1 << 30),
                    instead,
                    more(wanted)));
        }
    }

    /** How more memory is allowed. Of what -Xmx says, a collector keeps up to a twelfth for itself. */
    private static String more(double wanted) {
        double gigabytes = Math.ceil(wanted / 11 * 12 / (1 << 30));
        return String.format(Locale.ROOT, "allow %.0f GB or more with JAVA_OPTS=-Xmx%.0fg", gigabytes, gigabytes);
    }
}
