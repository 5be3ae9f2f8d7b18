package dev.phasewright.judge.texture;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Onset;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.function.DoublePredicate;

/** Where in time and in frequency the energy of a stroke on a drum is. None of it depends on the level. */
public final class StrokeEnergy {
    private static final double WINDOW_SECONDS = 0.046;
    private static final double LEAST_DB = -100;
    private static final double ONSET_DB = 20;
    /** The ear hides what is quieter before a louder sound for about so long (Zwicker &amp; Fastl, "Psychoacoustics"). */
    private static final double HIDDEN_SECONDS = 0.01;

    private static final double LEAST_PRE_ECHO_DB = -80;

    private final Audio sound;

    private StrokeEnergy(Audio sound) {
        this.sound = sound;
    }

    /** Of a sound, mixed to mono. */
    public static StrokeEnergy of(Audio sound) {
        return new StrokeEnergy(sound.toMono());
    }

    /** The energy below a frequency relative to all, in decibels, at least −100; NaN of silence. */
    double shareBelow(double hertz) {
        return share(frequency -> frequency < hertz);
    }

    /**
     * The energy above a frequency relative to all, in decibels, at least −100; NaN of silence.
     *
     * @param hertz at most half the sample rate
     */
    public double shareAbove(double hertz) {
        return share(frequency -> frequency > hertz);
    }

    private double share(DoublePredicate counts) {
        int size = StftSpec.fastSize(WINDOW_SECONDS * sound.sampleRate());
        StftSpec spec = new StftSpec(sound.sampleRate(), size, Math.max(1, size / 4), Window.HANN);
        ComplexSpectrogram spectrum = Stft.of(spec).forward(sound);
        Magnitudes magnitudes = spectrum.magnitudes();
        double counted = 0;
        double all = 0;
        for (int f = 0; f < magnitudes.frames(); f++) {
            for (int k = 0; k < magnitudes.bins(); k++) {
                double energy = Math.pow(magnitudes.at(f, k), 2);
                all += energy;
                counted += counts.test(spec.frequency(k)) ? energy : 0;
            }
        }
        return Math.max(LEAST_DB, 10 * Math.log10(counted / all));
    }

    /**
     * What is heard before the stroke, as phases that do not fit make it: the energy of up to 10 ms before the sound comes
     * within 20 dB of its peak, relative to the same time after, in decibels, at least −80.
     *
     * @return NaN of silence, and of a sound that begins less than a millisecond before
     */
    public double preEcho() {
        int onset = Onset.of(sound, ONSET_DB);
        int longest = (int) Math.round(HIDDEN_SECONDS * sound.sampleRate());
        int from = Math.max(0, onset - longest);
        int to = Math.min(sound.length(), onset + longest);
        if (onset - from < longest / 10 || to == onset) {
            return Double.NaN;
        }
        double ratio = energy(from, onset) / (onset - from) * (to - onset) / energy(onset, to);
        return Math.max(LEAST_PRE_ECHO_DB, 10 * Math.log10(ratio));
    }

    private double energy(int from, int to) {
        float[] samples = sound.channel(0);
        double energy = 0;
        for (int i = from; i < to; i++) {
            energy += (double) samples[i] * samples[i];
        }
        return energy;
    }

    /** After how many samples a share of the energy has been heard. */
    int samplesUntil(double share) {
        float[] samples = sound.channel(0);
        double all = energy(0, samples.length);
        double heard = 0;
        int count = 0;
        while (count < samples.length && heard < share * all) {
            heard += (double) samples[count] * samples[count];
            count++;
        }
        return count;
    }
}
