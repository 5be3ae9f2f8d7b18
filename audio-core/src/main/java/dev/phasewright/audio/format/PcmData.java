package dev.phasewright.audio.format;

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
        String container, PcmEncoding encoding, ByteOrder order, int channels, int sampleRate, long offset, long frames)
        implements SampleData {
    private static final int BLOCK_BYTES = 1 << 16;

    @Override
    public SoundInfo info() {
        return new SoundInfo(container, encoding.label, channels, sampleRate, frames);
    }

    @Override
    public DecodedSource open(SoundBytes file) throws SoundFileException {
        return new DecodedSource(file, channels, sampleRate, frames) {
            private final int frameBytes = encoding.bytes * channels();
            private final int blockFrames = Math.max(1, BLOCK_BYTES / frameBytes);

            @Override
            boolean decode() throws IOException {
                long start = decoded();
                int count = (int) Math.min(blockFrames, frames - start);
                if (count == 0) {
                    return false;
                }
                ByteBuffer block = file.bytes(offset + start * frameBytes, count * frameBytes, order);
                append(count, (channel, i) -> encoding.decode(block, i * frameBytes + channel * encoding.bytes));
                return true;
            }
        };
    }
}
