package dev.phasewright.theory.machine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.random.Seeds;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The best denoiser that sees only what is near and does not know where it is: at each place the mean of what training clips
 * have in the middle of <em>any</em> window, each weighted by how well the window agrees with the one around the place. What
 * is cut off by an edge is compared with what the same edge cuts off in the same way, so a place near an edge is known by it.
 *
 * <p>There are more windows than time, so {@value #CLIPS} clips are looked at, evenly spread, and of their windows some at
 * random, the same for all items.
 */
public final class EquivariantMachine implements Denoiser {
    /**
     * How far it sees at most to be worth its name, in frames and bands: a machine that is told from no place by an edge
     * cannot have windows that edges cut off nearly everywhere.
     */
    public static final int FARTHEST = 8;

    private static final int CLIPS = 512;
    /** That are compared with all windows at once, for want of memory. */
    private static final int PLACES = 512;

    private final LearnedClips clips;
    private final DoubleFunction<Window> windows;
    private final Symmetry symmetry;
    private final int most;
    private final long seed;
    /** Clips by the class that is asked for. */
    private final Map<Integer, List<float[]>> known = new HashMap<>();

    /**
     * A machine of these clips. Not for use by several threads at once.
     *
     * @param windows that it sees through at each noise level
     * @param most windows that a place is compared with, positive; 20,000 for clips of 100 bands take seconds a step
     * @param seed of which these are
     */
    public EquivariantMachine(
            LearnedClips clips, DoubleFunction<Window> windows, Symmetry symmetry, int most, long seed) {
        if (most < 1) {
            throw new IllegalArgumentException("a machine that looks at " + most + " windows");
        }
        this.clips = clips;
        this.windows = windows;
        this.symmetry = symmetry;
        this.most = most;
        this.seed = seed;
    }

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        clips.requireFit(noisy.getShape(), condition);
        float[] all = noisy.toFloatArray();
        float[] result = new float[all.length];
        Window window = windows.apply(sigma);
        for (int item = 0; item < condition.batch(); item++) {
            int offset = item * clips.values();
            List<float[]> learned = known.computeIfAbsent(condition.classOf(item), this::read);
            for (Zone time : Zone.along(clips.frames(), window.frames())) {
                for (Zone band : Zone.along(clips.bands(), window.bands())) {
                    List<Zone> alike = symmetry == Symmetry.TIME ? band.each() : List.of(band);
                    alike.forEach(bands -> denoise(all, offset, time, bands, learned, sigma, result));
                }
            }
        }
        return noisy.getManager().create(result, noisy.getShape());
    }

    private List<float[]> read(int asked) {
        int[] those = IntStream.range(0, clips.size())
                .filter(i -> asked == Condition.NONE || clips.classOf(i) == asked)
                .toArray();
        int taken = Math.min(CLIPS, those.length);
        return IntStream.range(0, taken)
                .mapToObj(i -> {
                    float[] clip = new float[clips.values()];
                    clips.copy(those[(int) ((long) i * those.length / taken)], clip);
                    return clip;
                })
                .toList();
    }

    /** Fills in the places of two zones. */
    private void denoise(
            float[] noisy, int offset, Zone time, Zone band, List<float[]> learned, double sigma, float[] result) {
        int places = time.count() * band.count();
        long windows = (long) places * learned.size();
        int taken = (int) Math.min(most, windows);
        int size = time.size() * band.size();
        float[] candidates = new float[taken * size];
        float[] middles = new float[taken];
        RandomGenerator random = Seeds.stream(seed, "windows", (long) time.from() * clips.bands() + band.from());
        for (int i = 0; i < taken; i++) {
            long which = taken == windows ? i : random.nextLong(windows);
            float[] clip = learned.get((int) (which / places));
            int t = time.from() + (int) (which % places) / band.count();
            int b = band.from() + (int) (which % places) % band.count();
            copy(clip, 0, t, b, time, band, candidates, i * size);
            middles[i] = clip[t * clips.bands() + b];
        }
        float[] asked = new float[places * size];
        for (int p = 0; p < places; p++) {
            int t = time.from() + p / band.count();
            int b = band.from() + p % band.count();
            copy(noisy, offset, t, b, time, band, asked, p * size);
        }
        float[] means = means(asked, candidates, middles, size, sigma);
        for (int p = 0; p < places; p++) {
            int t = time.from() + p / band.count();
            int b = band.from() + p % band.count();
            result[offset + t * clips.bands() + b] = means[p];
        }
    }

    /** Copies the window around a place, as far as its edge allows. */
    private void copy(float[] clip, int offset, int t, int b, Zone time, Zone band, float[] into, int at) {
        int place = at;
        for (int row = t - time.before(); row <= t + time.after(); row++) {
            int from = offset + row * clips.bands() + b - band.before();
            System.arraycopy(clip, from, into, place, band.size());
            place += band.size();
        }
    }

    private static float[] means(float[] asked, float[] candidates, float[] middles, int size, double sigma) {
        int places = asked.length / size;
        float[] means = new float[places];
        try (NDManager scope = NDManager.newBaseManager()) {
            NDArray y = scope.create(candidates, new Shape(middles.length, size));
            NDArray lengths = y.square().sum(new int[] {1});
            NDArray values = scope.create(middles, new Shape(middles.length, 1));
            for (int from = 0; from < places; from += PLACES) {
                int to = Math.min(places, from + PLACES);
                float[] some = Arrays.copyOfRange(asked, from * size, to * size);
                try (NDManager block = scope.newSubManager()) {
                    NDArray x = block.create(some, new Shape(to - from, size));
                    // The square of x is the same for all windows, so it makes no difference.
                    NDArray logits = x.matMul(y.transpose()).mul(2).sub(lengths).div(2 * sigma * sigma);
                    float[] found = logits.softmax(1).matMul(values).toFloatArray();
                    System.arraycopy(found, 0, means, from, found.length);
                }
            }
        }
        return means;
    }
}
