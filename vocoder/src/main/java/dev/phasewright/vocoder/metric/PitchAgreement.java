package dev.phasewright.vocoder.metric;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.PitchTrack;
import java.util.Locale;

/**
 * How well pitch and voicing survive a reconstruction: periodicity error, voiced/unvoiced F1 and F0 error (M. Morrison
 * et al., "Chunked autoregressive GAN for conditional waveform synthesis", ICLR 2022; the same three in Vocos), with
 * the {@link PitchTrack} of YIN where they use CREPE, so figures compare with each other but not with theirs.
 *
 * <p>It holds counts and sums rather than results, so that those of several clips can be {@linkplain #plus added} and
 * the measures of all be taken over all frames, as the paper does. Gain and sign of either sound do not matter.
 *
 * <p>A frame counts if either sound is within {@value #RANGE_DB} dB of its own loudest frame there: the period of an
 * inaudible remainder is arbitrary. (Vocos gates each sound by itself, at −60 dB: then a remainder a little louder
 * than the gate on one side only, or digital silence beside near silence, is an error of periodicity of nearly 1.)
 *
 * @param frames frames compared, those in silence left out
 * @param squaredPeriodicity sum over frames of the squared difference of periodicity
 * @param voiced frames voiced in both: true positives
 * @param falselyVoiced frames voiced in the estimate only: false positives
 * @param missed frames voiced in the reference only: false negatives
 * @param squaredCents sum over frames voiced in both of the squared difference of pitch in cents
 */
public record PitchAgreement(
        long frames, double squaredPeriodicity, long voiced, long falselyVoiced, long missed, double squaredCents) {

    /** How far below a sound's loudest frame silence begins: 40 dB, as in ESTOI. */
    public static final double RANGE_DB = 40;

    /** No frames at all: what the sum over clips begins with. */
    public static final PitchAgreement NONE = new PitchAgreement(0, 0, 0, 0, 0, 0);

    /**
     * Compares two time-aligned sounds of one length, all channels mixed, in the usual range of pitch.
     *
     * @throws IllegalArgumentException if rates or lengths differ
     */
    public static PitchAgreement between(Audio reference, Audio estimate) {
        if (reference.sampleRate() != estimate.sampleRate() || reference.length() != estimate.length()) {
            throw new IllegalArgumentException(
                    "cannot compare the pitch of " + estimate + " with that of " + reference);
        }
        return between(PitchTrack.of(reference), PitchTrack.of(estimate));
    }

    /**
     * Compares two tracks frame by frame.
     *
     * @throws IllegalArgumentException if one has more frames
     */
    public static PitchAgreement between(PitchTrack reference, PitchTrack estimate) {
        if (reference.frames() != estimate.frames()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "cannot compare the pitch of %d frames with that of %d",
                    estimate.frames(),
                    reference.frames()));
        }
        long frames = 0;
        double periodicity = 0;
        double cents = 0;
        long voiced = 0;
        long falselyVoiced = 0;
        long missed = 0;
        for (int f = 0; f < reference.frames(); f++) {
            if (Math.max(reference.level(f), estimate.level(f)) < -RANGE_DB) {
                continue;
            }
            frames++;
            double d = estimate.periodicity(f) - reference.periodicity(f);
            periodicity += d * d;
            if (reference.voiced(f) && estimate.voiced(f)) {
                voiced++;
                double c = 1200 * Math.log(estimate.hertz(f) / reference.hertz(f)) / Math.log(2);
                cents += c * c;
            } else if (estimate.voiced(f)) {
                falselyVoiced++;
            } else if (reference.voiced(f)) {
                missed++;
            }
        }
        return new PitchAgreement(frames, periodicity, voiced, falselyVoiced, missed, cents);
    }

    /** The agreement over the frames of both. */
    public PitchAgreement plus(PitchAgreement other) {
        return new PitchAgreement(
                frames + other.frames,
                squaredPeriodicity + other.squaredPeriodicity,
                voiced + other.voiced,
                falselyVoiced + other.falselyVoiced,
                missed + other.missed,
                squaredCents + other.squaredCents);
    }

    /** The root mean square difference of periodicity, from 0 (equality) to 1; NaN of silence or no frames. */
    public double periodicityError() {
        return Math.sqrt(squaredPeriodicity / frames);
    }

    /**
     * The harmonic mean of precision and recall of voicing, from 0 to 1 (equality); NaN if neither sound has a voiced
     * frame.
     */
    public double voicingF1() {
        return 2.0 * voiced / (2 * voiced + falselyVoiced + missed);
    }

    /** The root mean square difference of pitch in cents over the frames voiced in both; NaN if there are none. */
    public double pitchError() {
        return Math.sqrt(squaredCents / voiced);
    }
}
