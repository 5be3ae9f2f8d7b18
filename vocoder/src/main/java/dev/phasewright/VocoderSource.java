package dev.phasewright;

import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.MelVocoder;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import java.io.IOException;

/** Where a vocoder comes from, once it is known what a generator makes. */
@FunctionalInterface
public interface VocoderSource {
    /**
     * Opens the vocoder.
     *
     * @param features what it is to take
     * @return to be closed
     * @throws IOException if it cannot be used, or takes other features
     */
    Vocoder open(MelSpec features) throws IOException;

    /** A {@link MelVocoder} with this method, which takes any features. */
    static VocoderSource of(PhaseReconstructor phase) {
        return features -> MelVocoder.of(features, phase);
    }
}
