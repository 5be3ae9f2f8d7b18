package dev.phasewright.diffusion.model;

import ai.djl.ndarray.NDArray;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.diffusion.Preconditioning;
import java.util.Arrays;

/** A trained {@link DiffusionTransformer} with its {@link Preconditioning}, as a {@link Denoiser}. */
public final class NetworkDenoiser implements Denoiser {
    private final DiffusionTransformer network;

    public NetworkDenoiser(DiffusionTransformer network) {
        this.network = network;
    }

    @Override
    public NDArray denoise(NDArray noisy, double sigma, Condition condition) {
        Preconditioning c = Preconditioning.at(sigma);
        double[] noise = new double[condition.batch()];
        Arrays.fill(noise, c.noise());
        NDArray output = network.forward(noisy.mul(c.in()), noise, condition);
        return noisy.mul(c.skip()).add(output.mul(c.out()));
    }
}
