package dev.phasewright.evaluation;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.NoteName;
import dev.phasewright.audio.PitchTrack;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.Recordings;
import dev.phasewright.progress.ProgressDisplay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The pitch at which a single note sounds, by YIN: whether it is the one that was asked for. */
public final class NotePitch {
    /** Farther off is another note, or none. */
    public static final int TOLERANCE_CENTS = 50;

    /** From below the lowest note of the note corpus (65 Hz) to well above its highest (1047 Hz). */
    private static final double LOWEST_HZ = 50;

    private static final double HIGHEST_HZ = 2000;
    /** What has died away further than this below the loudest frame has no say. */
    private static final double FAINT_DB = -25;

    private NotePitch() {}

    /** The median over a note's frames that are loud and voiced, in Hz; empty if there are none. */
    public static OptionalDouble of(Audio sound) {
        PitchTrack track = PitchTrack.of(sound, LOWEST_HZ, HIGHEST_HZ);
        double[] sorted = IntStream.range(0, track.frames())
                .filter(f -> track.voiced(f) && track.level(f) >= FAINT_DB)
                .mapToDouble(track::hertz)
                .sorted()
                .toArray();
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length / 2]);
    }

    /** The pitches of recordings; an {@link UncheckedIOException} if one cannot be read. */
    public static List<OptionalDouble> of(List<Recordings.Item> items, ProgressDisplay display) {
        AtomicInteger done = new AtomicInteger();
        try (ProgressDisplay.Task bar = display.start("pitches", items.size(), "files")) {
            return items.parallelStream()
                    .map(item -> {
                        bar.at(done.incrementAndGet());
                        return read(item);
                    })
                    .toList();
        }
    }

    private static OptionalDouble read(Recordings.Item item) {
        try {
            return of(SoundFile.read(item.file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The share of sounds within {@value #TOLERANCE_CENTS} cents of their notes; where no pitch was found it is not. */
    public static double share(List<OptionalDouble> hertz, List<Recordings.Item> notes) {
        return (double) IntStream.range(0, notes.size())
                        .filter(i -> hertz.get(i).isPresent()
                                && Math.abs(NoteName.cents(
                                                hertz.get(i).getAsDouble(),
                                                notes.get(i).pitch()))
                                        <= TOLERANCE_CENTS)
                        .count()
                / notes.size();
    }
}
