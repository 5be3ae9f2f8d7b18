package dev.phasewright.data.augment;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Onset;
import dev.phasewright.audio.Resampler;

/** The single alterations: pure functions of a sound of one channel. */
final class Alterations {
    private static final double ONSET_DB = 30;

    /** Where a sound is said to have decayed. */
    private static final double DECAYED_DB = 40;

    /** A tail is never raised by more, or its noise would be heard. */
    private static final double MOST_RAISED_DB = 20;

    private static final double MIDDLE_HERTZ = 1000;

    private Alterations() {}

    /** Played faster or slower, as a tape would be: higher is shorter. */
    static Audio pitched(Audio sound, double semitones) {
        int rate = sound.sampleRate();
        int resampled = (int) Math.round(rate / Math.pow(2, semitones / 12));
        return resampled == rate
                ? sound
                : Audio.mono(Resampler.resample(sound, resampled).channel(0), rate);
    }

    /**
     * Decaying in another time, what it takes from its onset until it is 40 dB down for good: an exponential is laid over
     * it from its onset on. The length is the same; a tail that has become inaudible is left for the trimming to come.
     *
     * @param factor how many times longer it rings; a tail is raised by at most 20 dB
     */
    static Audio ringing(Audio sound, double factor) {
        int onset = Onset.of(sound, ONSET_DB);
        int end = onset
                + sound.slice(onset, sound.length()).trimSilence(DECAYED_DB).length();
        if (factor == 1 || end <= onset) {
            return sound;
        }
        // In dB a sample: what it loses as it is, and what it would have to lose.
        double slope = DECAYED_DB / (end - onset) * (1 - 1 / factor);
        float[] samples = sound.channel(0);
        for (int i = onset; i < samples.length; i++) {
            samples[i] *= (float) Math.pow(10, Math.min(MOST_RAISED_DB, slope * (i - onset)) / 20);
        }
        return Audio.mono(samples, sound.sampleRate());
    }

    /**
     * Highs against lows: two halves divided at 1 kHz by a filter of the first order, which add up to the sound, the upper
     * raised and the lower taken down by half the difference each.
     */
    static Audio tilted(Audio sound, double differenceDb) {
        if (differenceDb == 0) {
            return sound;
        }
        double up = Math.pow(10, differenceDb / 40);
        double pole = Math.exp(-2 * Math.PI * MIDDLE_HERTZ / sound.sampleRate());
        float[] samples = sound.channel(0);
        double low = 0;
        for (int i = 0; i < samples.length; i++) {
            low = pole * low + (1 - pole) * samples[i];
            samples[i] = (float) (low / up + (samples[i] - low) * up);
        }
        return Audio.mono(samples, sound.sampleRate());
    }

    /**
     * Another sound laid over it, stroke on stroke; the length stays.
     *
     * @param levelDb the other's peak relative to this one's, in dB
     */
    static Audio layered(Audio sound, Audio other, double levelDb) {
        double peak = other.peak();
        if (peak == 0 || sound.peak() == 0) {
            return sound;
        }
        double gain = Math.pow(10, levelDb / 20) * sound.peak() / peak;
        int later = Onset.of(sound, ONSET_DB) - Onset.of(other, ONSET_DB);
        float[] samples = sound.channel(0);
        float[] others = other.channel(0);
        for (int i = Math.max(0, later); i < Math.min(samples.length, others.length + later); i++) {
            samples[i] += (float) (gain * others[i - later]);
        }
        return Audio.mono(samples, sound.sampleRate());
    }
}
