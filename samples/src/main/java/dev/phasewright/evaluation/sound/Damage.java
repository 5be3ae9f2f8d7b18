package dev.phasewright.evaluation.sound;

import dev.phasewright.audio.Audio;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import java.util.random.RandomGenerator;

/** What is done to real clips to see whether a measure sees it. All take and give mono sound of the features' rate. */
final class Damage {
    private static final int BLUR_BINS = 4;
    private static final double HISS_DB = -66;
    private static final double LATE_SECONDS = 0.016;
    private static final int FRAMES_PER_SECOND = 100;

    private Damage() {}

    /**
     * Harmonics made blotches: each magnitude of the spectrum becomes the mean of its logarithm over nine bins, 140 Hz,
     * about it. Phases stay.
     */
    static Audio blurred(Audio sound) {
        Stft stft = Stft.of(MelSpec.STANDARD.stft());
        ComplexSpectrogram spectrum = stft.forward(sound);
        Magnitudes magnitudes = spectrum.magnitudes();
        float[] values = magnitudes.toArray();
        float[] blurred = new float[values.length];
        int bins = magnitudes.bins();
        for (int i = 0; i < values.length; i++) {
            int bin = i % bins;
            int from = Math.max(0, bin - BLUR_BINS);
            int to = Math.min(bins, bin + BLUR_BINS + 1);
            double sum = 0;
            for (int k = from; k < to; k++) {
                sum += Math.log(values[i - bin + k] + 1e-9);
            }
            blurred[i] = (float) Math.exp(sum / (to - from));
        }
        Magnitudes all = new Magnitudes(magnitudes.spec(), magnitudes.samples(), blurred);
        return Audio.mono(stft.inverse(spectrum.withMagnitudes(all)), sound.sampleRate());
    }

    /** White noise 66 dB below the loudest 10 ms. */
    static Audio hissing(Audio sound, long seed) {
        float[] samples = sound.channel(0);
        int frame = sound.sampleRate() / FRAMES_PER_SECOND;
        double loudest = 0;
        double energy = 0;
        for (int i = 0; i < samples.length; i++) {
            energy += (double) samples[i] * samples[i];
            if (i % frame == frame - 1) {
                loudest = Math.max(loudest, energy / frame);
                energy = 0;
            }
        }
        double rms = Math.sqrt(loudest) * Math.pow(10, HISS_DB / 20);
        RandomGenerator random = Seeds.stream(seed, "hiss", 0);
        for (int i = 0; i < samples.length; i++) {
            samples[i] += (float) (rms * Math.sqrt(12) * (random.nextDouble() - 0.5));
        }
        return Audio.mono(samples, sound.sampleRate());
    }

    /** The same 16 ms later. */
    static Audio late(Audio sound) {
        float[] samples = sound.channel(0);
        int by = Math.min(samples.length, (int) (LATE_SECONDS * sound.sampleRate()));
        float[] moved = new float[samples.length];
        System.arraycopy(samples, 0, moved, by, samples.length - by);
        return Audio.mono(moved, sound.sampleRate());
    }
}
