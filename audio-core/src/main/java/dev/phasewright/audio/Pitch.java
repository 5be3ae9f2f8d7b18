package dev.phasewright.audio;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** The one fundamental frequency that sums up a sound: see {@link PitchTrack} for how it changes. */
public final class Pitch {
    private Pitch() {}

    /**
     * The median fundamental frequency over the voiced frames of the {@link PitchTrack} of all channels mixed.
     *
     * @return Hz, 50 to 1000; empty if no frame is voiced or the sound is shorter than one frame of 40 ms
     */
    public static OptionalDouble median(Audio audio) {
        PitchTrack track = PitchTrack.of(audio);
        double[] sorted = IntStream.range(0, track.frames())
                .filter(track::voiced)
                .mapToDouble(track::hertz)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
