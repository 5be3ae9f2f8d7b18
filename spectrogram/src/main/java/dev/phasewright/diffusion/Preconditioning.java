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

    /**
     * The factors for data that are seen otherwise than as themselves in white noise: skip is the best linear guess, but at
     * most 1. Where blur took most of what is guessed, the best would be more; a sampler that goes through many levels and
     * guesses from what it guessed would multiply what blur left whole by it each time, and an error without end.
     *
     * @param clean the mean square of a value, positive
     * @param both the mean product of a value and what is seen of it
     * @param seen the mean square of what is seen, positive
     * @param sigma the level, positive
     */
    static Preconditioning of(double clean, double both, double seen, double sigma) {
        double skip = Math.min(1, both / seen);
        // Where nothing is hidden nothing is left to say, and rounding may make that less than nothing.
        double left = Math.max(clean - 2 * skip * both + skip * skip * seen, 1e-6 * clean);
        return new Preconditioning(skip, Math.sqrt(left), 1 / Math.sqrt(seen), Math.log(sigma) / 4);
    }
}
