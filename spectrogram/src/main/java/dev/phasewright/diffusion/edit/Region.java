package dev.phasewright.diffusion.edit;

import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.StftSpec;
import java.util.stream.IntStream;

/**
 * A rectangle of time and frequency. A frame belongs to it if its centre does, a bin or band if its centre frequency does.
 *
 * @param from in seconds, not negative
 * @param to in seconds, above {@code from}; may be infinite
 * @param lowHz not negative
 * @param highHz above {@code lowHz}; may be infinite
 */
public record Region(double from, double to, double lowHz, double highHz) {
    /** @throws IllegalArgumentException if a value is outside its range */
    public Region {
        if (!(from >= 0 && to > from)) {
            throw new IllegalArgumentException("a region needs 0 <= from < to, not " + from + " s and " + to + " s");
        }
        if (!(lowHz >= 0 && highHz > lowHz)) {
            throw new IllegalArgumentException(
                    "a region needs 0 <= low < high, not " + lowHz + " Hz and " + highHz + " Hz");
        }
    }

    /** All frequencies between two times. */
    public static Region time(double from, double to) {
        return new Region(from, to, 0, Double.POSITIVE_INFINITY);
    }

    /** Whether a frame belongs to it. */
    public boolean hasFrame(StftSpec spec, int frame) {
        double seconds = (double) frame * spec.hop() / spec.sampleRate();
        return seconds >= from && seconds <= to;
    }

    /** Whether a frequency belongs to it. */
    public boolean hasHertz(double hertz) {
        return hertz >= lowHz && hertz <= highHz;
    }

    /** The mel bands that belong to it. */
    public int[] bands(MelSpec spec) {
        double low = spec.scale().fromHertz(spec.lowHz());
        double high = spec.scale().fromHertz(spec.highHz());
        MelScale scale = spec.scale();
        return IntStream.range(0, spec.bands())
                .filter(b -> hasHertz(scale.toHertz(low + (high - low) * (b + 1) / (spec.bands() + 1))))
                .toArray();
    }

    /**
     * Which values of a spectrogram lie outside.
     *
     * @return row-major {@code [frames × bands]}
     */
    public boolean[] outside(LogMel mel) {
        boolean[] inBand = new boolean[mel.bands()];
        for (int band : bands(mel.spec())) {
            inBand[band] = true;
        }
        boolean[] outside = new boolean[mel.frames() * mel.bands()];
        for (int i = 0; i < outside.length; i++) {
            outside[i] = !(inBand[i % mel.bands()] && hasFrame(mel.spec().stft(), i / mel.bands()));
        }
        return outside;
    }
}
