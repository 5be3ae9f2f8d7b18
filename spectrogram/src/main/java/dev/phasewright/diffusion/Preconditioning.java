package dev.phasewright.diffusion;

/**
 * EDM's preconditioning at one noise level (Karras et al. 2022, table 1 and section 5), for data of variance 1:
 * {@code D(x, σ) = skip·x + out·F(in·x, noise)}. It keeps the network's input and target at variance 1 for every σ and
 * turns the network from predicting noise, where there is little, to predicting the signal, where there is much.
 *
 * <p>Chosen over rectified flow because the two differ only by scale factors that preconditioning removes (with
 * {@code t = σ/(1 + σ)} the straight-line interpolant is {@code x/(1 + σ)}), while EDM's σ is the unit in which
 * samplers, guidance intervals, blur and editing are stated.
 *
 * @param skip factor of the noisy input in the result
 * @param out factor of the network's output in the result
 * @param in factor of the noisy input before the network
 * @param noise what the network is told of the noise level, {@code ln(σ)/4}
 */
public record Preconditioning(double skip, double out, double in, double noise) {

    /** The factors at noise level {@code sigma}, which is positive. */
    public static Preconditioning at(double sigma) {
        double total = 1 + sigma * sigma;
        return new Preconditioning(1 / total, sigma / Math.sqrt(total), 1 / Math.sqrt(total), Math.log(sigma) / 4);
    }
}
