package dev.phasewright.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The pages of an Ogg file in memory, to be changed and given the checksums of what they then hold. */
final class OggBytes {
    private OggBytes() {}

    /** The position behind the page at {@code page}, or the end if that comes first; −1 if there is no page. */
    static int pageEnd(byte[] ogg, int page) {
        if (page + 27 > ogg.length || ogg[page] != 'O' || page + 27 + (ogg[page + 26] & 0xFF) > ogg.length) {
            return -1;
        }
        int segments = ogg[page + 26] & 0xFF;
        int end = page + 27 + segments;
        for (int i = 0; i < segments; i++) {
            end += ogg[page + 27 + i] & 0xFF;
        }
        return Math.min(end, ogg.length);
    }

    static void repairChecksums(byte[] ogg) {
        ByteBuffer buffer = ByteBuffer.wrap(ogg).order(ByteOrder.LITTLE_ENDIAN);
        int page = 0;
        for (int end; (end = pageEnd(ogg, page)) >= 0; page = end) {
            buffer.putInt(page + 22, 0);
            buffer.putInt(page + 22, checksum(ogg, page, end));
        }
    }

    private static int checksum(byte[] bytes, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc ^= (bytes[i] & 0xFF) << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? 0x04C11DB7 : 0);
            }
        }
        return crc;
    }
}
