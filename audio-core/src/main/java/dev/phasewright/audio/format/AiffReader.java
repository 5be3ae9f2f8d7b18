package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** AIFF and uncompressed AIFF-C: integers of either byte order, floats, A-law and µ-law. */
final class AiffReader implements SoundFormat {
    /** SoX leaves this much, and a little for headers. */
    private static final long LEAST_PLACEHOLDER = 0x7F000000L;

    @Override
    public boolean recognizes(byte[] head, SoundBytes file) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return text.startsWith("FORM") && (text.startsWith("AIFF", 8) || text.startsWith("AIFC", 8));
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
        Common common = null;
        long samples = -1;
        long stated = 0;
        long position = 12;
        while (position + 8 <= file.size() && (common == null || samples < 0)) {
            String chunk = file.tag(position);
            long body = position + 8;
            long bytes = file.bytes(position + 4, 4, ByteOrder.BIG_ENDIAN).getInt() & 0xFFFFFFFFL;
            if (chunk.equals("COMM")) {
                common = Common.parse(file, body, bytes);
            } else if (chunk.equals("SSND")) {
                long skip = file.bytes(body, 4, ByteOrder.BIG_ENDIAN).getInt() & 0xFFFFFFFFL;
                samples = body + 8 + skip;
                stated = Math.max(0, bytes - 8 - skip);
            }
            position = body + bytes + bytes % 2;
        }
        if (common == null) {
            throw file.damaged("no COMM chunk that describes the samples");
        }
        if (samples < 0 && common.frames() > 0) {
            throw file.error("truncated: ends before its samples begin; fetch or export it again");
        }
        long frameBytes = (long) common.channels() * common.encoding().bytes;
        long present = samples < 0 ? 0 : Math.max(0, file.size() - samples);
        boolean unknown = isUnknown(file, common.frames(), stated, present);
        long frames = unknown ? present / frameBytes : common.frames();
        if (!unknown && samples >= 0) {
            checkLength(file, frames, frameBytes, Math.min(stated, present));
            new Trailer(file, samples, samples + stated).checkChunks(ByteOrder.BIG_ENDIAN, "SSND");
        }
        return new PcmData(
                "AIFF",
                common.encoding(),
                common.order(),
                common.channels(),
                common.sampleRate(),
                Math.max(samples, 0),
                frames);
    }

    /** The frames have to be as many as their chunk has bytes for. */
    private static void checkLength(SoundBytes file, long frames, long frameBytes, long bytes)
            throws SoundFileException {
        if (frames * frameBytes > bytes) {
            throw file.shortOf(frames * frameBytes, bytes);
        }
        if (bytes / frameBytes > frames) {
            throw file.longerThan(frames * frameBytes, bytes);
        }
    }

    /**
     * Whether the lengths were written by a program that could not return to fill them in, into a pipe: it leaves near 2
     * GiB or more, or zeros, which an honest empty sound does not leave for the size of the whole file.
     */
    private static boolean isUnknown(SoundBytes file, long frames, long stated, long present) throws IOException {
        long whole = file.bytes(4, 4, ByteOrder.BIG_ENDIAN).getInt() & 0xFFFFFFFFL;
        return frames == 0 ? present > 0 && whole == 0 : stated > present && stated >= LEAST_PLACEHOLDER;
    }

    private record Common(PcmEncoding encoding, ByteOrder order, int channels, int sampleRate, long frames) {
        static Common parse(SoundBytes file, long body, long bytes) throws IOException {
            if (bytes < 18) {
                throw file.damaged("a COMM chunk of " + bytes + " bytes, at least 18 expected");
            }
            boolean compressed = file.tag(8).equals("AIFC") && bytes >= 22;
            ByteBuffer comm = file.bytes(body, compressed ? 22 : 18, ByteOrder.BIG_ENDIAN);
            int channels = comm.getShort(0) & 0xFFFF;
            long frames = comm.getInt(2) & 0xFFFFFFFFL;
            int bits = comm.getShort(6) & 0xFFFF;
            double rate = extended(comm, 8);
            String kind = compressed ? file.tag(body + 18) : "NONE";
            file.checkShape(channels, Double.isFinite(rate) ? Math.round(rate) : 0);
            PcmEncoding encoding =
                    switch (kind) {
                        case "NONE", "twos", "sowt", "in24", "in32" -> PcmEncoding.signed((bits + 7) / 8);
                        case "fl32", "FL32" -> PcmEncoding.FLOAT_32;
                        case "fl64", "FL64" -> PcmEncoding.FLOAT_64;
                        case "alaw", "ALAW" -> PcmEncoding.A_LAW;
                        case "ulaw", "ULAW" -> PcmEncoding.MU_LAW;
                        default -> null;
                    };
            if (encoding == null) {
                throw file.unsupportedEncoding(String.format(
                        Locale.ROOT, "AIFF encoding '%s' with %d bits", kind.replaceAll("[^ -~]", "?"), bits));
            }
            ByteOrder order = kind.equals("sowt") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            return new Common(encoding, order, channels, (int) Math.round(rate), frames);
        }

        /** The 80-bit float of the 68881, in which AIFF keeps its rate. */
        private static double extended(ByteBuffer buffer, int at) {
            int signAndExponent = buffer.getShort(at) & 0xFFFF;
            long mantissa = buffer.getLong(at + 2);
            double unsigned = (mantissa >>> 1) * 2.0 + (mantissa & 1);
            double value = unsigned * Math.pow(2, (signAndExponent & 0x7FFF) - 16383 - 63);
            return (signAndExponent & 0x8000) != 0 ? -value : value;
        }
    }
}
