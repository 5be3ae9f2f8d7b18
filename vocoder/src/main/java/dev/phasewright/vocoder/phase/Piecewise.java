package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Work on a spectrum whose frames depend on some on either side, done in pieces and on all cores: to the bit as in one. */
public final class Piecewise {
    /** Frames a thread works on at a time, at most: what they need stays in the processor's caches. */
    private static final int MOST = 1024;

    private Piecewise() {}

    /** What is done to a piece. */
    @FunctionalInterface
    public interface Work {
        /**
         * Works on one piece.
         *
         * @param piece some frames of the spectrum
         * @param first the first of these frames in the whole
         * @param end the frame after the last of these
         * @return as many frames
         */
        ComplexSpectrogram on(ComplexSpectrogram piece, int first, int end);
    }

    /**
     * Works on all of a spectrum.
     *
     * @param whole the spectrum
     * @param reach frames on either side that a frame depends on
     * @param work safe for use by several threads
     */
    public static ComplexSpectrogram apply(ComplexSpectrogram whole, int reach, Work work) {
        StftSpec spec = whole.spec();
        int frames = whole.frames();
        int bins = whole.bins();
        float[] re = whole.reals();
        float[] im = whole.imaginaries();
        float[] outRe = new float[re.length];
        float[] outIm = new float[im.length];
        int size = size(frames, reach, Runtime.getRuntime().availableProcessors());
        IntStream.range(0, (frames + size - 1) / size).parallel().forEach(i -> {
            int from = i * size;
            int to = Math.min(frames, from + size);
            int first = Math.max(0, from - reach);
            int end = Math.min(frames, to + reach);
            int samples = end == frames ? whole.samples() - first * spec.hop() : spec.samples(end - first);
            ComplexSpectrogram done = work.on(
                    new ComplexSpectrogram(
                            spec,
                            samples,
                            Arrays.copyOfRange(re, first * bins, end * bins),
                            Arrays.copyOfRange(im, first * bins, end * bins)),
                    first,
                    end);
            int skip = (from - first) * bins;
            int count = (to - from) * bins;
            System.arraycopy(done.reals(), skip, outRe, from * bins, count);
            System.arraycopy(done.imaginaries(), skip, outIm, from * bins, count);
        });
        return new ComplexSpectrogram(spec, whole.samples(), outRe, outIm);
    }

    /**
     * Frames a piece: as many pieces for each core as for any other, but none so small that what it depends on is more than
     * itself.
     */
    private static int size(int frames, int reach, int cores) {
        int turns = (frames + MOST * cores - 1) / (MOST * cores);
        int even = (frames + turns * cores - 1) / (turns * cores);
        return Math.max(even, 2 * reach);
    }
}
