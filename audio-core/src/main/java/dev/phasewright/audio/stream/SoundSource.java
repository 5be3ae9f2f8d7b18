package dev.phasewright.audio.stream;

import java.io.IOException;

/**
 * Sound that is read piece by piece, so that its length costs time and no memory.
 *
 * <p>Samples are finite floats with full scale at ±1. They are read once, in order, by one thread.
 *
 * <pre>{@code
 * try (SoundSource in = Resampler.resample(SoundFile.open(Path.of("hour.flac")), 16000);
 *         SoundSink out = SoundFile.create(Path.of("hour.wav"), in.channels(), in.sampleRate(), SampleFormat.PCM_16)) {
 *     float[][] piece = new float[in.channels()][4096];
 *     for (int count; (count = in.read(piece, 0, 4096)) > 0; ) {
 *         out.write(piece, 0, count);
 *     }
 *     out.finish();
 * }
 * }</pre>
 */
public interface SoundSource extends AutoCloseable {
    /** The number of channels, at least 1. */
    int channels();

    /** Samples per second. */
    int sampleRate();

    /**
     * Samples in each channel from the sound's beginning to its end, however many have been read; −1 where only the end
     * will tell.
     */
    long length();

    /**
     * Reads the next samples of every channel: as many as asked for, unless the sound ends first.
     *
     * @param into receives the samples as {@code [channel][sample]}, from {@code offset} on
     * @param offset the first index that is written to in each channel
     * @param count how many samples a channel to read, at least 0
     * @return how many samples each channel received: {@code count}, or fewer if the sound ends here; 0 behind its end
     * @throws IllegalArgumentException if {@code into} does not have one array for each channel
     * @throws IndexOutOfBoundsException if those samples do not fit there
     * @throws IOException if the sound turns out to be damaged or truncated here, or the disk fails; every later call
     *     fails likewise, and what the arrays hold is undefined. What is wrong with the end, such as a checksum of the
     *     whole, is told before the last sample is handed out.
     */
    int read(float[][] into, int offset, int count) throws IOException;

    /** Closes what the sound is read from. */
    @Override
    void close() throws IOException;
}
