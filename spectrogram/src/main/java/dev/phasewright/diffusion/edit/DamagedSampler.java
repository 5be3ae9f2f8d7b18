package dev.phasewright.diffusion.edit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.NoiseSource;
import dev.phasewright.diffusion.Sampler;
import dev.phasewright.diffusion.SamplingObserver;
import java.util.Arrays;
import java.util.Objects;

/**
 * A sampler that is disturbed on its way: at one noise level some frames of each item are taken from the next item of the
 * batch, so that they hold something that is likely in itself and wrong here. What the steps that are left make of that
 * shows a model's power to correct its own garbage.
 *
 * @param inner samples before and after
 * @param step how many steps are taken before, from 0 to the number of steps; at the last there is nothing left to mend it
 * @param from the first frame exchanged, not negative
 * @param to the frame behind the last one, above {@code from}
 */
public record DamagedSampler(Sampler inner, int step, int from, int to) implements Sampler {
    /** @throws IllegalArgumentException if a value is outside its range */
    public DamagedSampler {
        Objects.requireNonNull(inner, "inner");
        if (step < 0 || from < 0 || to <= from) {
            throw new IllegalArgumentException(
                    "damage after " + step + " steps to the frames from " + from + " to " + to);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @param start {@code [batch, frames, bands]}
     * @throws IllegalArgumentException also if there are fewer steps or frames
     */
    @Override
    public NDArray sample(
            Denoiser denoiser,
            NDArray start,
            double[] levels,
            Condition condition,
            NoiseSource noise,
            SamplingObserver observer) {
        int steps = levels.length - 1;
        int frames = (int) start.getShape().get(1);
        if (step > steps || to > frames) {
            throw new IllegalArgumentException(
                    "no damage after " + step + " of " + steps + " steps to frame " + to + " of " + frames);
        }
        NDManager manager = start.getManager();
        NDArray before = step == 0
                ? start.duplicate()
                : inner.sample(denoiser, start, Arrays.copyOf(levels, step + 1), condition, noise, observer);
        NDArray damaged = damaged(before, frames);
        damaged.attach(manager);
        before.close();
        if (step == steps) {
            return damaged;
        }
        NDArray sample = inner.sample(
                denoiser,
                damaged,
                Arrays.copyOfRange(levels, step, levels.length),
                condition,
                noise,
                (i, ignored, sigma, x, denoised) -> observer.onStep(step + i, steps, sigma, x, denoised));
        damaged.close();
        return sample;
    }

    private NDArray damaged(NDArray x, int frames) {
        int batch = (int) x.getShape().get(0);
        float[] values = x.toFloatArray();
        float[] changed = values.clone();
        int item = values.length / batch;
        int bands = item / frames;
        for (int i = 0; i < batch; i++) {
            System.arraycopy(
                    values,
                    (i + 1) % batch * item + from * bands,
                    changed,
                    i * item + from * bands,
                    (to - from) * bands);
        }
        return x.getManager().create(changed, x.getShape());
    }
}
