package dev.phasewright.vocoder.metric;

import dev.phasewright.spectrogram.LogMel;

/**
 * How much a place stands out where two sounds were joined: the change of the log-mel spectrum from frame to frame there,
 * divided by what it is elsewhere. 1 is what the sound does anyway; a splice of two sounds that do not fit is several times
 * that.
 */
public final class SeamError {
    private static final int AROUND = 1;

    private SeamError() {}

    /**
     * The error at one seam.
     *
     * @param sound at least four frames
     * @param frame the first frame behind the seam
     * @return the mean absolute change into this frame and its two neighbours, divided by the mean of all others; infinite
     *     if all others are alike
     * @throws IllegalArgumentException if there are no frames on both sides, or no others
     */
    public static double at(LogMel sound, int frame) {
        if (frame < 1 || frame >= sound.frames() || sound.frames() < 2 * AROUND + 3) {
            throw new IllegalArgumentException(
                    "a seam before frame " + frame + " is not within a sound of " + sound.frames() + " frames");
        }
        double seam = 0;
        int seams = 0;
        double other = 0;
        int others = 0;
        for (int t = 1; t < sound.frames(); t++) {
            double change = 0;
            for (int b = 0; b < sound.bands(); b++) {
                change += Math.abs(sound.at(t, b) - sound.at(t - 1, b));
            }
            if (Math.abs(t - frame) <= AROUND) {
                seam += change;
                seams++;
            } else {
                other += change;
                others++;
            }
        }
        return seam == 0 ? 0 : seam / seams / (other / others);
    }
}
