package dev.phasewright.spectrogram;

import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.audio.stream.StreamedSource;
import java.util.Objects;

/**
 * A sound whose short-time spectrum is changed while it is being read, in memory that does not grow. An edit that
 * changes nothing gives the samples back, up to the rounding of floats.
 *
 * <p>Frames are those of {@link Stft}, and so is the least-squares overlap-add; but here every frame that touches the
 * sound is made, also those centred beyond its ends, so that as many windows cover its first samples and its last as
 * all others. Frames may be further apart, or nearer, when they are put together than they were when they were taken:
 * then the sound is as much longer or shorter, and it is for the edit to make phases that fit. What comes out does not
 * depend on how the sound is cut into pieces.
 */
public final class SpectralSource {
    private SpectralSource() {}

    /**
     * A sound with its spectrum edited.
     *
     * @param source any sound at the spec's rate of which nothing was read; it is closed with the result
     * @param edit called for one frame after the other
     * @return as many samples
     * @throws IllegalArgumentException if the sound has another rate
     */
    public static SoundSource through(SoundSource source, StftSpec spec, FrameEdit edit) {
        return stretched(source, spec, 1, edit);
    }

    /**
     * A sound with its spectrum edited and its frames moved apart.
     *
     * @param source any sound at the spec's rate of which nothing was read; it is closed with the result
     * @param spec hop is the distance of frames afterwards; before, it is {@code hop / stretch}
     * @param stretch how many times as long the result is, positive and finite
     * @param edit called for one frame after the other
     * @return {@code round(length·stretch)} samples
     * @throws IllegalArgumentException if the sound has another rate or the stretch is out of range
     */
    public static SoundSource stretched(SoundSource source, StftSpec spec, double stretch, FrameEdit edit) {
        Objects.requireNonNull(edit, "edit");
        if (source.sampleRate() != spec.sampleRate()) {
            throw new IllegalArgumentException("a sound at " + source.sampleRate() + " Hz does not fit an STFT at "
                    + spec.sampleRate() + " Hz: resample it first");
        }
        if (!(stretch > 0 && stretch < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a stretch must be positive and finite, not " + stretch);
        }
        return new StreamedSource(
                source,
                new SpectralStream(source.channels(), spec, stretch, edit),
                length -> Math.round(length * stretch));
    }

    /**
     * A sound with the spectrum of all its samples edited at once, as one frame as long as the sound and without a
     * window.
     *
     * @param source any sound of which nothing was read; it is read to its end, and takes memory, when the first sample
     *     is asked for; closed with the result
     * @param edit called once, unless the sound is empty
     * @return as many samples
     */
    public static SoundSource whole(SoundSource source, FrameEdit edit) {
        return new WholeSpectrum(source, Objects.requireNonNull(edit, "edit"));
    }

    /**
     * About how many bytes {@link #whole} takes.
     *
     * @param samples in each channel
     */
    public static long wholeBytes(int channels, long samples) {
        // Of a channel: the original twice and the result twice as floats, and the spectrum; and the samples in work.
        return samples * (channels * (4L * Float.BYTES + Double.BYTES) + Double.BYTES) + RealFft.workingBytes(samples);
    }
}
