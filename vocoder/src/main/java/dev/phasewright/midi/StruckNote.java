package dev.phasewright.midi;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Onset;
import dev.phasewright.audio.PitchTrack;
import java.util.Arrays;

/**
 * A generated note as a keyboard needs it: it begins when it is struck, is as loud as its neighbours and tells its pitch.
 * Nobody changes it.
 */
final class StruckNote {
    private static final int A4 = 69;
    private static final double A4_HERTZ = 440;
    private static final int SEMITONES = 12;

    /** A note that is further off than this is taken as it was meant; what was found then is another harmonic. */
    private static final double MOST_SEMITONES = 0.7;

    private static final double ONSET_DB = 30;
    /** What comes before the onset and belongs to it; the sound fades in over it. */
    private static final double ATTACK_SECONDS = 0.003;
    /** The same of a drum, which is not faded in. */
    private static final double HIT_SECONDS = 0.001;

    /** What is as loud as the loudest such stretch is as loud as the note. */
    private static final double LOUD_SECONDS = 0.2;

    private static final double RMS = 0.1;
    private static final double PEAK = 0.7;

    private final float[] samples;
    private final double pitch;

    private StruckNote(float[] samples, double pitch) {
        this.samples = samples;
        this.pitch = pitch;
    }

    /**
     * A sound as a note.
     *
     * @param sound as it was generated, with the silence before its beginning
     * @param meant the pitch that was asked for, as MIDI counts
     */
    static StruckNote of(Audio sound, int meant) {
        Audio mono = sound.toMono();
        int attack = (int) (ATTACK_SECONDS * mono.sampleRate());
        int begin = Math.max(0, Onset.of(mono, ONSET_DB) - attack);
        Audio struck = mono.slice(Math.min(begin, mono.length()), mono.length());
        float[] samples = struck.channel(0);
        double gain = gain(samples, (int) (LOUD_SECONDS * mono.sampleRate()));
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= (float) (gain * Math.min(1, (double) (i + 1) / attack));
        }
        return new StruckNote(samples, pitch(struck, meant));
    }

    /** A hit of a drum, which has a beginning and a level but no pitch. */
    static StruckNote hit(Audio sound) {
        Audio mono = sound.toMono();
        int begin = Math.max(0, Onset.of(mono, ONSET_DB) - (int) (HIT_SECONDS * mono.sampleRate()));
        float[] samples =
                mono.slice(Math.min(begin, mono.length()), mono.length()).channel(0);
        double peak = mono.peak();
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= (float) (peak == 0 ? 0 : PEAK / peak);
        }
        return new StruckNote(samples, 0);
    }

    /** The same sound as if it were of another pitch. */
    StruckNote at(int key) {
        return new StruckNote(samples, key);
    }

    /** How many samples it has. */
    int length() {
        return samples.length;
    }

    /** At which pitch it really sounds, as MIDI counts, with parts of a semitone. */
    double pitch() {
        return pitch;
    }

    /**
     * A sample between samples, by Hermite's cubic: a line would dull what is played faster or slower.
     *
     * @param at from 0 to below the last sample
     */
    double at(double at) {
        int whole = (int) at;
        double part = at - whole;
        double before = whole > 0 ? samples[whole - 1] : 0;
        double here = samples[whole];
        double next = samples[whole + 1];
        double after = whole + 2 < samples.length ? samples[whole + 2] : 0;
        double slope = 0.5 * (next - before);
        double square = before - 2.5 * here + 2 * next - 0.5 * after;
        double cube = 0.5 * (after - before) + 1.5 * (here - next);
        return ((cube * part + square) * part + slope) * part + here;
    }

    private static double gain(float[] samples, int stretch) {
        double loudest = 0;
        double peak = 0;
        for (int from = 0; from < samples.length; from += stretch) {
            double squares = 0;
            for (int i = from; i < Math.min(from + stretch, samples.length); i++) {
                squares += samples[i] * samples[i];
                peak = Math.max(peak, Math.abs(samples[i]));
            }
            loudest = Math.max(loudest, squares / stretch);
        }
        return peak == 0 ? 0 : Math.min(RMS / Math.sqrt(loudest), PEAK / peak);
    }

    /** The median over frames that have a pitch near the one that was meant. */
    private static double pitch(Audio sound, int meant) {
        double hertz = A4_HERTZ * Math.pow(2, (double) (meant - A4) / SEMITONES);
        PitchTrack track = PitchTrack.of(sound, Math.max(20, hertz / 2), Math.min(4000, hertz * 2));
        double[] near = new double[track.frames()];
        int count = 0;
        for (int f = 0; f < near.length; f++) {
            if (track.voiced(f)) {
                double found = A4 + SEMITONES * Math.log(track.hertz(f) / A4_HERTZ) / Math.log(2);
                if (Math.abs(found - meant) < MOST_SEMITONES) {
                    near[count++] = found;
                }
            }
        }
        Arrays.sort(near, 0, count);
        return count == 0 ? meant : near[count / 2];
    }
}
