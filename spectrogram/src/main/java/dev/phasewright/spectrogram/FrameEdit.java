package dev.phasewright.spectrogram;

/** What is done to a sound's spectrum, frame by frame, while it passes through {@link SpectralSource}. */
@FunctionalInterface
public interface FrameEdit {
    /** Changes the spectra of one frame in place. */
    void edit(SpectralFrame frame);
}
