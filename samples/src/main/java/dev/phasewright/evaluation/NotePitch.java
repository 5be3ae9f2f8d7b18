package dev.phasewright.evaluation;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.NoteName;
import dev.phasewright.audio.PitchTrack;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.PitchRange;
import dev.phasewright.data.Recordings;
import dev.phasewright.progress.ProgressDisplay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
        return median(PitchTrack.of(sound, LOWEST_HZ, HIGHEST_HZ));
    }

    private static OptionalDouble median(PitchTrack track) {
        double[] sorted = loud(track)
                .filter(track::voiced)
                .mapToDouble(track::hertz)
                .sorted()
                .toArray();
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length / 2]);
    }

    private static IntStream loud(PitchTrack track) {
        return IntStream.range(0, track.frames()).filter(f -> track.level(f) >= FAINT_DB);
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

    /**
     * The same recordings, those of unknown pitch with the note that is heard in them, to the nearest semitone;
     * that is a note of which at least half of what is loud is voiced.
     *
     * @param known the notes to choose from; what is heard beyond them stays unknown, and so does what cannot be read
     */
    public static Recordings heard(Recordings recordings, PitchRange known) {
        return recordings.with(recordings.items().parallelStream()
                .map(item -> item.pitch() >= 0
                        ? item
                        : new Recordings.Item(item.file(), item.classIndex(), item.name(), heard(item.file(), known)))
                .toList());
    }

    private static int heard(Path file, PitchRange known) {
        try {
            PitchTrack track = PitchTrack.of(SoundFile.read(file), LOWEST_HZ, HIGHEST_HZ);
            long voiced = loud(track).filter(track::voiced).count();
            if (voiced == 0 || 2 * voiced < loud(track).count()) {
                return -1;
            }
            int midi = NoteName.nearest(median(track).orElseThrow());
            return known.contains(midi) ? midi : -1;
        } catch (IOException e) {
            // Who reads all of them will tell.
            return -1;
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
