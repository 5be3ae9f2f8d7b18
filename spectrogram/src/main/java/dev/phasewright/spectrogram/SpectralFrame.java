package dev.phasewright.spectrogram;

/**
 * The complex spectra of one frame of every channel, to be changed in place by a {@link FrameEdit}. Phases refer to the
 * frame's first sample.
 */
public final class SpectralFrame {
    private final int size;
    private final double[][] re;
    private final double[][] im;
    private long number;

    SpectralFrame(int channels, int size) {
        this.size = size;
        this.re = new double[channels][size / 2 + 1];
        this.im = new double[channels][size / 2 + 1];
    }

    /** The same arrays as the next frame's. */
    SpectralFrame numbered(long next) {
        number = next;
        return this;
    }

    /**
     * The frame's number: the same spectra always come with the same one. Frame {@code f} is centred on sample {@code f·hop},
     * so those before the sound's first sample are negative; a whole sound at once is frame 0.
     */
    public long number() {
        return number;
    }

    /** The number of channels. */
    public int channels() {
        return re.length;
    }

    /** The number of samples that were transformed. */
    public int size() {
        return size;
    }

    /** The number of bins of each channel, {@code size / 2 + 1}. */
    public int bins() {
        return size / 2 + 1;
    }

    /** A channel's real parts, not a copy. */
    public double[] re(int channel) {
        return re[channel];
    }

    /** A channel's imaginary parts, not a copy. */
    public double[] im(int channel) {
        return im[channel];
    }

    /** Whether a bin can only be real (0 Hz, and half the sample rate): its imaginary part is 0, and is taken for 0. */
    public boolean isReal(int bin) {
        return bin == 0 || 2 * bin == size;
    }
}
