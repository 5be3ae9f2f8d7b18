package dev.phasewright.data;

/**
 * What a network is trained and judged on.
 *
 * @param train what is learned from, at least one recording
 * @param validation what the loss is also measured on and nothing is learned from; may have no recordings
 * @param <D> the kind of features
 */
public record TrainingData<D extends Dataset>(D train, D validation) {

    /** @throws IllegalArgumentException if there is no recording to learn from */
    public TrainingData {
        if (train.size() == 0) {
            throw new IllegalArgumentException("there is no recording to learn from");
        }
    }
}
