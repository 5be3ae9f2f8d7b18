package dev.phasewright.diffusion.train;

import dev.phasewright.diffusion.Condition;
import java.util.random.RandomGenerator;

/**
 * Hides of some items what is asked of them, so that a network also learns to do without, as classifier-free guidance
 * wants it (Ho &amp; Salimans 2022).
 *
 * @param whole share of items of which all is hidden
 * @param single share of items of which the class alone is hidden, and as many of which the pitch alone is
 * @param knobs share of items of which all knobs are hidden; of the others, each is hidden every other time
 */
public record ConditionDropout(double whole, double single, double knobs) {
    /** Hides nothing. */
    static final ConditionDropout NONE = new ConditionDropout(0, 0, 0);

    /** Class and pitch go together. */
    public static final ConditionDropout TOGETHER = new ConditionDropout(0.1, 0, 0.25);

    /** Now and then one of class and pitch is hidden alone, so that either can be asked for without the other. */
    static final ConditionDropout EACH = new ConditionDropout(0.1, 0.025, 0.25);

    /**
     * What is shown of what is asked of one item. One number is drawn whatever the shares, and more only if a knob is asked
     * for, so that what is drawn after it is the same.
     */
    public Condition apply(Condition asked, RandomGenerator random) {
        double chance = random.nextDouble();
        boolean noClass = chance < whole || chance >= 1 - single;
        boolean noPitch = chance < whole + single;
        Condition shown = Condition.of(noClass ? Condition.NONE : asked.classOf(0))
                .withPitches(noPitch ? Condition.NONE : asked.pitchOf(0));
        if (asked.knobs() == 0 || whole == 0) {
            return asked.knobs() == 0 ? shown : asked;
        }
        boolean noKnob = random.nextDouble() < knobs || chance < whole;
        double[] percentiles = new double[asked.knobs()];
        for (int k = 0; k < percentiles.length; k++) {
            percentiles[k] = random.nextBoolean() || noKnob ? Condition.NONE : asked.knobOf(0, k);
        }
        return shown.withKnobs(percentiles);
    }
}
