package dev.phasewright.theory.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.GaussianNoise;
import dev.phasewright.diffusion.NoiseSchedule;
import dev.phasewright.diffusion.NoiseSource;
import dev.phasewright.diffusion.Samplers;
import dev.phasewright.diffusion.SamplingObserver;
import dev.phasewright.random.NormalDeviates;
import dev.phasewright.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MachineTest {
    private static final int FRAMES = 8;
    private static final int BANDS = 5;
    private static final int VALUES = FRAMES * BANDS;
    private static final int CLIPS = 30;

    private final NDManager manager = NDManager.newBaseManager();
    private final List<float[]> clips = clips(CLIPS);
    private final LearnedClips learned =
            LearnedClips.of(clips, IntStream.range(0, CLIPS).map(i -> i % 3).toArray(), FRAMES, BANDS);

    @AfterEach
    void free() {
        manager.close();
    }

    private static float[] noise(long index) {
        float[] values = new float[VALUES];
        NormalDeviates.fill(values, 0, VALUES, Seeds.stream(1, "clip", index));
        return values;
    }

    private static List<float[]> clips(int count) {
        return IntStream.range(0, count).mapToObj(MachineTest::noise).toList();
    }

    private float[] denoised(Denoiser machine, float[] noisy, double sigma, int asked) {
        NDArray x = manager.create(noisy, new Shape(1, FRAMES, BANDS));
        return machine.denoise(x, sigma, Condition.of(asked)).toFloatArray();
    }

    /** The formula, word for word. */
    private double mean(float[] noisy, double sigma, int asked, int place, Window window) {
        double weights = 0;
        double sum = 0;
        for (int i = 0; i < CLIPS; i++) {
            if (asked != Condition.NONE && i % 3 != asked) {
                continue;
            }
            double distance = 0;
            for (int t = 0; t < FRAMES; t++) {
                for (int b = 0; b < BANDS; b++) {
                    boolean near = Math.abs(t - place / BANDS) <= window.frames()
                            && Math.abs(b - place % BANDS) <= window.bands();
                    double d = noisy[t * BANDS + b] - clips.get(i)[t * BANDS + b];
                    distance += near ? d * d : 0;
                }
            }
            double weight = Math.exp(-distance / (2 * sigma * sigma));
            weights += weight;
            sum += weight * clips.get(i)[place];
        }
        return sum / weights;
    }

    @Test
    void theIdealMachineIsTheWeightedMeanOfAllClips() {
        float[] noisy = noise(99);
        for (double sigma : new double[] {1, 3, 30}) {
            for (int asked : new int[] {Condition.NONE, 1}) {
                float[] found = denoised(new IdealMachine(learned), noisy, sigma, asked);
                for (int place = 0; place < VALUES; place++) {
                    assertEquals(mean(noisy, sigma, asked, place, new Window(99, 99)), found[place], 1e-5);
                }
            }
        }
    }

    @Test
    void theLocalMachineLooksThroughItsWindow() {
        float[] noisy = noise(99);
        for (Window window : List.of(new Window(0, 0), new Window(1, 2), new Window(3, 0), new Window(99, 99))) {
            float[] found = denoised(new LocalMachine(learned, sigma -> window), noisy, 0.7, 2);
            for (int place = 0; place < VALUES; place++) {
                assertEquals(mean(noisy, 0.7, 2, place, window), found[place], 1e-5, window + " " + place);
            }
        }
    }

    /** The formula, word for word, for places whose window no edge cuts off, or each edge in the same way. */
    private double equivariant(float[] noisy, double sigma, int t, int b, Window window, Symmetry symmetry) {
        double weights = 0;
        double sum = 0;
        for (float[] clip : clips) {
            for (int u = 0; u < FRAMES; u++) {
                for (int c = 0; c < BANDS; c++) {
                    if (cut(u, FRAMES, window.frames()) != cut(t, FRAMES, window.frames())
                            || cut(c, BANDS, window.bands()) != cut(b, BANDS, window.bands())
                            || (symmetry == Symmetry.TIME && b != c)) {
                        continue;
                    }
                    double distance = 0;
                    for (int dt = -window.frames(); dt <= window.frames(); dt++) {
                        for (int db = -window.bands(); db <= window.bands(); db++) {
                            if (t + dt >= 0 && t + dt < FRAMES && b + db >= 0 && b + db < BANDS) {
                                double d = noisy[(t + dt) * BANDS + b + db] - clip[(u + dt) * BANDS + c + db];
                                distance += d * d;
                            }
                        }
                    }
                    double weight = Math.exp(-distance / (2 * sigma * sigma));
                    weights += weight;
                    sum += weight * clip[u * BANDS + c];
                }
            }
        }
        return sum / weights;
    }

    /** How much of a window an edge cuts off, and which. */
    private static int cut(int place, int n, int reach) {
        return place < reach ? place - reach : Math.max(0, place + reach - (n - 1));
    }

    @Test
    void theEquivariantMachineLooksThroughAnyWindow() {
        float[] noisy = noise(99);
        for (Symmetry symmetry : Symmetry.values()) {
            for (Window window : List.of(new Window(0, 0), new Window(1, 1), new Window(2, 0), new Window(1, 2))) {
                Denoiser machine = new EquivariantMachine(learned, sigma -> window, symmetry, 1_000_000, 1);
                float[] found = denoised(machine, noisy, 0.8, Condition.NONE);
                for (int place = 0; place < VALUES; place++) {
                    assertEquals(
                            equivariant(noisy, 0.8, place / BANDS, place % BANDS, window, symmetry),
                            found[place],
                            1e-4,
                            symmetry + " " + window + " " + place);
                }
            }
        }
    }

    @Test
    void someOfTheWindowsStandForAll() {
        float[] noisy = noise(97);
        Window one = new Window(0, 0);
        float[] all =
                denoised(new EquivariantMachine(learned, s -> one, Symmetry.TIME_AND_BANDS, 1_000_000, 1), noisy, 2, 0);
        Denoiser some = new EquivariantMachine(learned, s -> one, Symmetry.TIME_AND_BANDS, 300, 1);
        assertArrayEquals(all, denoised(some, noisy, 2, 0), 0.3f);
        assertArrayEquals(denoised(some, noisy, 2, 0), denoised(some, noisy, 2, 0));
    }

    @Test
    void itDoesNotMatterInHowManyPartsClipsAreAddedUp() {
        float[] noisy = noise(98);
        for (double sigma : new double[] {0.1, 1, 10}) {
            assertArrayEquals(
                    denoised(new IdealMachine(learned, 1), noisy, sigma, Condition.NONE),
                    denoised(new IdealMachine(learned, 7), noisy, sigma, Condition.NONE),
                    1e-6f);
            assertArrayEquals(
                    denoised(new LocalMachine(learned, s -> new Window(1, 1), 1), noisy, sigma, 0),
                    denoised(new LocalMachine(learned, s -> new Window(1, 1), 64), noisy, sigma, 0),
                    1e-6f);
        }
    }

    @Test
    void whoSamplesByTheIdealMachineGetsClipsBack() {
        double[] levels = NoiseSchedule.STANDARD.levels(18);
        NoiseSource noise = GaussianNoise.perItem(GaussianNoise.itemSeeds(2, 6));
        NDArray start = noise.draw(manager, new Shape(6, FRAMES, BANDS)).mul(levels[0]);
        int[] asked = {0, 1, 2, 0, 1, 2};
        NDArray found = Samplers.named("heun")
                .sample(new IdealMachine(learned), start, levels, Condition.of(asked), noise, SamplingObserver.NONE);
        float[] values = found.toFloatArray();
        for (int item = 0; item < asked.length; item++) {
            int from = item * VALUES;
            double nearest = IntStream.iterate(asked[item], i -> i < CLIPS, i -> i + 3)
                    .mapToDouble(i -> IntStream.range(0, VALUES)
                            .mapToDouble(j -> Math.abs(values[from + j] - clips.get(i)[j]))
                            .max()
                            .orElseThrow())
                    .min()
                    .orElseThrow();
            assertTrue(nearest < 0.02, "item " + item + " is " + nearest + " from any clip of its class");
        }
    }

    @Test
    void theWienerMachineIsBestForWhatHasAMeanAndAVarianceOnly() {
        List<float[]> many = new ArrayList<>();
        RandomGenerator random = Seeds.stream(3, "clips", 0);
        for (int i = 0; i < 4000; i++) {
            float[] clip = new float[VALUES];
            // Constant over the clip: all variance, 4 · 40, is in the lowest frequency.
            Arrays.fill(clip, (float) (3 + 2 * NormalDeviates.draw(random)));
            many.add(clip);
        }
        Denoiser machine = new WienerMachine(LearnedClips.of(many, new int[many.size()], FRAMES, BANDS));
        float[] noisy = new float[VALUES];
        Arrays.fill(noisy, 5);
        noisy[7] += 10;
        double lowest = 160 / (160 + 9.0);
        for (float value : denoised(machine, noisy, 3, 0)) {
            assertEquals(3 + lowest * (5.25 - 3), value, 0.05);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> LearnedClips.of(List.of(), new int[0], 1, 1));
        assertThrows(IllegalArgumentException.class, () -> LearnedClips.of(clips, new int[1], FRAMES, BANDS));
        assertThrows(IllegalArgumentException.class, () -> LearnedClips.of(clips, new int[CLIPS], FRAMES, 6));
        Denoiser machine = new IdealMachine(learned);
        assertThrows(IllegalArgumentException.class, () -> denoised(machine, noise(0), 1, 3));
        NDArray other = manager.zeros(new Shape(1, BANDS, FRAMES));
        assertThrows(IllegalArgumentException.class, () -> machine.denoise(other, 1, Condition.none(1)));
        LearnedClips one = LearnedClips.of(clips.subList(0, 1), new int[1], FRAMES, BANDS);
        assertThrows(IllegalArgumentException.class, () -> new WienerMachine(one));
        assertThrows(IllegalArgumentException.class, () -> new Window(-1, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EquivariantMachine(learned, s -> new Window(1, 1), Symmetry.TIME, 0, 1));
    }
}
