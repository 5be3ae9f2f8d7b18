package dev.phasewright.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.BitstreamException;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.DecoderException;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.Obuffer;

/** MP3 (and MPEG layers I and II), decoded by JLayer to floats; the encoder's added silence is cut off where noted. */
final class Mp3Reader implements SoundFormat {
    /** What JLayer multiplies full scale by. */
    private static final double FULL_SCALE = 32700;

    @Override
    public boolean recognizes(byte[] head) {
        return Mp3Frames.Header.parse(
                        ByteBuffer.wrap(head).order(ByteOrder.BIG_ENDIAN).getInt())
                != null;
    }

    @Override
    public SoundInfo probe(SoundBytes file) throws IOException {
        Mp3Frames frames = Mp3Frames.scan(file);
        Mp3Frames.Header header = frames.first();
        String container = header.layer() == 3 ? "MP3" : "MP" + header.layer();
        String encoding = "MPEG audio layer " + "I".repeat(header.layer());
        return new SoundInfo(container, encoding, header.channels(), header.sampleRate(), frames.length());
    }

    @Override
    public Audio read(SoundBytes file) throws IOException {
        Mp3Frames frames = Mp3Frames.scan(file);
        int channels = frames.first().channels();
        AudioBuilder samples = new AudioBuilder(file, channels, frames.first().sampleRate());
        Bitstream bits = new Bitstream(file.stream(frames.start()));
        Decoder decoder = new Decoder();
        FloatOutput output = new FloatOutput(channels);
        decoder.setOutputBuffer(output);
        try {
            for (long frame = 0; frame < frames.count(); frame++) {
                Header header = bits.readFrame();
                if (header == null) {
                    break;
                }
                decoder.decodeFrame(header, bits);
                bits.closeFrame();
                output.moveTo(samples);
            }
        } catch (BitstreamException | DecoderException e) {
            throw file.damaged("after sample " + samples.length(), e);
        }
        int start = Math.min(frames.skip(), samples.length());
        return samples.build(start, (int) Math.min(samples.length(), start + frames.length()));
    }

    /** Takes samples before JLayer rounds them to 16 bits. */
    private static final class FloatOutput extends Obuffer {
        private final float[][] block;
        private final int[] filled;

        FloatOutput(int channels) {
            block = new float[channels][1152];
            filled = new int[channels];
        }

        @Override
        public void append(int channel, short value) {
            block[channel][filled[channel]++] = value;
        }

        @Override
        public void appendSamples(int channel, float[] values) {
            System.arraycopy(values, 0, block[channel], filled[channel], 32);
            filled[channel] += 32;
        }

        void moveTo(AudioBuilder samples) throws SoundFileException {
            int start = samples.extend(filled[0]);
            for (int c = 0; c < block.length; c++) {
                for (int i = 0; i < filled[0]; i++) {
                    samples.set(c, start + i, block[c][i] / FULL_SCALE);
                }
            }
        }

        @Override
        public void clear_buffer() {
            java.util.Arrays.fill(filled, 0);
        }

        @Override
        public void write_buffer(int value) {}

        @Override
        public void close() {}

        @Override
        public void set_stop_flag() {}
    }
}
