package dev.phasewright.audio.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * WAV bytes of a sound, piece by piece: the bytes do not depend on how it is cut.
 *
 * <p>Integers are dithered with triangular noise of ±1 step (TPDF: Lipshitz, Wannamaker and Vanderkooy, 1992), which
 * makes the rounding error's mean and power independent of the sound. What lies on the integer grid (digital silence; what was
 * read from such a file and left as it is) loses nothing in rounding, and stays exact.
 */
public final class WavWriter {
    private static final long DITHER_SEED = 0x70686173L;
    private static final int BLOCK_BYTES = 1 << 16;
    private static final int EXTENSIBLE = 0xFFFE;

    /** Bytes 2 to 15 of the extensible format's GUIDs for PCM and float. */
    private static final byte[] GUID_TAIL = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
    };

    private final String name;
    private final int channels;
    private final int sampleRate;
    private final SampleFormat format;
    private final int frameBytes;
    private final double steps;
    private final ByteBuffer block;
    private final SplittableRandom dither = new SplittableRandom(DITHER_SEED);
    private long frames;

    /** For a sound that messages call {@code name}. */
    public WavWriter(String name, int channels, int sampleRate, SampleFormat format) throws SoundFileException {
        if (channels <= 0) {
            throw new IllegalArgumentException("a sound needs at least one channel, not " + channels);
        }
        if (sampleRate <= 0) {
            throw new IllegalArgumentException("sample rate must be positive, not " + sampleRate);
        }
        this.name = name;
        this.channels = channels;
        this.sampleRate = sampleRate;
        this.format = Objects.requireNonNull(format, "format");
        if ((long) channels * format.bytes() > 0xFFFF) {
            throw tooLarge();
        }
        this.frameBytes = channels * format.bytes();
        this.steps = format == SampleFormat.PCM_16 ? 32768.0 : 8388608.0;
        this.block = ByteBuffer.allocate(Math.max(1, BLOCK_BYTES / frameBytes) * frameBytes)
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether so many bytes of samples, and the header before them, keep below 4 GB. */
    public static boolean fits(long dataBytes) {
        return dataBytes + 128 <= 0xFFFFFFFFL;
    }

    private SoundFileException tooLarge() {
        return new SoundFileException(name + ": a WAV file holds at most 4 GB and 65,535 bytes a frame, "
                + "this would be more; write it in pieces");
    }

    public int channels() {
        return channels;
    }

    /** Samples encoded so far in each channel. */
    public long frames() {
        return frames;
    }

    /** What stands before so many samples a channel; always of the same size. */
    public byte[] header(long length) throws SoundFileException {
        long dataBytes = length * frameBytes;
        if (!fits(dataBytes)) {
            throw tooLarge();
        }
        boolean isFloat = format == SampleFormat.FLOAT_32;
        boolean extensible = channels > 2;
        int fmtBytes = extensible ? 40 : isFloat ? 18 : 16;
        int headerBytes = 12 + 8 + fmtBytes + (isFloat ? 12 : 0) + 8;
        ByteBuffer header = ByteBuffer.allocate(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) (headerBytes - 8 + dataBytes + dataBytes % 2));
        header.put(ascii("WAVEfmt ")).putInt(fmtBytes);
        header.putShort((short) (extensible ? EXTENSIBLE : isFloat ? 3 : 1));
        header.putShort((short) channels).putInt(sampleRate);
        header.putInt((int) ((long) sampleRate * frameBytes));
        header.putShort((short) frameBytes).putShort((short) (8 * format.bytes()));
        if (extensible) {
            // 22 more bytes: all bits are valid, and no channel is tied to a loudspeaker.
            header.putShort((short) 22).putShort((short) (8 * format.bytes())).putInt(0);
            header.putShort((short) (isFloat ? 3 : 1)).put(GUID_TAIL);
        } else if (isFloat) {
            header.putShort((short) 0);
        }
        if (isFloat) {
            header.put(ascii("fact")).putInt(4).putInt((int) length);
        }
        return header.put(ascii("data")).putInt((int) dataBytes).array();
    }

    private static byte[] ascii(String tag) {
        return tag.getBytes(StandardCharsets.US_ASCII);
    }

    /** Refuses so many more samples a channel if a file cannot hold them. */
    public void requireRoom(int count) throws SoundFileException {
        if (!fits((frames + count) * frameBytes)) {
            throw tooLarge();
        }
    }

    /** The next samples. */
    public void encode(float[][] samples, int offset, int count, OutputStream out) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            for (int c = 0; c < channels; c++) {
                put(samples[c][i]);
            }
            if (!block.hasRemaining() || i == offset + count - 1) {
                out.write(block.array(), 0, block.position());
                block.clear();
            }
        }
        frames += count;
    }

    /** What stands behind all samples: they must fill an even number of bytes. */
    public void pad(OutputStream out) throws IOException {
        if (frames * frameBytes % 2 == 1) {
            out.write(0);
        }
    }

    private void put(float sample) {
        if (format == SampleFormat.FLOAT_32) {
            block.putFloat(sample);
            return;
        }
        double value = sample * steps;
        if (value != Math.rint(value)) {
            // Two uniform numbers in [−½, ½) from one draw; nextLong alone is the same on every JDK.
            long draw = dither.nextLong();
            value += ((int) draw + (double) (int) (draw >>> 32)) * 0x1p-32;
        }
        int step = (int) Math.max(-steps, Math.min(steps - 1, Math.rint(value)));
        block.put((byte) step).put((byte) (step >> 8));
        if (format == SampleFormat.PCM_24) {
            block.put((byte) (step >> 16));
        }
    }
}
