package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the page headers of an Ogg file tell (RFC 3533), without the packets within.
 *
 * @param end the position behind the last whole page
 * @param whole whether no page is cut off there
 * @param first the position in samples that the first page with sound states, −1 if none does
 * @param last the position that the last page states, −1 if none does
 * @param single whether the first page that states a position is also the last
 */
record OggPages(long end, boolean whole, long first, long last, boolean single) {
    private static final int HEADER_BYTES = 27;
    private static final int BLOCK_BYTES = 1 << 16;
    private static final int BEGIN = 2;

    /** Follows the pages of the stream that the file begins with. */
    static OggPages scan(SoundBytes file) throws IOException {
        int serial = file.bytes(14, 4, ByteOrder.LITTLE_ENDIAN).getInt();
        long position = 0;
        long first = -1;
        long last = -1;
        int stated = 0;
        int number = -1;
        boolean begun = false;
        while (position + HEADER_BYTES <= file.size() && file.tag(position).equals("OggS")) {
            ByteBuffer header = file.bytes(position, HEADER_BYTES, ByteOrder.LITTLE_ENDIAN);
            long bytes = pageBytes(file, position, header.get(26) & 0xFF);
            if (bytes < 0) {
                return new OggPages(position, false, first, last, stated == 1);
            }
            boolean beginning = (header.get(5) & BEGIN) != 0;
            if (beginning && begun) {
                throw file.error("holds several Ogg streams one after another; split it first");
            }
            begun |= !beginning;
            position += bytes;
            if (header.getInt(14) != serial) {
                continue;
            }
            int next = header.getInt(18);
            if (number >= 0 && next != number + 1) {
                throw file.damaged("a page is missing, for page " + next + " follows page " + number);
            }
            number = next;
            long granule = header.getLong(6);
            // The pages with the headers, which hold no sound, state 0.
            if (granule > 0) {
                first = first < 0 ? granule : first;
                last = granule;
                stated++;
            }
        }
        return new OggPages(position, !goesOn(file, position), first, last, stated == 1);
    }

    /** The length of a page with so many segments; −1 if the file ends before. */
    private static long pageBytes(SoundBytes file, long position, int segments) throws IOException {
        long bytes = (long) HEADER_BYTES + segments;
        if (position + bytes > file.size()) {
            return -1;
        }
        ByteBuffer table = file.bytes(position + HEADER_BYTES, segments, ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < segments; i++) {
            bytes += table.get(i) & 0xFF;
        }
        return position + bytes > file.size() ? -1 : bytes;
    }

    /** Whether behind the last page there is not just something else, such as a tag, but the beginning of another. */
    private static boolean goesOn(SoundBytes file, long position) throws IOException {
        long rest = file.size() - position;
        if (rest > 0 && rest < HEADER_BYTES) {
            return "OggS".startsWith(file.text(position, (int) Math.min(4, rest)));
        }
        for (long start = position; start < file.size(); start += BLOCK_BYTES) {
            if (file.text(start, (int) Math.min(BLOCK_BYTES + 3, file.size() - start))
                    .contains("OggS")) {
                throw file.damaged("no Ogg page at byte " + position);
            }
        }
        return false;
    }
}
