package dev.phasewright.audio.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jflac.ChannelData;
import org.jflac.FLACDecoder;
import org.jflac.FrameListener;
import org.jflac.frame.Frame;
import org.jflac.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * FLAC up to 24 bits, decoded by jFLAC. The file's own checksums decide whether the result is right: each frame's CRC,
 * the number of samples, and the MD5 of them all.
 *
 * <p>jFLAC prints a line to {@code System.out} for each escape-coded partition, which encoders do not write but damage
 * can look like; a command whose standard output is data should keep that stream for itself.
 */
final class FlacReader implements SoundFormat {
    /** Where the first metadata block's content starts, which is always STREAMINFO. */
    private static final int STREAM_INFO = 8;

    private static final int STREAM_INFO_BYTES = 34;

    /** The first bytes of a FLAC, whether more metadata follow or not. */
    private static final Pattern BEGINNING = Pattern.compile("fLaC[\\x00\\x80]\\x00\\x00\\x22");

    private static final int READ_AHEAD = 1 << 16;
    private static final int BLOCK_BYTES = 1 << 16;

    @Override
    public boolean recognizes(byte[] head, SoundBytes file) {
        return head[0] == 'f' && head[1] == 'L' && head[2] == 'a' && head[3] == 'C';
    }

    @Override
    public SoundInfo probe(SoundBytes file) throws IOException {
        StreamInfo info = StreamInfo.parse(file);
        refuseAnother(file, STREAM_INFO);
        long frames = info.frames() > 0 ? info.frames() : open(file).countAll();
        return new SoundInfo("FLAC", info.bits() + "-bit lossless", info.channels(), info.sampleRate(), frames);
    }

    @Override
    public DecodedSource open(SoundBytes file) throws IOException {
        return new Decoding(file, StreamInfo.parse(file));
    }

    /** The file without its number of samples, at which jFLAC would stop whatever follows. */
    private static InputStream unbounded(SoundBytes file) throws IOException {
        byte[] head = file.bytes(0, STREAM_INFO + 18, ByteOrder.BIG_ENDIAN).array();
        head[STREAM_INFO + 13] &= (byte) 0xF0;
        Arrays.fill(head, STREAM_INFO + 14, STREAM_INFO + 18, (byte) 0);
        return new SequenceInputStream(new ByteArrayInputStream(head), file.stream(head.length));
    }

    /** Decoding ends with the first of several, so the others would be left out in silence. */
    private static void refuseAnother(SoundBytes file, long from) throws IOException {
        for (long start = from; start < file.size(); start += BLOCK_BYTES) {
            int length = (int) Math.min(BLOCK_BYTES + STREAM_INFO - 1, file.size() - start);
            if (BEGINNING.matcher(file.text(start, length)).find()) {
                throw file.error("holds several FLACs one after another; split it first");
            }
        }
    }

    /** One pass through one stream. */
    private static final class Decoding extends DecodedSource {
        private final SoundBytes file;
        private final StreamInfo info;
        private final InputStream bytes;
        private final FLACDecoder decoder;
        private final MessageDigest md5 = md5();
        private boolean begun;

        Decoding(SoundBytes file, StreamInfo info) throws IOException {
            super(file, info.channels(), info.sampleRate(), info.frames() > 0 ? info.frames() : -1);
            this.file = file;
            this.info = info;
            this.bytes = unbounded(file);
            this.decoder = new FLACDecoder(bytes);
            decoder.addFrameListener(new StopAtDamage());
        }

        @Override
        boolean decode() throws IOException {
            Frame frame = info.frames() == 0 || decoded() < info.frames() ? nextFrame() : null;
            if (frame == null) {
                checkWhole();
                return false;
            }
            if (frame.header.channels != info.channels() || frame.header.bitsPerSample != info.bits()) {
                throw file.damaged("a frame differs from the header in channels or bits");
            }
            ChannelData[] block = decoder.getChannelData();
            double fullScale = 1L << (info.bits() - 1);
            append(frame.header.blockSize, (channel, i) -> block[channel].getOutput()[i] / fullScale);
            digest(block, frame.header.blockSize);
            return true;
        }

        /** Null behind the last. */
        private @Nullable Frame nextFrame() throws IOException {
            try {
                if (!begun) {
                    decoder.readMetadata();
                    begun = true;
                }
                return decoder.readNextFrame();
            } catch (IOException | Damage e) {
                if (e.toString().contains("EOFException") && info.frames() > 0) {
                    throw truncated();
                }
                throw file.damaged("it cannot be decoded after sample " + decoded(), e);
            }
        }

        private void checkWhole() throws IOException {
            if (info.frames() > 0) {
                checkLength();
            }
            // The decoder reads ahead of what it has decoded, so another may begin in what it has read.
            long left = bytes.transferTo(OutputStream.nullOutputStream());
            refuseAnother(file, Math.max(STREAM_INFO, file.size() - left - READ_AHEAD));
            if (!info.unsigned() && !Arrays.equals(info.md5(), md5.digest())) {
                throw file.damaged("its samples do not have the checksum that its header promises");
            }
        }

        private void checkLength() throws SoundFileException {
            if (decoded() < info.frames()) {
                throw truncated();
            }
            long held = held();
            if (held > info.frames()) {
                throw file.damaged("its header promises " + info.frames() + " samples, the file holds " + held);
            }
        }

        /** How many samples there are, whatever the header says; what is no frame ends them. */
        private long held() {
            long held = decoded();
            try {
                for (Frame frame; (frame = decoder.readNextFrame()) != null; ) {
                    held += frame.header.blockSize;
                }
            } catch (IOException | RuntimeException e) {
                return held;
            }
            return held;
        }

        private SoundFileException truncated() {
            return file.error(String.format(
                    Locale.ROOT,
                    "truncated: its header promises %d samples, the file holds %d; fetch or export it again",
                    info.frames(),
                    decoded()));
        }

        private void digest(ChannelData[] block, int count) {
            int bytes = (info.bits() + 7) / 8;
            byte[] interleaved = new byte[count * info.channels() * bytes];
            for (int c = 0; c < info.channels(); c++) {
                int[] values = block[c].getOutput();
                for (int i = 0; i < count; i++) {
                    for (int b = 0; b < bytes; b++) {
                        interleaved[(i * info.channels() + c) * bytes + b] = (byte) (values[i] >> (8 * b));
                    }
                }
            }
            md5.update(interleaved);
        }
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
            file.checkShape(info.channels(), info.sampleRate());
            if (info.bits() < 4 || info.bits() > 24) {
                throw file.error(String.format(
                        Locale.ROOT, "FLAC with %d bits is not supported; convert it to 24 bits first", info.bits()));
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
