package dev.phasewright.demo;

import dev.phasewright.diffusion.Corruption;
import dev.phasewright.diffusion.Information;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Levels of different corruptions that are matched: each leaves as many bits of a clip, whatever the way.
 *
 * @param spectrum λ of the clips, in the network's units
 */
record MatchedLevels(SpatialSpectrum spectrum) {
    /** Levels that are heard of each way. */
    static final int COUNT = 6;

    /** The lowest is that of white noise which is hardly heard, the highest that at which heat leaves least. */
    private static final double FAINT = 0.05;

    private static final double STRONG = 80;

    /** Between these every way has a level that leaves as much. */
    private static final double LOWEST = 1e-4;

    private static final double HIGHEST = 1e4;
    /** Halvings between them: until levels are told by no digit that is shown. */
    private static final int HALVINGS = 40;

    /** How many bits are left at each level: in equal ratios from what hardly hides anything to the least that heat leaves. */
    double[] bits() {
        double most = Information.bits(Corruption.white(), spectrum, FAINT);
        double least = Information.bits(Corruption.named("heat:20", spectrum), spectrum, STRONG);
        return IntStream.range(0, COUNT)
                .mapToDouble(i -> most * Math.pow(least / most, i / (COUNT - 1.0)))
                .toArray();
    }

    /** The levels of a corruption at which so much is left, rising. */
    double[] of(Corruption corruption) {
        return DoubleStream.of(bits()).map(left -> level(corruption, left)).toArray();
    }

    private double level(Corruption corruption, double bits) {
        double low = LOWEST;
        double high = HIGHEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            if (Information.bits(corruption, spectrum, middle) > bits) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
