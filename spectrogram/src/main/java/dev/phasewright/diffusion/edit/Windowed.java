package dev.phasewright.diffusion.edit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import java.util.Arrays;
import java.util.Objects;

/**
 * A denoiser of any length over a model of fixed length: the model looks through overlapping windows, and what it says of
 * a frame in several of them is averaged, most heeded where the frame stands in the window's middle (MultiDiffusion,
 * Bar-Tal et al. 2023). As the windows agree at every noise level, nothing is joined at the end and there is no seam.
 *
 * @param model takes {@code [batch, frames, bands]}
 * @param frames the model's length
 * @param hop frames from one window to the next, from 1 to {@code frames}
 */
public record Windowed(Denoiser model, int frames, int hop) implements Denoiser {
    /** Windows that go through the model together. */
    private static final int TOGETHER = 32;

    /** @throws IllegalArgumentException if a value is outside its range */
    public Windowed {
        Objects.requireNonNull(model, "model");
        if (frames < 1 || hop < 1 || hop > frames) {
            throw new IllegalArgumentException(
                    "windows need 1 <= hop <= frames, not a hop of " + hop + " and " + frames + " frames");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @param noisy {@code [batch, at least the model's frames, bands]}
     * @throws IllegalArgumentException if there are fewer frames
     */
    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        int length = (int) noisy.getShape().get(1);
        if (length < frames) {
            throw new IllegalArgumentException(length + " frames are fewer than the model's " + frames);
        }
        if (length == frames) {
            return model.denoise(noisy, sigma, condition);
        }
        int batch = condition.batch();
        int bands = (int) noisy.getShape().get(2);
        float[] x = noisy.toFloatArray();
        int[] starts = starts(length);
        float[] sum = new float[x.length];
        float[] weight = new float[length];
        for (int start : starts) {
            for (int i = 0; i < frames; i++) {
                weight[start + i] += heed(i);
            }
        }
        int all = starts.length * batch;
        for (int from = 0; from < all; from += TOGETHER) {
            int count = Math.min(TOGETHER, all - from);
            float[] seen = new float[count * frames * bands];
            int[] asked = new int[count];
            for (int w = 0; w < count; w++) {
                int item = (from + w) % batch;
                asked[w] = item;
                for (int i = 0; i < frames; i++) {
                    int frame = starts[(from + w) / batch] + i;
                    System.arraycopy(x, (item * length + frame) * bands, seen, (w * frames + i) * bands, bands);
                }
            }
            float[] said = through(noisy.getManager(), seen, new Shape(count, frames, bands), sigma, condition, asked);
            for (int w = 0; w < count; w++) {
                for (int i = 0; i < frames; i++) {
                    int frame = starts[(from + w) / batch] + i;
                    float share = heed(i) / weight[frame];
                    int to = (asked[w] * length + frame) * bands;
                    for (int b = 0; b < bands; b++) {
                        sum[to + b] += share * said[(w * frames + i) * bands + b];
                    }
                }
            }
        }
        return noisy.getManager().create(sum, noisy.getShape());
    }

    private float[] through(
            NDManager manager, float[] seen, Shape shape, double sigma, Condition condition, int[] items) {
        try (NDManager scope = manager.newSubManager()) {
            return model.denoise(scope.create(seen, shape), sigma, condition.select(items))
                    .toFloatArray();
        }
    }

    private float heed(int frame) {
        return Math.min(frame + 1, frames - frame);
    }

    private int[] starts(int length) {
        int last = length - frames;
        int[] starts = new int[(last + hop - 1) / hop + 1];
        Arrays.setAll(starts, i -> Math.min(i * hop, last));
        return starts;
    }
}
