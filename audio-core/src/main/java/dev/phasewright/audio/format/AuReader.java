package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Sun and NeXT AU ({@code .snd}), uncompressed. */
final class AuReader implements SoundFormat {
    private static final int HEADER_BYTES = 24;

    @Override
    public boolean recognizes(byte[] head, SoundBytes file) {
        return head[0] == '.' && head[1] == 's' && head[2] == 'n' && head[3] == 'd';
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
        ByteBuffer header = file.bytes(0, HEADER_BYTES, ByteOrder.BIG_ENDIAN);
        long offset = header.getInt(4) & 0xFFFFFFFFL;
        long bytes = header.getInt(8) & 0xFFFFFFFFL;
        int code = header.getInt(12);
        long rate = header.getInt(16) & 0xFFFFFFFFL;
        long channels = header.getInt(20) & 0xFFFFFFFFL;
        file.checkShape(channels, rate);
        PcmEncoding encoding =
                switch (code) {
                    case 1 -> PcmEncoding.MU_LAW;
                    case 2 -> PcmEncoding.SIGNED_8;
                    case 3 -> PcmEncoding.SIGNED_16;
                    case 4 -> PcmEncoding.SIGNED_24;
                    case 5 -> PcmEncoding.SIGNED_32;
                    case 6 -> PcmEncoding.FLOAT_32;
                    case 7 -> PcmEncoding.FLOAT_64;
                    case 27 -> PcmEncoding.A_LAW;
                    default -> throw file.unsupportedEncoding("AU encoding " + code);
                };
        long present = Math.max(0, file.size() - offset);
        // All ones, and with some programs 0: written into a pipe, of unknown length.
        long promised = bytes == 0xFFFFFFFFL || bytes == 0 ? present : bytes;
        if (offset < HEADER_BYTES || promised > present) {
            throw file.shortOf(promised, present);
        }
        long frameBytes = channels * encoding.bytes;
        new Trailer(file, offset, offset + promised).checkTags((int) frameBytes - 1);
        long frames = file.frames(promised, frameBytes);
        return new PcmData("AU", encoding, ByteOrder.BIG_ENDIAN, (int) channels, (int) rate, offset, frames);
    }
}
