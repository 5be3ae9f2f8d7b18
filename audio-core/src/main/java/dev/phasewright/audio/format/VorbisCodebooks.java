package dev.phasewright.audio.format;

/**
 * Reads through the codebooks of a Vorbis setup header (Vorbis I specification, section 3.2.1) before JOrbis does, since
 * JOrbis looks for ever for the size of a lookup table that the numbers do not allow, and allocates what they claim.
 */
final class VorbisCodebooks {
    private static final int SYNC = 0x564342;
    private static final int MAX_VALUES = 1 << 22;

    private final byte[] bytes;
    private final long end;
    private long bit;

    /** A setup packet: {@code length} bytes from {@code from}. */
    VorbisCodebooks(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.bit = 8L * from + 56;
        this.end = 8L * (from + length);
    }

    /** Whether all codebooks are whole and of a size that can be. */
    boolean sane() {
        int books = read(8) + 1;
        while (books > 0 && bit < end && saneBook()) {
            books--;
        }
        return books == 0 && bit <= end;
    }

    private boolean saneBook() {
        if (read(24) != SYNC) {
            return false;
        }
        int dimensions = read(16);
        int entries = read(24);
        if (dimensions == 0 || entries == 0 || (long) dimensions * entries > MAX_VALUES) {
            return false;
        }
        return skipLengths(entries) && skipLookup(dimensions, entries);
    }

    private boolean skipLengths(int entries) {
        boolean ordered = read(1) == 1;
        if (ordered) {
            bit += 5;
            int done = 0;
            while (done < entries && bit < end) {
                done += read(32 - Integer.numberOfLeadingZeros(entries - done));
            }
            return done == entries;
        }
        boolean sparse = read(1) == 1;
        for (int i = 0; i < entries && bit < end; i++) {
            if (!sparse || read(1) == 1) {
                bit += 5;
            }
        }
        return true;
    }

    private boolean skipLookup(int dimensions, int entries) {
        int type = read(4);
        if (type == 0) {
            return true;
        }
        bit += 64;
        int valueBits = read(4) + 1;
        bit += 1;
        if (type == 1) {
            int values = 1;
            while (Math.pow(values + 1.0, dimensions) <= entries) {
                values++;
            }
            bit += (long) values * valueBits;
            // JOrbis computes this power in 32 bits.
            return Math.pow(values + 1.0, dimensions) <= Integer.MAX_VALUE;
        }
        bit += (long) dimensions * entries * valueBits;
        return type == 2;
    }

    /** The next bits, lowest first; zeros behind the end. */
    private int read(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            if (bit < end) {
                value |= (bytes[(int) (bit >> 3)] >> (bit & 7) & 1) << i;
            }
        }
        return value;
    }
}
