package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.lab.Framing;
import dev.phasewright.vocoder.lab.PhaseDistribution;
import dev.phasewright.vocoder.lab.PhaseRandomization;
import dev.phasewright.vocoder.lab.Rephased;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is to become of a sound's phases.
 *
 * @param move what is done to them
 * @param matched whether the result is to be as loud as the original
 */
record PhaseRequest(PhaseRandomization move, boolean matched) {
    /** What the window's length is if it has none. */
    private static final String WHOLE = "whole";

    private static final double MOST_RADIANS = 100;
    private static final double HIGHEST = 192_000;
    private static final int PERCENT = 100;
    /** Of all memory, the part that one sound's transform may take. */
    private static final int SHARE = 6;

    /** Reads it from the parameters of a request. */
    static PhaseRequest of(Query query) {
        String distribution = query.choice("distribution", distributions(), "uniform");
        double radians = query.number("radians", 0, MOST_RADIANS, 1);
        double low = query.number("low", 0, HIGHEST, 0);
        double high = query.number("high", 0, HIGHEST, HIGHEST);
        if (low > high) {
            throw new Refusal(Refusal.BAD_REQUEST, "low must not be above high");
        }
        Framing standard = Framing.standard();
        double window = query.text("window", "").equals(WHOLE)
                ? Double.POSITIVE_INFINITY
                : query.number("window", 1, 10_000, standard.milliseconds());
        Window shape = Window.valueOf(
                query.choice("shape", names(Window.values()), "hann").toUpperCase(Locale.ROOT));
        PhaseRandomization move = new PhaseRandomization(
                distribution(distribution, radians),
                query.number("amount", 0, PERCENT, PERCENT) / PERCENT,
                low,
                high >= HIGHEST ? Double.POSITIVE_INFINITY : high,
                PhaseRandomization.Scope.valueOf(
                        query.choice("scope", names(PhaseRandomization.Scope.values()), "frame")
                                .toUpperCase(Locale.ROOT)),
                new Framing(window, shape, (int) query.whole("overlap", 2, 32, standard.overlap())),
                yes(query, "link", false),
                query.whole("seed", 0, GenerationRequest.LARGEST_SEED, 1));
        return new PhaseRequest(move, yes(query, "match", true));
    }

    /** The names of what phases can be exchanged for. */
    static List<String> distributions() {
        return names(PhaseDistribution.Kind.values());
    }

    /** The names of the windows' shapes. */
    static List<String> shapes() {
        return names(Window.values());
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).toList();
    }

    private static boolean yes(Query query, String name, boolean otherwise) {
        return query.choice(name, List.of("yes", "no"), otherwise ? "yes" : "no")
                .equals("yes");
    }

    private static PhaseDistribution distribution(String name, double radians) {
        return switch (PhaseDistribution.Kind.valueOf(name.toUpperCase(Locale.ROOT))) {
            case UNIFORM -> PhaseDistribution.uniform();
            case GAUSSIAN -> PhaseDistribution.gaussian(radians);
            case CONSTANT -> PhaseDistribution.constant(radians);
            case ZERO -> PhaseDistribution.zero();
            case SIGN -> PhaseDistribution.sign();
        };
    }

    /**
     * Does it.
     *
     * @throws Refusal if the sound and the window do not go together
     */
    Rephased apply(Audio sound) {
        Framing framing = move.framing();
        try {
            long bytes = framing.bytes(sound.channels(), sound.sampleRate(), sound.length());
            if (bytes > Runtime.getRuntime().maxMemory() / SHARE) {
                throw new Refusal(
                        Refusal.TOO_LARGE, "the sound is too long for " + framing + "; shorten it, or the window");
            }
            return move.apply(sound);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.BAD_REQUEST, e.getMessage());
        }
    }
}
