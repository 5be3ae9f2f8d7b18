package dev.phasewright.evaluation.sliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NarrownessTest {
    private static final int CLIPS = 6000;
    private static final int FRAMES = 2;
    private static final int VALUES = 8;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    /** The best denoiser of independent normal values of a deviation. */
    private static Denoiser of(double deviation) {
        double variance = deviation * deviation;
        return (noisy, sigma, condition) -> noisy.mul(variance / (variance + sigma * sigma));
    }

    private static float[][] clips(double deviation) {
        RandomGenerator random = new SplittableRandom(1);
        float[][] clips = new float[CLIPS][VALUES];
        for (float[] clip : clips) {
            for (int i = 0; i < VALUES; i++) {
                clip[i] = (float) (deviation * random.nextGaussian());
            }
        }
        return clips;
    }

    private Narrowness measured(double whole, double sliver) {
        Condition any = Condition.none(1);
        return Narrowness.of(clips(sliver), FRAMES, of(whole), any, of(sliver), any, manager, 1);
    }

    /** Of normal distributions the divergence is ½(r − 1 − ln r) a value, r being the ratio of variances. */
    @Test
    void isTheDivergenceFromTheWhole() {
        for (double sliver : new double[] {0.3, 0.5, 2}) {
            double ratio = sliver * sliver;
            double expected = VALUES * 0.5 * (ratio - 1 - Math.log(ratio));
            assertEquals(expected, measured(1, sliver).nats(), 0.05 * expected, "deviation " + sliver);
        }
        assertEquals(0, measured(1, 1).nats());
    }

    @Test
    void theRankOfIndependentValuesIsTheirNumber() {
        Condition any = Condition.none(1);
        float[][] some = Arrays.copyOf(clips(0.5), 500);
        assertEquals(
                VALUES,
                Narrowness.of(some, FRAMES, of(1), any, of(1), any, manager, 1).rank(),
                0.3);
        float[][] line = Arrays.copyOf(clips(1), 500);
        for (float[] clip : line) {
            for (int i = 1; i < VALUES; i++) {
                clip[i] = clip[0];
            }
        }
        assertEquals(
                1,
                Narrowness.of(line, FRAMES, of(1), any, of(1), any, manager, 1).rank(),
                1e-6);
    }
}
