package dev.phasewright;

import dev.phasewright.api.Incubating;
import dev.phasewright.diffusion.model.GenerationObserver;
import dev.phasewright.nn.Precision;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.util.List;

/**
 * A model that sounds can be asked of, of whatever kind, found and described but not loaded: one of diffusion with the
 * plan that it is sampled by ({@link DiffusionModel}), an autoregressive one ({@link AutoregressiveModel}), or a machine
 * that needs no training ({@link MachineModel}).
 */
@Incubating
public interface SoundModel {
    /** What it makes. */
    MelSpec features();

    /** The names that can be asked for; empty for an unconditional model. */
    List<String> classes();

    /** The shortest sound that can be asked for, one hop, in seconds. */
    default double shortestSeconds() {
        return (double) features().stft().hop() / features().stft().sampleRate();
    }

    /** The steps that one sound takes, as {@link GenerationObserver} counts them. */
    int steps();

    /**
     * Refuses what it cannot make.
     *
     * @throws IllegalArgumentException the message names what can be asked for
     */
    void require(SoundRequest request);

    /**
     * Loads it.
     *
     * @param precision what its products are computed in
     * @param vocoder of its features; closed with what is returned
     * @throws IOException if the model or the vocoder cannot be used, or they do not fit; the message says why in
     *     one line
     */
    Opened open(Precision precision, VocoderChoice vocoder) throws IOException;

    /** A model that was loaded, with its vocoder. */
    interface Opened extends AutoCloseable {
        /**
         * Generates sounds that never existed.
         *
         * @param observer told how far both halves are; may cancel by throwing, as does {@link Thread#interrupt}
         * @return the sounds, in the order of their requests
         * @throws IllegalArgumentException as {@link SoundModel#require} does
         */
        List<GeneratedSound> generate(List<SoundRequest> requests, GenerationObserver observer);

        @Override
        void close();
    }
}
