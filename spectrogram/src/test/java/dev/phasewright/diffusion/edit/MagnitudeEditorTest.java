package dev.phasewright.diffusion.edit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.SoundFolder;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.DpmSolver2MSampler;
import dev.phasewright.diffusion.NoiseSchedule;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.diffusion.SamplingPlan;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Edits with the exact denoiser of a world in which a clip is all {@value #BRIGHT} or all −{@value #BRIGHT}: what belongs
 * together there is known.
 */
class MagnitudeEditorTest {
    private static final float BRIGHT = 1;
    private static final int FRAMES = 12;
    private static final int BANDS = 8;
    private static final GeneratorSpec SPEC = new GeneratorSpec(
            GeneratorSpec.KIND,
            SoundFolder.TINY,
            new Normalization(Collections.nCopies(BANDS, 0f), Collections.nCopies(BANDS, 1f)),
            List.of("bright", "dark"),
            new TransformerSpec(FRAMES, BANDS, 2, 16, 1, 2, 2),
            Map.of());
    private static final SamplingPlan PLAN =
            new SamplingPlan(new DpmSolver2MSampler(), NoiseSchedule.STANDARD, 24, 1, 0.2, 5);
    private static final Condition ANY = Condition.none(1);

    private final NDManager manager = NDManager.newBaseManager();
    private final MagnitudeGenerator generator = MagnitudeGenerator.of(SPEC, world(), manager);
    private final MagnitudeEditor editor = new MagnitudeEditor(generator, PLAN, SamplingObserver.NONE);

    @AfterEach
    void free() {
        manager.close();
    }

    /** E[x₀ | x] = tanh(Σx/σ² + prior), as of two clips equally likely unless one is asked for. */
    private static Denoiser world() {
        return (noisy, sigma, condition) -> {
            float[] x = noisy.toFloatArray();
            int values = x.length / condition.batch();
            for (int i = 0; i < condition.batch(); i++) {
                double sum = 0;
                for (int j = 0; j < values; j++) {
                    sum += x[i * values + j];
                }
                double prior = condition.classOf(i) == Condition.NONE ? 0 : condition.classOf(i) == 0 ? 1e6 : -1e6;
                float mean = (float) (BRIGHT * Math.tanh(BRIGHT * sum / (sigma * sigma) + prior));
                Arrays.fill(x, i * values, (i + 1) * values, mean);
            }
            return noisy.getManager().create(x, noisy.getShape());
        };
    }

    private static LogMel clip(int frames, float value) {
        float[] values = new float[frames * BANDS];
        Arrays.fill(values, value);
        return new LogMel(SoundFolder.TINY, values);
    }

    private static double seconds(int frame) {
        return (double) frame
                * SoundFolder.TINY.stft().hop()
                / SoundFolder.TINY.stft().sampleRate();
    }

    @Test
    void strengthZeroChangesNothingAndOneEverything() {
        LogMel clip = clip(FRAMES, BRIGHT);
        assertSame(clip, editor.vary(clip, 0, ANY, 5));
        float[] fresh = generator
                .generate(PLAN, ANY, new long[] {5}, SamplingObserver.NONE)
                .get(0)
                .toArray();
        assertArrayEquals(fresh, editor.vary(clip, 1, ANY, 5).toArray());
        assertArrayEquals(fresh, editor.generate(FRAMES, ANY, 5).toArray());
    }

    @Test
    void alittleNoiseDoesNotChangeWhatAClipIsAndMuchDoes() {
        LogMel clip = clip(FRAMES, BRIGHT);
        int kept = 0;
        for (int seed = 0; seed < 20; seed++) {
            assertEquals(BRIGHT, editor.vary(clip, 0.4, ANY, seed).at(3, 3), 1e-3);
            kept += editor.vary(clip, 1, ANY, seed).at(3, 3) > 0 ? 1 : 0;
        }
        assertTrue(kept > 3 && kept < 17, kept + " of 20");
        Condition dark = Condition.of(1);
        assertEquals(-BRIGHT, editor.vary(clip, 1, dark, 1).at(3, 3), 1e-3);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, FRAMES, 20, 41})
    void aHoleBecomesWhatItsSurroundingsAreAndTheyStay(int frames) {
        for (int seed = 0; seed < 6; seed++) {
            float is = seed % 2 == 0 ? BRIGHT : -BRIGHT;
            LogMel clip = clip(frames, is);
            float[] values = clip.toArray();
            for (int b = 0; b < BANDS; b++) {
                values[2 * BANDS + b] = 17;
                values[3 * BANDS + b] = Float.MIN_VALUE;
            }
            // A value of its own outside comes out as it went in.
            values[4 * BANDS] = is * 1.0001f;
            LogMel holed = new LogMel(SoundFolder.TINY, values);
            Region hole = Region.time(seconds(2), seconds(3));
            float[] filled = editor.inpaint(holed, hole, 1, frames < FRAMES ? Condition.of(seed % 2) : ANY, seed)
                    .toArray();
            for (int i = 0; i < filled.length; i++) {
                if (i / BANDS == 2 || i / BANDS == 3) {
                    assertEquals(is, filled[i], 1e-2, "frame " + i / BANDS);
                } else {
                    assertEquals(values[i], filled[i]);
                }
            }
        }
    }

    @Test
    void whatGoesOnIsDrawnThroughWindowsThatAgree() {
        // The second window sees the end of what is known, and the first what the second makes of the rest.
        LogMel clip = clip(18, -BRIGHT);
        Region hole = Region.time(seconds(10), Double.POSITIVE_INFINITY);
        float[] filled = editor.inpaint(clip, hole, 2, ANY, 3).toArray();
        for (float value : filled) {
            assertEquals(-BRIGHT, value, 0.05);
        }
    }

    @Test
    void windowsOverADenoiserOfSingleValuesAreThatDenoiser() {
        Denoiser each = (x, sigma, condition) -> x.mul(1 / (1 + sigma * sigma));
        Denoiser windowed = new Windowed(each, 5, 3);
        float[] x = new float[2 * 13 * 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) Math.sin(i);
        }
        NDArray noisy = manager.create(x, new Shape(2, 13, 3));
        assertArrayEquals(
                each.denoise(noisy, 0.7, Condition.none(2)).toFloatArray(),
                windowed.denoise(noisy, 0.7, Condition.none(2)).toFloatArray(),
                1e-6f);
        assertThrows(IllegalArgumentException.class, () -> new Windowed(each, 5, 6));
        assertThrows(
                IllegalArgumentException.class, () -> new Windowed(each, 14, 3).denoise(noisy, 0.7, Condition.none(2)));
    }

    @Test
    void aWayBeginsAndEndsWhereItShould() {
        Condition bright = Condition.of(0);
        Condition dark = Condition.of(1);
        List<LogMel> way = editor.morph(bright, 4, dark, 9, 5);
        assertEquals(5, way.size());
        float[] first = generator
                .generate(PLAN, bright, new long[] {4}, SamplingObserver.NONE)
                .get(0)
                .toArray();
        float[] last = generator
                .generate(PLAN, dark, new long[] {9}, SamplingObserver.NONE)
                .get(0)
                .toArray();
        assertArrayEquals(first, way.get(0).toArray(), 1e-5f);
        assertArrayEquals(last, way.get(4).toArray(), 1e-4f);
        // Half of either is neither.
        assertEquals(0, way.get(2).at(0, 0), 0.1);
        assertThrows(IllegalArgumentException.class, () -> editor.morph(bright, 4, dark, 9, 1));
    }

    @Test
    void aBlendIsBetweenItsPartsByTheirShares() {
        Condition bright = Condition.of(0);
        Condition dark = Condition.of(1);
        double[] found = new double[3];
        for (int i = 0; i < found.length; i++) {
            double share = i / 2.0;
            found[i] = editor.blend(FRAMES, List.of(bright, dark), new double[] {1 - share, share}, 4)
                    .at(0, 0);
        }
        assertEquals(editor.generate(FRAMES, bright, 4).at(0, 0), found[0], 1e-5);
        assertEquals(editor.generate(FRAMES, dark, 4).at(0, 0), found[2], 1e-5);
        assertEquals((found[0] + found[2]) / 2, found[1], 0.1);
        List<Condition> three = List.of(bright, dark, bright);
        assertEquals(
                found[1],
                editor.blend(FRAMES, three, new double[] {0.3, 0.5, 0.2}, 4).at(0, 0),
                1e-4);
        double[] tooMuch = {0, 0.6, 0.6};
        assertThrows(IllegalArgumentException.class, () -> editor.blend(FRAMES, three, tooMuch, 4));
        assertThrows(IllegalArgumentException.class, () -> editor.blend(FRAMES, three, new double[] {1, 0}, 4));
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        LogMel clip = clip(FRAMES, BRIGHT);
        assertThrows(IllegalArgumentException.class, () -> editor.vary(clip, 1.01, ANY, 1));
        assertThrows(IllegalArgumentException.class, () -> editor.vary(clip, Double.NaN, ANY, 1));
        Region outside = Region.time(seconds(FRAMES), seconds(FRAMES + 1));
        assertThrows(IllegalArgumentException.class, () -> editor.inpaint(clip, outside, 1, ANY, 1));
        Region within = Region.time(0, 1);
        assertThrows(IllegalArgumentException.class, () -> editor.inpaint(clip, within, -1, ANY, 1));
        assertThrows(IllegalArgumentException.class, () -> editor.generate(0, ANY, 1));
        LogMel other = new LogMel(MelSpec.STANDARD, new float[200]);
        assertThrows(IllegalArgumentException.class, () -> editor.vary(other, 0.5, ANY, 1));
        assertThrows(IllegalArgumentException.class, () -> Region.time(1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Region(0, 1, 500, 400));
        assertThrows(IllegalArgumentException.class, () -> new Blend(world(), ANY, new double[] {1.1}));
        assertThrows(IllegalArgumentException.class, () -> new Masked(world(), new float[3], new boolean[4]));
    }

    @Test
    void bandsBelongToARegionByTheirCentres() {
        // HTK mel centres of eight bands up to 4 kHz lie 238.4 mel apart: 165, 368, 619, 929, 1312, 1786, 2372, 3095
        // Hz.
        assertEquals(4000, SoundFolder.TINY.highHz());
        assertArrayEquals(new int[] {2, 3, 4}, new Region(0, 1, 600, 1700).bands(SoundFolder.TINY));
        assertEquals(8, Region.time(0, 1).bands(SoundFolder.TINY).length);
    }
}
