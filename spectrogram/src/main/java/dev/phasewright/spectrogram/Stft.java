package dev.phasewright.spectrogram;

import dev.phasewright.audio.Audio;
import java.util.Arrays;
import java.util.Objects;

/**
 * The short-time Fourier transform and its inverse. Immutable and safe for use by several threads.
 *
 * <p>Forward: frame {@code f} is the real Fourier transform of the {@code fftSize} samples centred on sample
 * {@code f·hop}, times the window; samples beyond either end are zeros; nothing is normalized. These are the numbers of
 * librosa's {@code stft(center=True, pad_mode="constant")} and of torchaudio's {@code Spectrogram(pad_mode="constant",
 * power=None)}.
 *
 * <p>Inverse: least-squares overlap-add (D. W. Griffin and J. S. Lim, "Signal estimation from modified short-time
 * Fourier transform", 1984): frames are windowed once more, added, and divided by the sum of the squared windows.
 *
 * <pre>{@code
 * Stft stft = Stft.of(new StftSpec(16_000, 1024, 128, Window.HANN));
 * ComplexSpectrogram spectrum = stft.forward(audio);
 * float[] same = stft.inverse(spectrum);
 * }</pre>
 */
public final class Stft {
    /** Where the sum of squared windows is below this part of one window's peak, a sample is hardly observed. */
    private static final double THIN = 0.05;

    private final StftSpec spec;
    private final RealFft fft;
    private final double[] analysis;
    private final double[] synthesis;
    private final double[] squared;
    /** The reciprocal of the sum of squared windows where no frame is missing; it repeats every hop. */
    private final double[] steady;

    private final double floor;
    private final double unscale;

    private Stft(StftSpec spec) {
        int n = spec.fftSize();
        this.spec = spec;
        this.fft = RealFft.of(n);
        this.analysis = spec.window().samples(n);
        // The synthesis window carries the inverse transform's factor, which saves a pass over each frame.
        this.unscale = fft.unscale();
        this.synthesis = new double[n];
        this.squared = new double[n];
        this.steady = new double[spec.hop()];
        double peak = 0;
        for (int i = 0; i < n; i++) {
            synthesis[i] = analysis[i] * unscale;
            squared[i] = analysis[i] * analysis[i];
            steady[i % spec.hop()] += squared[i];
            peak = Math.max(peak, squared[i]);
        }
        for (int i = 0; i < steady.length; i++) {
            steady[i] = 1 / steady[i];
        }
        this.floor = THIN * peak;
    }

    /** The transform with these parameters; keep it, since windows and tables are computed here. */
    public static Stft of(StftSpec spec) {
        return new Stft(Objects.requireNonNull(spec, "spec"));
    }

    /** The parameters. */
    public StftSpec spec() {
        return spec;
    }

    /**
     * The complex spectrum of one channel of sound.
     *
     * @throws IllegalArgumentException if the sound is not mono or not at the spec's rate, or is too long
     */
    public ComplexSpectrogram forward(Audio mono) {
        if (mono.channels() != 1) {
            throw new IllegalArgumentException("the STFT takes mono audio, not " + mono.channels()
                    + " channels: mix it with toMono() or take one channel");
        }
        if (mono.sampleRate() != spec.sampleRate()) {
            throw new IllegalArgumentException("audio at " + mono.sampleRate() + " Hz does not fit an STFT at "
                    + spec.sampleRate() + " Hz: resample it first");
        }
        return forward(mono.channel(0));
    }

    /**
     * The complex spectrum of samples at the spec's rate.
     *
     * @param samples finite values, full scale ±1; none at all gives one frame of zeros
     * @return {@code 1 + samples.length / hop} frames
     * @throws IllegalArgumentException if the sound is too long for one array
     */
    public ComplexSpectrogram forward(float[] samples) {
        int n = spec.fftSize();
        int hop = spec.hop();
        int bins = spec.bins();
        int frames = spec.frames(samples.length);
        if ((long) frames * bins > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(samples.length + " samples make " + frames + " frames of " + bins
                    + " bins, too many for one spectrogram: cut the sound into pieces or raise the hop");
        }
        float[][] rows = new float[frames][];
        double[] frame = new double[n];
        double[] seen = new double[n];
        slide(seen, n - hop, samples, -n / 2);
        for (int f = 0; f < frames; f++) {
            slide(seen, hop, samples, f * hop - hop + n / 2);
            for (int i = 0; i < n; i++) {
                frame[i] = analysis[i] * seen[i];
            }
            fft.forwardPacked(frame);
            float[] row = new float[2 * bins];
            row[0] = (float) frame[0];
            row[n / 2] = (float) frame[1];
            for (int k = 1; k < n / 2; k++) {
                row[k] = (float) frame[2 * k];
                row[bins + k] = (float) frame[2 * k + 1];
            }
            rows[f] = row;
        }
        double[] last = windowSum(samples.length - 1, frames) < floor ? frame : null;
        return ComplexSpectrogram.wrap(spec, samples.length, rows, last);
    }

    /**
     * The sound whose spectrum is nearest to this one in the least-squares sense; of an unmodified spectrum, the very
     * sound it was made from.
     *
     * <p>When the hop is above a quarter of the FFT size, the last samples of a sound may be seen only by the outermost
     * edge of the last window. A spectrum straight from {@link #forward} still gives them back exactly; in a modified
     * one, whose frames need not fade towards their edges, dividing there by a sum of squared windows near zero
     * would make a click, so the divisor is kept above 5 % of one window's peak.
     *
     * @return exactly {@link ComplexSpectrogram#samples()} samples
     * @throws IllegalArgumentException if the spectrum belongs to another transform
     */
    public float[] inverse(ComplexSpectrogram spectrum) {
        if (!spectrum.spec().equals(spec)) {
            throw new IllegalArgumentException("a spectrum of " + spectrum.spec() + " does not fit " + spec);
        }
        int n = spec.fftSize();
        int hop = spec.hop();
        int bins = spec.bins();
        int frames = spectrum.frames();
        double[] exactLast = spectrum.exactLastFrame();
        double divisorFloor = exactLast == null ? floor : 0;
        float[] out = new float[spectrum.samples()];
        double[] frame = new double[n];
        OverlapAdd sum = new OverlapAdd(synthesis, hop);
        for (int f = 0; f < frames; f++) {
            if (exactLast != null && f == frames - 1) {
                System.arraycopy(exactLast, 0, frame, 0, n);
            } else {
                float[] row = spectrum.row(f);
                frame[0] = row[0];
                frame[1] = row[n / 2];
                for (int k = 1; k < n / 2; k++) {
                    frame[2 * k] = row[k];
                    frame[2 * k + 1] = row[bins + k];
                }
            }
            fft.inversePacked(frame);
            sum.add(frame);
            int start = f * hop - n / 2;
            emit(sum.sums(), start, f == frames - 1 ? n : hop, frames, divisorFloor, out);
            sum.advance();
        }
        return out;
    }

    /**
     * The Fourier transform of one frame, in place and without a window, for methods that work frame by frame.
     *
     * @param frame {@code n = fftSize} samples; afterwards {@code re[0], re[n/2], re[1], im[1], re[2], im[2] …}
     */
    public void forwardFrame(double[] frame) {
        fft.forwardPacked(frame);
    }

    /** Undoes {@link #forwardFrame}, in place. */
    public void inverseFrame(double[] frame) {
        fft.inversePacked(frame);
        for (int i = 0; i < frame.length; i++) {
            frame[i] *= unscale;
        }
    }

    /**
     * Moves the samples under the window on by {@code count}, the new ones being those from {@code start} on, with zeros
     * beyond either end. A sample becomes a double here, once, and not again in each frame that it is seen by.
     */
    private static void slide(double[] seen, int count, float[] samples, int start) {
        int kept = seen.length - count;
        System.arraycopy(seen, count, seen, 0, kept);
        Arrays.fill(seen, kept, seen.length, 0);
        int to = Math.min(count, samples.length - start);
        for (int i = Math.max(0, -start); i < to; i++) {
            seen[kept + i] = samples[start + i];
        }
    }

    /** Divides {@code count} finished sums by their window sums, into the samples from {@code start} on. */
    private void emit(double[] sum, int start, int count, int frames, double divisorFloor, float[] out) {
        int from = Math.max(0, -start);
        int to = Math.min(count, out.length - start);
        int half = spec.fftSize() / 2;
        boolean whole = count == spec.hop() && start - half >= 0 && start + count + half <= (frames - 1) * spec.hop();
        if (whole) {
            // A frame starts at `start`, so the steady sums begin at their first value.
            for (int i = from; i < to; i++) {
                out[start + i] = (float) (sum[i] * steady[i]);
            }
        } else {
            for (int i = from; i < to; i++) {
                out[start + i] = (float) (sum[i] / Math.max(divisorFloor, windowSum(start + i, frames)));
            }
        }
    }

    /** The sum of squared windows at one sample. */
    private double windowSum(int sample, int frames) {
        int hop = spec.hop();
        int half = spec.fftSize() / 2;
        double total = 0;
        for (int f = Math.min(frames - 1, (sample + half) / hop); f >= 0; f--) {
            int i = sample - f * hop + half;
            if (i >= spec.fftSize()) {
                break;
            }
            total += squared[i];
        }
        return total;
    }
}
