package dev.phasewright.spectrogram;

/**
 * From samples to log-mel magnitudes, of a sound of any length: the complex spectrogram of an hour takes gigabytes, that of
 * a block of frames, with what its windows see of the frames before and behind, has the same values.
 *
 * <p>Beyond both ends of a sound there is silence, as {@link Stft} has it, or the sound {@link #mirrored}. Immutable and
 * safe for use by several threads.
 */
public final class LogMelTransform {
    /** Frames transformed at a time. */
    private static final int BLOCK = 4096;

    private final MelFilterBank filters;
    private final Stft stft;
    private final boolean mirrored;

    private LogMelTransform(MelFilterBank filters, Stft stft, boolean mirrored) {
        this.filters = filters;
        this.stft = stft;
        this.mirrored = mirrored;
    }

    /**
     * The transform of these features.
     *
     * @throws IllegalArgumentException as {@link MelFilterBank#of} does
     */
    public static LogMelTransform of(MelSpec spec) {
        return new LogMelTransform(MelFilterBank.of(spec), Stft.of(spec.stft()), false);
    }

    /**
     * The same of sounds that are mirrored at both ends, without repeating the end samples, as torchaudio's {@code
     * MelSpectrogram} and librosa's former default have them. The frames that reach over an end, {@code
     * fftSize / (2·hop)} at each, differ, and no others.
     */
    public LogMelTransform mirrored() {
        return new LogMelTransform(filters, stft, true);
    }

    /** The features it makes. */
    public MelSpec spec() {
        return filters.spec();
    }

    /**
     * The features of a sound.
     *
     * @param samples one channel at the features' rate
     * @return {@code 1 + samples / hop} frames
     */
    public LogMel apply(float[] samples) {
        StftSpec transform = stft.spec();
        int frames = transform.frames(samples.length);
        int half = transform.fftSize() / 2;
        int hop = transform.hop();
        int bands = filters.spec().bands();
        float[] values = new float[Math.multiplyExact(frames, bands)];
        for (int from = 0; from < frames; from += BLOCK) {
            int count = Math.min(frames - from, BLOCK);
            // A block's own first frames see the silence before it; they are made and dropped.
            int lead = from == 0 && !mirrored ? 0 : (half + hop - 1) / hop;
            float[] piece = piece(samples, (long) (from - lead) * hop, (lead + count - 1) * hop + half);
            float[] block = filters.apply(stft.forward(piece).magnitudes()).toArray();
            System.arraycopy(block, lead * bands, values, from * bands, count * bands);
        }
        return new LogMel(filters.spec(), values);
    }

    private float[] piece(float[] samples, long start, int length) {
        float[] piece = new float[length];
        int from = (int) Math.min(length, Math.max(0, -start));
        int to = (int) Math.min(length, samples.length - start);
        if (from < to) {
            System.arraycopy(samples, (int) (start + from), piece, from, to - from);
        }
        if (mirrored) {
            for (int i = 0; i < from; i++) {
                piece[i] = reflected(samples, start + i);
            }
            for (int i = Math.max(from, to); i < length; i++) {
                piece[i] = reflected(samples, start + i);
            }
        }
        return piece;
    }

    /** The sample at {@code i}, mirrored as often as it takes. */
    private static float reflected(float[] samples, long i) {
        if (samples.length < 2) {
            return samples.length == 0 ? 0 : samples[0];
        }
        long period = 2L * (samples.length - 1);
        long k = Math.floorMod(i, period);
        return samples[(int) Math.min(k, period - k)];
    }
}
