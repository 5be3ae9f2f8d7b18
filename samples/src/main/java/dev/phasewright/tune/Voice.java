package dev.phasewright.tune;

import dev.phasewright.audio.Audio;

/**
 * A sound in its place.
 *
 * @param sound mono
 * @param start the sample of the whole that its first one falls on, not negative
 * @param count how many samples of it sound
 * @param fade how many of them fade out at the end
 * @param gain of all
 */
record Voice(Audio sound, long start, int count, int fade, double gain) {
    /** The first sample of the whole after it. */
    long end() {
        return start + count;
    }

    /** Adds what lies within a piece of the whole that begins at {@code at}. */
    void add(long at, float[] piece, int length) {
        int from = (int) Math.max(0, start - at);
        int to = (int) Math.min(length, end() - at);
        for (int i = from; i < to; i++) {
            int place = (int) (at + i - start);
            int left = count - place;
            double level = left >= fade ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * left / fade);
            piece[i] += (float) (sound.sample(0, place) * gain * level);
        }
    }
}
