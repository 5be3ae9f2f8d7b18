package dev.phasewright.train;

import java.util.Map;

/** Is told how training goes. */
public interface TrainingObserver {
    /**
     * What one update was like.
     *
     * @param number its number, from 1
     * @param of how many
     * @param loss its loss
     * @param learningRate its learning rate
     * @param gradientNorm its global gradient norm before clipping
     * @param itemsPerSecond training items a second, over the last updates of this process
     */
    record Update(long number, long of, double loss, double learningRate, double gradientNorm, double itemsPerSecond) {}

    /** After every update. */
    void updated(Update update);

    /** After a checkpoint was saved, with so many updates done, and its averaged weights were judged. */
    void checkpointed(long updates, Map<String, Double> figures);
}
