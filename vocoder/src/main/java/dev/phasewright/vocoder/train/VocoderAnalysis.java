package dev.phasewright.vocoder.train;

import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.mel.MelInversion;
import dev.phasewright.vocoder.network.VocoderSpec;

/**
 * What turns clips into a vocoder's inputs; made once, since the inversion takes its time.
 *
 * @param spec the vocoder's
 * @param stft its transform
 * @param filters its mel bands
 * @param inversion from these back to linear magnitudes
 */
record VocoderAnalysis(VocoderSpec spec, Stft stft, MelFilterBank filters, MelInversion inversion) {
    /** All that a vocoder needs. */
    static VocoderAnalysis of(VocoderSpec spec) {
        return new VocoderAnalysis(
                spec, Stft.of(spec.stft()), MelFilterBank.of(spec.features()), MelInversion.of(spec.features()));
    }
}
