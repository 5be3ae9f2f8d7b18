package dev.phasewright.audio;

import dev.phasewright.audio.format.JavaSound;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.audio.format.SoundFileException;
import dev.phasewright.audio.stream.Piece;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import javax.sound.sampled.AudioInputStream;

/**
 * Immutable sampled sound: one or more channels of equal length at one sample rate.
 *
 * <p>Samples are floats with full scale at ±1; values outside that range are allowed (they clip only when written to
 * an integer format). Samples are always finite: NaN and infinities are refused on construction, so that no later
 * stage needs to ask.
 */
public final class Audio {
    private static final int FIRST_READ = 1 << 14;

    private final float[][] channels;
    private final int sampleRate;

    private Audio(float[][] channels, int sampleRate) {
        this.channels = channels;
        this.sampleRate = sampleRate;
    }

    /**
     * Makes audio from one array a channel; the arrays are copied.
     *
     * @param channels samples as {@code [channel][sample]}, at least one channel, all of one length (which may be 0)
     * @param sampleRate samples per second, positive
     * @throws IllegalArgumentException if there is no channel, the lengths differ, the rate is not positive, or a
     *     sample is not finite
     */
    public static Audio of(float[][] channels, int sampleRate) {
        Objects.requireNonNull(channels, "channels");
        if (channels.length == 0) {
            throw new IllegalArgumentException("audio needs at least one channel");
        }
        if (sampleRate <= 0) {
            throw new IllegalArgumentException("sample rate must be positive, not " + sampleRate);
        }
        float[][] copy = new float[channels.length][];
        for (int c = 0; c < channels.length; c++) {
            if (channels[c].length != channels[0].length) {
                throw new IllegalArgumentException("channel " + c + " has " + channels[c].length
                        + " samples, channel 0 has " + channels[0].length);
            }
            for (int i = 0; i < channels[c].length; i++) {
                if (!Float.isFinite(channels[c][i])) {
                    throw new IllegalArgumentException(
                            "sample " + i + " of channel " + c + " is " + channels[c][i] + ", not a finite number");
                }
            }
            copy[c] = channels[c].clone();
        }
        return new Audio(copy, sampleRate);
    }

    /** The arrays themselves, which nobody may change. */
    float[][] samples() {
        return channels;
    }

    /** Takes over arrays that are known to be of one length, finite, and nobody else's. */
    static Audio owning(float[][] channels, int sampleRate) {
        return new Audio(channels, sampleRate);
    }

    /**
     * Makes one-channel audio; the array is copied.
     *
     * @throws IllegalArgumentException as {@link #of} does
     */
    public static Audio mono(float[] samples, int sampleRate) {
        return of(new float[][] {samples}, sampleRate);
    }

    /**
     * All samples that are still to be read from a source, which is left open.
     *
     * @throws SoundFileException if there are more than an array holds
     * @throws IOException if the source fails
     */
    public static Audio readAll(SoundSource source) throws IOException {
        float[][] all =
                new float[source.channels()][(int) Math.max(FIRST_READ, Math.min(source.length() + 1, Piece.LONGEST))];
        int done = source.read(all, 0, all[0].length);
        while (done == all[0].length) {
            if (done == Piece.LONGEST) {
                throw new SoundFileException(
                        "a sound of more than 2^31 samples does not fit in memory; cut it into pieces");
            }
            int wanted = (int) Math.min(Piece.LONGEST, 2L * done);
            Piece.resize(all, wanted);
            done += source.read(all, done, wanted - done);
        }
        Piece.resize(all, done);
        return owning(all, source.sampleRate());
    }

    /** This sound as one to be read piece by piece, from its beginning. */
    public SoundSource source() {
        return new AudioSource(channels, sampleRate);
    }

    /**
     * Plays this sound on the computer's sound card, and returns when it was heard to its end.
     *
     * @throws IOException if there is no sound card for it, or it is taken; an {@link java.io.InterruptedIOException} if
     *     the thread is interrupted, upon which the sound stops
     */
    public void play() throws IOException {
        JavaSound.play(source());
    }

    /**
     * This sound as a stream of {@code javax.sound.sampled}. The way back is {@link SoundFile#read(java.io.InputStream)}.
     *
     * @param format how samples are stored; integers are dithered as {@link SoundFile#write} does
     * @throws SoundFileException if there are more channels than a WAV file can hold
     */
    public AudioInputStream stream(SampleFormat format) throws SoundFileException {
        return JavaSound.stream(source(), format);
    }

    /** The number of channels, at least 1. */
    public int channels() {
        return channels.length;
    }

    /** The number of samples in each channel, possibly 0. */
    public int length() {
        return channels[0].length;
    }

    /** Samples per second. */
    public int sampleRate() {
        return sampleRate;
    }

    /** The duration in seconds. */
    public double seconds() {
        return (double) length() / sampleRate;
    }

    /** One sample; full scale is ±1. */
    public float sample(int channel, int index) {
        return channels[channel][index];
    }

    /** A copy of one channel's samples. */
    public float[] channel(int channel) {
        return channels[channel].clone();
    }

    /** The mean of all channels, as one channel. */
    public Audio toMono() {
        if (channels.length == 1) {
            return this;
        }
        float[] mean = new float[length()];
        for (int i = 0; i < mean.length; i++) {
            double sum = 0;
            for (float[] channel : channels) {
                sum += channel[i];
            }
            mean[i] = (float) (sum / channels.length);
        }
        return new Audio(new float[][] {mean}, sampleRate);
    }

    /**
     * The samples from {@code from} (inclusive) to {@code to} (exclusive); positions outside the sound are silence, so
     * the same call trims and pads.
     *
     * @throws IllegalArgumentException if {@code to < from}
     */
    public Audio slice(int from, int to) {
        if (to < from) {
            throw new IllegalArgumentException("slice ends (" + to + ") before it starts (" + from + ")");
        }
        float[][] cut = new float[channels.length][to - from];
        int start = Math.max(0, from);
        int end = Math.min(length(), to);
        for (int c = 0; c < channels.length && start < end; c++) {
            System.arraycopy(channels[c], start, cut[c], start - from, end - start);
        }
        return new Audio(cut, sampleRate);
    }

    /** Every sample multiplied by {@code gain} (linear amplitude, finite). */
    public Audio scaled(double gain) {
        float[][] scaled = new float[channels.length][length()];
        for (int c = 0; c < channels.length; c++) {
            for (int i = 0; i < length(); i++) {
                scaled[c][i] = (float) (channels[c][i] * gain);
            }
        }
        return of(scaled, sampleRate);
    }

    /**
     * The sound scaled so that its {@link #peak} lies at a level.
     *
     * @param dbfs the wanted peak in decibels relative to full scale, finite; 0 is ±1
     * @return the scaled sound; digital silence stays as it is
     */
    public Audio normalizedPeak(double dbfs) {
        double peak = peak();
        return peak == 0 ? this : scaled(Math.pow(10, dbfs / 20) / peak);
    }

    /** The sound scaled so that its {@link #peak} lies at a level, {@code dbfs} re full scale, if it lies above it. */
    public Audio noLouderThan(double dbfs) {
        return peak() > Math.pow(10, dbfs / 20) ? normalizedPeak(dbfs) : this;
    }

    /**
     * The sound without the quiet before its first and behind its last loud sample. A sample is loud if any channel
     * comes within {@code belowPeakDb} of the {@link #peak}.
     *
     * @param belowPeakDb how far below the peak silence begins, in decibels, not negative; 40 to 60 suits recordings
     * @return what remains; no samples at all of digital silence
     * @throws IllegalArgumentException if {@code belowPeakDb} is negative or NaN
     */
    public Audio trimSilence(double belowPeakDb) {
        if (!(belowPeakDb >= 0)) {
            throw new IllegalArgumentException("silence must begin 0 dB or more below the peak, not " + belowPeakDb);
        }
        double peak = peak();
        double threshold = Math.max(Double.MIN_VALUE, peak * Math.pow(10, -belowPeakDb / 20));
        int from = 0;
        while (from < length() && peakAt(from) < threshold) {
            from++;
        }
        int to = length();
        while (to > from && peakAt(to - 1) < threshold) {
            to--;
        }
        return slice(from, to);
    }

    /** The largest absolute value of any channel at a place. */
    double peakAt(int index) {
        double peak = 0;
        for (float[] channel : channels) {
            peak = Math.max(peak, Math.abs(channel[index]));
        }
        return peak;
    }

    /** The largest absolute sample of any channel, linear; 0 for no samples. */
    public double peak() {
        double peak = 0;
        for (float[] channel : channels) {
            for (float v : channel) {
                peak = Math.max(peak, Math.abs(v));
            }
        }
        return peak;
    }

    /** The root mean square over all channels, linear; 0 for no samples. */
    public double rms() {
        double sum = 0;
        for (float[] channel : channels) {
            for (float v : channel) {
                sum += (double) v * v;
            }
        }
        return length() == 0 ? 0 : Math.sqrt(sum / ((double) length() * channels.length));
    }

    /** Two sounds are equal if rate, channels and all samples are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Audio that
                && sampleRate == that.sampleRate
                && Arrays.deepEquals(channels, that.channels);
    }

    @Override
    public int hashCode() {
        return 31 * sampleRate + Arrays.deepHashCode(channels);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "Audio[%d ch × %d samples, %d Hz, %.3f s]", channels(), length(), sampleRate, seconds());
    }
}
