package dev.phasewright.audio.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * The format chunk of a WAV file.
 *
 * @param tag the encoding's number, the extensible format's already looked up
 * @param byteRate bytes per second as the chunk has it
 * @param blockBytes bytes of all channels' samples (or of an ADPCM block) as the chunk has it
 * @param bits of one sample
 * @param extra what stands behind these, perhaps nothing
 */
record WavFormat(int tag, int channels, long sampleRate, long byteRate, int blockBytes, int bits, ByteBuffer extra) {
    private static final int PCM = 1;
    private static final int MICROSOFT_ADPCM = 2;
    private static final int FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int IMA_ADPCM = 0x11;
    private static final int GSM = 0x31;
    private static final int EXTENSIBLE = 0xFFFE;

    private static final int LEAST_BYTES = 16;

    /** Beyond these the coefficients of Microsoft ADPCM cannot reach, which are at most 256 pairs. */
    private static final int MOST_BYTES = 18 + 4 + 256 * 4;

    static WavFormat parse(SoundBytes file, long body, long bytes, ByteOrder order) throws IOException {
        if (bytes < LEAST_BYTES) {
            throw file.damaged("a format chunk of " + bytes + " bytes, at least 16 expected");
        }
        ByteBuffer fmt = file.bytes(body, (int) Math.min(bytes, MOST_BYTES), order);
        int tag = fmt.getShort(0) & 0xFFFF;
        int channels = fmt.getShort(2) & 0xFFFF;
        long rate = fmt.getInt(4) & 0xFFFFFFFFL;
        if (tag == EXTENSIBLE && fmt.limit() >= 26) {
            tag = fmt.getShort(24) & 0xFFFF;
        }
        file.checkShape(channels, rate);
        ByteBuffer extra = fmt.position(Math.min(18, fmt.limit())).slice().order(order);
        return new WavFormat(
                tag,
                channels,
                rate,
                fmt.getInt(8) & 0xFFFFFFFFL,
                fmt.getShort(12) & 0xFFFF,
                fmt.getShort(14) & 0xFFFF,
                extra);
    }

    /**
     * The samples that so many bytes from a position on are.
     *
     * @param promised samples in each channel as a fact chunk has them, −1 without one
     */
    SampleData at(SoundBytes file, long offset, long bytes, long promised) throws SoundFileException {
        return switch (tag) {
            case MICROSOFT_ADPCM -> adpcm(file, new MicrosoftAdpcm(coefficients(file)), offset, bytes, promised);
            case IMA_ADPCM -> adpcm(file, new ImaAdpcm(), offset, bytes, promised);
            default -> {
                PcmEncoding encoding = encoding(file);
                long frames = file.frames(bytes, (long) encoding.bytes * channels);
                yield new PcmData("WAV", encoding, extra.order(), channels, (int) sampleRate, offset, frames);
            }
        };
    }

    private PcmEncoding encoding(SoundBytes file) throws SoundFileException {
        int bytes = sampleBytes(file);
        PcmEncoding encoding =
                switch (tag) {
                    case PCM -> bytes == 1 ? PcmEncoding.UNSIGNED_8 : PcmEncoding.signed(bytes);
                    case FLOAT -> bytes == 4 ? PcmEncoding.FLOAT_32 : bytes == 8 ? PcmEncoding.FLOAT_64 : null;
                    case A_LAW -> bytes == 1 ? PcmEncoding.A_LAW : null;
                    case MU_LAW -> bytes == 1 ? PcmEncoding.MU_LAW : null;
                    default -> null;
                };
        if (encoding == null) {
            throw tag == GSM
                    ? file.unsupported("WAV with GSM 6.10 inside")
                    : file.unsupportedEncoding(
                            String.format(Locale.ROOT, "WAV encoding 0x%04X with %d bits", tag, bits));
        }
        return encoding;
    }

    /**
     * The bytes of one sample. Three numbers tell of it: bits, bytes of all channels, bytes per second. Samples may have
     * more bytes than their bits need, but then the other two must agree on it.
     */
    private int sampleBytes(SoundBytes file) throws SoundFileException {
        int needed = (bits + 7) / 8;
        int stored = blockBytes % channels == 0 ? blockBytes / channels : 0;
        if (stored <= needed || stored > 8 || byteRate != sampleRate * blockBytes) {
            return needed;
        }
        if (bits % 16 == 0) {
            throw file.error(String.format(
                    Locale.ROOT,
                    "its header contradicts itself: a %d-channel sound of %d bits in %d bytes a frame; export it again",
                    channels,
                    bits,
                    blockBytes));
        }
        return stored;
    }

    private int[][] coefficients(SoundBytes file) throws SoundFileException {
        int pairs = extra.limit() >= 4 ? extra.getShort(2) & 0xFFFF : 0;
        if (pairs == 0 || 4 + 4 * pairs > extra.limit()) {
            throw file.damaged("its format chunk lacks the coefficients of Microsoft ADPCM");
        }
        int[][] coefficients = new int[pairs][];
        for (int i = 0; i < pairs; i++) {
            coefficients[i] = new int[] {extra.getShort(4 + 4 * i), extra.getShort(6 + 4 * i)};
        }
        return coefficients;
    }

    private SampleData adpcm(SoundBytes file, AdpcmCodec codec, long offset, long bytes, long promised)
            throws SoundFileException {
        if (bits != 4 || codec.frames(channels, blockBytes) == 0) {
            throw file.unsupportedEncoding(String.format(
                    Locale.ROOT, "%s with %d bits in blocks of %d bytes", codec.label(), bits, blockBytes));
        }
        long frames = AdpcmData.frames(codec, channels, bytes, blockBytes);
        if (frames == 0 && bytes > 0) {
            throw file.damaged("its only ADPCM block has " + bytes + " bytes, fewer than its beginning needs");
        }
        // The last block is filled up; more than that is not left out, whatever the fact chunk says.
        boolean filledUp = promised >= 0 && promised < frames && frames - promised < codec.frames(channels, blockBytes);
        if (promised > frames) {
            throw file.error(String.format(
                    Locale.ROOT,
                    "truncated: its header promises %d samples, the file holds %d; fetch or export it again",
                    promised,
                    frames));
        }
        return new AdpcmData(
                codec, channels, (int) sampleRate, offset, bytes, blockBytes, filledUp ? promised : frames);
    }
}
