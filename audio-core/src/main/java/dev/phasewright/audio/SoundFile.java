package dev.phasewright.audio;

import dev.phasewright.audio.format.DecodedSource;
import dev.phasewright.audio.format.FlacWriter;
import dev.phasewright.audio.format.JavaSound;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.format.SoundFormats;
import dev.phasewright.audio.format.SoundInfo;
import dev.phasewright.audio.format.WavWriter;
import dev.phasewright.audio.stream.SoundSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import javax.sound.sampled.AudioInputStream;

/**
 * Reads and writes sound files. What a file is follows from its content, never from its name.
 *
 * <pre>{@code
 * Audio sound = SoundFile.read(Path.of("in.flac"));
 * SoundFile.write(sound.toMono(), Path.of("out.wav"), SampleFormat.PCM_16);
 * }</pre>
 *
 * <p>Sounds too long for memory are {@link #open}ed and {@link #create}d instead, and pass through piece by piece: see
 * {@link SoundSource}.
 */
public final class SoundFile {
    private SoundFile() {}

    /**
     * Reads a whole sound file: WAV (RIFF, RIFX, RF64) with 8, 16, 24 or 32-bit integers, 32 or 64-bit floats, A-law, µ-law
     * or 4-bit ADPCM (Microsoft's or IMA's); AIFF and AIFF-C; AU; FLAC up to 24 bits; MP3; Ogg Vorbis. MP3 loses the
     * silence that its encoder added, where the encoder noted how much; several joined to one are read one after another.
     *
     * @return all channels at the file's own rate, integers scaled to ±1; possibly of length 0
     * @throws SoundFileException if there is no such file, or it is no sound, damaged, truncated, holds samples that
     *     are no numbers, or does not fit in memory; the message is one line that names file and remedy
     * @throws IOException if the disk fails
     */
    public static Audio read(Path path) throws IOException {
        return readAll(SoundFormats.open(path));
    }

    /**
     * Reads a whole sound file that comes through a stream, such as an upload or a resource: any that {@link #read(Path)}
     * reads, and also what {@code javax.sound.sampled} has decoded already, an {@link AudioInputStream}. The stream is read
     * to its end and left open; meanwhile its bytes wait in a temporary file.
     *
     * @return as {@link #read(Path)} does
     * @throws SoundFileException as {@link #read(Path)} does, of "the stream"; or if it has more than 4 GB
     * @throws IOException if the stream or the disk fails
     */
    public static Audio read(InputStream in) throws IOException {
        return in instanceof AudioInputStream decoded
                ? Audio.readAll(JavaSound.source(decoded))
                : readAll(SoundFormats.open(in));
    }

    private static Audio readAll(DecodedSource source) throws IOException {
        try (source) {
            return Audio.owning(source.readAll(), source.sampleRate());
        }
    }

    /**
     * Opens a sound file of any format that {@link #read(Path)} knows, to be read piece by piece: the same samples, in a few
     * megabytes of memory however long the sound is. Close it afterwards.
     *
     * @return the sound at its beginning, at the file's own rate; its length is −1 only for FLAC from an encoder that
     *     did not know it. Its {@code read} throws {@link SoundFileException} for damage, truncation and samples that
     *     are no numbers when it comes upon them
     * @throws SoundFileException as {@link #read(Path)} does, as far as the headers show
     * @throws IOException if the disk fails
     */
    public static SoundSource open(Path path) throws IOException {
        return SoundFormats.open(path);
    }

    /**
     * Opens a sound file that comes through a stream, which is read to its end here and left open; its bytes wait in a
     * temporary file until the source is closed. An {@link AudioInputStream} is instead read while the source is, and
     * closed with it.
     *
     * @return as {@link #open(Path)} does
     * @throws SoundFileException as {@link #read(InputStream)} does, as far as the headers show
     * @throws IOException if the stream or the disk fails
     */
    public static SoundSource open(InputStream in) throws IOException {
        return in instanceof AudioInputStream decoded ? JavaSound.source(decoded) : SoundFormats.open(in);
    }

    /**
     * Reads what a sound file says of itself, without decoding its samples.
     *
     * @throws SoundFileException as {@link #read(Path)} does, as far as the headers show
     * @throws IOException if the disk fails
     */
    public static SoundInfo probe(Path path) throws IOException {
        return SoundFormats.probe(path);
    }

    /**
     * Writes a WAV file, whole or not at all: a temporary sibling ending in {@code .part} is filled first and then
     * moved over {@code path}. The same samples always give the same bytes.
     *
     * <p>Integer formats clip beyond ±1. Each sample that does not lie on the integer grid is dithered (triangular, ±1
     * step, from a fixed seed); one that does, wherever it stands, is written as it is. So digital silence, a silent lead-in
     * and whatever came from such a file stay exactly as they are.
     *
     * @throws SoundFileException if the sound would exceed 4 GB; nothing is left behind
     * @throws IOException if the file cannot be written; the message is one line that names the file and the remedy,
     *     and nothing is left behind
     */
    public static void write(Audio audio, Path path, SampleFormat format) throws IOException {
        try (SoundSink sink = create(path, audio.channels(), audio.sampleRate(), format)) {
            sink.write(audio.samples(), 0, audio.length());
            sink.finish();
        }
    }

    /**
     * Begins a WAV file that is written piece by piece, with the bytes that {@link #write(Audio, Path, SampleFormat)}
     * gives for the same samples, however they are cut. It appears under its name when {@link SoundSink#finish} is
     * called and not before; a sink that is closed without leaves nothing behind.
     *
     * @throws IllegalArgumentException if there is no channel or the rate is not positive
     * @throws SoundFileException if a WAV file cannot hold so many channels
     * @throws IOException if the file cannot be written; the message is one line that names the file and the remedy
     */
    public static SoundSink create(Path path, int channels, int sampleRate, SampleFormat format) throws IOException {
        return new SoundSink(path, new WavWriter(path.toString(), channels, sampleRate, format));
    }

    /** Whether a WAV file can hold so many samples a channel: it ends below 4 GB. */
    public static boolean fits(int channels, long length, SampleFormat format) {
        return WavWriter.fits(length * channels * format.bytes());
    }

    /**
     * Writes the same bytes to a stream, such as standard output, which is flushed and left open.
     *
     * @throws SoundFileException if a WAV file cannot hold the sound (4 GB)
     * @throws IOException if the stream fails
     */
    public static void write(Audio audio, OutputStream out, SampleFormat format) throws IOException {
        WavWriter wav = new WavWriter("the sound", audio.channels(), audio.sampleRate(), format);
        out.write(wav.header(audio.length()));
        wav.encode(audio.samples(), 0, audio.length(), out);
        wav.pad(out);
        out.flush();
    }

    /**
     * Writes a FLAC file with the very samples of the WAV file of 16 bits that {@link #write(Audio, OutputStream,
     * SampleFormat)} gives, in about half the room; the stream is flushed and left open.
     *
     * @param audio of at most 8 channels and 65,535 Hz
     * @throws IllegalArgumentException if it has more of either
     * @throws IOException if the stream fails
     */
    public static void writeFlac(Audio audio, OutputStream out) throws IOException {
        ByteArrayOutputStream pcm = new ByteArrayOutputStream();
        new WavWriter("the sound", audio.channels(), audio.sampleRate(), SampleFormat.PCM_16)
                .encode(audio.samples(), 0, audio.length(), pcm);
        out.write(FlacWriter.encode(pcm.toByteArray(), audio.channels(), audio.sampleRate()));
        out.flush();
    }
}
