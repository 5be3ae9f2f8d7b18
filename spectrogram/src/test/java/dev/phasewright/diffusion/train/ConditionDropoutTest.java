package dev.phasewright.diffusion.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.diffusion.Condition;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConditionDropoutTest {
    private static final int TIMES = 4000;

    private static double share(List<Condition> shown, Predicate<Condition> what) {
        return (double) shown.stream().filter(what).count() / shown.size();
    }

    @Test
    void knobsAreHiddenEachByItselfAndWithAllElse() {
        SplittableRandom random = new SplittableRandom(1);
        Condition asked = Condition.of(2).withKnobs(20, 80);
        List<Condition> shown = Stream.generate(() -> ConditionDropout.TOGETHER.apply(asked, random))
                .limit(TIMES)
                .toList();
        assertEquals(0.1, share(shown, c -> c.asksNothing(0)), 0.02, "all is hidden");
        assertEquals(0.1, share(shown, c -> c.classOf(0) == Condition.NONE), 0.02, "never the class alone");
        // A knob is shown in half of the three quarters of the nine tenths.
        assertEquals(0.3375, share(shown, c -> c.knobOf(0, 0) == 20), 0.03);
        assertEquals(0.3375, share(shown, c -> c.knobOf(0, 1) == 80), 0.03);
        assertEquals(0.169, share(shown, c -> c.knobOf(0, 0) == 20 && c.knobOf(0, 1) == 80), 0.03, "each by itself");
    }

    @Test
    void withoutKnobsOneNumberIsDrawnAndNoneIsHidden() {
        SplittableRandom random = new SplittableRandom(1);
        SplittableRandom same = new SplittableRandom(1);
        ConditionDropout.EACH.apply(Condition.of(0).withPitches(60), random);
        same.nextDouble();
        assertEquals(same.nextLong(), random.nextLong());
        Condition knobbed = Condition.of(0).withKnobs(5);
        assertTrue(Stream.generate(() -> ConditionDropout.NONE.apply(knobbed, random))
                .limit(50)
                .allMatch(knobbed::equals));
    }
}
