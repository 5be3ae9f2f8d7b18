package dev.phasewright.judge.texture;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;

/** Where in time and in frequency the energy of a short sound is. */
final class StrokeEnergy {
    private static final double WINDOW_SECONDS = 0.046;
    private static final double LEAST_DB = -100;

    private final Audio sound;

    private StrokeEnergy(Audio sound) {
        this.sound = sound;
    }

    /** Of a sound of one channel that is not silent. */
    static StrokeEnergy of(Audio sound) {
        return new StrokeEnergy(sound);
    }

    /** The energy below a frequency relative to all, in decibels, at least −100. */
    double shareBelow(double hertz) {
        int size = StftSpec.fastSize(WINDOW_SECONDS * sound.sampleRate());
        StftSpec spec = new StftSpec(sound.sampleRate(), size, Math.max(1, size / 4), Window.HANN);
        ComplexSpectrogram spectrum = Stft.of(spec).forward(sound);
        Magnitudes magnitudes = spectrum.magnitudes();
        double low = 0;
        double all = 0;
        for (int f = 0; f < magnitudes.frames(); f++) {
            for (int k = 0; k < magnitudes.bins(); k++) {
                double energy = Math.pow(magnitudes.at(f, k), 2);
                all += energy;
                low += spec.frequency(k) < hertz ? energy : 0;
            }
        }
        return Math.max(LEAST_DB, 10 * Math.log10(low / all));
    }

    /** After how many samples a share of the energy has been heard. */
    int samplesUntil(double share) {
        float[] samples = sound.channel(0);
        double all = 0;
        for (float sample : samples) {
            all += (double) sample * sample;
        }
        double heard = 0;
        int count = 0;
        while (count < samples.length && heard < share * all) {
            heard += (double) samples[count] * samples[count];
            count++;
        }
        return count;
    }
}
