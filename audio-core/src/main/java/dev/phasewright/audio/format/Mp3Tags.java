package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What music programs put behind, before and between MP3s: ID3v1, ID3v2, APE and Lyrics3 tags, and zeros. */
final class Mp3Tags {
    private static final int ID3V1_BYTES = 128;

    /** The "enhanced" tag that may stand before an ID3v1. */
    private static final int ID3V1_ENHANCED_BYTES = 227;

    private static final int APE_HEADER_BYTES = 32;

    /** Lyrics3 ends with its length in six digits and nine letters. */
    private static final int LYRICS_END_BYTES = 15;

    private static final int BLOCK_BYTES = 1 << 16;

    private Mp3Tags() {}

    /** The position behind all tags and zeros from {@code position} on; the file's end if the last one reaches beyond. */
    static long behind(SoundBytes file, long position) throws IOException {
        long at = position;
        for (long next; (next = behindOne(file, at)) > at; ) {
            at = Math.min(next, file.size());
        }
        return at;
    }

    private static long behindOne(SoundBytes file, long at) throws IOException {
        if (at + 4 > file.size()) {
            return at;
        }
        String tag = file.tag(at);
        if (tag.equals("TAG+")) {
            return at + ID3V1_ENHANCED_BYTES;
        }
        if (tag.startsWith("TAG")) {
            return at + ID3V1_BYTES;
        }
        if (tag.startsWith("ID3")) {
            return at + file.id3Bytes(at);
        }
        if (tag.equals("APET")) {
            return behindApe(file, at);
        }
        if (tag.equals("LYRI")) {
            return behindLyrics(file, at);
        }
        return tag.charAt(0) == 0 ? behindZeros(file, at) : at;
    }

    /** APEv2 with a header, which is not counted in its length, or APEv1 and a footer alone, which then stands last. */
    private static long behindApe(SoundBytes file, long at) throws IOException {
        if (at + APE_HEADER_BYTES > file.size() || !file.text(at, 8).equals("APETAGEX")) {
            return at;
        }
        ByteBuffer header = file.bytes(at, APE_HEADER_BYTES, ByteOrder.LITTLE_ENDIAN);
        boolean isHeader = (header.getInt(20) & 1 << 29) != 0;
        return at + APE_HEADER_BYTES + (isHeader ? header.getInt(12) & 0xFFFFFFFFL : 0);
    }

    private static long behindLyrics(SoundBytes file, long at) throws IOException {
        int length = (int) Math.min(BLOCK_BYTES, file.size() - at);
        String text = file.text(at, length);
        int end = Math.max(text.indexOf("LYRICS200"), text.indexOf("LYRICSEND"));
        return text.startsWith("LYRICSBEGIN") && end >= LYRICS_END_BYTES - 9 ? at + end + 9 : at;
    }

    private static long behindZeros(SoundBytes file, long at) throws IOException {
        for (long start = at; start < file.size(); start += BLOCK_BYTES) {
            ByteBuffer block =
                    file.bytes(start, (int) Math.min(BLOCK_BYTES, file.size() - start), ByteOrder.BIG_ENDIAN);
            for (int i = 0; i < block.limit(); i++) {
                if (block.get(i) != 0) {
                    return start + i;
                }
            }
        }
        return file.size();
    }
}
