package dev.phasewright.audio;

import dev.phasewright.audio.file.PartFile;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.format.WavWriter;
import dev.phasewright.audio.stream.Piece;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A WAV file that is written piece by piece, whole or not at all: it grows under a name of its own ending in
 * {@code .part}, and appears under its own when it is {@link #finish}ed. A sink that is closed before (by an exception on
 * the way, say) leaves nothing behind, and an older file of that name as it was.
 *
 * <pre>{@code
 * try (SoundSink out = SoundFile.create(path, 1, 16000, SampleFormat.PCM_16)) {
 *     out.write(samples, 0, 4096);
 *     out.finish();
 * }
 * }</pre>
 */
public final class SoundSink implements AutoCloseable {
    private final WavWriter wav;
    private final PartFile file;
    private boolean finished;
    private boolean broken;

    SoundSink(Path path, WavWriter wav) throws IOException {
        this.wav = wav;
        this.file = new PartFile(path);
        try {
            file.write(wav.header(0));
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    /**
     * Writes the next samples of every channel.
     *
     * @param samples one array a channel, as {@code [channel][sample]}
     * @param offset the first index that is written
     * @param count how many samples a channel to write, at least 0
     * @throws IllegalArgumentException if there is not one array for each channel, or a sample is not finite
     * @throws IndexOutOfBoundsException if the arrays do not hold those samples
     * @throws IllegalStateException after {@link #finish}, or after a failure to write
     * @throws SoundFileException if the file would exceed 4 GB; none of these samples is written then
     * @throws IOException if the file cannot be written; the message is one line that names the file and the remedy
     */
    public void write(float[][] samples, int offset, int count) throws IOException {
        Piece.check(samples, wav.channels(), offset, count);
        requireWhole();
        wav.requireRoom(count);
        for (int c = 0; c < samples.length; c++) {
            for (int i = 0; i < count; i++) {
                float sample = samples[c][offset + i];
                if (!Float.isFinite(sample)) {
                    throw new IllegalArgumentException(String.format(
                            Locale.ROOT,
                            "sample %d of channel %d is %s, not a finite number",
                            wav.frames() + i,
                            c,
                            sample));
                }
            }
        }
        broken = true;
        wav.encode(samples, offset, count, file);
        broken = false;
    }

    /**
     * Completes the file and puts it in its place. Nothing can be written afterwards.
     *
     * @throws IllegalStateException if it was done before, or after a failure to write
     * @throws IOException if it cannot be done; the message is one line that names the file and the remedy
     */
    public void finish() throws IOException {
        requireWhole();
        broken = true;
        wav.pad(file);
        file.rewrite(wav.header(wav.frames()));
        file.moveIntoPlace();
        broken = false;
        finished = true;
    }

    private void requireWhole() {
        if (finished || broken) {
            throw new IllegalStateException(
                    finished ? "the sound is finished already" : "writing failed before; the sound can only be closed");
        }
    }

    /** Throws away what was written, unless it was {@link #finish}ed. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
