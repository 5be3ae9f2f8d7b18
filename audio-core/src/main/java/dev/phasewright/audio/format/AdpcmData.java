package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the blocks of a 4-bit ADPCM WAV lie in a file. Each block begins with a state of its own, so each can be decoded
 * for itself; the last may be shorter.
 *
 * @param codec how one block is decoded
 * @param offset the position of the first block
 * @param bytes of all blocks; all of them lie within the file
 * @param blockBytes of one block
 * @param frames samples in each channel
 */
record AdpcmData(AdpcmCodec codec, int channels, int sampleRate, long offset, long bytes, int blockBytes, long frames)
        implements SampleData {
    /** The frames that so many bytes of blocks hold. */
    static long frames(AdpcmCodec codec, int channels, long bytes, int blockBytes) {
        return bytes / blockBytes * codec.frames(channels, blockBytes)
                + codec.frames(channels, (int) (bytes % blockBytes));
    }

    @Override
    public SoundInfo info() {
        return new SoundInfo("WAV", codec.label(), channels, sampleRate, frames);
    }

    @Override
    public DecodedSource open(SoundBytes file) throws SoundFileException {
        return new DecodedSource(file, channels, sampleRate, frames) {
            private final int[][] samples = new int[channels][codec.frames(channels, blockBytes)];
            private long done;

            {
                keep(0, frames);
            }

            @Override
            boolean decode() throws IOException {
                int length = (int) Math.min(blockBytes, bytes - done);
                int count = codec.frames(channels, length);
                if (count == 0) {
                    return false;
                }
                ByteBuffer block = file.bytes(offset + done, length, ByteOrder.LITTLE_ENDIAN);
                if (!codec.decode(block, samples, count)) {
                    throw file.damaged("an ADPCM block has an impossible beginning at byte " + (offset + done));
                }
                append(count, (channel, i) -> samples[channel][i] / 32768.0);
                done += length;
                return true;
            }
        };
    }
}
