package dev.phasewright.diffusion.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.PitchRange;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.DistilledLevels;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.harmonic.HeardHarmonics;
import dev.phasewright.diffusion.harmonic.PitchPrior;
import dev.phasewright.diffusion.train.DenoisingBatch;
import dev.phasewright.nn.Declaration;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkDenoiserTest {
    private static final int BANDS = MelSpec.STANDARD.bands();
    private static final GeneratorSpec PLAIN = new GeneratorSpec(
            GeneratorSpec.KIND,
            MelSpec.STANDARD,
            new Normalization(Collections.nCopies(BANDS, -1f), Collections.nCopies(BANDS, 2f)),
            List.of("ape", "bee"),
            new TransformerSpec(12, BANDS, 4, 16, 1, 2, 2),
            Map.of());
    private static final GeneratorSpec SHOWN =
            PLAIN.withPitch(new PitchPrior(Collections.nCopies(180, 1f), Collections.nCopies(6, 1f)));

    private final NDManager manager = NDManager.newBaseManager();
    private final DiffusionTransformer network = new DiffusionTransformer(
            SHOWN.network(), Declaration.over(DiffusionTransformerTest.stirred(SHOWN.network(), manager)));

    @AfterEach
    void free() {
        manager.close();
    }

    private NDArray noise(int batch, double sigma) {
        return GaussianNoise.like(manager, new Shape(batch, 12, BANDS), new SplittableRandom(1))
                .mul(sigma);
    }

    private static int changed(float[] a, float[] b) {
        int changed = 0;
        for (int i = 0; i < a.length; i++) {
            changed += a[i] == b[i] ? 0 : 1;
        }
        return changed;
    }

    @Test
    void looksForHarmonicsWhereTheyCanBeFound() {
        Denoiser blind = new NetworkDenoiser(network);
        Denoiser seeing = NetworkDenoiser.of(network, SHOWN);
        Condition any = Condition.of(0, 1);
        for (double sigma : new double[] {1.01 * HeardHarmonics.HIGHEST_SIGMA, 0.9 * HeardHarmonics.LOWEST_SIGMA}) {
            NDArray x = noise(2, sigma);
            assertArrayEquals(
                    blind.denoise(x, sigma, any).toFloatArray(),
                    seeing.denoise(x, sigma, any).toFloatArray());
        }
        NDArray x = noise(2, 1);
        assertNotEquals(
                0,
                changed(
                        blind.denoise(x, 1, any).toFloatArray(),
                        seeing.denoise(x, 1, any).toFloatArray()));
    }

    @Test
    void aStudentLooksAsItsTeacherDoes() {
        GeneratorSpec student = SHOWN.withDistilled(new DistilledLevels(List.of(80.0, 1.0)));
        NDArray x = noise(1, 1);
        assertArrayEquals(
                NetworkDenoiser.of(network, SHOWN)
                        .denoise(x, 1, Condition.of(1))
                        .toFloatArray(),
                NetworkDenoiser.of(network, student)
                        .denoise(x, 1, Condition.of(1))
                        .toFloatArray());
    }

    /** What is learned from a clip is learned from what is seen of it when it is drawn. */
    @Test
    void isTaughtByWhatItLooksAt() {
        double sigma = 1.5;
        NDArray x = noise(2, sigma);
        float[] noisy = x.toFloatArray();
        float[] clean = new float[noisy.length];
        DenoisingBatch batch = new DenoisingBatch(SHOWN.network(), SHOWN.harmonics(), 2);
        DenoisingBatch blind = new DenoisingBatch(SHOWN.network(), null, 2);
        for (int i = 0; i < 2; i++) {
            batch.put(i, noisy, clean, i * noisy.length / 2, sigma, Condition.of(i));
            blind.put(i, noisy, clean, i * noisy.length / 2, sigma, Condition.of(i));
        }
        NDArray guess = NetworkDenoiser.of(network, SHOWN).denoise(x, sigma, Condition.of(0, 1));
        double out = SHOWN.corruption().preconditioning(sigma).out();
        double expected = guess.square().mean().getFloat() / (out * out);
        assertEquals(expected, batch.loss(network, manager).getFloat(), 1e-4 * expected);
        assertNotEquals(expected, blind.loss(network, manager).getFloat(), 1e-3 * expected);
    }

    @Test
    void makesTheSameOfAClipWhateverIsBesideIt() {
        Denoiser apart = NetworkDenoiser.of(network, SHOWN).apart();
        NDArray three = noise(3, 2);
        float[] together = apart.denoise(three, 2, Condition.of(0, 1, 1)).toFloatArray();
        for (int i = 0; i < 3; i++) {
            float[] alone = apart.denoise(three.get(i + ":" + (i + 1)), 2, Condition.of(Math.min(1, i)))
                    .toFloatArray();
            float[] part = Arrays.copyOfRange(together, i * alone.length, (i + 1) * alone.length);
            assertArrayEquals(alone, part, 1e-4f);
        }
    }

    @Test
    void itsDescriptionSaysWhichPitchesThereAre() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        assertEquals(SHOWN, json.readValue(json.writeValueAsString(SHOWN), GeneratorSpec.class));
        assertEquals(PLAIN, json.readValue(json.writeValueAsString(PLAIN), GeneratorSpec.class));
        assertEquals(PLAIN, SHOWN.withPitch(null));
        assertThrows(IllegalArgumentException.class, () -> SHOWN.withCorruption("shaped:1"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new GeneratorSpec(
                        PLAIN.kind(),
                        PLAIN.features(),
                        PLAIN.normalization(),
                        PLAIN.classes(),
                        SHOWN.network(),
                        Map.of()));
    }

    /** A model of single notes is not told which pitches there are: it is told which is asked for. */
    @Test
    void notesAreShownThePitchThatIsAskedFor() throws JsonProcessingException {
        GeneratorSpec notes = new GeneratorSpec(
                        PLAIN.kind(),
                        PLAIN.features(),
                        PLAIN.normalization(),
                        PLAIN.classes(),
                        new TransformerSpec(12, BANDS, 4, 16, 1, 2, 2, new PitchRange(60, 64)),
                        Map.of())
                .withAskedHarmonics();
        ObjectMapper json = new ObjectMapper();
        assertEquals(notes, json.readValue(json.writeValueAsString(notes), GeneratorSpec.class));
        assertThrows(IllegalArgumentException.class, PLAIN::withAskedHarmonics);
        DiffusionTransformer stirred = new DiffusionTransformer(
                notes.network(), Declaration.over(DiffusionTransformerTest.stirred(notes.network(), manager)));
        Denoiser seeing = NetworkDenoiser.of(stirred, notes);
        Denoiser blind = new NetworkDenoiser(stirred);
        for (double sigma : new double[] {80, 1, 0.01}) {
            NDArray x = noise(2, sigma);
            Condition asked = Condition.of(0, 1).withPitches(62, Condition.NONE);
            float[] seen = seeing.denoise(x, sigma, asked).toFloatArray();
            float[] unseen = blind.denoise(x, sigma, asked).toFloatArray();
            int one = seen.length / 2;
            assertNotEquals(0, changed(Arrays.copyOf(seen, one), Arrays.copyOf(unseen, one)), "σ = " + sigma);
            assertArrayEquals(Arrays.copyOfRange(unseen, one, 2 * one), Arrays.copyOfRange(seen, one, 2 * one), 1e-5f);
        }
    }
}
