package dev.phasewright.vocoder.phase;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.StftSpec;
import java.util.SplittableRandom;

/**
 * A few iterations of {@link GriffinLim#fast fast Griffin-Lim} from phases that are good already, towards the spectrum's own
 * magnitudes. So few that a frame depends on few others: it can be done while a sound comes in.
 *
 * @param rounds how many, not negative; 0 leaves the spectrum as it is
 */
public record PhaseRounds(int rounds) {
    /** Frames on either side that a frame depends on: in each round those whose windows overlap its own. */
    public int reach(StftSpec spec) {
        return rounds * ((spec.fftSize() - 1) / spec.hop());
    }

    /** The spectrum with better phases, and its magnitudes as they are. */
    public ComplexSpectrogram apply(ComplexSpectrogram start) {
        if (rounds == 0) {
            return start;
        }
        return Piecewise.apply(start, reach(start.spec()), (piece, first, end) -> GriffinLim.fast(rounds)
                .from((magnitudes, random) -> piece)
                .reconstruct(piece.magnitudes(), new SplittableRandom(0)));
    }
}
