package dev.phasewright.vocoder.train;

/** What a vocoder can be trained on beside phase differences and magnitudes: losses of the sound that these make. */
public enum WaveformLoss {
    /**
     * How far a spectrum is from the spectrum of its own sound, relative to its length (J. Le Roux, N. Ono and S.
     * Sagayama, "Explicit consistency constraints for STFT spectrograms and their application to phase reconstruction",
     * SAPA 2008).
     */
    CONSISTENCY,
    /** How far the sound's log-mel magnitudes are from the true sound's, at three FFT sizes. */
    MEL,
    /**
     * Whether a second network, trained by turns, can tell the sound from the true one: hinge loss and feature matching
     * (J. Kong, J. Kim and J. Bae, "HiFi-GAN", 2020; on spectrograms as in UnivNet, Jang et al. 2021).
     */
    ADVERSARIAL
}
