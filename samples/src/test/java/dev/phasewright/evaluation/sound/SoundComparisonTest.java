package dev.phasewright.evaluation.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.evaluation.EvaluationObserver;
import dev.phasewright.judge.Groups;
import dev.phasewright.judge.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sets that no generator should make, beside short noises. */
class SoundComparisonTest {
    private static final int CLIPS = 50;

    private final List<String> said = new ArrayList<>();
    private final EvaluationObserver observer = new EvaluationObserver() {
        @Override
        public Task start(String name, long total, String unit) {
            return EvaluationObserver.NONE.start(name, total, unit);
        }

        @Override
        public void finished(String part) {}

        @Override
        public void missing(String line) {
            said.add(line);
        }

        @Override
        public void doubtful(String line) {
            said.add(line);
        }
    };

    @Test
    void silentClipsAreToldOfAndToldApart() {
        Comparison found = comparison(true).compare(placed("silent", 0, CLIPS), placed("noise", 0.1, CLIPS));
        assertEquals(
                List.of("50 of 50 clips of silent are silent: they have no descriptors, and lie apart from all others"),
                said.subList(0, 1));
        assertTrue(found.toldApart().get("features").estimate() > 0.95, found.toString());
        assertTrue(found.toldApart().get("spectrograms").estimate() > 0.95, found.toString());
        assertAllFinite(found);
    }

    @Test
    void clipsThatAreAllTheSameAreToldOf() {
        Audio only = noise(new Random(1), 0.1);
        PlacedSounds same =
                comparison(false).place(new SoundSet("same", Collections.nCopies(10, only), Groups.each(10)), 0.1);
        assertEquals(List.of("all 10 clips of same are the same"), said);
        assertAllFinite(comparison(false).compare(same, placed("noise", 0.1, 10)));
    }

    @Test
    void aMeasureThatNeedsMoreClipsSaysHowMany() {
        Comparison found = comparison(true).compare(placed("few", 0.1, 9), placed("noise", 0.1, CLIPS));
        assertTrue(found.kernel().isEmpty()
                && found.frechet().isEmpty()
                && found.toldApart().isEmpty());
        assertTrue(
                said.contains(
                        "no kernel distance of few against noise: it needs 10 clips of 2 speakers in each set, there "
                                + "are 9 of 9"),
                said.toString());
        assertTrue(said.stream()
                .anyMatch(line -> line.startsWith("no two-sample test of few against noise: it needs 50")));
        assertTrue(
                said.stream().anyMatch(line -> line.startsWith("no Fréchet distance in the space of texture of few")));
    }

    private static void assertAllFinite(Comparison found) {
        Stream.of(found.kernel(), found.frechet(), found.toldApart())
                .map(Map::values)
                .flatMap(values -> values.stream())
                .flatMap((Interval i) -> Stream.of(i.low(), i.estimate(), i.high()))
                .forEach(figure -> assertTrue(Double.isFinite(figure), found.toString()));
    }

    private SoundComparison comparison(boolean classifiers) {
        return new SoundComparison(Map.of(), classifiers, 1, observer);
    }

    private PlacedSounds placed(String name, double level, int clips) {
        Random random = new Random(name.hashCode());
        List<Audio> sounds =
                IntStream.range(0, clips).mapToObj(i -> noise(random, level)).toList();
        return comparison(false).place(new SoundSet(name, sounds, Groups.each(clips)), 0.1);
    }

    private static Audio noise(Random random, double level) {
        float[] samples = new float[1600];
        for (int t = 0; t < samples.length; t++) {
            samples[t] = (float) (level * random.nextGaussian());
        }
        return Audio.mono(samples, 16_000);
    }
}
