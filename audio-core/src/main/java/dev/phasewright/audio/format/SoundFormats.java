package dev.phasewright.audio.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** All formats there are, and the one way into them: what a file is follows from its content, never from its name. */
public final class SoundFormats {
    private static final List<SoundFormat> ALL = List.of(
            new WavReader(), new AiffReader(), new AuReader(), new FlacReader(), new VorbisReader(), new Mp3Reader());

    private SoundFormats() {}

    private interface Reading<T> {
        T from(SoundFormat format, SoundBytes bytes) throws IOException;
    }

    /**
     * What a file says of itself.
     *
     * @throws SoundFileException if it is no sound, as far as the headers show
     * @throws IOException if the disk fails
     */
    public static SoundInfo probe(Path path) throws IOException {
        try (SoundBytes bytes = SoundBytes.of(path)) {
            return recognized(bytes, SoundFormat::probe);
        }
    }

    /**
     * A file's samples, to be decoded while they are read; the file is closed with them.
     *
     * @throws SoundFileException if it is no sound, as far as the headers show
     * @throws IOException if the disk fails
     */
    public static DecodedSource open(Path path) throws IOException {
        return decoded(SoundBytes.of(path));
    }

    /**
     * The samples of a file that comes through a stream, which is read to its end here and left open.
     *
     * @throws SoundFileException if it is no sound, as far as the headers show, or has more than {@value Spool#MOST} bytes
     * @throws IOException if the stream or the disk fails
     */
    public static DecodedSource open(InputStream in) throws IOException {
        return decoded(new SoundBytes("the stream", Spool.of(in)));
    }

    private static DecodedSource decoded(SoundBytes bytes) throws IOException {
        try {
            return recognized(bytes, SoundFormat::open);
        } catch (Throwable e) {
            bytes.close();
            throw e;
        }
    }

    private static <T> T recognized(SoundBytes bytes, Reading<T> reading) throws IOException {
        SoundFormat format = formatOf(bytes);
        try {
            return reading.from(format, bytes);
        } catch (RuntimeException e) {
            throw bytes.damaged("it cannot be decoded", e);
        } catch (OutOfMemoryError e) {
            throw bytes.tooLarge(e);
        }
    }

    private static SoundFormat formatOf(SoundBytes bytes) throws IOException {
        if (bytes.size() == 0) {
            throw bytes.error("is empty; fetch or export it again");
        }
        bytes.skipId3();
        int present = (int) Math.min(bytes.size(), SoundFormat.HEAD_BYTES);
        byte[] head =
                Arrays.copyOf(bytes.bytes(0, present, ByteOrder.BIG_ENDIAN).array(), SoundFormat.HEAD_BYTES);
        for (SoundFormat format : ALL) {
            if (format.recognizes(head, bytes)) {
                return format;
            }
        }
        Optional<OtherFormat> other = OtherFormat.of(head);
        if (other.isPresent()) {
            throw bytes.unsupported(other.get().title);
        }
        throw bytes.unrecognized();
    }
}
