package dev.phasewright.vocoder.vocos;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;

/**
 * Log-mel spectrograms of sounds that are mirrored at both ends, as torchaudio's {@code MelSpectrogram} and librosa's
 * former default have them. {@link Stft} takes silence to be there instead: the frames that reach over an end, {@code
 * fftSize / (2·hop)} at each, differ, and no others. Immutable and safe for use by several threads.
 */
final class ReflectedMel {
    /** Frames analysed at a time, to bound the memory of the complex spectrum. */
    private static final int BLOCK = 4096;

    private final MelSpec spec;
    private final MelFilterBank bank;
    private final Stft stft;

    /** @throws IllegalArgumentException as {@link MelFilterBank#of} does */
    ReflectedMel(MelSpec spec) {
        this.spec = spec;
        this.bank = MelFilterBank.of(spec);
        this.stft = Stft.of(spec.stft());
    }

    /** The filters, row-major {@code [bands × bins]}. */
    float[] filters() {
        return bank.weights();
    }

    /**
     * The features of a sound, {@code 1 + length / hop} frames.
     *
     * @throws IllegalArgumentException if the sound is not mono at the spec's rate
     */
    LogMel apply(Audio mono) {
        StftSpec transform = spec.stft();
        if (mono.channels() != 1 || mono.sampleRate() != transform.sampleRate()) {
            throw new IllegalArgumentException("features of " + mono.channels() + " channels at " + mono.sampleRate()
                    + " Hz, wanted one at " + transform.sampleRate() + " Hz: take one channel and resample it first");
        }
        float[] samples = mono.channel(0);
        int frames = transform.frames(samples.length);
        int hop = transform.hop();
        int half = transform.fftSize() / 2;
        // A block's own first frames see the silence before it; they are made and dropped.
        int lead = (half + hop - 1) / hop;
        int bands = spec.bands();
        float[] values = new float[Math.multiplyExact(frames, bands)];
        for (int from = 0; from < frames; from += BLOCK) {
            int count = Math.min(frames - from, BLOCK);
            float[] piece = new float[(lead + count - 1) * hop + half];
            for (int i = 0; i < piece.length; i++) {
                piece[i] = at(samples, (long) (from - lead) * hop + i);
            }
            float[] block = bank.apply(stft.forward(piece).magnitudes()).toArray();
            System.arraycopy(block, lead * bands, values, from * bands, count * bands);
        }
        return new LogMel(spec, values);
    }

    /** The sample at {@code i}, mirrored without repeating the end samples as often as it takes. */
    private static float at(float[] samples, long i) {
        if (i >= 0 && i < samples.length) {
            return samples[(int) i];
        }
        if (samples.length < 2) {
            return samples.length == 0 ? 0 : samples[0];
        }
        long period = 2L * (samples.length - 1);
        long k = Math.floorMod(i, period);
        return samples[(int) Math.min(k, period - k)];
    }
}
