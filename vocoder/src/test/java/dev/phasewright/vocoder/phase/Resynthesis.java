package dev.phasewright.vocoder.phase;

import dev.phasewright.audio.SoundFile;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Sounds to take the phase from, and how well it came back. */
final class Resynthesis {
    private Resynthesis() {}

    /** {@link SyllableGlide}, 16 kHz. */
    static Magnitudes glide(StftSpec spec) {
        return Stft.of(spec).forward(SyllableGlide.samples(16_000, 16_000)).magnitudes();
    }

    /** "Nine bells rang" in flite's recorded voice slt, 16 kHz, 1.1 seconds. */
    static Magnitudes speech(StftSpec spec) {
        try {
            Path file = Path.of(Resynthesis.class.getResource("nine-bells.flac").toURI());
            return Stft.of(spec).forward(SoundFile.read(file)).magnitudes();
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The spectral convergence in dB after sound was made of it; lower is better. */
    static double convergence(Magnitudes wanted, PhaseReconstructor phase, long seed) {
        Stft stft = Stft.of(wanted.spec());
        float[] sound = stft.inverse(phase.reconstruct(wanted, new SplittableRandom(seed)));
        return SpectralConvergence.between(wanted, stft.forward(sound).magnitudes());
    }
}
