package dev.phasewright.audio.format;

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
    public DecodedSource open(SoundBytes file) throws IOException {
        return new Decoding(file, Mp3Frames.scan(file));
    }

    /** One pass through the frames. */
    private static final class Decoding extends DecodedSource {
        private final SoundBytes file;
        private final Bitstream bits;
        private final Decoder decoder = new Decoder();
        private final FloatOutput output;
        private long framesLeft;

        Decoding(SoundBytes file, Mp3Frames frames) throws IOException {
            super(file, frames.first().channels(), frames.first().sampleRate(), frames.length());
            this.file = file;
            this.bits = new Bitstream(file.stream(frames.start()));
            this.output = new FloatOutput(channels());
            this.framesLeft = frames.count();
            decoder.setOutputBuffer(output);
            keep(frames.skip(), frames.skip() + frames.length());
        }

        @Override
        boolean decode() throws IOException {
            try {
                Header header = framesLeft-- > 0 ? bits.readFrame() : null;
                if (header == null) {
                    return false;
                }
                decoder.decodeFrame(header, bits);
                bits.closeFrame();
            } catch (BitstreamException | DecoderException e) {
                throw file.damaged("after sample " + decoded(), e);
            }
            append(output.filled[0], (channel, i) -> output.block[channel][i] / FULL_SCALE);
            return true;
        }
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
