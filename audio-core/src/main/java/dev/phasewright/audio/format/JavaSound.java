package dev.phasewright.audio.format;

import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** Sounds to and from {@code javax.sound.sampled}: its streams, and the sound card behind its lines. */
public final class JavaSound {
    /** Played at a time: what is still heard when the player is interrupted. */
    private static final double PIECE_SECONDS = 0.05;

    private JavaSound() {}

    /**
     * A stream as a sound that is read piece by piece.
     *
     * @param stream at its beginning: integers of 8 to 32 bits, floats of 32 or 64, A-law or µ-law; closed with the result
     * @return its samples, integers scaled to ±1. Its {@code read} throws {@link SoundFileException} if the stream ends
     *     before the length it states, or a sample is no number
     * @throws SoundFileException if the stream has another encoding
     */
    public static SoundSource source(AudioInputStream stream) throws SoundFileException {
        return new AudioStreamSource(stream);
    }

    /**
     * A sound as a stream, little-endian.
     *
     * @param source any sound of which nothing was read; it is closed with the result
     * @param format how samples are stored; the bytes are those that a WAV file of this format holds, dithered as there
     * @return of unknown length if the sound does not tell its own
     * @throws SoundFileException if the sound has more channels than a WAV file can hold
     */
    public static AudioInputStream stream(SoundSource source, SampleFormat format) throws SoundFileException {
        AudioFormat of = formatOf(source, format);
        long length = source.length() < 0 ? AudioSystem.NOT_SPECIFIED : source.length();
        return new AudioInputStream(new PcmStream(source, format), of, length);
    }

    /** @param format the encoding of one sample */
    private static AudioFormat formatOf(SoundSource source, SampleFormat format) {
        boolean isFloat = format == SampleFormat.FLOAT_32;
        return new AudioFormat(
                isFloat ? AudioFormat.Encoding.PCM_FLOAT : AudioFormat.Encoding.PCM_SIGNED,
                source.sampleRate(),
                8 * format.bytes(),
                source.channels(),
                source.channels() * format.bytes(),
                source.sampleRate(),
                false);
    }

    /**
     * Plays a sound on the computer's sound card in 16 bits, from where it was read to, and returns when it was heard to its
     * end. The sound is left open.
     *
     * @throws InterruptedIOException if the thread is interrupted, upon which the sound stops; its interrupt stays set
     * @throws IOException if there is no sound card for such a sound, or it is taken; or if the sound fails
     */
    public static void play(SoundSource source) throws IOException {
        AudioFormat format = formatOf(source, SampleFormat.PCM_16);
        try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
            line.open(format);
            play(source, line);
        } catch (LineUnavailableException | IllegalArgumentException e) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "no sound card is free for a %d-channel sound at %d Hz; write a file and play that elsewhere",
                            source.channels(),
                            source.sampleRate()),
                    e);
        }
    }

    /** Plays a sound on a line that is open. */
    static void play(SoundSource source, SourceDataLine line) throws IOException {
        int frames = (int) Math.max(1, PIECE_SECONDS * source.sampleRate());
        byte[] piece = new byte[frames * line.getFormat().getFrameSize()];
        // The stream is not closed, since the sound is not.
        PcmStream bytes = new PcmStream(source, SampleFormat.PCM_16);
        line.start();
        for (int count; (count = bytes.readNBytes(piece, 0, piece.length)) > 0; ) {
            line.write(piece, 0, count);
            if (Thread.currentThread().isInterrupted()) {
                line.stop();
                line.flush();
                throw new InterruptedIOException("interrupted while playing");
            }
        }
        line.drain();
        line.stop();
    }
}
