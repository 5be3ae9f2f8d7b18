package dev.phasewright.data.augment;

import dev.phasewright.audio.Audio;
import dev.phasewright.data.Variation;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far sounds are altered. Each alteration is drawn uniformly between its bounds (times and pitches on a logarithmic
 * scale), and a sound is altered in all these ways, in this order.
 *
 * @param semitones how far it is pitched up or down, by resampling, so that it is shorter the higher; 0 to 12
 * @param decay by what factor, at most, it rings shorter or longer; 1 to 4
 * @param tiltDb how much brighter or duller: the difference between highs and lows, divided at 1 kHz, in dB; 0 to 24
 * @param layered how often another sound is laid over it, at 6 to 18 dB less; 0 to 1
 * @param levelDb how much softer it may be, in dB; 0 to 60
 */
public record Augmentation(double semitones, double decay, double tiltDb, double layered, double levelDb)
        implements Variation {
    /** None at all. */
    public static final Augmentation NONE = new Augmentation(0, 1, 0, 0, 0);

    /** What leaves a drum the drum it is. */
    public static final Augmentation DRUMS = new Augmentation(2, 1.5, 6, 0.2, 12);

    /** What leaves a sound of any kind the sound it is, at its level. */
    public static final Augmentation STANDARD = new Augmentation(2, 1.5, 6, 0.2, 0);

    /** The same of sounds whose pitch is told, which must stay. */
    public static final Augmentation PITCHED = new Augmentation(0, 1.5, 6, 0, 0);

    private static final double LEAST_LAYER_DB = -18;
    private static final double MOST_LAYER_DB = -6;

    /** @throws IllegalArgumentException if a value is out of its range */
    public Augmentation {
        require(semitones, 0, 12, "semitones");
        require(decay, 1, 4, "decay");
        require(tiltDb, 0, 24, "tiltDb");
        require(layered, 0, 1, "layered");
        require(levelDb, 0, 60, "levelDb");
    }

    private static void require(double value, double least, double most, String name) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", not " + value);
        }
    }

    /**
     * The sound altered. It never exceeds ±1 unless the sound itself did.
     *
     * @param sound one channel
     * @param fellow gives another sound of its class and rate, where one is wanted; may be the same
     * @param random what is drawn from, always as many numbers
     */
    @Override
    public Audio apply(Audio sound, Supplier<Audio> fellow, RandomGenerator random) {
        double pitch = semitones * signed(random);
        double longer = Math.pow(decay, signed(random));
        double tilt = tiltDb * signed(random);
        boolean layer = random.nextDouble() < layered;
        double layerDb = LEAST_LAYER_DB + (MOST_LAYER_DB - LEAST_LAYER_DB) * random.nextDouble();
        double level = -levelDb * random.nextDouble();
        Audio altered = Alterations.tilted(Alterations.ringing(Alterations.pitched(sound, pitch), longer), tilt);
        if (layer) {
            altered = Alterations.layered(altered, fellow.get(), layerDb);
        }
        double most = Math.max(1, sound.peak());
        double limit = altered.peak() > most ? most / altered.peak() : 1;
        double gain = limit * Math.pow(10, level / 20);
        return gain == 1 ? altered : altered.scaled(gain);
    }

    private static double signed(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }

    /** In words, for people who train. */
    @Override
    public String toString() {
        return equals(NONE)
                ? "as they are"
                : Stream.of(
                                told(semitones, "pitched by up to ±%.1f semitones"),
                                told(decay - 1, "ringing up to %.1f times shorter or longer", decay),
                                told(tiltDb, "up to %.0f dB brighter or duller"),
                                told(layered, "%.0f %% with another of their class laid over them", 100 * layered),
                                told(levelDb, "up to %.0f dB softer"))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(", "));
    }

    private static Optional<String> told(double amount, String words) {
        return told(amount, words, amount);
    }

    /** What is done at all, in words. */
    private static Optional<String> told(double amount, String words, double figure) {
        return amount == 0 ? Optional.empty() : Optional.of(String.format(Locale.ROOT, words, figure));
    }
}
