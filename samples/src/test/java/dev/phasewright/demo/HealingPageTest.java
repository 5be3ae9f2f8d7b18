package dev.phasewright.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.phasewright.cli.Tiny;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.edit.DamagedSampler;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealingPageTest {
    /** What the page draws for all words together is what it drew for each alone. */
    @Test
    void pairsInOneBatchAreWhatTheyAreAlone() throws IOException {
        try (MagnitudeGenerator generator =
                MagnitudeGenerator.load(ModelFolder.read(Tiny.model()), Precision.FLOAT32)) {
            SamplingPlan own = generator.plan();
            SamplingPlan plan = own.with(new DamagedSampler(own.sampler(), 2, 3, 6), 4, own.guidance());
            List<LogMel> together =
                    generator.generate(plan, Condition.of(0, 1, 1, 0), new long[] {7, 8, 7, 8}, SamplingObserver.NONE);
            for (int word = 0; word < 2; word++) {
                LogMel alone = generator
                        .generate(plan, Condition.of(word, 1 - word), new long[] {7, 8}, SamplingObserver.NONE)
                        .get(0);
                assertArrayEquals(alone.toArray(), together.get(2 * word).toArray());
            }
        }
    }
}
