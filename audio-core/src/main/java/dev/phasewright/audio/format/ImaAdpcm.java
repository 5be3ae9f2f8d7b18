package dev.phasewright.audio.format;

import java.nio.ByteBuffer;

/**
 * IMA ADPCM as in WAV (format 0x11; "Recommended Practices for Enhancing Digital Audio Compatibility in Multimedia
 * Systems", 1992): the sample before predicts the next, in one of 89 steps.
 */
record ImaAdpcm() implements AdpcmCodec {
    private static final int[] ADAPTATION = {-1, -1, -1, -1, 2, 4, 6, 8};

    private static final int[] STEPS = {
        7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97,
        107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796,
        876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871,
        5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500, 20350, 22385, 24623,
        27086, 29794, 32767
    };

    /** A sample and a step's number; behind it each channel has as many bytes in turn. */
    private static final int START_BYTES = 4;

    @Override
    public String label() {
        return "IMA ADPCM";
    }

    @Override
    public int frames(int channels, int bytes) {
        int rest = bytes - START_BYTES * channels;
        return rest < 0 ? 0 : 1 + rest / (START_BYTES * channels) * 2 * START_BYTES;
    }

    @Override
    public boolean decode(ByteBuffer block, int[][] samples, int frames) {
        int channels = samples.length;
        for (int c = 0; c < channels; c++) {
            int index = block.get(START_BYTES * c + 2) & 0xFF;
            if (index >= STEPS.length) {
                return false;
            }
            decode(block, START_BYTES * c, index, samples[c], channels, frames);
        }
        return true;
    }

    private static void decode(ByteBuffer block, int at, int index, int[] samples, int channels, int frames) {
        samples[0] = block.getShort(at);
        for (int i = 1; i < frames; i++) {
            int turn = (i - 1) / 8 + 1;
            int within = (i - 1) % 8;
            int nibble = block.get(START_BYTES * channels * turn + at + within / 2) >> (within % 2 == 0 ? 0 : 4) & 15;
            int step = STEPS[index];
            // The step times (the lower three bits + ½) / 4, in whole numbers as the recommendation does it.
            int difference = (step >> 3)
                    + ((nibble & 4) != 0 ? step : 0)
                    + ((nibble & 2) != 0 ? step >> 1 : 0)
                    + ((nibble & 1) != 0 ? step >> 2 : 0);
            samples[i] = AdpcmCodec.clip(samples[i - 1] + ((nibble & 8) != 0 ? -difference : difference));
            index = Math.max(0, Math.min(STEPS.length - 1, index + ADAPTATION[nibble & 7]));
        }
    }
}
