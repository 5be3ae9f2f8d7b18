package dev.phasewright.vocoder.metric;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.PitchTrack;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * All measures of one reconstruction of one clip, or their mean over clips.
 *
 * <p>Both sounds are analysed alike, whatever the reconstruction was made from. Before that the reconstruction is
 * brought to the original's RMS level: spectral convergence and log-spectral distance would otherwise measure a gain;
 * the others hardly notice one. No measure notices a reversed sign. A measure that a clip does not allow is NaN: see
 * each. Of a silent or empty original, where there is no level to measure from, all are NaN but those of pitch, which
 * say whether the reconstruction has a pitch of its own.
 *
 * <pre>{@code
 * Fidelity.Original original = new Fidelity.Original(clip, MelSpec.STANDARD);
 * double lost = original.compare(vocoder.vocode(...)).spectralConvergence();
 * }</pre>
 *
 * @param spectralConvergence in dB, lower is better: see {@link SpectralConvergence}
 * @param logSpectralDistance in dB, lower is better: see {@link LogSpectralDistance}
 * @param estoi at most 1, higher is better: see {@link Estoi}; NaN of less than 0.39 s of sound
 * @param melCepstralDistortion in dB, lower is better: see {@link MelCepstralDistortion}
 * @param pitch periodicity error, voiced/unvoiced F1 and pitch error
 * @param phase errors of group delay and instantaneous frequency
 */
public record Fidelity(
        double spectralConvergence,
        double logSpectralDistance,
        double estoi,
        double melCepstralDistortion,
        PitchAgreement pitch,
        PhaseError phase) {

    /**
     * Measures one reconstruction. Several of the same clip are cheaper through one {@link Original}.
     *
     * @param original mono, at the spec's rate
     * @param reconstructed mono, time-aligned, and of the original's length or less than a hop from it (a vocoder that
     *     sees frames only loses the part after the last): it is cut, or ends in silence
     * @param spec what both are analysed with: its STFT for spectra and phases, its mel bands (at least 14) for cepstra
     * @throws IllegalArgumentException if a sound is not mono or not at the spec's rate, the lengths differ by a hop or
     *     more, or there are too few bands
     */
    public static Fidelity of(Audio original, Audio reconstructed, MelSpec spec) {
        return new Original(original, spec).compare(reconstructed);
    }

    /**
     * The mean over clips. Each of spectral convergence, log-spectral distance, ESTOI, mel-cepstral distortion and the
     * phase errors is the plain mean over the clips in which it is not NaN (NaN if there are none; of decibels, not of
     * energies); the pitch measures are taken over the frames of all clips.
     *
     * @throws IllegalArgumentException if there are no clips
     */
    public static Fidelity mean(List<Fidelity> clips) {
        if (clips.isEmpty()) {
            throw new IllegalArgumentException("there is no mean of no clips");
        }
        return new Fidelity(
                mean(clips, Fidelity::spectralConvergence),
                mean(clips, Fidelity::logSpectralDistance),
                mean(clips, Fidelity::estoi),
                mean(clips, Fidelity::melCepstralDistortion),
                clips.stream().map(Fidelity::pitch).reduce(PitchAgreement.NONE, PitchAgreement::plus),
                new PhaseError(
                        mean(clips, c -> c.phase.groupDelay()), mean(clips, c -> c.phase.instantaneousFrequency())));
    }

    private static double mean(List<Fidelity> clips, ToDoubleFunction<Fidelity> measure) {
        return clips.stream()
                .mapToDouble(measure)
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    /** A clip analysed once, for any number of reconstructions to be compared with. */
    public static final class Original {
        private final Audio audio;
        private final Stft stft;
        private final MelFilterBank filters;
        private final ComplexSpectrogram spectrum;
        private final Magnitudes magnitudes;
        private final LogMel mel;
        private final PitchTrack track;
        /** Whether intelligibility has a meaning. */
        private final boolean spoken;

        /**
         * Analyses a clip.
         *
         * @param audio mono, at the spec's rate
         * @param spec what this and all reconstructions are analysed with
         * @throws IllegalArgumentException if the clip is not mono or not at the spec's rate
         */
        public Original(Audio audio, MelSpec spec) {
            this(audio, spec, true);
        }

        private Original(Audio audio, MelSpec spec, boolean spoken) {
            this.spoken = spoken;
            this.audio = audio;
            this.stft = Stft.of(spec.stft());
            this.filters = MelFilterBank.of(spec);
            this.spectrum = stft.forward(audio);
            this.magnitudes = spectrum.magnitudes();
            this.mel = filters.apply(magnitudes);
            this.track = PitchTrack.of(audio);
        }

        /**
         * Analyses a clip that is no speech, of which ESTOI would mean nothing: it is not measured, but NaN, so that means
         * pass it over.
         *
         * @param audio as in {@link #Original}
         * @param spec as in {@link #Original}
         * @throws IllegalArgumentException as {@link #Original} does
         */
        public static Original unspoken(Audio audio, MelSpec spec) {
            return new Original(audio, spec, false);
        }

        /**
         * All measures of one reconstruction.
         *
         * @throws IllegalArgumentException as {@link Fidelity#of}
         */
        public Fidelity compare(Audio reconstructed) {
            if (Math.abs((long) reconstructed.length() - audio.length())
                    >= stft.spec().hop()) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "%s is no reconstruction of %s: it is a hop or more longer or shorter",
                        reconstructed,
                        audio));
            }
            Audio sound = LevelMatch.apply(reconstructed, audio);
            ComplexSpectrogram found = stft.forward(sound);
            PitchAgreement pitch = PitchAgreement.between(track, PitchTrack.of(sound));
            if (audio.rms() == 0) {
                PhaseError none = new PhaseError(Double.NaN, Double.NaN);
                return new Fidelity(Double.NaN, Double.NaN, Double.NaN, Double.NaN, pitch, none);
            }
            Magnitudes levels = found.magnitudes();
            return new Fidelity(
                    SpectralConvergence.between(magnitudes, levels),
                    LogSpectralDistance.between(magnitudes, levels),
                    spoken ? Estoi.between(audio, sound) : Double.NaN,
                    MelCepstralDistortion.between(mel, filters.apply(levels)),
                    pitch,
                    PhaseError.between(spectrum, found));
        }
    }
}
