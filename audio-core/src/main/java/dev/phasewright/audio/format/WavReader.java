package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * WAV in all its dialects: RIFF, big-endian RIFX, RF64/BW64; plain and extensible formats; integers, floats, A-law, µ-law
 * and 4-bit ADPCM; unknown and odd-sized chunks anywhere. The JDK's own reader takes neither floats of 64 bits
 * nor files that a pipe left without a length.
 */
final class WavReader implements SoundFormat {
    private static final Set<String> CHUNKS = Set.of("fmt ", "data", "fact", "LIST");

    @Override
    public boolean recognizes(byte[] head, SoundBytes file) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return Set.of("RIFF", "RIFX", "RF64", "BW64").contains(text.substring(0, 4)) && text.startsWith("WAVE", 8);
    }

    @Override
    public SoundInfo probe(SoundBytes file) throws IOException {
        return locate(file).info();
    }

    @Override
    public DecodedSource open(SoundBytes file) throws IOException {
        return locate(file).open(file);
    }

    private static SampleData locate(SoundBytes file) throws IOException {
        String riff = file.tag(0);
        ByteOrder order = riff.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long wideDataBytes = -1;
        long promised = -1;
        WavFormat format = null;
        long position = 12;
        while (position + 8 <= file.size()) {
            String chunk = file.tag(position);
            long body = position + 8;
            long bytes = file.bytes(position + 4, 4, order).getInt() & 0xFFFFFFFFL;
            if (chunk.equals("data")) {
                if (format == null) {
                    throw file.damaged("no format chunk before the samples");
                }
                long samples = soundBytes(file, body, bytes, wideDataBytes, order);
                new Trailer(file, body, body + samples).checkChunks(order, "data");
                return format.at(file, body, samples, promised);
            }
            if (bytes > file.size() - body) {
                throw file.truncated("chunk '" + chunk.replaceAll("[^ -~]", "?") + "'", body + bytes);
            }
            if (chunk.equals("fmt ")) {
                format = WavFormat.parse(file, body, bytes, order);
            } else if (chunk.equals("fact") && bytes >= 4) {
                promised = file.bytes(body, 4, order).getInt() & 0xFFFFFFFFL;
            } else if (chunk.equals("ds64") && bytes >= 16) {
                wideDataBytes = file.bytes(body + 8, 8, order).getLong();
            }
            position = body + bytes;
            if (bytes % 2 == 1 && !unpadded(file, position)) {
                position++;
            }
        }
        throw file.error("truncated: ends before its samples begin; fetch or export it again");
    }

    /** Some writers forget the byte that pads an odd chunk; then a known chunk name stands where it should be. */
    private static boolean unpadded(SoundBytes file, long position) throws IOException {
        return position + 8 <= file.size() && CHUNKS.contains(file.tag(position));
    }

    /** Programs that write into a pipe cannot return to fill in a length: they leave 0 or one near 2 or 4 GiB. */
    private static boolean isPlaceholder(long bytes) {
        return bytes >= 0xFFFF0000L || (bytes >= 0x7FFF0000L && bytes <= 0x80000000L);
    }

    private static long soundBytes(SoundBytes file, long body, long bytes, long wideBytes, ByteOrder order)
            throws IOException {
        long present = file.size() - body;
        if (bytes == 0xFFFFFFFFL && wideBytes >= 0) {
            bytes = wideBytes;
        } else if (isPlaceholder(bytes) && bytes > present) {
            return present;
        } else if (bytes == 0) {
            // An honest zero agrees with the size of the whole file, which a pipe's does not.
            long whole = file.bytes(4, 4, order).getInt() & 0xFFFFFFFFL;
            return whole + 8 >= file.size() && !isPlaceholder(whole) ? 0 : present;
        }
        if (bytes > present) {
            throw file.shortOf(bytes, present);
        }
        return bytes;
    }
}
