package dev.phasewright.theory.machine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What machines that look at one training clip after the other have in common. */
abstract class Machine implements Denoiser {
    /** Parts of the clips that are added up apart: as many on any machine, so that all find the same bits. */
    static final int LANES = 8;

    private final LearnedClips clips;
    private final int lanes;

    Machine(LearnedClips clips, int lanes) {
        this.clips = clips;
        this.lanes = lanes;
    }

    final LearnedClips clips() {
        return clips;
    }

    @Override
    public final NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        Shape shape = noisy.getShape();
        int values = clips.values();
        clips.requireFit(shape, condition);
        int batch = condition.batch();
        float[] all = noisy.toFloatArray();
        List<float[]> items = IntStream.range(0, batch)
                .mapToObj(item -> Arrays.copyOfRange(all, item * values, (item + 1) * values))
                .toList();
        List<SoftMean[]> parts = IntStream.range(0, lanes)
                .parallel()
                .mapToObj(lane -> lane(items, sigma, condition, lane))
                .toList();
        for (int item = 0; item < batch; item++) {
            SoftMean mean = parts.get(0)[item];
            for (SoftMean[] part : parts.subList(1, lanes)) {
                mean.join(part[item]);
            }
            mean.copy(all, item * values);
        }
        return noisy.getManager().create(all, shape);
    }

    private SoftMean[] lane(List<float[]> items, double sigma, Condition condition, int lane) {
        SoftMean[] means = new SoftMean[items.size()];
        Arrays.setAll(means, item -> new SoftMean(clips.values()));
        float[] clip = new float[clips.values()];
        for (int index = lane; index < clips.size(); index += lanes) {
            clips.copy(index, clip);
            for (int item = 0; item < items.size(); item++) {
                int asked = condition.classOf(item);
                if (asked == Condition.NONE || asked == clips.classOf(index)) {
                    add(items.get(item), clip, sigma, means[item]);
                }
            }
        }
        return means;
    }

    /** Adds a training clip to the mean of one item, at each place with its weight there. */
    abstract void add(float[] noisy, float[] clip, double sigma, SoftMean mean);
}
