package dev.phasewright.model;

import ai.djl.ndarray.NDManager;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.NetworkSize;
import dev.phasewright.nn.Precision;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A network with the weights of a model on disk, which stay as they are.
 *
 * @param network the network
 * @param manager closes its arrays
 * @param <N> the kind of network
 */
public record TrainedNetwork<N>(N network, NDManager manager) {
    /**
     * Loads a network.
     *
     * @param directory with {@code model.safetensors}
     * @param size what is known of the network before it is made, so that no file can ask for more memory than it has
     * @param declared makes it of blank weights
     * @param weights its weights
     * @param precision what its products are computed in
     * @throws CheckpointException if the file is missing or corrupt, or does not fit the network
     * @throws IOException if it cannot be read
     */
    public static <N> TrainedNetwork<N> load(
            Path directory,
            NetworkSize size,
            Function<Declaration, N> declared,
            Function<N, Weights> weights,
            Precision precision)
            throws IOException {
        Map<String, Tensor> arrays = Checkpoint.read(directory);
        Checkpoint.requireSize(directory, arrays, size);
        NDManager manager = NDManager.newBaseManager();
        try {
            N network = declared.apply(Declaration.blank(manager));
            Checkpoint.load(directory, arrays, weights.apply(network));
            weights.apply(network).computeIn(precision);
            weights.apply(network).freeze();
            return new TrainedNetwork<>(network, manager);
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }
}
