package dev.phasewright.vocoder.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.Weights;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import dev.phasewright.vocoder.phase.PhaseDifferences;
import dev.phasewright.vocoder.phase.PhaseIntegrationTest;
import dev.phasewright.vocoder.train.VocoderBatch;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkPhaseTest {
    private static final StftSpec STFT = new StftSpec(16_000, 512, 64, Window.HANN);
    private static final PhaseNetworkSpec SPEC = new PhaseNetworkSpec(8, 2, 2);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    private static PhaseNetwork network(Declaration nn) {
        return new PhaseNetwork(SPEC, STFT, nn.sub("net"));
    }

    private Weights initialized() {
        Declaration nn = Declaration.fresh(manager, new SplittableRandom(1));
        network(nn);
        return nn.weights();
    }

    private NetworkPhase phase(Weights weights) {
        return new NetworkPhase(STFT, network(Declaration.over(weights)), SPEC.reach(), manager);
    }

    private NetworkPhase untrained() {
        return phase(initialized());
    }

    /** One whose output is not the analytic one alone. */
    private NetworkPhase random() {
        Weights weights = initialized();
        Map<String, float[]> values = weights.toArrays();
        float[] output = values.get("net.output.weight");
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < output.length; i++) {
            output[i] = (float) (0.2 * (random.nextDouble() - 0.5));
        }
        weights.set(values);
        return phase(weights);
    }

    private static Magnitudes magnitudes(float[] sound) {
        return Stft.of(STFT).forward(sound).magnitudes();
    }

    @Test
    void parametersAreCountedWithoutMakingThem() {
        assertEquals(initialized().count(), PhaseNetwork.size(SPEC, STFT).parameters());
    }

    @Test
    void untrainedItIsTheGradientOfTheMagnitudes() {
        Magnitudes wanted = magnitudes(PhaseIntegrationTest.sound());
        NetworkPhase phase = untrained();
        Stft stft = Stft.of(STFT);
        ComplexSpectrogram guess = phase.reconstruct(wanted, new SplittableRandom(0));
        double convergence = SpectralConvergence.between(
                wanted, stft.forward(stft.inverse(guess)).magnitudes());
        assertTrue(convergence < -22, "spectral convergence " + convergence);
        assertArrayEquals(wanted.toArray(), guess.magnitudes().toArray(), 1e-3f);
    }

    @Test
    void aFrameSeesNoFurtherThanItsReach() {
        NetworkPhase phase = random();
        Magnitudes wanted = magnitudes(PhaseIntegrationTest.sound());
        float[] values = wanted.toArray();
        int changed = 60;
        Arrays.fill(values, changed * STFT.bins(), (changed + 1) * STFT.bins(), 3);
        int calm = changed - phase.lookAhead();
        float[] before = phase.reconstruct(wanted, new SplittableRandom(0)).reals();
        float[] after = phase.reconstruct(new Magnitudes(STFT, wanted.samples(), values), new SplittableRandom(0))
                .reals();
        int end = calm * STFT.bins();
        assertArrayEquals(Arrays.copyOf(before, end), Arrays.copyOf(after, end), 1e-4f);
        assertFalse(Arrays.equals(
                Arrays.copyOfRange(before, end, end + 4 * STFT.bins()),
                Arrays.copyOfRange(after, end, end + 4 * STFT.bins())));
    }

    @Test
    void piecesJoinWithoutASeam() {
        float[] once = PhaseIntegrationTest.sound();
        float[] thrice = new float[4 * once.length];
        for (int i = 0; i < thrice.length; i++) {
            thrice[i] = once[i % once.length];
        }
        Magnitudes wanted = magnitudes(thrice);
        NetworkPhase phase = random();
        int frames = wanted.frames();
        PhaseDifferences whole = phase.differences(wanted.toArray(), frames);
        ComplexSpectrogram inOne = PhaseIntegrationTest.integrate(wanted, whole);
        ComplexSpectrogram inPieces = phase.reconstruct(wanted, new SplittableRandom(0));
        assertTrue(frames > 480);
        assertArrayEquals(inOne.reals(), inPieces.reals(), 0.02f);
    }

    @Test
    void silenceAndASingleFrame() {
        NetworkPhase phase = untrained();
        for (float[] sound : new float[][] {new float[3000], {}, {0.5f}, new float[63]}) {
            ComplexSpectrogram guess = phase.reconstruct(magnitudes(sound), new SplittableRandom(0));
            for (float v : Stft.of(STFT).inverse(guess)) {
                assertTrue(Float.isFinite(v));
            }
        }
        float[] silence =
                Stft.of(STFT).inverse(phase.reconstruct(magnitudes(new float[3000]), new SplittableRandom(0)));
        for (float v : silence) {
            assertEquals(0, Math.abs(v));
        }
    }

    @Test
    void magnitudesOfAnotherTransformAreRefusedNamingBoth() {
        StftSpec other = new StftSpec(16_000, 512, 128, Window.HANN);
        Magnitudes m = Stft.of(other).forward(new float[1000]).magnitudes();
        NetworkPhase phase = untrained();
        String message = assertThrows(
                        IllegalArgumentException.class, () -> phase.reconstruct(m, new SplittableRandom(0)))
                .getMessage();
        assertTrue(message.contains("hop=128") && message.contains("hop=64"), message);
    }

    @Test
    void theBesselFunctionIsNearEnough() {
        // scipy.special.i0: numpy.log(i0([0, 0.1, 1, 5, 20]))
        float[] kappa = {0, 0.1f, 1, 5, 20};
        double[] expected = {0, 0.002498439, 0.235914358, 3.304681788, 17.589694463};
        float[] squared = new float[5];
        for (int i = 0; i < 5; i++) {
            squared[i] = kappa[i] * kappa[i];
        }
        float[] found =
                VocoderBatch.logBessel(manager.create(squared, new Shape(5))).toFloatArray();
        for (int i = 0; i < 5; i++) {
            assertEquals(expected[i], found[i], 6e-3, "κ = " + kappa[i]);
        }
    }
}
