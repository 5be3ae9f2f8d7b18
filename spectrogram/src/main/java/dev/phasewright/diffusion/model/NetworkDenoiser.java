package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Corruption;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.Preconditioning;
import java.util.Arrays;

/** A trained {@link DiffusionTransformer} with its {@link Preconditioning}, as a {@link Denoiser}. */
public final class NetworkDenoiser implements Denoiser {
    private final DiffusionTransformer network;
    private final Corruption corruption;
    private final boolean apart;

    /** A denoiser of white noise. */
    public NetworkDenoiser(DiffusionTransformer network) {
        this(network, Corruption.white());
    }

    /** A denoiser that computes what is asked of all items at once, by which their last bits depend on each other. */
    public NetworkDenoiser(DiffusionTransformer network, Corruption corruption) {
        this(network, corruption, false);
    }

    private NetworkDenoiser(DiffusionTransformer network, Corruption corruption, boolean apart) {
        this.network = network;
        this.corruption = corruption;
        this.apart = apart;
    }

    /**
     * A denoiser that makes the same of an item, to the bit, whatever the others are (in float32), as long as something is
     * asked of all of them, or of none, or as guidance does.
     */
    static NetworkDenoiser apart(DiffusionTransformer network, Corruption corruption) {
        return new NetworkDenoiser(network, corruption, true);
    }

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        double noise = corruption.preconditioning(sigma).noise();
        NDArray shown = corruption.shown(noisy, sigma);
        NDArray output = apart
                ? network.forwardApart(shown, noise, condition)
                : network.forward(shown, alike(noise, condition.batch()), condition);
        return corruption.denoised(noisy, output, sigma);
    }

    private static double[] alike(double noise, int batch) {
        double[] levels = new double[batch];
        Arrays.fill(levels, noise);
        return levels;
    }
}
