package dev.phasewright.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A corpus of music: two to three seconds a clip, 16 kHz mono, of held notes, chords, phrases and drums in turn, played
 * by FluidSynth from a General MIDI sound font.
 *
 * <p>Instruments and drums are each heard in one part only, the same whatever the seed.
 *
 * @param train the number of training clips; validation has a twentieth of it and test a tenth, rounded up to full
 *     fours
 * @param seed what everything is drawn from
 * @param font the sound font, SoundFont 2 or 3
 */
public record InstrumentCorpus(int train, long seed, Path font) implements Corpus {
    /** Where Debian installs the sound font of the package fluid-soundfont-gm. */
    public static final Path DEBIAN_FONT = FluidSynth.FONT;

    /**
     * @throws IllegalArgumentException if the size is out of range
     * @throws NullPointerException if there is no font
     */
    public InstrumentCorpus {
        Size.check(train);
        Objects.requireNonNull(font, "font");
    }

    @Override
    public String kind() {
        return "instruments";
    }

    @Override
    public int clips(Split split) {
        return split.clips(train, Composer.KINDS.size());
    }

    @Override
    public CorpusReport make(Path folder, boolean replace, int threads, Progress progress) throws IOException {
        return Production.of(
                this,
                scratch -> new InstrumentPlan(seed, new FluidSynth("fluidsynth", font, scratch)),
                folder,
                replace,
                threads,
                progress);
    }
}
