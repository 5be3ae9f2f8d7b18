package dev.phasewright.vocoder.train;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a vocoder is trained on.
 *
 * @param frames a clip, at least as many as {@link VocoderTraining#leastFrames} says
 * @param losses of the sound; may be empty
 * @param linearOnly whether only linear input is to be learned; mel input is then given what needs no learning
 */
public record VocoderObjective(int frames, Set<WaveformLoss> losses, boolean linearOnly) {

    /** Copies the losses, in their own order. */
    public VocoderObjective {
        losses = new TreeSet<>(losses);
    }

    /** Both inputs, and no losses of the sound. */
    public static VocoderObjective standard(int frames) {
        return new VocoderObjective(frames, Set.of(), false);
    }
}
