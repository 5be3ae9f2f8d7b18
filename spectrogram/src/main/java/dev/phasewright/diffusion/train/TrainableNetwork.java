package dev.phasewright.diffusion.train;

import ai.djl.ndarray.NDManager;
import dev.phasewright.diffusion.model.DiffusionTransformer;
import dev.phasewright.diffusion.model.TransformerSpec;
import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.LowRank;
import dev.phasewright.nn.Tensor;
import dev.phasewright.nn.Weights;
import java.util.Map;

/** What of a network is trained. */
interface TrainableNetwork {
    /** The arrays that the optimizer moves. */
    Weights weights();

    /**
     * The network as it now is.
     *
     * @param scope of what it is put together from; it is used no longer
     */
    DiffusionTransformer network(NDManager scope);

    /** The network's arrays, of an average of {@link #weights()}. */
    Map<String, Tensor> model(Map<String, Tensor> averaged);

    /** All of it. */
    static TrainableNetwork ofAll(DiffusionTransformer network) {
        return new TrainableNetwork() {
            @Override
            public Weights weights() {
                return network.weights();
            }

            @Override
            public DiffusionTransformer network(NDManager scope) {
                return network;
            }

            @Override
            public Map<String, Tensor> model(Map<String, Tensor> averaged) {
                return averaged;
            }
        };
    }

    /** Low-rank factors that are added to its weights (Hu et al. 2021). */
    static TrainableNetwork of(TransformerSpec spec, LowRank factors) {
        return new TrainableNetwork() {
            @Override
            public Weights weights() {
                return factors.factors();
            }

            @Override
            public DiffusionTransformer network(NDManager scope) {
                return new DiffusionTransformer(spec, Declaration.over(factors.merged(scope)));
            }

            @Override
            public Map<String, Tensor> model(Map<String, Tensor> averaged) {
                return factors.merge(averaged);
            }
        };
    }
}
