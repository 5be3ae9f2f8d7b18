package dev.phasewright.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A corpus of single notes in the manner of NSynth (Engel et al. 2017): two seconds each, 16 kHz mono, by instruments
 * of ten families over four octaves, played by FluidSynth from a General MIDI sound font. Each begins after
 * {@value #LEAD_SECONDS} s of silence and is let go {@value #HELD_SECONDS} s later. The louder it is struck the louder
 * and the brighter it is.
 *
 * <p>Every instrument and every pitch is learned from, but whole pairs of instrument and pitch are kept for validation
 * and test: of each instrument's 49 pitches two and five, the same whatever the seed.
 *
 * @param train the number of training clips, at least {@link #SMALLEST}; validation has a twentieth of it and test a
 *     tenth, rounded up so that every instrument plays as often as any
 * @param seed what everything else is drawn from
 * @param font the sound font, SoundFont 2 or 3
 */
public record NoteCorpus(int train, long seed, Path font) implements Corpus {
    /** The lowest pitch as MIDI counts it: two octaves below middle C. */
    public static final int LOWEST = 36;

    /** The highest pitch: two octaves above middle C. */
    public static final int HIGHEST = 84;

    /** The length of every clip. */
    public static final double SECONDS = 2;

    /** The silence before the note, so that a transform's first windows see where it begins. */
    public static final double LEAD_SECONDS = 0.05;

    /** How long the key is held. */
    public static final double HELD_SECONDS = 1.5;

    /** The smallest number of training clips: one of each instrument. */
    public static final int SMALLEST = NotePlan.ROUND;

    /**
     * @throws IllegalArgumentException if the size is out of range
     * @throws NullPointerException if there is no font
     */
    public NoteCorpus {
        if (train < SMALLEST || train > LARGEST) {
            throw new IllegalArgumentException("corpus size must be " + SMALLEST + " to " + LARGEST + ", not " + train);
        }
        Objects.requireNonNull(font, "font");
    }

    @Override
    public String kind() {
        return "notes";
    }

    @Override
    public int clips(Split split) {
        return split.clips(train, NotePlan.ROUND);
    }

    @Override
    public CorpusReport make(Path folder, boolean replace, int threads, Progress progress) throws IOException {
        return Production.of(
                this,
                scratch -> new NotePlan(seed, new FluidSynth("fluidsynth", font, scratch)),
                folder,
                replace,
                threads,
                progress);
    }
}
