package dev.phasewright.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * WAV bytes of a sound.
 *
 * <p>Integers are dithered with triangular noise of ±1 step (TPDF: Lipshitz, Wannamaker and Vanderkooy, 1992), which
 * makes the rounding error's mean and power independent of the sound. A sound whose samples all lie on the integer
 * grid already (digital silence; a file read and written unchanged) loses nothing in rounding, gets no dither, and
 * stays exact.
 */
final class WavWriter {
    private static final long DITHER_SEED = 0x70686173L;
    private static final int BLOCK_FRAMES = 1 << 14;
    private static final int EXTENSIBLE = 0xFFFE;

    /** Bytes 2 to 15 of the extensible format's GUIDs for PCM and float. */
    private static final byte[] GUID_TAIL = {
        0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71
    };

    private final Audio audio;
    private final SampleFormat format;
    private final long dataBytes;

    WavWriter(Audio audio, SampleFormat format) {
        this.audio = audio;
        this.format = format;
        this.dataBytes = (long) audio.length() * audio.channels() * format.bytes();
    }

    /** Whether 32-bit lengths suffice. */
    boolean fits() {
        return fits(dataBytes) && audio.channels() * format.bytes() <= 0xFFFF;
    }

    /** Whether so many bytes of samples, and the header before them, keep below 4 GB. */
    static boolean fits(long dataBytes) {
        return dataBytes + 128 <= 0xFFFFFFFFL;
    }

    void write(OutputStream out) throws IOException {
        out.write(header());
        int frameBytes = audio.channels() * format.bytes();
        int blockFrames = Math.max(1, Math.min(BLOCK_FRAMES, audio.length()));
        ByteBuffer block = ByteBuffer.allocate(blockFrames * frameBytes).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom dither = needsDither() ? new SplittableRandom(DITHER_SEED) : null;
        for (long start = 0; start < audio.length(); start += blockFrames) {
            int end = (int) Math.min(start + blockFrames, audio.length());
            for (int i = (int) start; i < end; i++) {
                for (int c = 0; c < audio.channels(); c++) {
                    put(block, audio.sample(c, i), dither);
                }
            }
            out.write(block.array(), 0, block.position());
            block.clear();
        }
        if (dataBytes % 2 == 1) {
            out.write(0);
        }
        out.flush();
    }

    private byte[] header() {
        boolean isFloat = format == SampleFormat.FLOAT_32;
        boolean extensible = audio.channels() > 2;
        int frameBytes = audio.channels() * format.bytes();
        int fmtBytes = extensible ? 40 : isFloat ? 18 : 16;
        int headerBytes = 12 + 8 + fmtBytes + (isFloat ? 12 : 0) + 8;
        ByteBuffer header = ByteBuffer.allocate(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) (headerBytes - 8 + dataBytes + dataBytes % 2));
        header.put(ascii("WAVEfmt ")).putInt(fmtBytes);
        header.putShort((short) (extensible ? EXTENSIBLE : isFloat ? 3 : 1));
        header.putShort((short) audio.channels()).putInt(audio.sampleRate());
        header.putInt((int) ((long) audio.sampleRate() * frameBytes));
        header.putShort((short) frameBytes).putShort((short) (8 * format.bytes()));
        if (extensible) {
            // 22 more bytes: all bits are valid, and no channel is tied to a loudspeaker.
            header.putShort((short) 22).putShort((short) (8 * format.bytes())).putInt(0);
            header.putShort((short) (isFloat ? 3 : 1)).put(GUID_TAIL);
        } else if (isFloat) {
            header.putShort((short) 0);
        }
        if (isFloat) {
            header.put(ascii("fact")).putInt(4).putInt(audio.length());
        }
        return header.put(ascii("data")).putInt((int) dataBytes).array();
    }

    private static byte[] ascii(String tag) {
        return tag.getBytes(StandardCharsets.US_ASCII);
    }

    private boolean needsDither() {
        if (format == SampleFormat.FLOAT_32) {
            return false;
        }
        double steps = steps();
        for (int c = 0; c < audio.channels(); c++) {
            for (int i = 0; i < audio.length(); i++) {
                double value = audio.sample(c, i) * steps;
                if (value != Math.rint(value)) {
                    return true;
                }
            }
        }
        return false;
    }

    private double steps() {
        return format == SampleFormat.PCM_16 ? 32768.0 : 8388608.0;
    }

    private void put(ByteBuffer block, float sample, SplittableRandom dither) {
        if (format == SampleFormat.FLOAT_32) {
            block.putFloat(sample);
            return;
        }
        double steps = steps();
        double noise = 0;
        if (dither != null) {
            // Two uniform numbers in [−½, ½) from one draw; nextLong alone is the same on every JDK.
            long draw = dither.nextLong();
            noise = ((int) draw + (double) (int) (draw >>> 32)) * 0x1p-32;
        }
        int value = (int) Math.max(-steps, Math.min(steps - 1, Math.rint(sample * steps + noise)));
        block.put((byte) value).put((byte) (value >> 8));
        if (format == SampleFormat.PCM_24) {
            block.put((byte) (value >> 16));
        }
    }
}
