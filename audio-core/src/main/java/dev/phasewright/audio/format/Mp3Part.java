package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One MP3: frames without a gap, and what the encoder noted about the silence it added. A file has several if some were
 * joined.
 *
 * @param start the position of the first frame that holds sound (behind a Xing or Info frame)
 * @param end the position behind the last whole frame
 * @param count the number of frames that hold sound
 * @param first the first frame's header
 * @param skip samples that encoder and decoder put before the sound
 * @param length samples of sound in each channel
 */
record Mp3Part(long start, long end, long count, Mp3Header first, int skip, long length) {
    /** Samples by which every MPEG audio decoder lags: 528, and one that LAME's tag does not count. */
    private static final int DECODER_DELAY = 529;

    /** The part whose first frame is at {@code from}. */
    static Mp3Part at(SoundBytes file, long from) throws IOException {
        Mp3Header first = Objects.requireNonNull(header(file, from), "a frame's header");
        Tag tag = Tag.parse(file, from, first);
        long start = tag == null ? from : from + first.bytes();
        long position = start;
        long count = 0;
        Mp3Header next = header(file, position);
        while (next != null
                && first.matches(next)
                && position + next.bytes() <= file.size()
                && (position == start || !Tag.isAt(file, position, next))) {
            String undecodable = next.undecodable();
            if (undecodable != null) {
                throw file.unsupported(undecodable);
            }
            position += next.bytes();
            count++;
            next = header(file, position);
        }
        if (tag != null && tag.frames > count) {
            throw file.error(String.format(
                    Locale.ROOT,
                    "truncated: its header promises %d frames, the file holds %d; fetch or export it again",
                    tag.frames,
                    count));
        }
        long decoded = count * first.samples();
        if (tag == null || !tag.gapless) {
            return new Mp3Part(start, position, count, first, 0, decoded);
        }
        int skip = (int) Math.min(decoded, tag.delay + DECODER_DELAY);
        long length = Math.max(0, Math.min(decoded - skip, decoded - tag.delay - tag.padding));
        return new Mp3Part(start, position, count, first, skip, length);
    }

    /** The frame header at a position; null if there is none. */
    static @Nullable Mp3Header header(SoundBytes file, long position) throws IOException {
        return position + 4 > file.size()
                ? null
                : Mp3Header.parse(file.bytes(position, 4, ByteOrder.BIG_ENDIAN).getInt());
    }

    /** The Xing or Info frame that encoders put before the sound, and LAME's extension of it. */
    private record Tag(long frames, boolean gapless, int delay, int padding) {
        static boolean isAt(SoundBytes file, long position, Mp3Header header) throws IOException {
            int offset = header.tagOffset();
            if (header.layer() != 3 || offset + 8 > header.bytes() || position + header.bytes() > file.size()) {
                return false;
            }
            String name = file.tag(position + offset);
            return name.equals("Xing") || name.equals("Info");
        }

        static @Nullable Tag parse(SoundBytes file, long position, Mp3Header header) throws IOException {
            if (!isAt(file, position, header)) {
                return null;
            }
            ByteBuffer frame = file.bytes(position, header.bytes(), ByteOrder.BIG_ENDIAN);
            int flags = frame.getInt(header.tagOffset() + 4);
            int at = header.tagOffset() + 8;
            int lame = at + 4 * (flags & 1) + 4 * (flags >> 1 & 1) + 100 * (flags >> 2 & 1) + 4 * (flags >> 3 & 1);
            long frames = (flags & 1) == 1 && at + 4 <= frame.limit() ? frame.getInt(at) & 0xFFFFFFFFL : 0;
            if (lame + 24 > frame.limit() || frame.get(lame) == 0) {
                return new Tag(frames, false, 0, 0);
            }
            int gap = frame.getInt(lame + 20);
            return new Tag(frames, true, gap >>> 12 & 0xFFF, gap & 0xFFF);
        }
    }
}
