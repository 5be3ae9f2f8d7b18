package dev.phasewright.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jflac.ChannelData;
import org.jflac.FLACDecoder;
import org.jflac.FrameListener;
import org.jflac.frame.Frame;
import org.jflac.metadata.Metadata;

/**
 * FLAC up to 24 bits, decoded by jFLAC. The file's own checksums decide whether the result is right: each frame's CRC,
 * the number of samples, and the MD5 of them all.
 */
final class FlacReader implements SoundFormat {
    /** Where the first metadata block's content starts, which is always STREAMINFO. */
    private static final int STREAM_INFO = 8;

    private static final int STREAM_INFO_BYTES = 34;

    @Override
    public boolean recognizes(byte[] head) {
        return head[0] == 'f' && head[1] == 'L' && head[2] == 'a' && head[3] == 'C';
    }

    @Override
    public SoundInfo probe(SoundBytes file) throws IOException {
        StreamInfo info = StreamInfo.parse(file);
        long frames = info.frames() > 0 ? info.frames() : read(file).length();
        return new SoundInfo("FLAC", info.bits() + "-bit lossless", info.channels(), info.sampleRate(), frames);
    }

    @Override
    public Audio read(SoundBytes file) throws IOException {
        StreamInfo info = StreamInfo.parse(file);
        AudioBuilder samples = new AudioBuilder(file, info.channels(), info.sampleRate());
        FLACDecoder decoder = new FLACDecoder(file.stream(0));
        decoder.addFrameListener(new StopAtDamage());
        MessageDigest md5 = md5();
        try {
            decoder.readMetadata();
            while (info.frames() == 0 || samples.length() < info.frames()) {
                Frame frame = decoder.readNextFrame();
                if (frame == null) {
                    break;
                }
                if (frame.header.channels != info.channels() || frame.header.bitsPerSample != info.bits()) {
                    throw file.damaged("a frame differs from the header in channels or bits", null);
                }
                append(decoder.getChannelData(), frame.header.blockSize, info, samples, md5);
            }
        } catch (SoundFileException e) {
            throw e;
        } catch (IOException | Damage e) {
            if (e.toString().contains("EOFException") && info.frames() > 0) {
                throw truncated(file, info, samples);
            }
            throw file.damaged("it cannot be decoded after sample " + samples.length(), e);
        }
        if (info.frames() > 0 && samples.length() != info.frames()) {
            throw truncated(file, info, samples);
        }
        if (!info.unsigned() && !Arrays.equals(info.md5(), md5.digest())) {
            throw file.damaged("its samples do not have the checksum that its header promises", null);
        }
        return samples.build(0, samples.length());
    }

    private static SoundFileException truncated(SoundBytes file, StreamInfo info, AudioBuilder samples) {
        return file.error("truncated: its header promises %d samples, the file holds %d; fetch or export it again"
                .formatted(info.frames(), samples.length()));
    }

    private static void append(ChannelData[] block, int count, StreamInfo info, AudioBuilder samples, MessageDigest md5)
            throws SoundFileException {
        int start = samples.extend(count);
        double fullScale = 1L << (info.bits() - 1);
        int bytes = (info.bits() + 7) / 8;
        byte[] interleaved = new byte[count * info.channels() * bytes];
        for (int c = 0; c < info.channels(); c++) {
            int[] values = block[c].getOutput();
            for (int i = 0; i < count; i++) {
                samples.set(c, start + i, values[i] / fullScale);
                for (int b = 0; b < bytes; b++) {
                    interleaved[(i * info.channels() + c) * bytes + b] = (byte) (values[i] >> (8 * b));
                }
            }
        }
        md5.update(interleaved);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /**
     * Leaves jFLAC at its first complaint. It would go on with silence in the damaged place, or, where the file ends in
     * half a frame header, look for the rest for ever.
     */
    private static final class StopAtDamage implements FrameListener {
        @Override
        public void processMetadata(Metadata metadata) {}

        @Override
        public void processFrame(Frame frame) {}

        @Override
        public void processError(String message) {
            throw new Damage(message);
        }
    }

    private static final class Damage extends RuntimeException {
        private static final long serialVersionUID = 1;

        Damage(String message) {
            super(message);
        }
    }

    private static final class StreamInfo {
        private final ByteBuffer block;

        private StreamInfo(ByteBuffer block) {
            this.block = block;
        }

        static StreamInfo parse(SoundBytes file) throws IOException {
            StreamInfo info = new StreamInfo(file.bytes(STREAM_INFO, STREAM_INFO_BYTES, ByteOrder.BIG_ENDIAN));
            file.checkShape(info.channels(), info.sampleRate(), info.frames());
            if (info.bits() < 4 || info.bits() > 24) {
                throw file.error(
                        "FLAC with %d bits is not supported; convert it to 24 bits first".formatted(info.bits()));
            }
            return info;
        }

        int sampleRate() {
            return block.getInt(10) >>> 12;
        }

        int channels() {
            return (block.getInt(10) >>> 9 & 7) + 1;
        }

        int bits() {
            return (block.getShort(12) >>> 4 & 31) + 1;
        }

        /** Samples in each channel; 0 if the encoder did not know. */
        long frames() {
            return block.getLong(10) & 0xFFFFFFFFFL;
        }

        byte[] md5() {
            byte[] md5 = new byte[16];
            block.get(18, md5);
            return md5;
        }

        /** An encoder in a hurry leaves the checksum zero. */
        boolean unsigned() {
            return Arrays.equals(md5(), new byte[16]);
        }
    }
}
