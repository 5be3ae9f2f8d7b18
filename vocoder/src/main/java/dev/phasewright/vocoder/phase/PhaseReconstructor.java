package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import java.util.List;
import java.util.random.RandomGenerator;

/** Gives magnitudes a phase. Random phase, Griffin-Lim, heap integration and a network all are phase reconstructors. */
@FunctionalInterface
public interface PhaseReconstructor {
    /**
     * Reconstructs the phase of one channel.
     *
     * @param magnitudes what is known
     * @param random the source of any randomness, so that a seed repeats the result
     * @return a complex spectrum of the same spec, frames and length whose magnitudes are those given
     */
    ComplexSpectrogram reconstruct(Magnitudes magnitudes, RandomGenerator random);

    /** The names that {@link #named} knows, the usual ones first. */
    static List<String> names() {
        return List.of("griffin-lim", "accelerated-griffin-lim", "pghi", "rtisi", "spsi", "random", "zero");
    }

    /**
     * The reconstructor that a command line calls by this name: {@code griffin-lim} ({@link GriffinLim#standard}),
     * {@code accelerated-griffin-lim} (as many iterations), {@code pghi}, {@code rtisi}, {@code spsi}, {@code random} or
     * {@code zero}.
     *
     * @throws IllegalArgumentException if there is none, listing those there are
     */
    static PhaseReconstructor named(String name) {
        return switch (name) {
            case "griffin-lim" -> GriffinLim.standard();
            case "accelerated-griffin-lim" -> GriffinLim.accelerated(32);
            case "pghi" -> new Pghi();
            case "rtisi" -> Rtisi.standard();
            case "spsi" -> new Spsi();
            case "random" -> new RandomPhase();
            case "zero" -> new ZeroPhase();
            default ->
                throw new IllegalArgumentException(
                        "no phase reconstructor is called \"" + name + "\": there are " + String.join(", ", names()));
        };
    }
}
