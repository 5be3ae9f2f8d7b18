package dev.phasewright.spectrogram;

import java.util.Objects;

/**
 * The parameters of a short-time Fourier transform. Frames are centred as in librosa ({@code center=True}): frame
 * {@code f} is centred on sample {@code f·hop}, with zeros beyond both ends of the sound.
 *
 * @param sampleRate samples per second, positive
 * @param fftSize samples in the window and in the transform, even, from 4 to 1,048,576
 * @param hop samples between frames, from 1 to {@code fftSize / 2}
 * @param window the analysis and synthesis window's shape
 */
public record StftSpec(int sampleRate, int fftSize, int hop, Window window) {
    /** A minute of sound; what asks for more is a damaged file. */
    private static final int LARGEST = 1 << 20;

    private static final int SMALLEST = 4;
    private static final double VIEWING_SECONDS = 0.064;

    /** What a size may be divided by without slowing its transform down. */
    private static final int[] SMALL_FACTORS = {2, 3, 5, 7};

    /** @throws IllegalArgumentException if a value is outside its range */
    public StftSpec {
        Objects.requireNonNull(window, "window");
        if (sampleRate <= 0) {
            throw new IllegalArgumentException("sample rate must be positive, not " + sampleRate);
        }
        if (fftSize < SMALLEST || fftSize > LARGEST || fftSize % 2 != 0) {
            throw new IllegalArgumentException(
                    "FFT size must be even and from " + SMALLEST + " to " + LARGEST + ", not " + fftSize);
        }
        if (hop < 1 || hop > fftSize / 2) {
            throw new IllegalArgumentException("hop must be from 1 to " + fftSize / 2 + ", not " + hop);
        }
    }

    /**
     * The transform to look at a sound by: Hann windows of the power of two of samples at or above 64 ms (64 at least),
     * an eighth of a window apart.
     *
     * @param sampleRate of the sound, positive
     */
    public static StftSpec forViewing(int sampleRate) {
        int samples = (int) Math.ceil(Math.min(VIEWING_SECONDS * sampleRate, LARGEST));
        int size = Math.max(64, 1 << (Integer.SIZE - Integer.numberOfLeadingZeros(samples - 1)));
        return new StftSpec(sampleRate, size, size / 8, Window.HANN);
    }

    /**
     * The size of a fast transform: the even number without a prime factor above 7 that is nearest, from 4 to 1,048,576.
     *
     * @param samples that a window should have
     */
    public static int fastSize(double samples) {
        int nearest = Math.max(SMALLEST, 2 * (int) Math.rint(Math.min(samples, LARGEST) / 2));
        for (int distance = 0; ; distance += 2) {
            if (nearest - distance >= SMALLEST && isFast(nearest - distance)) {
                return nearest - distance;
            }
            if (nearest + distance <= LARGEST && isFast(nearest + distance)) {
                return nearest + distance;
            }
        }
    }

    private static boolean isFast(int size) {
        int rest = size;
        for (int factor : SMALL_FACTORS) {
            while (rest % factor == 0) {
                rest /= factor;
            }
        }
        return rest == 1;
    }

    /**
     * The same windows in time at another rate, as near as a {@link #fastSize fast transform} comes to them, and as many of
     * them over each sample.
     *
     * @param otherRate samples per second, positive
     */
    public StftSpec at(int otherRate) {
        if (otherRate == sampleRate) {
            return this;
        }
        int size = fastSize((double) fftSize * otherRate / sampleRate);
        return new StftSpec(otherRate, size, Math.max(1, (int) ((long) size * hop / fftSize)), window);
    }

    /** The number of frequency bins of a frame, {@code fftSize / 2 + 1}: from 0 Hz to half the sample rate. */
    public int bins() {
        return fftSize / 2 + 1;
    }

    /** The number of frames of a sound of {@code samples} samples, {@code 1 + samples / hop}. */
    public int frames(int samples) {
        return 1 + samples / hop;
    }

    /** The length in samples of the shortest sound with {@code frames} frames, {@code (frames − 1)·hop}. */
    public int samples(int frames) {
        return Math.max(0, frames - 1) * hop;
    }

    /** The centre frequency of a bin in hertz. */
    public double frequency(int bin) {
        return (double) bin * sampleRate / fftSize;
    }

    /** Frames per second. */
    public double frameRate() {
        return (double) sampleRate / hop;
    }
}
