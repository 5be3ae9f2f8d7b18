package dev.phasewright.audio.format;

import org.jspecify.annotations.Nullable;

/**
 * One MPEG audio frame's header (ISO/IEC 11172-3 and 13818-3, and the unofficial MPEG-2.5 of half their lowest rates).
 *
 * @param layer 1, 2 or 3
 * @param mpeg1 whether it is of MPEG-1, not of MPEG-2 or 2.5
 * @param channels 1 or 2
 * @param sampleRate samples per second
 * @param kbits kilobits per second
 * @param bytes the frame's length with this header
 * @param samples samples in each channel
 */
record Mp3Header(int layer, boolean mpeg1, int channels, int sampleRate, int kbits, int bytes, int samples) {
    private static final int[][] KBITS = {
        {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
        {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
        {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
    };
    private static final int[] RATES = {44100, 48000, 32000};

    /** The least that MPEG-1 layer II allows two channels. */
    private static final int LEAST_STEREO_KBITS = 64;

    /** The header in these four bytes; null if they are none (or of "free" bit rate, which nobody uses). */
    static @Nullable Mp3Header parse(int bits) {
        int version = bits >>> 19 & 3;
        int layer = 4 - (bits >>> 17 & 3);
        int bitRate = bits >>> 12 & 15;
        int rate = bits >>> 10 & 3;
        if (bits >>> 21 != 0x7FF || version == 1 || layer == 4 || bitRate == 0 || bitRate == 15 || rate == 3) {
            return null;
        }
        boolean mpeg1 = version == 3;
        int kbits = KBITS[mpeg1 ? layer - 1 : layer == 1 ? 3 : 4][bitRate];
        int sampleRate = RATES[rate] >> (mpeg1 ? 0 : version == 2 ? 1 : 2);
        int padding = bits >>> 9 & 1;
        int samples = layer == 1 ? 384 : layer == 3 && !mpeg1 ? 576 : 1152;
        int bytes = layer == 1
                ? (12000 * kbits / sampleRate + padding) * 4
                : samples / 8 * 1000 * kbits / sampleRate + padding;
        return new Mp3Header(layer, mpeg1, (bits >>> 6 & 3) == 3 ? 1 : 2, sampleRate, kbits, bytes, samples);
    }

    /** Whether these four bytes are a layer III header of "free" bit rate, which says nothing of the frame's length. */
    static boolean isFree(int bits) {
        int layer = 4 - (bits >>> 17 & 3);
        boolean possible = bits >>> 21 == 0x7FF && (bits >>> 19 & 3) != 1 && (bits >>> 10 & 3) != 3;
        return possible && layer == 3 && (bits >>> 12 & 15) == 0;
    }

    /** Whether the other one, if there is one, can follow in the same sound. */
    boolean matches(@Nullable Mp3Header other) {
        return other != null
                && layer == other.layer
                && mpeg1 == other.mpeg1
                && sampleRate == other.sampleRate
                && channels == other.channels;
    }

    /** The name of what JLayer would make noise of, or nothing; null of what it decodes. */
    @Nullable
    String undecodable() {
        if (layer == 2 && !mpeg1) {
            return "MPEG-2 audio layer II";
        }
        if (layer == 2 && channels == 2 && kbits < LEAST_STEREO_KBITS) {
            return "MPEG-1 audio layer II with two channels in " + kbits + " kbit/s";
        }
        return null;
    }

    /** Where in a layer III frame a Xing or Info tag would be: behind this header and the side information. */
    int tagOffset() {
        return 4 + (mpeg1 ? (channels == 1 ? 17 : 32) : channels == 1 ? 9 : 17);
    }
}
