package dev.phasewright.vocoder;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.diffusion.edit.Region;

/**
 * Sound for a hole in a sound, of which magnitudes and first phases were made up: alternating projections as in {@link
 * GriffinLim}, between what is known of the samples outside and the magnitudes wanted inside, so that the phases inside
 * grow to fit those at the hole's edges.
 *
 * @param iterations inverse and forward transforms, not negative
 */
record PhaseInfill(int iterations) {
    private static final float MOMENTUM = 0.99f;
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
    float[] fill(float[] sound, Region hole, ComplexSpectrogram guess) {
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
        ComplexSpectrogram spectrum = mixed(original, guess, free);
        ComplexSpectrogram before = null;
        for (int i = 0; i < iterations; i++) {
            ComplexSpectrogram now = stft.forward(known(stft.inverse(spectrum), sound, from, to));
            ComplexSpectrogram ahead = before == null ? now : now.combine(1 + MOMENTUM, before, -MOMENTUM);
            spectrum = mixed(mixed(now, ahead.withMagnitudes(guess.magnitudes()), free), original, fixed);
            before = now;
        }
        return eased(stft.inverse(spectrum), sound, from, to);
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
