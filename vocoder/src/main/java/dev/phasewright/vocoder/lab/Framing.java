package dev.phasewright.vocoder.lab;

import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.spectrogram.FrameEdit;
import dev.phasewright.spectrogram.SpectralSource;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.Locale;
import java.util.Objects;

/**
 * How a sound is cut into frames: the question "how long is short?" on which everything in the laboratory depends.
 *
 * @param milliseconds the length of the window, from 1 to 10,000; or {@link Double#POSITIVE_INFINITY} for the whole
 *     sound in one Fourier transform, without a window
 * @param window its shape; it is applied before the transform and after
 * @param overlap how many windows cover each sample, from 2 to 32
 */
public record Framing(double milliseconds, Window window, int overlap) {
    private static final double SHORTEST = 1;
    private static final double LONGEST = 10_000;
    private static final int LEAST_OVERLAP = 2;
    private static final int MOST_OVERLAP = 32;

    private static final int LARGEST_SIZE = 1 << 20;

    /** @throws IllegalArgumentException if a value is out of its range */
    public Framing {
        Objects.requireNonNull(window, "window");
        boolean whole = milliseconds == Double.POSITIVE_INFINITY;
        if (!whole && !(milliseconds >= SHORTEST && milliseconds <= LONGEST)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a window must be from %.0f to %.0f ms, or the whole sound, not %s ms",
                    SHORTEST,
                    LONGEST,
                    plain(milliseconds)));
        }
        if (overlap < LEAST_OVERLAP || overlap > MOST_OVERLAP) {
            throw new IllegalArgumentException("from " + LEAST_OVERLAP + " to " + MOST_OVERLAP
                    + " windows must cover each sample, not " + overlap);
        }
    }

    /** Hann windows of 32 ms, four of them over each sample: the usual ones of speech. */
    public static Framing standard() {
        return ofMilliseconds(32);
    }

    /** Hann windows of this length, four of them over each sample. */
    public static Framing ofMilliseconds(double milliseconds) {
        return new Framing(milliseconds, Window.HANN, 4);
    }

    /** The whole sound at once. It takes memory: see {@link #bytes}. */
    public static Framing whole() {
        return ofMilliseconds(Double.POSITIVE_INFINITY);
    }

    /** Whether it is the whole sound at once. */
    public boolean isWhole() {
        return milliseconds == Double.POSITIVE_INFINITY;
    }

    /**
     * The transform at a sample rate: the window's length in samples is the nearest {@link StftSpec#fastSize fast size},
     * the hop is that over the overlap.
     *
     * @throws IllegalArgumentException if the window would be longer than a transform can be (1,048,576 samples), or it
     *     is the whole sound, which has none
     */
    public StftSpec stft(int sampleRate) {
        if (isWhole()) {
            throw new IllegalArgumentException("the whole sound in one transform has no frames");
        }
        double exact = milliseconds * sampleRate / 1000;
        if (exact > LARGEST_SIZE) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "at %d Hz a window is at most %.0f ms, not %s; shorten it, or take the whole sound at once",
                    sampleRate,
                    Math.floor(LARGEST_SIZE * 1000.0 / sampleRate),
                    plain(milliseconds)));
        }
        int size = StftSpec.fastSize(exact);
        return new StftSpec(sampleRate, size, Math.max(1, size / overlap), window);
    }

    /**
     * About how many bytes of memory it takes to work on a sound so: for the whole sound at once many, and else a few
     * windows, however long the sound.
     *
     * @param samples in each channel
     */
    public long bytes(int channels, int sampleRate, long samples) {
        if (isWhole()) {
            return SpectralSource.wholeBytes(channels, samples);
        }
        return stft(sampleRate).fftSize() * (channels + 1L) * 4 * Double.BYTES;
    }

    /** A sound's spectrum, so framed, edited on its way. */
    SoundSource edited(SoundSource source, FrameEdit edit) {
        return isWhole()
                ? SpectralSource.whole(source, edit)
                : SpectralSource.through(source, stft(source.sampleRate()), edit);
    }

    /** Words for people. */
    @Override
    public String toString() {
        return isWhole()
                ? "the whole sound at once"
                : plain(milliseconds) + " ms, " + window.name().toLowerCase(Locale.ROOT) + ", overlap " + overlap;
    }

    /** Without digits that say nothing. */
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
