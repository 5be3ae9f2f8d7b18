package dev.phasewright.vocoder.copy;

import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.vocoder.mel.MelInversion;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.network.VocoderStream;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A sound measured and made anew from nothing but its magnitudes, or from their mel bands: what a vocoder can do where
 * its magnitudes are right. Takes the whole sound into memory; {@link VocoderStream} takes it piece by piece.
 *
 * <pre>{@code
 * CopySynthesis copies = CopySynthesis.viaMel(network).refined(16);
 * float[] copy = copies.copy(samples, new SplittableRandom(1));
 * }</pre>
 *
 * <p>As safe for use by several threads as what makes the phase.
 */
public final class CopySynthesis {
    private final Stft stft;
    private final Function<Magnitudes, Kept> input;
    private final int refinement;

    /** What was kept of a sound's magnitudes, and what gives it phase. */
    private record Kept(Magnitudes magnitudes, PhaseReconstructor phase) {}

    private CopySynthesis(Stft stft, Function<Magnitudes, Kept> input, int refinement) {
        this.stft = stft;
        this.input = input;
        this.refinement = refinement;
    }

    /** All magnitudes of a transform are kept, and phase is made by a method: any, or {@link NetworkVocoder#phase()}. */
    public static CopySynthesis of(StftSpec spec, PhaseReconstructor method) {
        Objects.requireNonNull(method, "method");
        return new CopySynthesis(Stft.of(spec), magnitudes -> new Kept(magnitudes, method), 0);
    }

    /** Mel bands alone are kept; magnitudes are guessed by {@link MelInversion}, and phase is made by a method. */
    public static CopySynthesis viaMel(MelSpec features, PhaseReconstructor method) {
        Objects.requireNonNull(method, "method");
        MelFilterBank filters = MelFilterBank.of(features);
        MelInversion inversion = MelInversion.of(features);
        return new CopySynthesis(
                Stft.of(features.stft()),
                magnitudes ->
                        new Kept(inversion.apply(filters.apply(magnitudes)).lasting(magnitudes.samples()), method),
                0);
    }

    /** Mel bands alone are kept; magnitudes and phase are made by a network. */
    public static CopySynthesis viaMel(NetworkVocoder network) {
        MelSpec features = network.spec().features();
        MelFilterBank filters = MelFilterBank.of(features);
        return new CopySynthesis(
                Stft.of(features.stft()),
                magnitudes -> {
                    LogMel mel = filters.apply(magnitudes);
                    ComplexSpectrogram made = network.spectrum(mel, magnitudes.samples());
                    return new Kept(network.fitted(made, mel), (same, random) -> made);
                },
                0);
    }

    /**
     * The same, gone on with by iterations of fast Griffin-Lim from where it ended.
     *
     * @param iterations 0 for none
     * @throws IllegalArgumentException if it is negative
     */
    public CopySynthesis refined(int iterations) {
        if (iterations < 0) {
            throw new IllegalArgumentException("no sound is refined by " + iterations + " iterations");
        }
        return new CopySynthesis(stft, input, iterations);
    }

    /**
     * A sound's copy, of the same length.
     *
     * @param samples one channel at the transform's rate; finite, full scale ±1
     * @param random what random phases are drawn from
     */
    public float[] copy(float[] samples, RandomGenerator random) {
        Kept kept = input.apply(stft.forward(samples).magnitudes());
        PhaseReconstructor phase =
                refinement == 0 ? kept.phase : GriffinLim.fast(refinement).from(kept.phase);
        return stft.inverse(phase.reconstruct(kept.magnitudes, random));
    }
}
