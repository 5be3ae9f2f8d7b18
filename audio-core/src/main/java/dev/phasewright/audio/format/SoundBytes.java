package dev.phasewright.audio.format;

import dev.phasewright.audio.stream.Piece;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The bytes of an open file, by position. Every read is checked against the size that the file really has, so a header
 * that lies costs a message and never memory.
 */
final class SoundBytes implements AutoCloseable {
    private static final int ID3V2_HEADER_BYTES = 10;

    /** As many as a WAV file can have. */
    private static final int MAX_CHANNELS = 65535;

    private final String name;
    private final FileChannel channel;
    private final long wholeSize;
    private long origin;

    /** All that a channel holds, which is closed with this; messages begin with {@code name}. */
    SoundBytes(String name, FileChannel channel) throws IOException {
        this.name = name;
        this.channel = channel;
        this.wholeSize = channel.size();
    }

    /** @throws SoundFileException if there is no such file or it cannot be read */
    static SoundBytes of(Path path) throws IOException {
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
            return new SoundBytes(path.toString(), FileChannel.open(path));
        } catch (AccessDeniedException e) {
            throw new SoundFileException(path + ": cannot be read, permission denied; change its permissions", e);
        }
    }

    /** The number of bytes there really are. */
    long size() {
        return wholeSize - origin;
    }

    /** Counts positions from behind any ID3v2 tags, which music programs put before FLAC as well as MP3. */
    void skipId3() throws IOException {
        for (long length; (length = id3Bytes(0)) > 0; ) {
            if (length > size()) {
                throw truncated("its ID3 tag", length);
            }
            origin += length;
        }
    }

    /** The length of the ID3v2 tag at a position, its footer included; 0 if there is not even a whole header. */
    long id3Bytes(long at) throws IOException {
        if (at + ID3V2_HEADER_BYTES > size() || !text(at, 3).equals("ID3")) {
            return 0;
        }
        ByteBuffer header = bytes(at, ID3V2_HEADER_BYTES, ByteOrder.BIG_ENDIAN);
        long length = ID3V2_HEADER_BYTES;
        for (int i = 6; i < ID3V2_HEADER_BYTES; i++) {
            length += (long) (header.get(i) & 0x7F) << (7 * (9 - i));
        }
        boolean footer = header.get(3) >= 4 && (header.get(5) & 0x10) != 0;
        return footer ? length + ID3V2_HEADER_BYTES : length;
    }

    /** Exactly {@code length} bytes from {@code position}, ready to be read in the given order. */
    ByteBuffer bytes(long position, int length, ByteOrder order) throws IOException {
        if (position < 0 || position > size() - length) {
            throw truncated("a header", position + length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).order(order);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, origin + position + buffer.position()) < 0) {
                throw error("became shorter while it was being read; read it again when it is complete");
            }
        }
        return buffer.flip();
    }

    /** Four characters, as chunk names are. */
    String tag(long position) throws IOException {
        return text(position, 4);
    }

    /** So many bytes as characters, one each. */
    String text(long position, int length) throws IOException {
        return new String(bytes(position, length, ByteOrder.BIG_ENDIAN).array(), StandardCharsets.ISO_8859_1);
    }

    /** All bytes from {@code position}. */
    InputStream stream(long position) {
        return stream(position, size());
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    InputStream stream(long from, long to) {
        return new BufferedInputStream(new Section(from, to), 1 << 16);
    }

    private final class Section extends InputStream {
        private long position;
        private final long end;

        Section(long from, long to) {
            this.position = from;
            this.end = to;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            int wanted = (int) Math.min(count, end - position);
            if (wanted <= 0) {
                return count == 0 ? 0 : -1;
            }
            int present = channel.read(ByteBuffer.wrap(into, offset, wanted), origin + position);
            position += Math.max(0, present);
            return present;
        }
    }

    SoundFileException error(String problem) {
        return new SoundFileException(name + ": " + problem);
    }

    SoundFileException damaged(String where) {
        return error(damage(where));
    }

    SoundFileException damaged(String where, Throwable cause) {
        return new SoundFileException(name + ": " + damage(where), cause);
    }

    private static String damage(String where) {
        return "damaged: " + where + "; fetch or export it again";
    }

    SoundFileException tooLarge(OutOfMemoryError cause) {
        return new SoundFileException(
                name + ": does not fit in the memory allowed; cut it into pieces or raise java -Xmx", cause);
    }

    SoundFileException truncated(String what, long promised) {
        return error(String.format(
                Locale.ROOT,
                "truncated: %s promises %d bytes, the file holds %d; fetch or export it again",
                what,
                promised,
                size()));
    }

    SoundFileException shortOf(long promised, long present) {
        return error(String.format(
                Locale.ROOT,
                "truncated: its header promises %d bytes of samples, the file holds %d; fetch or export it again",
                promised,
                present));
    }

    SoundFileException longerThan(long promised, long present) {
        return damaged(String.format(
                Locale.ROOT, "its header promises %d bytes of samples, the file holds %d", promised, present));
    }

    SoundFileException unrecognized() {
        return error("not a sound file that Phasewright can read (WAV, AIFF, AU, FLAC, MP3, Ogg Vorbis)");
    }

    /** Of a sound that is understood and not decoded. */
    SoundFileException unsupported(String what) {
        return error(what + " is not supported; convert it to FLAC or WAV first: ffmpeg -i OLD NEW.wav");
    }

    /** The same of one encoding of a container whose others are decoded. */
    SoundFileException unsupportedEncoding(String what) {
        return error(what + " is not supported; convert it to 16-bit PCM first: ffmpeg -i OLD NEW.wav");
    }

    /** The whole frames that so many bytes of samples hold, which are some unless there are no bytes. */
    long frames(long bytes, long frameBytes) throws SoundFileException {
        if (bytes > 0 && bytes < frameBytes) {
            throw error(String.format(
                    Locale.ROOT,
                    "its header says %d bytes a sample of all channels, the file holds %d; export it again",
                    frameBytes,
                    bytes));
        }
        return bytes / frameBytes;
    }

    /** Refuses what no sound can have, whichever container says it. */
    void checkShape(long channels, long sampleRate) throws SoundFileException {
        if (channels <= 0) {
            throw error("its header says 0 channels; export it again with 1 or more");
        }
        if (channels > MAX_CHANNELS) {
            throw error("its header says " + channels + " channels; export it again with fewer");
        }
        if (sampleRate <= 0 || sampleRate > Integer.MAX_VALUE) {
            throw error("its header says a sample rate of " + sampleRate + " Hz; export it again with the right rate");
        }
    }

    /** The number of channels, unless no sound can have such a shape. */
    int checkedChannels(long channels, long sampleRate) throws SoundFileException {
        checkShape(channels, sampleRate);
        return (int) channels;
    }

    /** Refuses more samples a channel than memory can hold in one piece. */
    void checkLength(long frames) throws SoundFileException {
        if (frames > Piece.LONGEST) {
            throw error("too large to hold: " + frames + " samples a channel, at most " + Piece.LONGEST
                    + "; cut it into pieces first");
        }
    }

    /** Refuses a sample that is no number, and says where it stands. */
    float checkFinite(double sample, int channel, long frame, int sampleRate) throws SoundFileException {
        return checkFinite(name, sample, channel, frame, sampleRate);
    }

    /** The same for what {@code name} is the name of. */
    static float checkFinite(String name, double sample, int channel, long frame, int sampleRate)
            throws SoundFileException {
        float value = (float) sample;
        if (!Float.isFinite(value)) {
            String what = Double.isNaN(sample) ? "NaN" : Double.isInfinite(sample) ? "infinity" : "the value " + sample;
            throw new SoundFileException(String.format(
                    Locale.ROOT,
                    "%s: contains %s at sample %d (%.3f s) of channel %d; repair it or cut that part out",
                    name,
                    what,
                    frame,
                    (double) frame / sampleRate,
                    channel + 1));
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
