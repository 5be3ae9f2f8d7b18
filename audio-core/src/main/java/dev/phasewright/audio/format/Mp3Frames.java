package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The frames of an MPEG audio file, found by their headers alone, and what the encoder noted about the silence it added.
 *
 * @param start the position of the first frame that holds sound (behind a Xing or Info frame)
 * @param end the position behind the last whole frame
 * @param count the number of frames that hold sound
 * @param first the first frame's header
 * @param skip samples that encoder and decoder put before the sound
 * @param length samples of sound in each channel
 */
record Mp3Frames(long start, long end, long count, Header first, int skip, long length) {
    /** Samples by which every MPEG audio decoder lags: 528, and one that LAME's tag does not count. */
    private static final int DECODER_DELAY = 529;

    /** Tags of all kinds follow the sound; more than this without a frame is damage. */
    private static final long TRAILING_BYTES = 1 << 14;

    /** One frame's header. */
    record Header(int layer, boolean mpeg1, int channels, int sampleRate, int bytes, int samples) {
        private static final int[][] KBITS = {
            {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
            {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
            {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
            {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
            {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
        };
        private static final int[] RATES = {44100, 48000, 32000};

        /** The header in these four bytes; null if they are none (or of "free" bit rate, which nobody uses). */
        static Header parse(int bits) {
            int version = bits >>> 19 & 3;
            int layer = 4 - (bits >>> 17 & 3);
            int bitRate = bits >>> 12 & 15;
            int rate = bits >>> 10 & 3;
            if (bits >>> 21 != 0x7FF || version == 1 || layer == 4 || bitRate == 0 || bitRate == 15 || rate == 3) {
                return null;
            }
            boolean mpeg1 = version == 3;
            int kbits = KBITS[mpeg1 ? layer - 1 : layer == 1 ? 3 : 4][bitRate];
            int sampleRate = RATES[rate] >> (mpeg1 ? 0 : version == 2 ? 1 : 2);
            int padding = bits >>> 9 & 1;
            int samples = layer == 1 ? 384 : layer == 3 && !mpeg1 ? 576 : 1152;
            int bytes = layer == 1
                    ? (12000 * kbits / sampleRate + padding) * 4
                    : samples / 8 * 1000 * kbits / sampleRate + padding;
            return new Header(layer, mpeg1, (bits >>> 6 & 3) == 3 ? 1 : 2, sampleRate, bytes, samples);
        }

        boolean matches(Header other) {
            return other != null
                    && layer == other.layer
                    && mpeg1 == other.mpeg1
                    && sampleRate == other.sampleRate
                    && channels == other.channels;
        }
    }

    static Mp3Frames scan(SoundBytes file) throws IOException {
        Header first = header(file, 0);
        if (first == null || (first.bytes + 4L <= file.size() && !first.matches(header(file, first.bytes)))) {
            throw file.unrecognized();
        }
        Tag tag = Tag.parse(file, first);
        long start = tag == null ? 0 : first.bytes;
        long position = start;
        long count = 0;
        while (position + 4 <= file.size()) {
            Header next = header(file, position);
            if (!first.matches(next)) {
                if (file.size() - position > TRAILING_BYTES && !endsWithTag(file, position)) {
                    throw file.damaged("no MPEG audio frame at byte " + position, null);
                }
                break;
            }
            if (position + next.bytes > file.size()) {
                break;
            }
            position += next.bytes;
            count++;
        }
        if (tag != null && tag.frames > count) {
            throw file.error("truncated: its header promises %d frames, the file holds %d; fetch or export it again"
                    .formatted(tag.frames, count));
        }
        long decoded = count * first.samples;
        if (tag == null || !tag.gapless) {
            return new Mp3Frames(start, position, count, first, 0, decoded);
        }
        int skip = (int) Math.min(decoded, tag.delay + DECODER_DELAY);
        long length = Math.max(0, Math.min(decoded - skip, decoded - tag.delay - tag.padding));
        return new Mp3Frames(start, position, count, first, skip, length);
    }

    private static Header header(SoundBytes file, long position) throws IOException {
        return position + 4 > file.size()
                ? null
                : Header.parse(file.bytes(position, 4, ByteOrder.BIG_ENDIAN).getInt());
    }

    private static boolean endsWithTag(SoundBytes file, long position) throws IOException {
        String tag = file.tag(position);
        return tag.startsWith("TAG") || tag.equals("APET") || tag.equals("LYRI") || tag.startsWith("ID3");
    }

    /** The Xing or Info frame that encoders put before the sound, and LAME's extension of it. */
    private record Tag(long frames, boolean gapless, int delay, int padding) {
        static Tag parse(SoundBytes file, Header header) throws IOException {
            int side = header.mpeg1 ? (header.channels == 1 ? 17 : 32) : header.channels == 1 ? 9 : 17;
            if (header.layer != 3 || header.bytes > file.size() || 4 + side + 8 > header.bytes) {
                return null;
            }
            ByteBuffer frame = file.bytes(0, header.bytes, ByteOrder.BIG_ENDIAN);
            String name = file.tag(4 + side);
            if (!name.equals("Xing") && !name.equals("Info")) {
                return null;
            }
            int flags = frame.getInt(4 + side + 4);
            int at = 4 + side + 8;
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
