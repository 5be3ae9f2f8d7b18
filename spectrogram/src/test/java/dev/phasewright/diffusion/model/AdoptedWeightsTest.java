package dev.phasewright.diffusion.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Weights;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdoptedWeightsTest {
    private static final TransformerSpec SPEC = new TransformerSpec(12, 5, 2, 16, 2, 2, 2);

    @Test
    void aNetworkThatGetsSmallConvolutionsSaysAtFirstWhatItSaid() {
        try (NDManager manager = NDManager.newBaseManager()) {
            TransformerSpec refined = SPEC.refined();
            assertTrue(refined.isRefined());
            assertEquals(refined, refined.refined());
            Weights old = DiffusionTransformerTest.stirred(SPEC, manager);
            DiffusionTransformer grown =
                    new DiffusionTransformer(refined, Declaration.fresh(manager, new SplittableRandom(7)));

            long taken = AdoptedWeights.adopt(
                    old.tensors(old.toArrays(), ""), List.of("a", "b"), grown.weights(), List.of("a", "b"));

            assertEquals(old.count(), taken);
            NDArray x = GaussianNoise.like(manager, new Shape(2, 12, 5), new SplittableRandom(3));
            double[] noise = {0.1, -0.3};
            Condition asked = Condition.of(0, 1);
            assertArrayEquals(
                    new DiffusionTransformer(SPEC, Declaration.over(old))
                            .forward(x, noise, asked)
                            .toFloatArray(),
                    grown.forward(x, noise, asked).toFloatArray(),
                    1e-5f);
        }
    }
}
