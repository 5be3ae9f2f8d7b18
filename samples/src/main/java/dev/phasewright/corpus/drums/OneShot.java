package dev.phasewright.corpus.drums;

import dev.phasewright.StrokeEnd;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Fade;
import dev.phasewright.audio.Onset;
import dev.phasewright.audio.Resampler;
import java.util.Optional;

/**
 * A recording as a clip of the corpus: 44.1 kHz mono, free of a constant offset, beginning {@value #LEAD} samples before
 * its onset, ending where the stroke has ended ({@link StrokeEnd}) or at the longest that is allowed, faded at both ends,
 * its peak at −1 dBFS.
 *
 * @param sound the clip
 * @param level the peak of the recording in dB relative to full scale
 * @param decayed whether it had decayed where it ends, and was not cut
 */
record OneShot(Audio sound, double level, boolean decayed) {
    /** Samples per second of every clip. */
    static final int SAMPLE_RATE = 44_100;

    /** Samples before the onset: 10 ms. */
    static final int LEAD = 441;

    /** The first sample that is within 30 dB of the peak begins the sound. */
    private static final double BEGUN_DB = 30;

    private static final double SILENT_DB = -60;
    private static final double SHORTEST_SECONDS = 0.01;
    private static final double PEAK_DB = -1;
    private static final int FADE_IN = LEAD / 2;

    /** What is constant lies below this. */
    private static final double OFFSET_HERTZ = 5;

    /**
     * Cuts a clip out of a recording.
     *
     * @param longestSeconds how long it may be
     * @return nothing if it is silent or shorter than 10 ms
     */
    static Optional<OneShot> of(Audio recording, double longestSeconds) {
        if (recording.length() == 0) {
            return Optional.empty();
        }
        Audio whole = Resampler.resample(recording.toMono(), SAMPLE_RATE);
        Audio sound = Audio.mono(withoutOffset(whole.channel(0)), SAMPLE_RATE);
        double peak = sound.peak();
        if (peak < decibels(SILENT_DB)) {
            return Optional.empty();
        }
        int onset = Onset.of(sound, BEGUN_DB);
        int end = StrokeEnd.after(sound, onset);
        if (end - onset < SHORTEST_SECONDS * SAMPLE_RATE) {
            return Optional.empty();
        }
        int start = onset - LEAD;
        int last = (int) Math.min(end, start + Math.round(longestSeconds * SAMPLE_RATE));
        Audio clip = StrokeEnd.faded(fadedIn(sound.slice(start, last)));
        return Optional.of(new OneShot(clip.normalizedPeak(PEAK_DB), 20 * Math.log10(peak), last == end));
    }

    private static double decibels(double level) {
        return Math.pow(10, level / 20);
    }

    /** A first-order high-pass, to which the recording comes out of silence. */
    private static float[] withoutOffset(float[] samples) {
        float[] free = new float[samples.length];
        double pole = 1 - 2 * Math.PI * OFFSET_HERTZ / SAMPLE_RATE;
        double value = 0;
        for (int i = 0; i < samples.length; i++) {
            value = samples[i] - (i == 0 ? 0 : samples[i - 1]) + pole * value;
            free[i] = (float) value;
        }
        return free;
    }

    private static Audio fadedIn(Audio sound) {
        float[] clip = sound.channel(0);
        for (int i = 0; i < FADE_IN; i++) {
            clip[i] *= (float) Fade.gain(i, FADE_IN);
        }
        return Audio.mono(clip, SAMPLE_RATE);
    }
}
