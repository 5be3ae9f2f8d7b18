package dev.phasewright.train;

/**
 * The numbers of a training run that decide its result. A run is resumed only under the plan it was begun with.
 *
 * @param steps updates in all, positive
 * @param batch items an update, positive
 * @param learningRate the highest learning rate, positive
 * @param warmup updates over which the rate rises from 0, not negative
 * @param beta2 decay of AdamW's second moment
 * @param weightDecay AdamW's weight decay
 * @param clipNorm the largest global gradient norm; a longer gradient is shortened to it
 * @param emaDecay decay of the weight average
 * @param seed of everything random
 * @param checkpointEvery updates between checkpoints, positive
 */
public record TrainingPlan(
        long steps,
        int batch,
        double learningRate,
        long warmup,
        double beta2,
        double weightDecay,
        double clipNorm,
        double emaDecay,
        long seed,
        long checkpointEvery) {

    /** @throws IllegalArgumentException if a value is outside its range */
    public TrainingPlan {
        if (steps < 1 || batch < 1 || checkpointEvery < 1) {
            throw new IllegalArgumentException("steps, batch and checkpoint interval must be positive, not " + steps
                    + ", " + batch + " and " + checkpointEvery);
        }
        if (warmup < 0) {
            throw new IllegalArgumentException("warm-up must not be negative, but is " + warmup);
        }
        if (!(learningRate > 0 && learningRate < 1)) {
            throw new IllegalArgumentException("learning rate must be between 0 and 1, not " + learningRate);
        }
        if (!(clipNorm > 0)) {
            throw new IllegalArgumentException("gradient norm limit must be positive, not " + clipNorm);
        }
    }

    /** The learning rate of an update (from 1): a linear rise over the warm-up, then half a cosine down to 0. */
    public double learningRateAt(long step) {
        if (step <= warmup) {
            return learningRate * step / warmup;
        }
        double progress = (double) (step - warmup) / Math.max(1, steps - warmup);
        return learningRate * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    }
}
