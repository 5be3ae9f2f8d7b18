package dev.phasewright.vocoder.lab;

import dev.phasewright.audio.stream.SoundSource;
import dev.phasewright.spectrogram.FrameEdit;
import java.util.Locale;
import java.util.Objects;

/**
 * Phases exchanged for others, magnitudes kept.
 *
 * <p>The same seed gives the same samples, however the sound is read; another channel, frame or seed gives other
 * phases.
 *
 * <pre>{@code
 * Rephased rough = PhaseRandomization.standard().withFraming(Framing.ofMilliseconds(20)).withSeed(3).apply(audio);
 * Audio heard = rough.matched();
 * }</pre>
 *
 * @param distribution what phases are exchanged for
 * @param amount how far each phase goes to its new value, the shorter way round: from 0 (not at all) to 1. Bins that
 *     can only be real change their sign if they were to go more than a quarter turn
 * @param lowHz bins below this frequency keep their phase; 0 or more
 * @param highHz bins above it keep theirs; at least {@code lowHz}, may be infinite
 * @param scope what is drawn anew, and when
 * @param framing the frames whose phases they are
 * @param linked whether all channels' phases move alike, so that those between channels stay: the same is drawn for
 *     all; and of {@link PhaseDistribution#zero} it is the phase of the channels' sum that becomes zero
 * @param seed what is drawn
 */
public record PhaseRandomization(
        PhaseDistribution distribution,
        double amount,
        double lowHz,
        double highHz,
        Scope scope,
        Framing framing,
        boolean linked,
        long seed)
        implements PhaseTool {

    /** What is drawn anew, and when. */
    public enum Scope {
        /** Each bin of each frame. */
        FRAME,
        /** Each bin, once: the same move in every frame, so that the sound is filtered and not shattered. */
        BIN
    }

    /** @throws IllegalArgumentException if a value is out of its range */
    public PhaseRandomization {
        Objects.requireNonNull(distribution, "distribution");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(framing, "framing");
        if (!(amount >= 0 && amount <= 1)) {
            throw new IllegalArgumentException("the amount must be from 0 to 1 (100 %), not " + amount);
        }
        if (!(lowHz >= 0 && lowHz <= highHz && lowHz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("no frequency lies from " + lowHz + " to " + highHz + " Hz");
        }
    }

    /** All phases of the standard frames at random, each channel for itself, seed 1. */
    public static PhaseRandomization standard() {
        return new PhaseRandomization(
                PhaseDistribution.uniform(), 1, 0, Double.POSITIVE_INFINITY, Scope.FRAME, Framing.standard(), false, 1);
    }

    /** The same with other phases. */
    public PhaseRandomization withDistribution(PhaseDistribution other) {
        return new PhaseRandomization(other, amount, lowHz, highHz, scope, framing, linked, seed);
    }

    /** The same going further, or less far. */
    public PhaseRandomization withAmount(double other) {
        return new PhaseRandomization(distribution, other, lowHz, highHz, scope, framing, linked, seed);
    }

    /** The same of these frequencies only, in hertz; infinite for no upper limit. */
    public PhaseRandomization withBand(double low, double high) {
        return new PhaseRandomization(distribution, amount, low, high, scope, framing, linked, seed);
    }

    /** The same drawn anew more, or less, often. */
    public PhaseRandomization withScope(Scope other) {
        return new PhaseRandomization(distribution, amount, lowHz, highHz, other, framing, linked, seed);
    }

    /** The same of other frames. */
    public PhaseRandomization withFraming(Framing other) {
        return new PhaseRandomization(distribution, amount, lowHz, highHz, scope, other, linked, seed);
    }

    /** The same with channels linked, or not. */
    public PhaseRandomization withLinked(boolean other) {
        return new PhaseRandomization(distribution, amount, lowHz, highHz, scope, framing, other, seed);
    }

    /** The same drawn from another seed. */
    public PhaseRandomization withSeed(long other) {
        return new PhaseRandomization(distribution, amount, lowHz, highHz, scope, framing, linked, other);
    }

    @Override
    public SoundSource through(SoundSource source) {
        return framing.edited(source, edit(source.sampleRate()));
    }

    /** What it does to the frames of one sound at this rate. */
    FrameEdit edit(int sampleRate) {
        PhaseChoice choice = new PhaseChoice(distribution, amount, scope == Scope.BIN, linked, seed);
        return amount == 0 ? frame -> {} : new PhaseMove(choice, lowHz, highHz, linked, sampleRate);
    }

    /** Words for people. */
    @Override
    public String toString() {
        String band = lowHz > 0 && highHz < Double.POSITIVE_INFINITY
                ? ", from " + Framing.plain(lowHz) + " to " + Framing.plain(highHz) + " Hz"
                : lowHz > 0
                        ? ", above " + Framing.plain(lowHz) + " Hz"
                        : highHz < Double.POSITIVE_INFINITY ? ", below " + Framing.plain(highHz) + " Hz" : "";
        return distribution
                + (amount < 1 ? String.format(Locale.ROOT, ", %s %%", Framing.plain(100 * amount)) : "")
                + band
                + (scope == Scope.BIN && !framing.isWhole() ? ", constant over time" : "")
                + (linked ? ", channels linked" : "")
                + "; "
                + framing
                + "; seed "
                + seed;
    }
}
