package dev.phasewright.audio.format;

import java.nio.ByteBuffer;

/**
 * Microsoft ADPCM (WAV format 2, "Multimedia Data Standards Update", 1994): two samples predict the next by one of the
 * pairs of coefficients that the header lists.
 */
final class MicrosoftAdpcm implements AdpcmCodec {
    private static final int[] ADAPTATION = {
        230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230
    };

    /** A predictor's number, a step and two samples. */
    private static final int START_BYTES = 7;

    private static final int LEAST_STEP = 16;

    private final int[][] coefficients;

    /** With these pairs of coefficients, in 256ths, as {@code [pair][2]}. */
    MicrosoftAdpcm(int[][] coefficients) {
        this.coefficients = coefficients;
    }

    @Override
    public String label() {
        return "Microsoft ADPCM";
    }

    @Override
    public int frames(int channels, int bytes) {
        int rest = bytes - START_BYTES * channels;
        return rest < 0 ? 0 : 2 + 2 * rest / channels;
    }

    @Override
    public boolean decode(ByteBuffer block, int[][] samples, int frames) {
        int channels = samples.length;
        for (int c = 0; c < channels; c++) {
            if ((block.get(c) & 0xFF) >= coefficients.length) {
                return false;
            }
            decode(block, c, samples[c], channels, frames);
        }
        return true;
    }

    private void decode(ByteBuffer block, int channel, int[] samples, int channels, int frames) {
        int[] pair = coefficients[block.get(channel) & 0xFF];
        int step = block.getShort(channels + 2 * channel);
        samples[1] = block.getShort(3 * channels + 2 * channel);
        samples[0] = block.getShort(5 * channels + 2 * channel);
        for (int i = 2; i < frames; i++) {
            int nibble = nibble(block, START_BYTES * channels * 2 + (i - 2) * channels + channel);
            int predicted = (samples[i - 1] * pair[0] + samples[i - 2] * pair[1]) >> 8;
            samples[i] = AdpcmCodec.clip(predicted + (nibble << 28 >> 28) * step);
            step = Math.max(LEAST_STEP, (ADAPTATION[nibble] * step) >> 8);
        }
    }

    /** Four bits, the upper ones of each byte first. */
    private static int nibble(ByteBuffer block, int at) {
        return block.get(at / 2) >> (at % 2 == 0 ? 4 : 0) & 15;
    }
}
