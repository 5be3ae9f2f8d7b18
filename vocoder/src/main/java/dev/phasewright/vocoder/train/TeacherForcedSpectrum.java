package dev.phasewright.vocoder.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.network.PhaseNetwork;
import dev.phasewright.vocoder.phase.PhaseDifferences;
import dev.phasewright.vocoder.phase.TreeIntegration;

/**
 * What an update's clips truly sound like, for losses of the sound that phase differences make. Integration along a tree
 * has no gradient. So each bin's phase is taken from its <em>true</em> neighbours by the differences that a network
 * names (teacher forcing, Williams &amp; Zipser 1989): the mean of what the frames before and after and the bins below and
 * above say, in which a neighbour weighs the difference's concentration and its own magnitude, as in the sweeps of
 * {@link TreeIntegration}.
 */
final class TeacherForcedSpectrum {
    private static final int PAST = 0;
    private static final int NEXT = 2;
    private static final int BELOW = 4;
    private static final int ABOVE = 6;
    /**
     * Where neighbours contradict each other, the sum of what they say is short, and a little more of one turns it far:
     * it counts as no shorter than this part of the bin's magnitude, which bounds the gradient.
     */
    private static final double SHORTEST = 0.01;

    private static final double SILENCE = 1e-12;

    private final StftSpec spec;
    private final int batch;
    private final int frames;
    private final int bins;
    /** Samples before those that come back of the frames' spectrum, and their number. */
    private final int skipped;

    private final int length;
    private final float[] samples;
    /** The neighbours' real and imaginary parts, turned by a bin's own advance; 0 beyond the clip and for Nyquist's bin. */
    private final float[][] neighbours;
    /** The square of the length that a sum has at least. */
    private final float[] floor;

    private final float[] magnitudes;
    /** The signs of Nyquist's bin, which no network says anything about. */
    private final float[] nyquist;

    /** @throws IllegalArgumentException if frames do not begin with the clip or are too few for a sample */
    TeacherForcedSpectrum(StftSpec spec, DifferentiableStft stft, int batch, int frames) {
        this.spec = spec;
        this.batch = batch;
        this.frames = frames;
        this.bins = spec.bins() - 1;
        this.skipped = spec.fftSize() - spec.hop();
        this.length = stft.samples(frames);
        if (spec.fftSize() / 2 % spec.hop() != 0) {
            throw new IllegalArgumentException("a loss of the sound wants a hop that divides half the FFT size, and "
                    + spec.hop() + " does not divide " + spec.fftSize() / 2);
        }
        this.samples = new float[batch * length];
        int size = batch * frames * bins;
        this.neighbours = new float[8][size];
        this.floor = new float[size];
        this.magnitudes = new float[batch * frames * (bins + 1)];
        this.nyquist = new float[batch * frames];
    }

    /**
     * Puts a clip into its place; safe for several places at once.
     *
     * @param clip its samples
     * @param spectrum of the clip
     * @param first the frame whose window starts with the clip
     */
    void put(int place, float[] clip, ComplexSpectrogram spectrum, int first) {
        System.arraycopy(clip, skipped, samples, place * length, length);
        int all = bins + 1;
        float[] re = spectrum.reals();
        float[] im = spectrum.imaginaries();
        PhaseDifferences.centre(re, im, all);
        for (int k = 0; k < all; k++) {
            double advance = PhaseDifferences.advance(spec, k);
            float c = (float) Math.cos(advance);
            float s = (float) Math.sin(advance);
            for (int t = 0; t < frames; t++) {
                int from = (first + t) * all + k;
                int row = place * frames + t;
                double squared = (double) re[from] * re[from] + (double) im[from] * im[from];
                magnitudes[row * all + k] = (float) Math.sqrt(squared);
                if (k == bins) {
                    nyquist[row] = Math.signum(re[from]);
                    continue;
                }
                int to = row * bins + k;
                floor[to] = (float) (SHORTEST * SHORTEST * squared + SILENCE);
                if (t > 0) {
                    int before = from - all;
                    neighbours[PAST][to] = re[before] * c - im[before] * s;
                    neighbours[PAST + 1][to] = re[before] * s + im[before] * c;
                }
                if (t + 1 < frames) {
                    int after = from + all;
                    neighbours[NEXT][to] = re[after] * c + im[after] * s;
                    neighbours[NEXT + 1][to] = im[after] * c - re[after] * s;
                }
                if (k > 0) {
                    neighbours[BELOW][to] = re[from - 1];
                    neighbours[BELOW + 1][to] = im[from - 1];
                }
                if (k + 1 < bins) {
                    neighbours[ABOVE][to] = re[from + 1];
                    neighbours[ABOVE + 1][to] = im[from + 1];
                }
            }
        }
    }

    /** The true samples that a spectrum of the clips gives back, {@code [batch, samples]}. */
    NDArray samples(NDManager scope) {
        return scope.create(samples, new Shape(batch, length));
    }

    /** The true magnitudes, {@code [batch, frames, bins]}, Nyquist's among them. */
    NDArray magnitudes(NDManager scope) {
        return scope.create(magnitudes, new Shape(batch, frames, bins + 1));
    }

    /**
     * The spectrum whose phases follow from true neighbours.
     *
     * @param found differences as {@link PhaseNetwork#forward} gives them
     * @param magnitudes {@code [batch, frames, bins]}, Nyquist's among them
     * @return {@code [batch, frames, bins, 2]}, as {@link DifferentiableStft#inverse} takes it
     */
    NDArray spectrum(NDManager scope, NDList found, NDArray magnitudes) {
        ComplexArray inTime = new ComplexArray(found.get(0), found.get(1));
        ComplexArray inFrequency = new ComplexArray(found.get(2), found.get(3));
        ComplexArray sum = inTime.times(neighbour(scope, PAST))
                .plus(following(inTime, 1).conjugateTimes(neighbour(scope, NEXT)))
                .plus(inFrequency.times(neighbour(scope, BELOW)))
                .plus(following(inFrequency, 2).conjugateTimes(neighbour(scope, ABOVE)));
        ComplexArray unit = sum.over(sum.squared()
                .add(scope.create(floor, new Shape(batch, frames, bins)))
                .sqrt());
        NDArray signs = scope.create(nyquist, new Shape(batch, frames, 1));
        NDArray centred = magnitudes.mul(scope.create(alternating()));
        ComplexArray whole =
                new ComplexArray(unit.re().concat(signs, 2), unit.im().concat(signs.zerosLike(), 2)).times(centred);
        return NDArrays.stack(new NDList(whole.re(), whole.im()), 3);
    }

    private ComplexArray neighbour(NDManager scope, int which) {
        Shape shape = new Shape(batch, frames, bins);
        return new ComplexArray(scope.create(neighbours[which], shape), scope.create(neighbours[which + 1], shape));
    }

    /** What is said one further along an axis; the last is repeated, and meets a neighbour of 0. */
    private static ComplexArray following(ComplexArray x, int axis) {
        return new ComplexArray(following(x.re(), axis), following(x.im(), axis));
    }

    private static NDArray following(NDArray x, int axis) {
        String before = ":, ".repeat(axis);
        return x.get(new NDIndex(before + "1:")).concat(x.get(new NDIndex(before + "-1:")), axis);
    }

    /** From phases that refer to the window's middle to ones that refer to its first sample. */
    private float[] alternating() {
        float[] signs = new float[bins + 1];
        for (int k = 0; k <= bins; k++) {
            signs[k] = k % 2 == 0 ? 1 : -1;
        }
        return signs;
    }
}
