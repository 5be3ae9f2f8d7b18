package dev.phasewright.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.phasewright.nn.AdamW;
import dev.phasewright.nn.Optimizer;
import dev.phasewright.nn.Soap;
import dev.phasewright.nn.Weights;

/**
 * The numbers of a training run that decide its result. A run is resumed only under the plan it was begun with.
 *
 * @param updates in all, positive; stored as {@code steps}
 * @param batch items an update, positive
 * @param learningRate the highest learning rate, positive
 * @param warmup updates over which the rate rises from 0, not negative
 * @param beta2 decay of AdamW's second moment
 * @param weightDecay AdamW's weight decay
 * @param clipNorm the largest global gradient norm; a longer gradient is shortened to it
 * @param emaDecay decay of the weight average
 * @param seed of everything random
 * @param checkpointEvery updates between checkpoints, positive
 * @param turnEvery updates between turns of the bases of {@link dev.phasewright.nn.Soap}, which is used then; 0, and left
 *     out in JSON, for {@link dev.phasewright.nn.AdamW}
 */
public record TrainingPlan(
        @JsonProperty("steps") long updates,
        int batch,
        double learningRate,
        long warmup,
        double beta2,
        double weightDecay,
        double clipNorm,
        double emaDecay,
        long seed,
        long checkpointEvery,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int turnEvery) {

    /** The longest warm-up of {@link #standard}, in updates. */
    private static final long WARMUP = 500;
    /** Shorter a memory than AdamW's usual 0.999: our runs have thousands of updates, not hundreds of thousands. */
    private static final double BETA2 = 0.99;

    private static final double WEIGHT_DECAY = 0.01;
    private static final double CLIP_NORM = 1;
    private static final double EMA_DECAY = 0.999;
    private static final long CHECKPOINT_EVERY = 500;

    /** @throws IllegalArgumentException if a value is outside its range */
    public TrainingPlan {
        if (updates < 1 || batch < 1 || checkpointEvery < 1) {
            throw new IllegalArgumentException("steps, batch and checkpoint interval must be positive, not " + updates
                    + ", " + batch + " and " + checkpointEvery);
        }
        if (turnEvery < 0) {
            throw new IllegalArgumentException("bases cannot be turned every " + turnEvery + " updates");
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

    /**
     * What suits all our networks: a warm-up of a tenth of the updates, at most 500; AdamW with β₂ = 0.99 and a weight
     * decay of 0.01; gradients no longer than 1; an average over about the last thousand updates; a checkpoint every 500.
     *
     * @param updates in all, positive
     * @param batch items an update, positive
     * @param learningRate the highest learning rate, between 0 and 1
     * @param seed of everything random
     * @throws IllegalArgumentException if a value is outside its range
     */
    public static TrainingPlan standard(long updates, int batch, double learningRate, long seed) {
        return new TrainingPlan(
                updates,
                batch,
                learningRate,
                Math.min(WARMUP, updates / 10),
                BETA2,
                WEIGHT_DECAY,
                CLIP_NORM,
                EMA_DECAY,
                seed,
                CHECKPOINT_EVERY,
                0);
    }

    /** The same with a warm-up of so many updates. */
    public TrainingPlan withWarmup(long count) {
        return new TrainingPlan(
                updates,
                batch,
                learningRate,
                count,
                beta2,
                weightDecay,
                clipNorm,
                emaDecay,
                seed,
                checkpointEvery,
                turnEvery);
    }

    /** The same with another decay of the weights. */
    public TrainingPlan withWeightDecay(double decay) {
        return new TrainingPlan(
                updates,
                batch,
                learningRate,
                warmup,
                beta2,
                decay,
                clipNorm,
                emaDecay,
                seed,
                checkpointEvery,
                turnEvery);
    }

    /** The same with another decay of the weight average. */
    public TrainingPlan withEma(double decay) {
        return new TrainingPlan(
                updates,
                batch,
                learningRate,
                warmup,
                beta2,
                weightDecay,
                clipNorm,
                decay,
                seed,
                checkpointEvery,
                turnEvery);
    }

    /** The same with so many updates between checkpoints. */
    public TrainingPlan withCheckpointEvery(long count) {
        return new TrainingPlan(
                updates, batch, learningRate, warmup, beta2, weightDecay, clipNorm, emaDecay, seed, count, turnEvery);
    }

    /** The same by {@link dev.phasewright.nn.Soap} with a turn of its bases every so many updates. */
    public TrainingPlan withTurnEvery(int count) {
        return new TrainingPlan(
                updates,
                batch,
                learningRate,
                warmup,
                beta2,
                weightDecay,
                clipNorm,
                emaDecay,
                seed,
                checkpointEvery,
                count);
    }

    /** What moves weights under this plan. */
    Optimizer optimizer(Weights weights) {
        return turnEvery == 0
                ? new AdamW(weights, beta2, weightDecay)
                : new Soap(weights, beta2, weightDecay, turnEvery);
    }

    /** The learning rate of an update (from 1): a linear rise over the warm-up, then half a cosine down to 0. */
    public double learningRateAt(long update) {
        if (update <= warmup) {
            return learningRate * update / warmup;
        }
        double progress = (double) (update - warmup) / Math.max(1, updates - warmup);
        return learningRate * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, progress)));
    }
}
