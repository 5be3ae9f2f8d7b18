package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Work on a spectrum whose frames depend on some on either side, done in pieces and on all cores: to the bit as in one. */
public final class Piecewise {
    /** Frames a thread works on at a time; each piece is worked on with all that it depends on. */
    private static final int PIECE = 640;

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
        IntStream.range(0, (frames + PIECE - 1) / PIECE).parallel().forEach(i -> {
            int from = i * PIECE;
            int to = Math.min(frames, from + PIECE);
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
}
