package dev.phasewright.vocoder.lab;

import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.spectrogram.SpectralSource;
import java.util.Locale;
import java.util.Objects;

/**
 * Extreme stretching by phase randomization, the idea of Paulstretch (N. O. Paul, 2006): frames are taken close
 * together and put down far apart, with phases at random, so that no frame's events repeat; what is left of time is the
 * order of textures. Pitch stays.
 *
 * @param factor how many times as long the sound becomes, from 0.5 to 1000
 * @param framing the frames, not the whole sound
 * @param linked whether all channels get the same phases, so that those between channels stay
 * @param seed what is drawn
 */
public record PhaseStretch(double factor, Framing framing, boolean linked, long seed) implements PhaseTool {
    private static final double LEAST = 0.5;
    private static final double MOST = 1000;

    /** @throws IllegalArgumentException if a value is out of its range */
    public PhaseStretch {
        Objects.requireNonNull(framing, "framing");
        if (!(factor >= LEAST && factor <= MOST)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a sound is stretched by a factor from %s to %.0f, not %s",
                    LEAST,
                    MOST,
                    Framing.plain(factor)));
        }
        if (framing.isWhole()) {
            throw new IllegalArgumentException("stretching moves frames apart; the whole sound at once has none");
        }
    }

    /** By this factor with the windows of Paulstretch, a quarter of a second; channels linked, seed 1. */
    public static PhaseStretch by(double factor) {
        return new PhaseStretch(factor, Framing.ofMilliseconds(250), true, 1);
    }

    /** {@inheritDoc} Here it has {@code round(length·factor)} samples. */
    @Override
    public SoundSource through(SoundSource source) {
        PhaseRandomization random = PhaseRandomization.standard()
                .withFraming(framing)
                .withLinked(linked)
                .withSeed(seed);
        return SpectralSource.stretched(
                source, framing.stft(source.sampleRate()), factor, random.edit(source.sampleRate()));
    }

    /** Words for people. */
    @Override
    public String toString() {
        return "stretched " + Framing.plain(factor) + " times" + (linked ? "" : ", channels apart") + "; " + framing
                + "; seed " + seed;
    }
}
