package dev.phasewright.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where uncompressed samples lie in a file: what WAV, AIFF and AU have in common once their headers are understood.
 *
 * @param offset the position of the first sample's first byte
 * @param frames samples in each channel; all of them lie within the file
 */
record PcmData(
        String container,
        PcmEncoding encoding,
        ByteOrder order,
        int channels,
        int sampleRate,
        long offset,
        long frames) {
    private static final int BLOCK_BYTES = 1 << 18;

    SoundInfo info() {
        return new SoundInfo(container, encoding.label, channels, sampleRate, frames);
    }

    Audio decode(SoundBytes file) throws IOException {
        file.checkShape(channels, sampleRate, frames);
        int frameBytes = encoding.bytes * channels;
        int blockFrames = Math.max(1, BLOCK_BYTES / frameBytes);
        float[][] samples = new float[channels][(int) frames];
        for (long start = 0; start < frames; start += blockFrames) {
            int count = (int) Math.min(blockFrames, frames - start);
            ByteBuffer block = file.bytes(offset + start * frameBytes, count * frameBytes, order);
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < count; i++) {
                    double sample = encoding.decode(block, i * frameBytes + c * encoding.bytes);
                    samples[c][(int) start + i] = file.checkFinite(sample, c, start + i, sampleRate);
                }
            }
        }
        return Audio.owning(samples, sampleRate);
    }
}
