package dev.phasewright.audio;

/** Where a sound begins. */
public final class Onset {
    private Onset() {}

    /**
     * The first sample that is loud: at which any channel comes within so many decibels of the {@link Audio#peak}.
     *
     * @param sound any sound
     * @param belowPeakDb how far below the peak silence ends, in decibels, not negative; 30 suits drums
     * @return its index; the length of digital silence
     * @throws IllegalArgumentException if {@code belowPeakDb} is negative or NaN
     */
    public static int of(Audio sound, double belowPeakDb) {
        if (!(belowPeakDb >= 0)) {
            throw new IllegalArgumentException("an onset is 0 dB or more below the peak, not " + belowPeakDb);
        }
        double threshold = Math.max(Double.MIN_VALUE, sound.peak() * Math.pow(10, -belowPeakDb / 20));
        int first = 0;
        while (first < sound.length() && sound.peakAt(first) < threshold) {
            first++;
        }
        return first;
    }
}
