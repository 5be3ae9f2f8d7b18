package dev.phasewright.vocoder.lab;

import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.spectrogram.SpectralFrame;
import java.util.Objects;

/**
 * Two sounds exchange their phases (A. V. Oppenheim and J. S. Lim, "The importance of phase in signals", Proc. IEEE
 * 69(5), 1981): in long windows the words go with the phases, in short ones with the magnitudes.
 *
 * @param framing the frames whose phases are exchanged
 */
public record PhaseSwap(Framing framing) implements PhaseTool {
    /** @throws NullPointerException if there is no framing */
    public PhaseSwap {
        Objects.requireNonNull(framing, "framing");
    }

    /**
     * Two sounds as the one that this tool takes.
     *
     * @param a a sound of which nothing was read; closed with the result
     * @param b another of the same rate and of as many channels; closed with the result
     * @return the channels of {@code a} and then those of {@code b}, as long as the shorter of the two
     * @throws IllegalArgumentException if rates or channels differ
     */
    public static SoundSource beside(SoundSource a, SoundSource b) {
        return new SideBySide(a, b);
    }

    /**
     * Two sounds as {@link #beside} takes them: the second is brought to the rate of the first, and a single channel is
     * taken for each of several.
     *
     * @param a a sound of which nothing was read; closed with the result
     * @param b another; closed with the result
     * @throws IllegalArgumentException if they have several channels each, and not as many
     */
    public static SoundSource fitted(SoundSource a, SoundSource b) {
        int channels = Math.max(a.channels(), b.channels());
        return beside(Duplicated.over(channels, a), Duplicated.over(channels, Resampler.resample(b, a.sampleRate())));
    }

    /**
     * {@inheritDoc}
     *
     * @param source the channels of one sound and then those of the other, as from {@link #beside}
     * @return first the magnitudes of the one with the phases of the other, then the reverse
     * @throws IllegalArgumentException if the number of channels is odd
     */
    @Override
    public SoundSource through(SoundSource source) {
        if (source.channels() % 2 != 0) {
            throw new IllegalArgumentException(source.channels() + " channels are not two sounds side by side");
        }
        return framing.edited(source, PhaseSwap::swap);
    }

    private static void swap(SpectralFrame frame) {
        int half = frame.channels() / 2;
        for (int c = 0; c < half; c++) {
            double[] re = frame.re(c);
            double[] im = frame.im(c);
            double[] otherRe = frame.re(half + c);
            double[] otherIm = frame.im(half + c);
            for (int k = 0; k < re.length; k++) {
                double one = Math.sqrt(re[k] * re[k] + im[k] * im[k]);
                double two = Math.sqrt(otherRe[k] * otherRe[k] + otherIm[k] * otherIm[k]);
                // Nothing has the phase 0.
                double x = two > 0 ? otherRe[k] / two * one : one;
                double y = two > 0 ? otherIm[k] / two * one : 0;
                otherRe[k] = one > 0 ? re[k] / one * two : two;
                otherIm[k] = one > 0 ? im[k] / one * two : 0;
                re[k] = x;
                im[k] = y;
            }
        }
    }
}
