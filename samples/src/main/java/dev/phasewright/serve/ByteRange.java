package dev.phasewright.serve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a body that a {@code Range} header asks for (RFC 9110, section 14).
 *
 * @param from the first byte
 * @param to behind the last one
 */
record ByteRange(int from, int to) {
    /** Asked for, but not there: beyond the end, or nothing at all. */
    static final ByteRange UNSATISFIABLE = new ByteRange(0, 0);

    // No number has more digits than a body that fits in memory.
    private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /**
     * Reads the header.
     *
     * @param header as it came, or null
     * @param length of the body
     * @return the range; the whole for a header that means none or several, which a server may ignore; or
     *     {@link #UNSATISFIABLE}
     */
    static ByteRange of(String header, int length) {
        ByteRange whole = new ByteRange(0, length);
        Matcher range = header == null ? null : ONE.matcher(header);
        if (range == null || !range.matches()) {
            return whole;
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first.isEmpty() && last.isEmpty()) {
            return whole;
        }
        if (first.isEmpty()) {
            long count = Math.min(Long.parseLong(last), length);
            return count == 0 ? UNSATISFIABLE : new ByteRange((int) (length - count), length);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? length : Math.min(Long.parseLong(last) + 1, length);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return whole;
        }
        return from >= length ? UNSATISFIABLE : new ByteRange((int) from, (int) to);
    }
}
