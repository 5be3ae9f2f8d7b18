package dev.phasewright.vocoder.network;

import dev.phasewright.nn.Declaration;
import dev.phasewright.nn.NetworkSize;
import dev.phasewright.nn.Weights;

/** The three networks of a {@link VocoderSpec}, over one set of weights. */
public final class VocoderNetworks {
    private final Weights weights;
    private final MagnitudeNetwork magnitudes;
    private final PhaseNetwork linear;
    private final PhaseNetwork mel;

    /** Networks over the weights of a declaration. */
    public VocoderNetworks(VocoderSpec spec, Declaration nn) {
        weights = nn.weights();
        magnitudes = new MagnitudeNetwork(spec, nn.sub("magnitudes"));
        linear = new PhaseNetwork(spec.phase(), spec.stft(), nn.sub("linear"));
        mel = new PhaseNetwork(spec.phase(), spec.stft(), nn.sub("mel"));
    }

    /** The size of all three together, one frame being an item. */
    static NetworkSize size(VocoderSpec spec) {
        return Declaration.size(nn -> new VocoderNetworks(spec, nn));
    }

    /** The weights of all three. */
    public Weights weights() {
        return weights;
    }

    /** Linear magnitudes from log-mel ones. */
    public MagnitudeNetwork magnitudes() {
        return magnitudes;
    }

    /** Phase of linear magnitudes that are known. */
    public PhaseNetwork linear() {
        return linear;
    }

    /** Phase of linear magnitudes that {@link #magnitudes} found. */
    public PhaseNetwork mel() {
        return mel;
    }
}
