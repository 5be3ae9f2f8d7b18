package dev.phasewright.audio.format;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How one uncompressed sample lies in its bytes. Integers of b bits are divided by 2^(b−1), so full scale is ±1. */
enum PcmEncoding {
    UNSIGNED_8("8-bit PCM", 1),
    SIGNED_8("8-bit PCM", 1),
    SIGNED_16("16-bit PCM", 2),
    SIGNED_24("24-bit PCM", 3),
    SIGNED_32("32-bit PCM", 4),
    FLOAT_32("32-bit float", 4),
    FLOAT_64("64-bit float", 8),
    A_LAW("A-law", 1),
    MU_LAW("µ-law", 1);

    final String label;
    final int bytes;

    PcmEncoding(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /** The two's-complement integers of so many bytes; null beyond 1 to 4. */
    static @Nullable PcmEncoding signed(int bytes) {
        return switch (bytes) {
            case 1 -> SIGNED_8;
            case 2 -> SIGNED_16;
            case 3 -> SIGNED_24;
            case 4 -> SIGNED_32;
            default -> null;
        };
    }

    /** The sample at byte {@code at}, in the buffer's own order. */
    double decode(ByteBuffer buffer, int at) {
        return switch (this) {
            case UNSIGNED_8 -> ((buffer.get(at) & 0xFF) - 128) / 128.0;
            case SIGNED_8 -> buffer.get(at) / 128.0;
            case SIGNED_16 -> buffer.getShort(at) / 32768.0;
            case SIGNED_24 -> {
                int low = buffer.get(at) & 0xFF;
                int middle = (buffer.get(at + 1) & 0xFF) << 8;
                int high = buffer.get(at + 2) & 0xFF;
                boolean bigEndian = buffer.order() == java.nio.ByteOrder.BIG_ENDIAN;
                int top = bigEndian ? low : high;
                yield ((top << 24 >> 8) | middle | (bigEndian ? high : low)) / 8388608.0;
            }
            case SIGNED_32 -> buffer.getInt(at) / 2147483648.0;
            case FLOAT_32 -> buffer.getFloat(at);
            case FLOAT_64 -> buffer.getDouble(at);
            case A_LAW -> aLaw(buffer.get(at)) / 32768.0;
            case MU_LAW -> muLaw(buffer.get(at)) / 32768.0;
        };
    }

    /** ITU-T G.711 A-law, expanded to 16 bits. */
    private static int aLaw(byte code) {
        int bits = code ^ 0x55;
        int exponent = (bits >> 4) & 7;
        int mantissa = ((bits & 0xF) << 4) + 8;
        int magnitude = exponent == 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    /** ITU-T G.711 µ-law, expanded to 16 bits. */
    private static int muLaw(byte code) {
        int bits = ~code;
        int magnitude = ((((bits & 0xF) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }
}
