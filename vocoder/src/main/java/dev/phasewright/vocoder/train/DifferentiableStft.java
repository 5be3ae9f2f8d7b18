package dev.phasewright.vocoder.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;

/**
 * The numbers of {@link Stft} by the engine's own operations, so that a loss of the sound has a gradient. Only whole
 * windows are transformed and only samples come back that as many windows see as can: nothing is padded. So {@code m}
 * hops of samples have {@code m − n/hop + 1} frames, and {@code t} frames have {@code t − n/hop + 1} hops of samples, the
 * first of which is sample {@code n − hop} of the first frame's.
 */
final class DifferentiableStft {
    private final int size;
    private final int hop;
    private final int overlap;
    private final float[] analysis;
    private final float[] synthesis;
    /** How often a bin stands for a pair of complex exponentials, over the size. */
    private final float[] share;

    /** @throws IllegalArgumentException if the hop is no divisor of the FFT size */
    DifferentiableStft(StftSpec spec) {
        size = spec.fftSize();
        hop = spec.hop();
        if (size % hop != 0) {
            throw new IllegalArgumentException("a hop of " + hop + " is no divisor of an FFT of " + size);
        }
        overlap = size / hop;
        double[] window = spec.window().samples(size);
        double[] sum = new double[hop];
        for (int i = 0; i < size; i++) {
            sum[i % hop] += window[i] * window[i];
        }
        share = new float[spec.bins()];
        Arrays.fill(share, 2f / size);
        share[0] = 1f / size;
        share[size / 2] = 1f / size;
        analysis = new float[size];
        synthesis = new float[size];
        for (int i = 0; i < size; i++) {
            analysis[i] = (float) window[i];
            synthesis[i] = (float) (window[i] / sum[i % hop]);
        }
    }

    /** Windows that see a sample. */
    int overlap() {
        return overlap;
    }

    /** Samples that come back of so many frames; 0 if there are too few. */
    int samples(int frames) {
        return Math.max(0, frames - overlap + 1) * hop;
    }

    /**
     * The spectrum of samples.
     *
     * @param samples {@code [batch, length]}, at least a window; what is left over of the last hop is left out
     * @return {@code [batch, frames, bins, 2]}: real and imaginary parts, phases from each window's first sample
     */
    NDArray forward(NDArray samples) {
        long batch = samples.getShape().get(0);
        long hops = samples.getShape().get(1) / hop;
        long frames = hops - overlap + 1;
        NDArray rows = samples.get(new NDIndex(":, :{}", hops * hop)).reshape(batch, hops, hop);
        NDList parts = new NDList();
        for (int r = 0; r < overlap; r++) {
            parts.add(rows.get(new NDIndex(":, {}:{}", r, r + frames)));
        }
        NDArray windowed = NDArrays.concat(parts, 2).mul(samples.getManager().create(analysis));
        return windowed.rfft(size, 2).real();
    }

    /**
     * The samples of a spectrum, by least-squares overlap-add.
     *
     * @param spectrum as {@link #forward} makes it, of at least as many frames as see a sample
     * @return {@code [batch, samples(frames)]}
     */
    NDArray inverse(NDArray spectrum) {
        long batch = spectrum.getShape().get(0);
        long frames = spectrum.getShape().get(1);
        long hops = frames - overlap + 1;
        NDArray windowed = frames(spectrum).mul(spectrum.getManager().create(synthesis));
        NDArray rows = windowed.reshape(batch, frames, overlap, hop);
        NDArray sum = part(rows, 0, hops);
        for (int r = 1; r < overlap; r++) {
            sum = sum.add(part(rows, r, hops));
        }
        return sum.reshape(batch, hops * hop);
    }

    /** What so many hops get from the {@code r}-th hop of the frames over them. */
    private NDArray part(NDArray rows, int r, long hops) {
        int first = overlap - 1 - r;
        return rows.get(new NDIndex(":, {}:{}, {}", first, first + hops, r));
    }

    /**
     * The inverse transform of every frame, without a window. The engine's own wants complex numbers, and cannot
     * differentiate the making of them. But of real and imaginary parts {@code a} and {@code b} the samples are
     * {@code Σa·cos − Σb·sin}, and {@code Σa·cos} is the real part of the transform of {@code a}, {@code −Σb·sin} the
     * imaginary part of that of {@code b}.
     */
    private NDArray frames(NDArray spectrum) {
        NDArray parts = spectrum.transpose(0, 1, 3, 2).mul(spectrum.getManager().create(share));
        // [batch, frames, 2, bins, 2], zeros standing for the parts' second half
        NDArray transforms = parts.rfft(size, 3).real();
        NDArray even = transforms.get(new NDIndex(":, :, 0, :, 0"));
        NDArray odd = transforms.get(new NDIndex(":, :, 1, :, 1"));
        NDArray late = even.sub(odd).get(new NDIndex(":, :, 1:-1")).flip(2);
        return even.add(odd).concat(late, 2);
    }
}
