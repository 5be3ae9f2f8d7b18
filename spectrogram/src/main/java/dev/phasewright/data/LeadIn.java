package dev.phasewright.data;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Onset;
import dev.phasewright.audio.SoundFile;
import java.io.IOException;

/** How long recordings of strokes are silent before they begin: in a corpus that was cut alike, all are as long. */
public final class LeadIn {
    private static final int MOST_HEARD = 256;
    /** A stroke has begun where it is within so much of its peak. */
    private static final double BEGUN_DB = 30;
    /** Of those that are heard, the share that may begin sooner. */
    private static final double SOONER = 0.02;

    private LeadIn() {}

    /**
     * The time before which hardly any recording begins, by up to 256 of them, spread over all; those that cannot be read, or
     * are silent, are passed over.
     *
     * @return in seconds; 0 if many begin at once, or none is heard
     */
    public static double seconds(Recordings recordings) {
        double[] leads = Spread.over(recordings.items(), MOST_HEARD).stream()
                .parallel()
                .mapToDouble(LeadIn::of)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return leads.length == 0 ? 0 : leads[(int) (SOONER * leads.length)];
    }

    private static double of(Recordings.Item item) {
        try {
            Audio sound = SoundFile.read(item.file());
            return sound.peak() == 0 ? Double.NaN : (double) Onset.of(sound, BEGUN_DB) / sound.sampleRate();
        } catch (IOException e) {
            // Those who read all of them will tell.
            return Double.NaN;
        }
    }
}
