package dev.phasewright.vocoder;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.mel.MelInversion;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Log-mel magnitudes to sound in three steps: mel to linear frequency ({@link MelInversion}), magnitudes to phase (any
 * {@link PhaseReconstructor}), spectrum to samples ({@link Stft#inverse}).
 *
 * <p>The level is that of the log-mel values: nothing is normalized, limited or clipped here, so samples may exceed
 * ±1; clamping is left to whoever writes an integer format.
 */
public final class MelVocoder implements Vocoder {
    private final MelSpec spec;
    private final MelInversion inversion;
    private final PhaseReconstructor phase;
    private final Stft stft;

    private MelVocoder(MelSpec spec, PhaseReconstructor phase) {
        this.spec = Objects.requireNonNull(spec, "spec");
        this.phase = Objects.requireNonNull(phase, "phase");
        this.inversion = MelInversion.of(spec);
        this.stft = Stft.of(spec.stft());
    }

    /** A vocoder for one set of features. */
    public static MelVocoder of(MelSpec spec, PhaseReconstructor phase) {
        return new MelVocoder(spec, phase);
    }

    /** The features it takes. */
    public MelSpec spec() {
        return spec;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if {@code magnitudes} have other features than {@link #spec}
     */
    @Override
    public Audio synthesize(LogMel magnitudes, RandomGenerator random) {
        ComplexSpectrogram spectrum = phase.reconstruct(inversion.apply(magnitudes), random);
        return Audio.mono(stft.inverse(spectrum), spec.stft().sampleRate());
    }
}
