package dev.phasewright.vocoder.phase;

import dev.phasewright.diffusion.edit.Region;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import org.jspecify.annotations.Nullable;

/**
 * Sound for a hole in a sound, of which magnitudes and first phases were made up: alternating projections as in {@link
 * GriffinLim}, between what is known of the samples outside and the magnitudes wanted inside, after each bin's phase was
 * turned to what it is at the hole's edges.
 *
 * @param iterations inverse and forward transforms, not negative
 */
public record PhaseInfill(int iterations) {
    private static final float MOMENTUM = 0.99f;
    /** Frames on either side of a hole that tell how its phases have to be turned. */
    private static final int EDGE = 2;
    /** What is left of a step at the hole's edge is spread over this many samples. */
    private static final int EASED = 80;

    /**
     * Fills a hole.
     *
     * @param sound all samples; what they are within the hole counts only at frequencies that do not belong to it
     * @param hole in time and frequency
     * @param guess a spectrum of as many samples with the magnitudes wanted within
     * @return as many samples, which are those of the sound at all times that the hole does not touch: outside it where it
     *     takes all frequencies, and otherwise half a window further away
     */
    public float[] fill(float[] sound, Region hole, ComplexSpectrogram guess) {
        StftSpec spec = guess.spec();
        Stft stft = Stft.of(spec);
        int bins = spec.bins();
        boolean[] inside = new boolean[bins];
        boolean whole = true;
        for (int k = 0; k < bins; k++) {
            inside[k] = hole.hasHertz(spec.frequency(k));
            whole &= inside[k];
        }
        int reach = whole ? 0 : spec.fftSize() / 2;
        int from = (int) Math.max(0, Math.ceil(hole.from() * spec.sampleRate()) - reach);
        int to = (int) Math.min(sound.length, Math.ceil(hole.to() * spec.sampleRate()) + reach);
        ComplexSpectrogram original = stft.forward(sound);
        boolean[] free = new boolean[guess.frames() * bins];
        boolean[] fixed = new boolean[free.length];
        for (int t = 0; t < guess.frames(); t++) {
            if (hole.hasFrame(spec, t)) {
                for (int k = 0; k < bins; k++) {
                    free[t * bins + k] = inside[k];
                    fixed[t * bins + k] = !inside[k];
                }
            }
        }
        ComplexSpectrogram spectrum = mixed(original, aligned(guess, original, from, to), free);
        ComplexSpectrogram before = null;
        for (int i = 0; i < iterations; i++) {
            ComplexSpectrogram now = stft.forward(known(stft.inverse(spectrum), sound, from, to));
            ComplexSpectrogram ahead = before == null ? now : now.combine(1 + MOMENTUM, before, -MOMENTUM);
            spectrum = mixed(mixed(now, ahead.withMagnitudes(guess.magnitudes()), free), original, fixed);
            before = now;
        }
        return eased(stft.inverse(spectrum), sound, from, to);
    }

    /**
     * A guess whose phases are those of the original at the hole's edges: each bin is turned by the angle by which the two
     * differ in the last frames that lie before the hole, and more and more by that of the first ones behind it. Phases of
     * a guess that was made from magnitudes may all be right but for such an angle.
     */
    private static ComplexSpectrogram aligned(ComplexSpectrogram guess, ComplexSpectrogram original, int from, int to) {
        StftSpec spec = guess.spec();
        int bins = spec.bins();
        int half = spec.fftSize() / 2;
        int before = Math.floorDiv(from - half, spec.hop());
        int behind = (to + half + spec.hop() - 1) / spec.hop();
        double[] first = angles(guess, original, before - EDGE + 1);
        double[] last = angles(guess, original, behind);
        // Where one edge has none, the other's hold throughout.
        first = first == null ? last : first;
        last = last == null ? first : last;
        if (first == null || last == null) {
            return guess;
        }
        float[] re = guess.reals();
        float[] im = guess.imaginaries();
        for (int t = Math.max(0, before); t < Math.min(guess.frames(), behind); t++) {
            double share = (double) (t - before) / (behind - before);
            for (int k = 0; k < bins; k++) {
                double way = Math.IEEEremainder(last[k] - first[k], 2 * Math.PI);
                double angle = first[k] + share * way;
                int i = t * bins + k;
                double x = re[i];
                re[i] = (float) (x * Math.cos(angle) - im[i] * Math.sin(angle));
                im[i] = (float) (x * Math.sin(angle) + im[i] * Math.cos(angle));
            }
        }
        return new ComplexSpectrogram(spec, guess.samples(), re, im);
    }

    /** By which angle each bin of the guess has to be turned in a few frames; null if there are none. */
    private static double @Nullable [] angles(ComplexSpectrogram guess, ComplexSpectrogram original, int start) {
        int end = Math.min(guess.frames(), start + EDGE);
        if (end <= Math.max(0, start)) {
            return null;
        }
        double[] angles = new double[guess.bins()];
        for (int k = 0; k < angles.length; k++) {
            double x = 0;
            double y = 0;
            for (int t = Math.max(0, start); t < end; t++) {
                x += original.re(t, k) * guess.re(t, k) + original.im(t, k) * guess.im(t, k);
                y += original.im(t, k) * guess.re(t, k) - original.re(t, k) * guess.im(t, k);
            }
            angles[k] = Math.atan2(y, x);
        }
        return angles;
    }

    /** One spectrum, but where told the other. */
    private static ComplexSpectrogram mixed(ComplexSpectrogram one, ComplexSpectrogram other, boolean[] where) {
        float[] re = one.reals();
        float[] im = one.imaginaries();
        float[] otherRe = other.reals();
        float[] otherIm = other.imaginaries();
        for (int i = 0; i < where.length; i++) {
            if (where[i]) {
                re[i] = otherRe[i];
                im[i] = otherIm[i];
            }
        }
        return new ComplexSpectrogram(one.spec(), one.samples(), re, im);
    }

    private static float[] known(float[] made, float[] sound, int from, int to) {
        System.arraycopy(sound, 0, made, 0, from);
        System.arraycopy(sound, to, made, to, sound.length - to);
        return made;
    }

    /** What was made between {@code from} and {@code to}, moved at both ends to where the sound is there. */
    private static float[] eased(float[] made, float[] sound, int from, int to) {
        int length = Math.min(EASED, (to - from) / 2);
        float start = from > 0 ? sound[from - 1] - made[from - 1] : 0;
        float end = to < sound.length ? sound[to] - made[to] : 0;
        for (int i = 0; i < length; i++) {
            float share = 1 - (i + 1f) / (length + 1);
            made[from + i] += share * start;
            made[to - 1 - i] += share * end;
        }
        return known(made, sound, from, to);
    }
}
