package dev.phasewright.data;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.util.Arrays;

/**
 * How long the clips of a model had best be that learns from recordings: as long as nineteen in twenty of them, but no less
 * than 1 s, since silence is learned quickly, and no more than is learned well on a laptop.
 *
 * @param seconds rounded up to hundredths, from 1 to 2, or to 1.5 at features of the whole band, which have more frames
 * @param heard how many recordings were looked at
 * @param longer how many of them are longer than that
 */
public record ClipLength(double seconds, int heard, int longer) {
    private static final int MOST_HEARD = 256;
    private static final double SHARE = 0.95;
    private static final double SHORTEST = 1;
    private static final double LONGEST = 2;
    private static final double LONGEST_WIDE = 1.5;
    private static final double HUNDREDTHS = 100;
    /** What conversions between rates may add. */
    private static final double NOTHING = 1e-6;

    /**
     * That of recordings, by up to 256 of them, spread over all; those whose length cannot be read are passed over.
     *
     * @param features that are learned
     */
    public static ClipLength of(Recordings recordings, MelSpec features) {
        double[] lengths = Spread.over(recordings.items(), MOST_HEARD).stream()
                .mapToDouble(ClipLength::length)
                .filter(length -> length > 0)
                .sorted()
                .toArray();
        double longest = features.equals(MelSpec.WIDE) ? LONGEST_WIDE : LONGEST;
        double most = lengths.length == 0 ? SHORTEST : lengths[(int) Math.ceil(SHARE * lengths.length) - 1];
        double rounded = Math.ceil((most - NOTHING) * HUNDREDTHS) / HUNDREDTHS;
        double seconds = Math.max(SHORTEST, Math.min(longest, rounded));
        long longer = Arrays.stream(lengths)
                .filter(length -> length > seconds + NOTHING)
                .count();
        return new ClipLength(seconds, lengths.length, (int) longer);
    }

    /** In seconds; 0 if it is not told without reading all of it. */
    private static double length(Recordings.Item item) {
        try {
            return SoundFile.probe(item.file()).seconds();
        } catch (IOException e) {
            // Those who read all of them will tell.
            return 0;
        }
    }
}
