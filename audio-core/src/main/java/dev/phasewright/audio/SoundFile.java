package dev.phasewright.audio;

import dev.phasewright.audio.format.AiffReader;
import dev.phasewright.audio.format.AuReader;
import dev.phasewright.audio.format.DecodedSource;
import dev.phasewright.audio.format.FlacReader;
import dev.phasewright.audio.format.Mp3Reader;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.format.SoundBytes;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.format.SoundFormat;
import dev.phasewright.audio.format.SoundInfo;
import dev.phasewright.audio.format.VorbisReader;
import dev.phasewright.audio.format.WavReader;
import dev.phasewright.audio.format.WavWriter;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

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
    private static final List<SoundFormat> FORMATS = List.of(
            new WavReader(), new AiffReader(), new AuReader(), new FlacReader(), new VorbisReader(), new Mp3Reader());

    private SoundFile() {}

    /**
     * Reads a whole sound file: WAV (RIFF, RIFX, RF64) with 8, 16, 24 or 32-bit integers, 32 or 64-bit floats, A-law
     * or µ-law; AIFF and AIFF-C; AU; FLAC up to 24 bits; MP3; Ogg Vorbis. MP3 loses the silence that its encoder
     * added, where the encoder noted how much.
     *
     * @return all channels at the file's own rate, integers scaled to ±1; possibly of length 0
     * @throws SoundFileException if there is no such file, or it is no sound, damaged, truncated, holds samples that
     *     are no numbers, or does not fit in memory; the message is one line that names file and remedy
     * @throws IOException if the disk fails
     */
    public static Audio read(Path path) throws IOException {
        try (DecodedSource source = source(path)) {
            return source.readAll();
        }
    }

    /**
     * Opens a sound file of any format that {@link #read} knows, to be read piece by piece: the same samples, in a few
     * megabytes of memory however long the sound is. Close it afterwards.
     *
     * @return the sound at its beginning, at the file's own rate; its length is −1 only for FLAC from an encoder that
     *     did not know it. Its {@code read} throws {@link SoundFileException} for damage, truncation and samples that
     *     are no numbers when it comes upon them
     * @throws SoundFileException as {@link #read} does, as far as the headers show
     * @throws IOException if the disk fails
     */
    public static SoundSource open(Path path) throws IOException {
        return source(path);
    }

    /**
     * Reads what a sound file says of itself, without decoding its samples.
     *
     * @throws SoundFileException as {@link #read} does, as far as the headers show
     * @throws IOException if the disk fails
     */
    public static SoundInfo probe(Path path) throws IOException {
        try (SoundBytes file = bytes(path)) {
            return from(file, SoundFormat::probe);
        }
    }

    /**
     * Writes a WAV file, whole or not at all: a temporary sibling ending in {@code .part} is filled first and then
     * moved over {@code path}. The same samples always give the same bytes.
     *
     * <p>Integer formats clip beyond ±1 and are dithered (triangular, ±1 step, from a fixed seed) from the first sample
     * on that does not lie on the integer grid. So digital silence, a silent lead-in and whatever came from such a file
     * stay exactly as they are.
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

    private interface Reading<T> {
        T from(SoundFormat format, SoundBytes file) throws IOException;
    }

    private static DecodedSource source(Path path) throws IOException {
        SoundBytes file = bytes(path);
        try {
            return from(file, SoundFormat::open);
        } catch (Throwable e) {
            file.close();
            throw e;
        }
    }

    private static <T> T from(SoundBytes file, Reading<T> reading) throws IOException {
        SoundFormat format = recognize(file);
        try {
            return reading.from(format, file);
        } catch (RuntimeException e) {
            throw file.damaged("it cannot be decoded", e);
        } catch (OutOfMemoryError e) {
            throw file.tooLarge(e);
        }
    }

    private static SoundBytes bytes(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new SoundFileException("no such file: " + path);
        }
        if (Files.isDirectory(path)) {
            throw new SoundFileException(path + ": is a folder; name a sound file in it");
        }
        if (!Files.isRegularFile(path)) {
            throw new SoundFileException(path + ": is not a regular file; save it to one first");
        }
        try {
            return SoundBytes.open(path);
        } catch (AccessDeniedException e) {
            throw new SoundFileException(path + ": cannot be read, permission denied; change its permissions", e);
        }
    }

    private static SoundFormat recognize(SoundBytes file) throws IOException {
        if (file.size() == 0) {
            throw file.error("is empty; fetch or export it again");
        }
        file.skipId3();
        int present = (int) Math.min(file.size(), SoundFormat.HEAD_BYTES);
        byte[] head = Arrays.copyOf(file.bytes(0, present, ByteOrder.BIG_ENDIAN).array(), SoundFormat.HEAD_BYTES);
        for (SoundFormat format : FORMATS) {
            if (format.recognizes(head)) {
                return format;
            }
        }
        throw file.unrecognized();
    }
}
