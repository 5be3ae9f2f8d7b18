package dev.phasewright.audio.format;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
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
    public boolean recognizes(byte[] head, SoundBytes file) throws IOException {
        return Mp3Frames.begin(file) >= 0 || Mp3Frames.isFree(file);
    }

    @Override
    public SoundInfo probe(SoundBytes file) throws IOException {
        List<Mp3Part> parts = Mp3Frames.scan(file);
        Mp3Header header = parts.get(0).first();
        String container = header.layer() == 3 ? "MP3" : "MP" + header.layer();
        String encoding = "MPEG audio layer " + "I".repeat(header.layer());
        return new SoundInfo(container, encoding, header.channels(), header.sampleRate(), total(parts));
    }

    private static long total(List<Mp3Part> parts) {
        return parts.stream().mapToLong(Mp3Part::length).sum();
    }

    @Override
    public DecodedSource open(SoundBytes file) throws IOException {
        return new Decoding(file, Mp3Frames.scan(file));
    }

    /** One pass through all parts. */
    private static final class Decoding extends DecodedSource {
        private final SoundBytes file;
        private final Iterator<Mp3Part> parts;
        private final FloatOutput output;
        private Mp3Part part;
        private Bitstream bits;
        private Decoder decoder;
        private long framesLeft;
        private boolean begun;

        Decoding(SoundBytes file, List<Mp3Part> parts) throws IOException {
            super(file, parts.get(0).first().channels(), parts.get(0).first().sampleRate(), total(parts));
            this.file = file;
            this.parts = parts.iterator();
            this.output = new FloatOutput(channels());
            begin(this.parts.next());
        }

        /** Each part begins with a decoder that has heard nothing, and loses its own encoder's silence. */
        private void begin(Mp3Part next) {
            part = next;
            // Nothing but frames: at anything else JLayer would leave out the frame before it.
            bits = new Bitstream(file.stream(next.start(), next.end()));
            decoder = new Decoder();
            decoder.setOutputBuffer(output);
            framesLeft = next.count();
            begun = false;
            keep(decoded() + next.skip(), decoded() + next.skip() + next.length());
        }

        @Override
        boolean decode() throws IOException {
            if (framesLeft == 0) {
                if (!parts.hasNext()) {
                    return false;
                }
                begin(parts.next());
                return true;
            }
            try {
                Header header = bits.readFrame();
                if (header == null) {
                    throw file.damaged("a frame is missing after sample " + decoded());
                }
                decoder.decodeFrame(header, bits);
                bits.closeFrame();
                framesLeft--;
            } catch (BitstreamException | DecoderException e) {
                throw file.damaged("after sample " + decoded(), e);
            }
            appendFrame();
            return true;
        }

        private void appendFrame() throws SoundFileException {
            int samples = part.first().samples();
            if (output.filled[0] == samples) {
                begun = true;
                append(samples, (channel, i) -> output.block[channel][i] / FULL_SCALE);
            } else if (!begun) {
                // Cut out of a longer one, its first frames may need what came before them; others fall silent too.
                append(samples, (channel, i) -> 0);
            } else {
                throw file.damaged("after sample " + decoded());
            }
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
