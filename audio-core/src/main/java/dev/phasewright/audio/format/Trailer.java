package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands behind a sound's samples. Chunks, tags and padding may; more samples, or another sound, would be left out
 * in silence, so they are refused with the numbers.
 */
final class Trailer {
    private static final int CHUNK_HEADER_BYTES = 8;

    /** What a chunk may be called. */
    private static final Pattern NAME = Pattern.compile("[ -~]{4}");

    /** Chunks that are whole files, and so the beginning of another sound. */
    private static final Set<String> WHOLE = Set.of("RIFF", "RIFX", "RF64", "BW64", "FORM");

    private final SoundBytes file;
    private final long first;
    private final long end;

    /** Of samples from byte {@code first} (inclusive) to byte {@code end} (exclusive), as the header has it. */
    Trailer(SoundBytes file, long first, long end) {
        this.file = file;
        this.first = first;
        this.end = end;
    }

    /**
     * Refuses all but tags and padding.
     *
     * @param slack bytes that are too few to be a sample
     * @throws SoundFileException that tells how many bytes of samples are promised and how many there are
     */
    void checkTags(int slack) throws IOException {
        if (file.size() - Mp3Tags.behind(file, end) > slack) {
            throw file.longerThan(end - first, file.size() - first);
        }
    }

    /**
     * Refuses all but chunks, tags and padding.
     *
     * @param order of the bytes of a chunk's length
     * @param samples the name of chunks that hold samples
     * @throws SoundFileException that tells how many bytes of samples are promised and how many there are
     */
    void checkChunks(ByteOrder order, String samples) throws IOException {
        long at = padded(end, end - first);
        while (file.size() - at >= CHUNK_HEADER_BYTES) {
            if (!isChunk(at)) {
                long behind = Mp3Tags.behind(file, at);
                if (behind == at) {
                    throw file.longerThan(end - first, file.size() - first);
                }
                at = behind;
                continue;
            }
            String name = file.tag(at);
            long bytes = file.bytes(at + 4, 4, order).getInt() & 0xFFFFFFFFL;
            if (WHOLE.contains(name)) {
                throw file.error(
                        "holds several sounds one after another, the second from byte " + at + " on; split it first");
            }
            if (name.equals(samples) && bytes > 0) {
                throw file.error("holds several chunks of samples, the first of " + (end - first)
                        + " bytes, the second of " + bytes + "; export it again as one");
            }
            at = padded(at + CHUNK_HEADER_BYTES + bytes, bytes);
        }
    }

    /** Where the next chunk begins behind one that ends at a position: some writers forget the byte that pads an odd one. */
    private long padded(long at, long bytes) throws IOException {
        return bytes % 2 == 1 && !isChunk(at) ? at + 1 : at;
    }

    private boolean isChunk(long at) throws IOException {
        return file.size() - at >= CHUNK_HEADER_BYTES
                && NAME.matcher(file.tag(at)).matches()
                && !file.text(at, 3).equals("TAG");
    }
}
