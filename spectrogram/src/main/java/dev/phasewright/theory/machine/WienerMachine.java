package dev.phasewright.theory.machine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.theory.spectrum.CosineTransform;

/**
 * The best linear denoiser that treats each spatial frequency by itself (Wiener 1949): {@code μ + λ / (λ + σ²) · (x − μ)} for
 * each coefficient of the cosine transform, with the mean μ and the variance λ that it has among training clips. It knows
 * how much there is of each frequency and nothing else; what is asked for makes no difference to it.
 */
public final class WienerMachine implements Denoiser {
    private final CosineTransform transform;
    private final float[] mean;
    private final float[] variance;

    /**
     * Measures all these clips.
     *
     * @param clips at least two
     * @throws IllegalArgumentException if there is one only
     */
    public WienerMachine(LearnedClips clips) {
        if (clips.size() < 2) {
            throw new IllegalArgumentException("one clip has no variance");
        }
        transform = new CosineTransform(clips.frames(), clips.bands());
        double[] sum = new double[clips.values()];
        double[] squares = new double[clips.values()];
        float[] clip = new float[clips.values()];
        for (int i = 0; i < clips.size(); i++) {
            clips.copy(i, clip);
            float[] coefficients = transform.forward(clip);
            for (int k = 0; k < coefficients.length; k++) {
                sum[k] += coefficients[k];
                squares[k] += (double) coefficients[k] * coefficients[k];
            }
        }
        mean = new float[clips.values()];
        variance = new float[clips.values()];
        for (int k = 0; k < mean.length; k++) {
            double m = sum[k] / clips.size();
            mean[k] = (float) m;
            variance[k] = (float) Math.max(0, (squares[k] - m * sum[k]) / (clips.size() - 1));
        }
    }

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        float[] gains = new float[variance.length];
        for (int k = 0; k < gains.length; k++) {
            gains[k] = (float) (variance[k] / (variance[k] + sigma * sigma));
        }
        Shape one = new Shape(1, transform.rows(), transform.columns());
        try (NDManager scope = noisy.getManager().newSubManager()) {
            NDArray means = scope.create(mean, one);
            NDArray coefficients = transform.forward(noisy);
            coefficients.attach(scope);
            NDArray result = transform.inverse(
                    coefficients.sub(means).mul(scope.create(gains, one)).add(means));
            result.attach(noisy.getManager());
            return result;
        }
    }
}
