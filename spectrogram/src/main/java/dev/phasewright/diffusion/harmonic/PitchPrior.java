package dev.phasewright.diffusion.harmonic;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Which fundamentals the sounds of a corpus have and how these fall or rise, by which a pitch is guessed that noise still
 * hides.
 *
 * @param fundamentals how common each fundamental is, from {@value HarmonicComb#LOWEST_HZ} Hz up in steps of a sixtieth of
 *     an octave, as a share of the commonest; {@value HarmonicComb#STATES} values above 0, at most 1
 * @param slopes how common it is that the pitch changes as much from frame to frame as one of six slopes
 *     says, as shares; above 0, at most 1
 */
public record PitchPrior(
        @JsonProperty("fundamentals") List<Float> fundamentals, @JsonProperty("slopes") List<Float> slopes) {

    /** Steps of a sixtieth of an octave by which a pitch changes from frame to frame all along. */
    static final List<Double> SLOPES = List.of(-1.0, -0.75, -0.5, -0.25, 0.0, 0.25);

    /** @throws IllegalArgumentException if there are not as many shares, or one is out of its range */
    public PitchPrior {
        if (fundamentals == null || slopes == null) {
            throw new IllegalArgumentException("fundamentals or slopes are missing");
        }
        fundamentals = shares("fundamentals", fundamentals, HarmonicComb.STATES);
        slopes = shares("slopes", slopes, SLOPES.size());
    }

    private static List<Float> shares(String name, List<Float> shares, int count) {
        if (shares.size() != count) {
            throw new IllegalArgumentException(name + " has " + shares.size() + " shares, not " + count);
        }
        for (Float share : shares) {
            if (share == null || !(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(name + " has a share of " + share);
            }
        }
        return List.copyOf(shares);
    }

    /** The logarithms of shares. */
    static double[] logarithms(List<Float> shares) {
        return shares.stream().mapToDouble(share -> Math.log(share)).toArray();
    }
}
