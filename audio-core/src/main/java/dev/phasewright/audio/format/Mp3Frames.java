package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Where the frames of an MPEG audio file are, found by their headers alone, whatever stands before, between and behind. */
final class Mp3Frames {
    /** So many headers in the right distances are no accident. */
    private static final int CHAIN = 4;

    /** Tags of all kinds follow the sound; more than this without a frame is damage. */
    private static final long TRAILING_BYTES = 1 << 14;

    private static final int BLOCK_BYTES = 1 << 16;

    private Mp3Frames() {}

    /**
     * All parts of a file; all are of one layer, rate and number of channels.
     *
     * @throws SoundFileException if there is none, or sound would be lost
     */
    static List<Mp3Part> scan(SoundBytes file) throws IOException {
        long position = begin(file);
        if (position < 0) {
            throw isFree(file) ? file.unsupported("MP3 of free bit rate") : file.unrecognized();
        }
        List<Mp3Part> parts = new ArrayList<>();
        while (position >= 0) {
            Mp3Part part = Mp3Part.at(file, position);
            if (!parts.isEmpty() && !parts.get(0).first().matches(part.first())) {
                throw file.error("holds several MP3s of different kinds one after another; split it first");
            }
            parts.add(part);
            position = next(file, part.end());
        }
        return parts;
    }

    /** The first frame of the next part, behind all tags; −1 if there is no more sound. */
    private static long next(SoundBytes file, long end) throws IOException {
        long position = Mp3Tags.behind(file, end);
        if (isChain(file, position)) {
            return position;
        }
        long again = find(file, position, file.size());
        if (again >= 0 || (position == end && file.size() - end > TRAILING_BYTES)) {
            throw file.damaged("no MPEG audio frame at byte " + position);
        }
        return -1;
    }

    /** The first frame: at the file's beginning, or behind a little of something else; −1 if there is none. */
    static long begin(SoundBytes file) throws IOException {
        Mp3Header first = Mp3Part.header(file, 0);
        if (first != null && (first.bytes() + 4L > file.size() || first.matches(Mp3Part.header(file, first.bytes())))) {
            return 0;
        }
        return find(file, 0, BLOCK_BYTES);
    }

    /** Whether a file begins with a frame of a bit rate that no header tells. */
    static boolean isFree(SoundBytes file) throws IOException {
        return file.size() >= 4
                && Mp3Header.isFree(file.bytes(0, 4, ByteOrder.BIG_ENDIAN).getInt(0));
    }

    /** The first position from {@code from} on, and before {@code to}, at which a chain of frames begins; −1 if none. */
    private static long find(SoundBytes file, long from, long to) throws IOException {
        long end = Math.min(to, file.size() - 3);
        for (long start = from; start < end; start += BLOCK_BYTES) {
            ByteBuffer block =
                    file.bytes(start, (int) Math.min(BLOCK_BYTES + 3, file.size() - start), ByteOrder.BIG_ENDIAN);
            for (int i = 0; i + 4 <= block.limit() && start + i < end; i++) {
                if (Mp3Header.parse(block.getInt(i)) != null && isChain(file, start + i)) {
                    return start + i;
                }
            }
        }
        return -1;
    }

    /** Whether frames follow one another from a position on, {@value #CHAIN} or to the file's very end. */
    private static boolean isChain(SoundBytes file, long position) throws IOException {
        Mp3Header first = Mp3Part.header(file, position);
        Mp3Header header = first;
        for (int i = 0; i < CHAIN; i++) {
            if (first == null || header == null || !first.matches(header)) {
                return false;
            }
            position += header.bytes();
            if (position >= file.size()) {
                return position == file.size();
            }
            header = Mp3Part.header(file, position);
        }
        return true;
    }
}
