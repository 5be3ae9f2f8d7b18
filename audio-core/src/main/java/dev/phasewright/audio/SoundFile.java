package dev.phasewright.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Reads and writes sound files. What a file is follows from its content, never from its name.
 *
 * <pre>{@code
 * Audio sound = SoundFile.read(Path.of("in.flac"));
 * SoundFile.write(sound.toMono(), Path.of("out.wav"), SampleFormat.PCM_16);
 * }</pre>
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
        return open(path, SoundFormat::read);
    }

    /**
     * Reads what a sound file says of itself, without decoding its samples.
     *
     * @throws SoundFileException as {@link #read} does, as far as the headers show
     * @throws IOException if the disk fails
     */
    public static SoundInfo probe(Path path) throws IOException {
        return open(path, SoundFormat::probe);
    }

    /**
     * Writes a WAV file, whole or not at all: a temporary sibling ending in {@code .part} is filled first and then
     * moved over {@code path}. The same samples always give the same bytes.
     *
     * <p>Integer formats clip beyond ±1 and are dithered (triangular, ±1 step, from a fixed seed), except where every
     * sample of the sound lies on the integer grid already, as in digital silence: nothing is rounded then, and
     * nothing added.
     *
     * @throws SoundFileException if the file would exceed 4 GB
     * @throws IOException if the file cannot be written, as {@link AtomicFile} says; nothing is left behind
     */
    public static void write(Audio audio, Path path, SampleFormat format) throws IOException {
        WavWriter wav = wav(audio, format, path.toString());
        AtomicFile.write(path, wav::write);
    }

    /**
     * Writes the same bytes to a stream, such as standard output, which is flushed and left open.
     *
     * @throws SoundFileException if a WAV file cannot hold the sound (4 GB)
     * @throws IOException if the stream fails
     */
    public static void write(Audio audio, OutputStream out, SampleFormat format) throws IOException {
        wav(audio, format, "the sound").write(out);
    }

    private static WavWriter wav(Audio audio, SampleFormat format, String name) throws SoundFileException {
        WavWriter wav = new WavWriter(audio, Objects.requireNonNull(format, "format"));
        if (!wav.fits()) {
            throw new SoundFileException(name + ": a WAV file holds at most 4 GB and 65,535 bytes a frame, "
                    + "this would be more; write it in pieces");
        }
        return wav;
    }

    private interface Reading<T> {
        T from(SoundFormat format, SoundBytes file) throws IOException;
    }

    private static <T> T open(Path path, Reading<T> reading) throws IOException {
        if (!Files.exists(path)) {
            throw new SoundFileException("no such file: " + path);
        }
        if (Files.isDirectory(path)) {
            throw new SoundFileException(path + ": is a folder; name a sound file in it");
        }
        if (!Files.isRegularFile(path)) {
            throw new SoundFileException(path + ": is not a regular file; save it to one first");
        }
        try (SoundBytes file = SoundBytes.open(path)) {
            SoundFormat format = recognize(file);
            try {
                return reading.from(format, file);
            } catch (RuntimeException e) {
                // The decoders of other people meet damage with whatever exception comes first.
                throw file.damaged("it cannot be decoded", e);
            } catch (OutOfMemoryError e) {
                throw new SoundFileException(
                        path + ": does not fit in the memory allowed; cut it into pieces or raise java -Xmx", e);
            }
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
