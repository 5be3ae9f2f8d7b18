package dev.phasewright.demo;

import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How much of a spectrogram changes how fast, and what of that noise drowns: the mean power spectrum over time of every
 * band, in the generator's normalized units, where white noise of standard deviation σ has the power σ² everywhere. What
 * changes fast has little power and drowns first (S. Dieleman, "Diffusion is spectral autoregression", 2024).
 */
final class ModulationSpectrum {
    /** The picture's plot, in its own units. */
    static final int LEFT = 56;

    static final int TOP = 14;
    static final int WIDTH = 640;
    static final int HEIGHT = 250;

    private static final double MOST = 40;
    private static final double LEAST = -40;

    private final double[] hertz;
    private final double[] decibels;

    private ModulationSpectrum(double[] hertz, double[] decibels) {
        this.hertz = hertz;
        this.decibels = decibels;
    }

    /** Measures clips, which need not be as long as each other. */
    static ModulationSpectrum of(List<LogMel> clips, GeneratorSpec spec) {
        int frames = clips.stream().mapToInt(LogMel::frames).max().orElseThrow();
        int size = Math.max(16, Integer.highestOneBit(2 * frames - 1));
        double frameRate = spec.features().stft().frameRate();
        Stft fft = Stft.of(new StftSpec((int) Math.round(frameRate), size, size / 2, Window.HANN));
        double[] power = new double[size / 2 + 1];
        for (LogMel clip : clips) {
            float[] values = clip.toArray();
            spec.normalization().normalize(values);
            for (int band = 0; band < clip.bands(); band++) {
                add(fft, values, band, clip.bands(), clip.frames(), size, power);
            }
        }
        int count = size / 2;
        double[] hertz = new double[count];
        double[] decibels = new double[count];
        for (int k = 1; k <= count; k++) {
            hertz[k - 1] = k * frameRate / size;
            decibels[k - 1] =
                    10 * Math.log10(power[k] / (clips.size() * clips.get(0).bands()) + 1e-12);
        }
        return new ModulationSpectrum(hertz, decibels);
    }

    /** Adds one band's power, scaled so that noise of unit variance has a power of 1. */
    private static void add(Stft fft, float[] values, int band, int bands, int frames, int size, double[] power) {
        double[] window = Window.HANN.samples(frames);
        double mean = 0;
        double energy = 0;
        for (int t = 0; t < frames; t++) {
            mean += values[t * bands + band] / frames;
            energy += window[t] * window[t];
        }
        double[] frame = new double[size];
        for (int t = 0; t < frames; t++) {
            frame[t] = window[t] * (values[t * bands + band] - mean);
        }
        fft.forwardFrame(frame);
        // Packed: the real value of Nyquist's bin lies where the imaginary part of the first would.
        for (int k = 1; k < size / 2; k++) {
            power[k] += (frame[2 * k] * frame[2 * k] + frame[2 * k + 1] * frame[2 * k + 1]) / energy;
        }
        power[size / 2] += frame[1] * frame[1] / energy;
    }

    /** Changes a second, rising; the array itself. */
    double[] hertz() {
        return hertz;
    }

    /** The power there; the array itself. */
    double[] decibels() {
        return decibels;
    }

    /** Where a frequency is drawn. */
    double x(double frequency) {
        double low = Math.log(hertz[0]);
        return LEFT + WIDTH * (Math.log(frequency) - low) / (Math.log(hertz[hertz.length - 1]) - low);
    }

    /** Where a power in decibels is drawn. */
    static double y(double power) {
        return TOP + HEIGHT * (MOST - Math.max(LEAST, Math.min(MOST, power))) / (MOST - LEAST);
    }

    /** The curve, as points of an SVG. */
    String points() {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < hertz.length; i++) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(hertz[i]), y(decibels[i])));
        }
        return points.toString().strip();
    }

    /** Frequencies to label: 1, 2, 5, 10 … as far as they lie in the plot. */
    List<Double> labels() {
        return Stream.of(1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
                .filter(f -> f >= hertz[0] && f <= hertz[hertz.length - 1])
                .toList();
    }

    /** Pairs of frequency and power, for the page's script. */
    String data() {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < hertz.length; i++) {
            data.append(String.format(Locale.ROOT, "%.2f:%.1f ", hertz[i], decibels[i]));
        }
        return data.toString().strip();
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
