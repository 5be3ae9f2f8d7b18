package dev.phasewright.audio.format;

import java.nio.ByteBuffer;

/** Adaptive differential PCM: 4 bits a sample, each the step from what was predicted, in units that adapt. */
sealed interface AdpcmCodec permits MicrosoftAdpcm, ImaAdpcm {
    /** The encoding's name. */
    String label();

    /** The samples in each channel that a block of so many bytes holds; 0 if not even its beginning fits. */
    int frames(int channels, int bytes);

    /**
     * Decodes one block.
     *
     * @param block little-endian
     * @param samples receives 16-bit values as {@code [channel][sample]}
     * @param frames how many a channel, as {@link #frames} says
     * @return false if the block's beginning is none
     */
    boolean decode(ByteBuffer block, int[][] samples, int frames);

    /** The nearest 16-bit value. */
    static int clip(int sample) {
        return Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sample));
    }
}
