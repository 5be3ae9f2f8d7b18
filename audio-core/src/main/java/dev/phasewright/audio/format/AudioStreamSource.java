package dev.phasewright.audio.format;

import dev.phasewright.audio.stream.BufferedSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;

/** The samples of a stream of {@code javax.sound.sampled}. */
final class AudioStreamSource extends BufferedSource {
    private static final String NAME = "the stream";
    private static final int BLOCK_BYTES = 1 << 16;

    private final AudioInputStream stream;
    private final PcmEncoding encoding;
    private final int frameBytes;
    private final ByteBuffer block;
    private final float[][] samples;
    private long decoded;

    AudioStreamSource(AudioInputStream stream) throws SoundFileException {
        super(channels(stream.getFormat()));
        AudioFormat format = stream.getFormat();
        this.stream = stream;
        this.encoding = encoding(format);
        this.frameBytes = encoding.bytes * channels();
        int frames = Math.max(1, BLOCK_BYTES / frameBytes);
        this.block = ByteBuffer.allocate(frames * frameBytes)
                .order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        this.samples = new float[channels()][frames];
    }

    private static int channels(AudioFormat format) throws SoundFileException {
        if (format.getChannels() < 1 || !(Math.round(format.getSampleRate()) >= 1)) {
            throw refused(format);
        }
        return format.getChannels();
    }

    private static PcmEncoding encoding(AudioFormat format) throws SoundFileException {
        int bits = format.getSampleSizeInBits();
        Encoding kind = format.getEncoding();
        PcmEncoding encoding = null;
        if (kind.equals(Encoding.PCM_SIGNED) && bits % 8 == 0) {
            encoding = PcmEncoding.signed(bits / 8);
        } else if (kind.equals(Encoding.PCM_UNSIGNED) && bits == 8) {
            encoding = PcmEncoding.UNSIGNED_8;
        } else if (kind.equals(Encoding.PCM_FLOAT)) {
            encoding = bits == 32 ? PcmEncoding.FLOAT_32 : bits == 64 ? PcmEncoding.FLOAT_64 : null;
        } else if (kind.equals(Encoding.ALAW)) {
            encoding = PcmEncoding.A_LAW;
        } else if (kind.equals(Encoding.ULAW)) {
            encoding = PcmEncoding.MU_LAW;
        }
        if (encoding == null || format.getFrameSize() != encoding.bytes * format.getChannels()) {
            throw refused(format);
        }
        return encoding;
    }

    private static SoundFileException refused(AudioFormat format) {
        return new SoundFileException(NAME + ": samples of the form \"" + format
                + "\" are not supported; convert them by AudioSystem.getAudioInputStream to 16-bit PCM first");
    }

    @Override
    public int sampleRate() {
        return Math.round(stream.getFormat().getSampleRate());
    }

    @Override
    public long length() {
        return Math.max(-1, stream.getFrameLength());
    }

    @Override
    protected boolean more() throws IOException {
        int count = stream.readNBytes(block.array(), 0, block.capacity()) / frameBytes;
        if (count == 0) {
            if (decoded < length()) {
                throw new SoundFileException(String.format(
                        Locale.ROOT,
                        "%s: truncated: it promises %d samples and holds %d; fetch it again",
                        NAME,
                        length(),
                        decoded));
            }
            return false;
        }
        for (int c = 0; c < samples.length; c++) {
            for (int i = 0; i < count; i++) {
                double sample = encoding.decode(block, i * frameBytes + c * encoding.bytes);
                samples[c][i] = SoundBytes.checkFinite(NAME, sample, c, decoded + i, sampleRate());
            }
        }
        append(samples, 0, count);
        decoded += count;
        return true;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
