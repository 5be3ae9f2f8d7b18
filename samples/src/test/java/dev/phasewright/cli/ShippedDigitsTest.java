package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.judge.Judge;
import dev.phasewright.spectrogram.LogMel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped generator and its student, as far as one batch can tell. */
class ShippedDigitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"digits", "digits-fast"})
    void itsClipsAreTheDigitsAskedForAndAsSmoothAsSpeech(String model) throws IOException {
        Path models = Path.of("models").toAbsolutePath();
        int[] digits = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        long[] seeds = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(models.resolve(model));
                Judge judge = Judge.load(models.resolve("judge-digits"))) {
            List<LogMel> clips =
                    generator.generate(generator.plan(), Condition.of(digits), seeds, SamplingObserver.NONE);

            double accuracy = judge.verdicts(clips).accuracy(digits);
            assertTrue(accuracy >= 0.9, "accuracy " + accuracy);
            // Real digits change by 0.14 from frame to frame in the mean; noise left in a sample changes by more.
            double change = clips.stream()
                    .mapToDouble(ShippedDigitsTest::changeInTime)
                    .average()
                    .orElseThrow();
            assertTrue(change < 0.4, "mean change from frame to frame " + change);
        }
    }

    private static double changeInTime(LogMel clip) {
        float[] values = clip.toArray();
        int bands = clip.bands();
        double sum = 0;
        for (int i = bands; i < values.length; i++) {
            sum += Math.abs(values[i] - values[i - bands]);
        }
        return sum / (values.length - bands);
    }
}
