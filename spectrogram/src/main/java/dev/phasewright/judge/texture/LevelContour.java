package dev.phasewright.judge.texture;

import dev.phasewright.audio.Audio;
import java.util.Arrays;

/** The level of a sound over time, in frames of 10 ms, in decibels relative to the loudest. */
final class LevelContour {
    /** Seconds of a frame, and from one to the next. */
    static final double HOP_SECONDS = 0.01;

    /** What is quieter, digital silence included, counts as this: less than a float can hold beside a full-scale sound. */
    private static final double DEEPEST_DB = -200;

    private static final double BEGUN_DB = -30;
    private static final double QUIETEST_PART = 0.2;

    private final double[] decibels;

    private LevelContour(double[] decibels) {
        this.decibels = decibels;
    }

    /** The contour of a sound; what is left over at its end is left out unless it is all there is. */
    static LevelContour of(Audio sound) {
        float[] samples = sound.toMono().channel(0);
        int hop = Math.max(1, (int) Math.round(HOP_SECONDS * sound.sampleRate()));
        double[] energy = new double[Math.max(1, samples.length / hop)];
        for (int i = 0; i < samples.length && i / hop < energy.length; i++) {
            energy[i / hop] += (double) samples[i] * samples[i];
        }
        double loudest = Arrays.stream(energy).max().orElseThrow();
        return new LevelContour(Arrays.stream(energy)
                .map(e -> e == 0 ? DEEPEST_DB : Math.max(DEEPEST_DB, 10 * Math.log10(e / loudest)))
                .toArray());
    }

    /** Whether there is nothing to hear. */
    boolean isSilent() {
        return Arrays.stream(decibels).allMatch(d -> d == DEEPEST_DB);
    }

    /** The level about a time in seconds. */
    double at(double seconds) {
        return decibels[Math.min(decibels.length - 1, Math.max(0, (int) (seconds / HOP_SECONDS)))];
    }

    /** The mean power of the quietest fifth, from {@value #DEEPEST_DB} to 0 dB. */
    double floor() {
        double[] sorted = decibels.clone();
        Arrays.sort(sorted);
        int fifth = Math.max(1, (int) (QUIETEST_PART * sorted.length));
        double power = Arrays.stream(sorted, 0, fifth)
                .map(d -> Math.pow(10, d / 10))
                .average()
                .orElseThrow();
        return Math.max(DEEPEST_DB, 10 * Math.log10(power));
    }

    /** When the sound begins, in seconds: the first frame within 30 dB of the loudest. */
    double onset() {
        int first = 0;
        while (first < decibels.length - 1 && decibels[first] < BEGUN_DB) {
            first++;
        }
        return first * HOP_SECONDS;
    }

    /** The end of the last such frame. */
    double end() {
        int last = decibels.length - 1;
        while (last > 0 && decibels[last] < BEGUN_DB) {
            last--;
        }
        return (last + 1) * HOP_SECONDS;
    }

    /** The longest time between onset and end in which nothing is within 30 dB of the loudest, in seconds. */
    double pause() {
        int longest = 0;
        int last = decibels.length;
        for (int i = 0; i < decibels.length; i++) {
            if (decibels[i] >= BEGUN_DB) {
                longest = Math.max(longest, i - last - 1);
                last = i;
            }
        }
        return longest * HOP_SECONDS;
    }
}
