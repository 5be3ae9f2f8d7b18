package dev.phasewright.diffusion.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.Preconditioning;
import dev.phasewright.nn.AdamW;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.GradientNorm;
import dev.phasewright.nn.Weights;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiffusionTransformerTest {
    private static final TransformerSpec SPEC = new TransformerSpec(12, 5, 2, 16, 2, 2, 3);

    /** The same with pitches. */
    private static final TransformerSpec PITCHED = new TransformerSpec(12, 5, 2, 16, 2, 2, 3, new PitchRange(60, 64));

    /** One with convolutions over time and bands. */
    private static final TransformerSpec LOCAL = new TransformerSpec(12, 6, 2, 16, 2, 2, 3)
            .refined(8, List.of(new Refinement(2, 4, 1), new Refinement(1, 3, 2)));

    /** The same, shown where harmonics are. */
    private static final TransformerSpec SHOWN = LOCAL.withHarmonics(true);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    private static Weights fresh(TransformerSpec spec, NDManager manager) {
        return new DiffusionTransformer(spec, Declaration.fresh(manager, new SplittableRandom(1))).weights();
    }

    /** Untrained weights, moved away from zero. */
    static Weights stirred(TransformerSpec spec, NDManager manager) {
        Weights weights = fresh(spec, manager);
        SplittableRandom random = new SplittableRandom(2);
        var values = weights.toArrays();
        values.values().forEach(array -> {
            for (int i = 0; i < array.length; i++) {
                array[i] += (float) (0.3 * (random.nextDouble() - 0.5));
            }
        });
        weights.set(values);
        return weights;
    }

    private NDArray noise(int batch, long seed) {
        return noise(SPEC, batch, seed);
    }

    private NDArray noise(TransformerSpec spec, int batch, long seed) {
        return GaussianNoise.like(manager, new Shape(batch, spec.frames(), spec.bands()), new SplittableRandom(seed));
    }

    @Test
    void returnsZerosUntrained() {
        for (TransformerSpec spec : List.of(SPEC, LOCAL, SHOWN)) {
            NDArray out = new DiffusionTransformer(spec, Declaration.over(fresh(spec, manager)))
                    .forward(noise(spec, 2, 3), new double[] {0.1, -0.4}, Condition.of(0, Condition.NONE));
            assertEquals(new Shape(2, 12, spec.bands()), out.getShape());
            assertArrayEquals(new float[2 * spec.values()], out.toFloatArray());
        }
    }

    @Test
    void hasAsManyParametersAsItIsReckonedToHave() {
        for (TransformerSpec spec : List.of(SPEC, new TransformerSpec(7, 3, 1, 8, 1, 1, 0), PITCHED, LOCAL, SHOWN)) {
            Weights weights = fresh(spec, manager);
            assertEquals(weights.count(), DiffusionTransformer.size(spec).parameters());
        }
    }

    /** So that 16 bits of each fit into 16 MB. */
    @Test
    void theStandardSizeStaysBelowEightMillionParameters() {
        TransformerSpec standard = TransformerSpec.standard(256, 100, 49, new PitchRange(36, 84));
        assertEquals(5_628_005, DiffusionTransformer.size(standard).parameters());
    }

    @Test
    void seesTheHarmonicsThatItIsShown() {
        DiffusionTransformer network = new DiffusionTransformer(SHOWN, Declaration.over(stirred(SHOWN, manager)));
        NDArray x = noise(SHOWN, 2, 3);
        double[] levels = {0.1, 0.1};
        Condition any = Condition.of(0, 1);
        float[] blind = network.forward(x, levels, any).toFloatArray();
        assertArrayEquals(blind, network.forward(x, levels, any, x.mul(0)).toFloatArray(), 1e-6f);
        NDArray combs = noise(SHOWN, 2, 4);
        float[] seen = network.forward(x, levels, any, combs).toFloatArray();
        int changed = 0;
        for (int i = 0; i < seen.length; i++) {
            changed += Math.abs(seen[i] - blind[i]) > 1e-4 ? 1 : 0;
        }
        assertTrue(changed > 0.9 * seen.length, "changed: " + changed);
        DiffusionTransformer other = new DiffusionTransformer(LOCAL, Declaration.over(stirred(LOCAL, manager)));
        assertThrows(IllegalArgumentException.class, () -> other.forward(x, levels, any, combs));
    }

    @Test
    void learnsWithEveryWeightOnceItsZerosHaveMoved() {
        learnsWithEveryWeight(SPEC, 3, Condition.of(0, 1, 2, -1));
    }

    @Test
    void learnsWithEveryWeightWherePitchesAre() {
        learnsWithEveryWeight(PITCHED, 3, Condition.of(0, 1, 2, -1).withPitches(60, -1, 63, 64));
    }

    @Test
    void learnsWithEveryWeightOfItsConvolutions() {
        learnsWithEveryWeight(LOCAL, 7, Condition.of(0, 1, 2, -1));
    }

    private void learnsWithEveryWeight(TransformerSpec spec, int last, Condition condition) {
        Weights weights = fresh(spec, manager);
        DiffusionTransformer network = new DiffusionTransformer(spec, Declaration.over(weights));
        weights.requireGradients(true);
        AdamW adam = new AdamW(weights, 0.99, 0);
        List<Integer> reached = new ArrayList<>();
        for (int step = 1; step <= 4; step++) {
            try (NDManager scope = manager.newSubManager();
                    GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray x = noise(spec, 4, step);
                x.attach(scope);
                NDArray out = network.forward(x, new double[] {.1, .2, -.3, .4}, condition);
                collector.backward(out.sub(x).square().mean());
            }
            List<String> still = weights.names().stream()
                    .filter(name -> isZero(weights.get(name)))
                    .toList();
            reached.add(still.size());
            if (step == 4) {
                assertEquals(List.of(), still);
            }
            adam.step(weights, step, 0.01, 1);
        }
        // At first nothing but the last layers and the noise's way to them, then what they see, then what that sees.
        assertEquals(weights.names().size() - last, reached.get(0));
        assertTrue(reached.get(1) < reached.get(0));
    }

    /**
     * Numbers that the engine is lent must live until the backward pass is done. Collecting garbage and dirtying freed
     * memory between the two passes brought other gradients in most rounds, where they did not.
     */
    @Test
    void hasTheSameGradientsIfGarbageIsCollectedBeforeTheBackwardPass() {
        Weights weights = stirred(SPEC, manager);
        DiffusionTransformer network = new DiffusionTransformer(SPEC, Declaration.over(weights));
        weights.requireGradients(true);
        List<float[]> expected = List.of();
        for (int round = 0; round < 4; round++) {
            try (NDManager scope = manager.newSubManager();
                    GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray x = noise(4, 3);
                x.attach(scope);
                NDArray out = network.forward(x, new double[] {.1, .2, -.3, .4}, Condition.of(0, 1, 2, -1));
                NDArray loss = out.sub(x).square().mean();
                if (round > 0) {
                    collectGarbage();
                }
                collector.backward(loss);
            }
            List<float[]> gradients = new ArrayList<>();
            for (String name : weights.names()) {
                try (NDArray gradient = weights.get(name).getGradient()) {
                    gradients.add(gradient.toFloatArray());
                }
            }
            GradientNorm.zero(weights);
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(expected.get(i), gradients.get(i), "round " + round + ", array " + i);
            }
            expected = gradients;
        }
    }

    private static void collectGarbage() {
        List<ByteBuffer> filled = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            System.gc();
            try {
                Thread.sleep(30); // for the thread that frees what buffers held
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            for (int j = 0; j < 2000; j++) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(4 + j % 32);
                while (buffer.hasRemaining()) {
                    buffer.put((byte) 0x41);
                }
                filled.add(buffer);
            }
        }
        assertEquals(6000, filled.size());
    }

    private static boolean isZero(NDArray weight) {
        try (NDArray gradient = weight.getGradient()) {
            return Arrays.equals(gradient.toFloatArray(), new float[(int) gradient.size()]);
        }
    }

    @Test
    void treatsEachItemByItself() {
        DiffusionTransformer network = new DiffusionTransformer(SPEC, Declaration.over(stirred(SPEC, manager)));
        NDArray x = noise(3, 5);
        NDArray out = network.forward(x, new double[] {.1, .2, -.3}, Condition.of(0, 1, -1));
        NDArray turned = x.get(manager.create(new int[] {2, 0, 1}));
        NDArray other = network.forward(turned, new double[] {-.3, .1, .2}, Condition.of(-1, 0, 1));
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(out.get(i).toFloatArray(), other.get((i + 1) % 3).toFloatArray(), 1e-5f, "item " + i);
            assertArrayEquals(
                    out.get(i).toFloatArray(),
                    network.forward(
                                    x.get(i + ":" + (i + 1)),
                                    new double[] {new double[] {.1, .2, -.3}[i]},
                                    Condition.of(new int[] {0, 1, -1}[i]))
                            .toFloatArray(),
                    1e-5f);
        }
    }

    @Test
    void heedsClassNoiseLevelAndPlace() {
        DiffusionTransformer network = new DiffusionTransformer(SPEC, Declaration.over(stirred(SPEC, manager)));
        NDArray x = noise(1, 5);
        float[] out = network.forward(x, new double[] {.1}, Condition.of(0)).toFloatArray();
        assertDiffers(out, network.forward(x, new double[] {.1}, Condition.of(1)));
        assertDiffers(out, network.forward(x, new double[] {.1}, Condition.none(1)));
        assertDiffers(out, network.forward(x, new double[] {.2}, Condition.of(0)));
        // Every token sees every other: a change in the first frame reaches the last.
        float[] changed = x.toFloatArray();
        changed[0] += 1;
        float[] far = network.forward(manager.create(changed, x.getShape()), new double[] {.1}, Condition.of(0))
                .toFloatArray();
        assertTrue(Math.abs(far[59] - out[59]) > 1e-5);
    }

    @Test
    void heedsPitchBesideClassAndEitherWithoutTheOther() {
        DiffusionTransformer network = new DiffusionTransformer(PITCHED, Declaration.over(stirred(PITCHED, manager)));
        NDArray x = noise(1, 5);
        List<Condition> all = List.of(
                Condition.of(0).withPitches(60),
                Condition.of(0).withPitches(61),
                Condition.of(1).withPitches(60),
                Condition.of(0),
                Condition.none(1).withPitches(60),
                Condition.none(1));
        for (int i = 0; i < all.size(); i++) {
            float[] out = network.forward(x, new double[] {.1}, all.get(i)).toFloatArray();
            for (Condition other : all.subList(i + 1, all.size())) {
                assertDiffers(out, network.forward(x, new double[] {.1}, other));
            }
        }
    }

    @Test
    void neighbouringPitchesAreAlikeWithoutTheirOwnVectors() {
        TransformerSpec spec = new TransformerSpec(12, 5, 2, 16, 2, 2, 3, new PitchRange(36, 84));
        Weights weights = stirred(spec, manager);
        var values = weights.toArrays();
        values.put("pitch.each", new float[values.get("pitch.each").length]);
        weights.set(values);
        DiffusionTransformer network = new DiffusionTransformer(spec, Declaration.over(weights));
        NDArray x = noise(1, 5);
        float[][] outs = new float[49][];
        for (int p = 0; p < 49; p++) {
            outs[p] = network.forward(x, new double[] {.1}, Condition.of(0).withPitches(36 + p))
                    .toFloatArray();
        }
        double near = 0;
        double far = 0;
        for (int p = 0; p < 24; p++) {
            near += distance(outs[p], outs[p + 1]) / 24;
            far += distance(outs[p], outs[p + 25]) / 24;
        }
        assertTrue(near > 0 && near < 0.8 * far, "a semitone " + near + ", two octaves and one " + far);
    }

    private static double distance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.pow(one[i] - other[i], 2);
        }
        return Math.sqrt(sum);
    }

    @Test
    void pitchesAddTwoArraysAndNoOtherChanges() {
        Weights plain = fresh(SPEC, manager);
        Weights pitched = fresh(PITCHED, manager);
        List<String> more = new ArrayList<>(pitched.names());
        more.removeAll(plain.names());
        assertEquals(List.of("pitch.each", "pitch.height"), more);
    }

    @Test
    void refusesAPitchItHasNot() {
        DiffusionTransformer network = new DiffusionTransformer(PITCHED, Declaration.over(stirred(PITCHED, manager)));
        Condition high = Condition.of(0).withPitches(65);
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> network.forward(noise(1, 1), new double[] {.1}, high));
        assertEquals("pitch 65 is not within 60–64", e.getMessage());
        DiffusionTransformer plain = new DiffusionTransformer(SPEC, Declaration.over(stirred(SPEC, manager)));
        assertEquals(
                "the network knows no pitches",
                assertThrows(IllegalArgumentException.class, () -> plain.forward(noise(1, 1), new double[] {.1}, high))
                        .getMessage());
    }

    private static void assertDiffers(float[] one, NDArray other) {
        float[] values = other.toFloatArray();
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs(one[i] - values[i]));
        }
        assertTrue(largest > 1e-3, "differ by " + largest);
    }

    @Test
    void refusesAClassItHasNot() {
        DiffusionTransformer network = new DiffusionTransformer(SPEC, Declaration.over(stirred(SPEC, manager)));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> network.forward(noise(1, 1), new double[] {.1}, Condition.of(3)));
        assertEquals("class index 3 of 3 classes", e.getMessage());
    }

    @Test
    void leavesNothingInTheWeightsManager() {
        Weights weights = stirred(SPEC, manager);
        DiffusionTransformer network = new DiffusionTransformer(SPEC, Declaration.over(weights));
        NDManager home = weights.get("input.weight").getManager();
        int held = home.getManagedArrays().size();
        assertFalse(held == 0);
        network.forward(noise(2, 1), new double[] {.1, .2}, Condition.of(0, -1));
        assertEquals(held, home.getManagedArrays().size());
    }

    /**
     * Multiplications by hand for 2 tokens of 6 values and width 4: input 2·18·4, output 2·4·6 after a convolution 2·5·4; in the one block
     * queries, keys and values 2·4·12, attention's two products 2·2·2·4, its output 2·4·4, perceptron 2·2·4·16,
     * convolution 2·5·4, and once a clip its modulation 4·24; once a clip the noise level's two layers 2·4·4 and the
     * last modulation 4·8; and the noise's way round 2·6·6 with its modulation 4·3.
     */
    @Test
    void countsItsOperations() {
        double byHand = 144 + 48 + 40 + 96 + 32 + 32 + 256 + 40 + 96 + 32 + 32 + 72 + 12;
        assertEquals(
                2 * byHand,
                DiffusionTransformer.size(new TransformerSpec(4, 3, 2, 4, 1, 1, 2))
                        .operations());
    }

    /**
     * The same with conditions of 2 values, which make the four layers that take them smaller, a way round that sees both
     * neighbours, 2·18·6, and at 12 places convolutions of 9 from 2 to 5, 5 to 5 twice and 5 to 1 channels, with a
     * modulation 2·10.
     */
    @Test
    void countsTheOperationsOfItsConvolutions() {
        double tokens = 144 + 48 + 40 + 96 + 32 + 32 + 256 + 40;
        double byHand = tokens + 48 + 4 + 4 + 16 + 216 + 6 + 12 * 9 * (10 + 25 + 25 + 5) + 20;
        assertEquals(
                2 * byHand,
                DiffusionTransformer.size(
                                new TransformerSpec(4, 3, 2, 4, 1, 1, 2).refined(2, List.of(new Refinement(1, 5, 2))))
                        .operations());
    }

    @Test
    void refusesSizesThatDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> new Refinement(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> SPEC.refined(7, List.of()));
        assertThrows(IllegalArgumentException.class, () -> SPEC.refined(8, List.of(new Refinement(2, 4, 1))));
        assertThrows(IllegalArgumentException.class, () -> new TransformerSpec(0, 5, 2, 16, 2, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> new TransformerSpec(12, 5, 5, 16, 2, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> new TransformerSpec(12, 5, 2, 14, 2, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> new TransformerSpec(12, 5, 2, 16, 2, 2, -1));
    }

    @Test
    void preconditioningKeepsInputAndTargetAtVarianceOne() {
        for (double sigma : new double[] {0.002, 0.1, 1, 3, 80}) {
            Preconditioning c = Preconditioning.at(sigma);
            assertEquals(1, c.in() * c.in() * (1 + sigma * sigma), 1e-12);
            double target = Math.pow(1 - c.skip(), 2) + Math.pow(c.skip() * sigma, 2);
            assertEquals(1, target / (c.out() * c.out()), 1e-9);
            assertEquals(Math.log(sigma) / 4, c.noise(), 1e-12);
        }
    }

    @Test
    void theDenoiserOfAnUntrainedNetworkIsTheBestLinearOne() {
        Weights weights = fresh(SPEC, manager);
        NDArray x = noise(2, 1);
        NDArray clean = new NetworkDenoiser(new DiffusionTransformer(SPEC, Declaration.over(weights)))
                .denoise(x, 2, Condition.none(2));
        float[] expected = x.mul(0.2).toFloatArray();
        assertArrayEquals(expected, clean.toFloatArray(), 1e-6f);
    }

    @Test
    void itIsToldEachKnobAndWhetherThereIsOne() {
        TransformerSpec knobbed = SPEC.withKnobs(2);
        DiffusionTransformer network = new DiffusionTransformer(knobbed, Declaration.over(stirred(knobbed, manager)));
        NDArray x = noise(1, 3);
        float[] out = network.forward(x, new double[] {.1}, Condition.of(0).withKnobs(20, 70))
                .toFloatArray();
        assertDiffers(out, network.forward(x, new double[] {.1}, Condition.of(0).withKnobs(80, 70)));
        assertDiffers(out, network.forward(x, new double[] {.1}, Condition.of(0).withKnobs(70, 20)));
        assertDiffers(out, network.forward(x, new double[] {.1}, Condition.of(0).withKnobs(20)));
        assertDiffers(out, network.forward(x, new double[] {.1}, Condition.of(0)));
        assertArrayEquals(
                network.forward(x, new double[] {.1}, Condition.of(0)).toFloatArray(),
                network.forward(x, new double[] {.1}, Condition.of(0).withKnobs(-1, -1))
                        .toFloatArray());
        Condition more = Condition.of(0).withKnobs(-1, -1, 5);
        assertEquals(
                "3 knobs of a network of 2",
                assertThrows(IllegalArgumentException.class, () -> network.forward(x, new double[] {.1}, more))
                        .getMessage());
    }
}
