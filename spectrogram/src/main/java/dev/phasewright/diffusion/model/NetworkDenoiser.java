package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Corruption;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.Preconditioning;
import dev.phasewright.diffusion.harmonic.Harmonics;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A trained {@link DiffusionTransformer} with its {@link Preconditioning}, as a {@link Denoiser}. A network that is shown
 * harmonics is shown those that the noisy clip itself tells of, or those of the pitch that is asked for.
 */
public final class NetworkDenoiser implements Denoiser {
    private final DiffusionTransformer network;
    private final Corruption corruption;
    private final boolean apart;
    private final @Nullable Harmonics harmonics;

    /** A denoiser of white noise by a network that is shown no harmonics. */
    public NetworkDenoiser(DiffusionTransformer network) {
        this(network, Corruption.white(), false, null);
    }

    private NetworkDenoiser(
            DiffusionTransformer network, Corruption corruption, boolean apart, @Nullable Harmonics harmonics) {
        this.network = network;
        this.corruption = corruption;
        this.apart = apart;
        this.harmonics = harmonics;
    }

    /** A model's denoiser, which computes what is asked of all items at once, by which their last bits depend on each other. */
    public static NetworkDenoiser of(DiffusionTransformer network, GeneratorSpec spec) {
        return new NetworkDenoiser(network, spec.corruption(), false, spec.harmonics());
    }

    /**
     * One that makes the same of an item, to the bit, whatever the others are (in float32), as long as something is asked of
     * all of them, or of none, or as guidance does.
     */
    NetworkDenoiser apart() {
        return new NetworkDenoiser(network, corruption, true, harmonics);
    }

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        if (harmonics == null || !harmonics.areShownAt(sigma)) {
            return denoise(noisy, sigma, condition, null);
        }
        float[] combs = harmonics.combs(noisy.toFloatArray(), sigma, condition);
        try (NDArray shown = noisy.getManager().create(combs, noisy.getShape())) {
            return denoise(noisy, sigma, condition, shown);
        }
    }

    private NDArray denoise(NDArray noisy, double sigma, Condition condition, @Nullable NDArray combs) {
        double noise = corruption.preconditioning(sigma).noise();
        NDArray shown = corruption.shown(noisy, sigma);
        NDArray output = apart
                ? network.forwardApart(shown, noise, condition, combs)
                : network.forward(shown, alike(noise, condition.batch()), condition, combs);
        return corruption.denoised(noisy, output, sigma);
    }

    private static double[] alike(double noise, int batch) {
        double[] levels = new double[batch];
        Arrays.fill(levels, noise);
        return levels;
    }
}
