package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * WAV in all its uncompressed dialects: RIFF, big-endian RIFX, RF64/BW64; plain and extensible formats; integers,
 * floats, A-law and µ-law; unknown and odd-sized chunks anywhere. The JDK's own reader takes neither floats of 64 bits
 * nor files that a pipe left without a length.
 */
final class WavReader implements SoundFormat {
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final Set<String> CHUNKS = Set.of("fmt ", "data", "fact", "LIST");

    @Override
    public boolean recognizes(byte[] head) {
        String text = new String(head, java.nio.charset.StandardCharsets.ISO_8859_1);
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

    private static PcmData locate(SoundBytes file) throws IOException {
        String riff = file.tag(0);
        ByteOrder order = riff.equals("RIFX") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long wideDataBytes = -1;
        Format format = null;
        long position = 12;
        while (position + 8 <= file.size()) {
            String chunk = file.tag(position);
            long body = position + 8;
            long bytes = file.bytes(position + 4, 4, order).getInt() & 0xFFFFFFFFL;
            if (chunk.equals("data")) {
                if (format == null) {
                    throw file.damaged("no format chunk before the samples", null);
                }
                return format.at(file, body, soundBytes(file, body, bytes, wideDataBytes, order));
            }
            if (bytes > file.size() - body) {
                throw file.truncated("chunk '" + chunk.replaceAll("[^ -~]", "?") + "'", body + bytes);
            }
            if (chunk.equals("fmt ")) {
                format = Format.parse(file, body, bytes, order);
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

    private record Format(PcmEncoding encoding, ByteOrder order, int channels, long sampleRate) {
        static Format parse(SoundBytes file, long body, long bytes, ByteOrder order) throws IOException {
            if (bytes < 16) {
                throw file.damaged("a format chunk of " + bytes + " bytes, at least 16 expected", null);
            }
            ByteBuffer fmt = file.bytes(body, (int) Math.min(bytes, 40), order);
            int tag = fmt.getShort(0) & 0xFFFF;
            int channels = fmt.getShort(2) & 0xFFFF;
            long rate = fmt.getInt(4) & 0xFFFFFFFFL;
            int frameBytes = fmt.getShort(12) & 0xFFFF;
            int bits = fmt.getShort(14) & 0xFFFF;
            if (tag == EXTENSIBLE && fmt.limit() >= 26) {
                tag = fmt.getShort(24) & 0xFFFF;
            }
            file.checkShape(channels, rate);
            int sampleBytes = frameBytes % channels == 0 ? frameBytes / channels : 0;
            if (sampleBytes * 8 < bits || sampleBytes > 8) {
                sampleBytes = (bits + 7) / 8;
            }
            PcmEncoding encoding = encoding(tag, sampleBytes);
            if (encoding == null) {
                throw file.error("WAV encoding 0x%04X with %d bits is not supported; convert it to 16-bit PCM first"
                        .formatted(tag, bits));
            }
            return new Format(encoding, order, channels, rate);
        }

        private static PcmEncoding encoding(int tag, int sampleBytes) {
            return switch (tag) {
                case PCM -> sampleBytes == 1 ? PcmEncoding.UNSIGNED_8 : PcmEncoding.signed(sampleBytes);
                case FLOAT -> sampleBytes == 4 ? PcmEncoding.FLOAT_32 : sampleBytes == 8 ? PcmEncoding.FLOAT_64 : null;
                case A_LAW -> sampleBytes == 1 ? PcmEncoding.A_LAW : null;
                case MU_LAW -> sampleBytes == 1 ? PcmEncoding.MU_LAW : null;
                default -> null;
            };
        }

        PcmData at(SoundBytes file, long body, long bytes) throws SoundFileException {
            long frames = bytes / ((long) encoding.bytes * channels);
            file.checkShape(channels, sampleRate);
            return new PcmData("WAV", encoding, order, channels, (int) sampleRate, body, frames);
        }
    }
}
