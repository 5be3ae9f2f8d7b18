package dev.phasewright.vocoder.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.train.Opponent;
import dev.phasewright.vocoder.network.VocoderSpec;
import dev.phasewright.vocoder.phase.PhaseDifferences;
import dev.phasewright.vocoder.phase.PhaseIntegrationTest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaveformLossesTest {
    private static final VocoderSpec SPEC = VocoderTrainingTest.SPEC;
    private static final StftSpec STFT = SPEC.features().stft();
    private static final int FRAMES = 26;
    /** The frame whose window starts with the clip. */
    private static final int FIRST = STFT.fftSize() / 2 / STFT.hop();

    private static final int BINS = STFT.bins();

    private final NDManager manager = NDManager.newBaseManager();
    private final DifferentiableStft stft = new DifferentiableStft(STFT);
    private final float[] clip =
            Arrays.copyOf(PhaseIntegrationTest.sound(), (FRAMES - 1) * STFT.hop() + STFT.fftSize());
    private final TeacherForcedSpectrum sound = new TeacherForcedSpectrum(STFT, stft, 1, FRAMES);
    private ComplexSpectrogram spectrum;

    @BeforeEach
    void listen() {
        spectrum = Stft.of(STFT).forward(clip);
        sound.put(0, clip, spectrum, FIRST);
    }

    @AfterEach
    void free() {
        manager.close();
    }

    /** The clip's own frames, [1, frames, bins, 2]. */
    private NDArray truth() {
        return parts(spectrum.reals(), spectrum.imaginaries(), FIRST);
    }

    private NDArray parts(float[] re, float[] im, int first) {
        float[] parts = new float[2 * FRAMES * BINS];
        for (int i = 0; i < FRAMES * BINS; i++) {
            parts[2 * i] = re[first * BINS + i];
            parts[2 * i + 1] = im[first * BINS + i];
        }
        return manager.create(parts, new Shape(1, FRAMES, BINS, 2));
    }

    /** The true differences, each turned by a random angle up to {@code jitter}, as a network would say them. */
    private float[][] differences(double jitter) {
        PhaseDifferences all = PhaseDifferences.of(spectrum);
        float[][] found = new float[4][FRAMES * (BINS - 1)];
        float[][] true4 = {all.timeRe(), all.timeIm(), all.frequencyRe(), all.frequencyIm()};
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < FRAMES * (BINS - 1); i++) {
            int from = (FIRST + i / (BINS - 1)) * BINS + i % (BINS - 1);
            for (int axis = 0; axis < 4; axis += 2) {
                double angle = jitter * (2 * random.nextDouble() - 1);
                double c = Math.cos(angle);
                double s = Math.sin(angle);
                found[axis][i] = (float) (true4[axis][from] * c - true4[axis + 1][from] * s);
                found[axis + 1][i] = (float) (true4[axis][from] * s + true4[axis + 1][from] * c);
            }
        }
        return found;
    }

    private NDList arrays(NDManager scope, float[][] differences) {
        NDList arrays = new NDList();
        for (float[] part : differences) {
            arrays.add(scope.create(part, new Shape(1, FRAMES, BINS - 1)));
        }
        return arrays;
    }

    private static float relative(NDArray x, NDArray y) {
        return x.sub(y).norm().div(y.norm()).getFloat();
    }

    @Test
    void theTransformsAreThoseOfStft() {
        NDArray samples = manager.create(clip, new Shape(1, clip.length));
        NDArray frames = stft.forward(samples);
        assertEquals(truth().getShape(), frames.getShape());
        assertTrue(relative(frames, truth()) < 1e-6, "forward");

        // Not a sound's own spectrum, so that the inverse has something to reconcile.
        float[] re = spectrum.reals();
        float[] im = spectrum.imaginaries();
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < re.length; i++) {
            re[i] += (float) random.nextDouble(-1, 1);
            im[i] += (float) random.nextDouble(-1, 1);
        }
        float[] expected = Stft.of(STFT).inverse(new ComplexSpectrogram(STFT, clip.length, re, im));
        int from = STFT.fftSize() - STFT.hop();
        float[] found = stft.inverse(parts(re, im, FIRST)).toFloatArray();
        assertEquals(stft.samples(FRAMES), found.length);
        assertArrayEquals(Arrays.copyOfRange(expected, from, from + found.length), found, 1e-6f);
    }

    @Test
    void trueDifferencesOfTrueNeighboursMakeTheTrueSpectrum() {
        NDArray made = sound.spectrum(manager, arrays(manager, differences(0)), sound.magnitudes(manager));
        assertTrue(relative(made, truth()) < 1e-4, "off by " + relative(made, truth()));
        NDArray samples = sound.samples(manager);
        assertTrue(relative(stft.inverse(made), samples) < 1e-4);
        int from = STFT.fftSize() - STFT.hop();
        assertArrayEquals(Arrays.copyOfRange(clip, from, from + stft.samples(FRAMES)), samples.toFloatArray());
        NDArray jittered = sound.spectrum(manager, arrays(manager, differences(0.5)), sound.magnitudes(manager));
        assertTrue(relative(jittered, truth()) > 0.05);
    }

    @Test
    void silenceAndIgnoranceHaveFiniteGradients() {
        TeacherForcedSpectrum silent = new TeacherForcedSpectrum(STFT, stft, 1, FRAMES);
        float[] nothing = new float[clip.length];
        silent.put(0, nothing, Stft.of(STFT).forward(nothing), FIRST);
        WaveformLosses losses = losses(EnumSet.allOf(WaveformLoss.class));
        for (TeacherForcedSpectrum one : new TeacherForcedSpectrum[] {silent, sound}) {
            NDList unsure = arrays(manager, new float[4][FRAMES * (BINS - 1)]);
            unsure.forEach(part -> part.setRequiresGradient(true));
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray made = one.spectrum(manager, unsure, one.magnitudes(manager));
                collector.backward(losses.loss(made, one.samples(manager)));
            }
            for (NDArray part : unsure) {
                for (float g : part.getGradient().toFloatArray()) {
                    assertTrue(Float.isFinite(g));
                }
            }
        }
    }

    private WaveformLosses losses(Set<WaveformLoss> chosen) {
        return new WaveformLosses(chosen, SPEC, FRAMES, manager, new SplittableRandom(1));
    }

    @Test
    void aSoundIsNotFarFromItself() {
        NDArray samples = sound.samples(manager);
        WaveformLosses losses = losses(EnumSet.of(WaveformLoss.CONSISTENCY, WaveformLoss.MEL));
        assertEquals(0, losses.melDistance(samples, samples).getFloat());
        assertEquals(Math.log(2), losses.melDistance(samples.mul(2), samples).getFloat(), 0.1);
        // What is added so that the root has a slope is all that is left.
        assertEquals(1e-3, losses.inconsistency(truth(), stft.inverse(truth())).getFloat(), 1e-5);
        NDArray jittered = sound.spectrum(manager, arrays(manager, differences(1)), sound.magnitudes(manager));
        assertTrue(losses.inconsistency(jittered, stft.inverse(jittered)).getFloat() > 0.05);
    }

    @ParameterizedTest
    @EnumSource(WaveformLoss.class)
    void gradientsAreThoseOfFiniteDifferences(WaveformLoss loss) {
        WaveformLosses losses = losses(EnumSet.of(loss));
        float[][] at = differences(0.7);
        NDList found = arrays(manager, at);
        found.forEach(part -> part.setRequiresGradient(true));
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(value(losses, manager, found));
        }
        for (int part = 0; part < 4; part++) {
            float[] gradient = found.get(part).getGradient().toFloatArray();
            // A step along the gradient of this part alone, so that the change stands out of float's rounding.
            double squares = 0;
            for (float g : gradient) {
                assertTrue(Float.isFinite(g));
                squares += (double) g * g;
            }
            double length = Math.sqrt(squares);
            assertTrue(length > 0);
            double step = 0.02;
            double up = moved(losses, at, part, gradient, step / length);
            double down = moved(losses, at, part, gradient, -step / length);
            assertEquals(length, (up - down) / (2 * step), 0.03 * length, "part " + part);
            // And at the place where it is steepest.
            int steepest = IntStream.range(0, gradient.length)
                    .reduce((a, b) -> Math.abs(gradient[a]) >= Math.abs(gradient[b]) ? a : b)
                    .orElseThrow();
            float[] one = new float[gradient.length];
            one[steepest] = 1;
            double slope = (moved(losses, at, part, one, step) - moved(losses, at, part, one, -step)) / (2 * step);
            assertEquals(gradient[steepest], slope, 0.1 * Math.abs(gradient[steepest]), "part " + part);
        }
    }

    private NDArray value(WaveformLosses losses, NDManager scope, NDList found) {
        return losses.loss(sound.spectrum(scope, found, sound.magnitudes(scope)), sound.samples(scope));
    }

    private double moved(WaveformLosses losses, float[][] at, int part, float[] direction, double by) {
        float[][] there = at.clone();
        there[part] = at[part].clone();
        for (int i = 0; i < direction.length; i++) {
            there[part][i] += (float) (by * direction[i]);
        }
        try (NDManager scope = manager.newSubManager()) {
            return value(losses, scope, arrays(scope, there)).getFloat();
        }
    }

    @Test
    void theOpponentLearnsFromSoundsAloneAndTheTraineeFromItsVerdict() {
        WaveformLosses losses = losses(EnumSet.of(WaveformLoss.ADVERSARIAL));
        Opponent opponent = losses.opponent().orElseThrow();
        opponent.weights().requireGradients(true);
        NDList found = arrays(manager, differences(0.7));
        found.forEach(part -> part.setRequiresGradient(true));
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            value(losses, manager, found);
            collector.backward(opponent.loss(manager, 1));
        }
        for (NDArray part : found) {
            assertEquals(0, part.getGradient().abs().max().getFloat());
        }
        for (String name : opponent.weights().names()) {
            if (name.endsWith(".weight")) {
                assertTrue(
                        opponent.weights().get(name).getGradient().abs().max().getFloat() > 0, name);
            }
        }
        assertTrue(losses(EnumSet.of(WaveformLoss.MEL)).opponent().isEmpty());
    }

    @Test
    void clipsTooShortAreRefused() {
        Set<WaveformLoss> mel = EnumSet.of(WaveformLoss.MEL);
        int least = VocoderTraining.leastFrames(SPEC, mel);
        assertEquals(23, least);
        assertTrue(stft.samples(least) >= 2 * STFT.fftSize() && stft.samples(least - 1) < 2 * STFT.fftSize());
        assertThrows(
                IllegalArgumentException.class,
                () -> new WaveformLosses(mel, SPEC, least - 1, manager, new SplittableRandom(1)));
    }
}
