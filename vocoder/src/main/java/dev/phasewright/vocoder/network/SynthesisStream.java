package dev.phasewright.vocoder.network;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import java.util.Arrays;

/** The inverse STFT of frames that come in lots: samples come out as soon as no later frame touches them. */
final class SynthesisStream {
    private final StftSpec spec;
    private final Stft stft;
    private final int margin;
    /** The last frames: two margins, or as many as there are. */
    private float[] re = new float[0];

    private float[] im = new float[0];
    /** Frames taken so far. */
    private long taken;
    /** Samples given out so far. */
    private long given;

    SynthesisStream(StftSpec spec) {
        this.spec = spec;
        this.stft = Stft.of(spec);
        this.margin = WaitingSamples.margin(spec);
    }

    /**
     * Takes the next frames.
     *
     * @param spectrum their real and their imaginary parts, row-major
     * @param total the sound's length if these are its last frames; otherwise negative
     * @return the samples that became certain
     */
    float[] next(float[][] spectrum, long total) {
        long known = taken - re.length / spec.bins();
        taken += spectrum[0].length / spec.bins();
        re = joined(re, spectrum[0]);
        im = joined(im, spectrum[1]);
        float[] out = re.length == 0 ? re : samples(known, total);
        int keep = Math.min(re.length, 2 * margin * spec.bins());
        re = Arrays.copyOfRange(re, re.length - keep, re.length);
        im = Arrays.copyOfRange(im, im.length - keep, im.length);
        return out;
    }

    /** @param known the first frame that is there */
    private float[] samples(long known, long total) {
        int hop = spec.hop();
        int frames = re.length / spec.bins();
        boolean last = total >= 0;
        int length = last ? (int) (total - known * hop) : spec.samples(frames);
        float[] all = stft.inverse(new ComplexSpectrogram(spec, length, re, im));
        // What the piece before gave out ended half a window before its next frame.
        int half = margin * hop;
        int from = (int) (given - known * hop);
        int to = last ? length : Math.max(from, frames * hop - half);
        given = known * hop + to;
        return Arrays.copyOfRange(all, from, Math.min(to, all.length));
    }

    /** Arrays one after the other. */
    static float[] joined(float[]... parts) {
        float[] all =
                new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
