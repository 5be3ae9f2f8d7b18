package dev.phasewright.vocoder.lab;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Level;
import dev.phasewright.audio.PitchTrack;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.vocoder.metric.Estoi;
import dev.phasewright.vocoder.metric.LogSpectralDistance;
import dev.phasewright.vocoder.metric.PitchAgreement;
import dev.phasewright.vocoder.metric.SpectralConvergence;

/**
 * A ruler for what phase tools make of one sound: how much of it is left, after it was brought to the original's level.
 *
 * <p>Spectral convergence and log-spectral distance compare magnitudes in windows of 32 ms, whatever the windows of the
 * tool: of noise they say that it is another noise, which nobody hears. What is heard of a noise is its {@link
 * Measures#envelopeChangeDb envelope} and its crest factor.
 */
public final class PhaseRuler {
    /** Pieces whose levels make the envelope. */
    private static final double ENVELOPE_SECONDS = 0.02;

    /** How far below the loudest piece silence begins. */
    private static final double ENVELOPE_RANGE_DB = 40;

    private final Audio original;
    private final Stft stft;
    private final Magnitudes magnitudes;
    private final PitchTrack pitch;
    private final double[] envelope;

    /**
     * What was measured of one result.
     *
     * @param spectralConvergence in dB, lower is nearer: see {@link SpectralConvergence}
     * @param logSpectralDistance in dB, lower is nearer: see {@link LogSpectralDistance}
     * @param estoi intelligibility beside the original, at most 1: see {@link Estoi}; of speech only, and NaN of less
     *     than 0.39 s of it
     * @param periodicityError how much a voice became rough, from 0: see {@link PitchAgreement}
     * @param envelopeChangeDb the root mean square change of level over pieces of 20 ms, silence left out
     * @param crestDb peak over RMS
     * @param levelChangeDb before it was brought back
     * @param peak the largest sample at the original's level, linear
     */
    public record Measures(
            double spectralConvergence,
            double logSpectralDistance,
            double estoi,
            double periodicityError,
            double envelopeChangeDb,
            double crestDb,
            double levelChangeDb,
            double peak) {}

    /**
     * Analyses the original.
     *
     * @param original one channel, not silent
     * @throws IllegalArgumentException if it has several channels or is silent
     */
    public PhaseRuler(Audio original) {
        if (original.channels() != 1 || original.rms() == 0) {
            throw new IllegalArgumentException(
                    original.channels() != 1 ? "one channel is measured at a time" : "there is nothing but silence");
        }
        this.original = original;
        this.stft = Stft.of(Framing.standard().stft(original.sampleRate()));
        this.magnitudes = stft.forward(original).magnitudes();
        this.pitch = PitchTrack.of(original);
        this.envelope = envelope(original);
    }

    /**
     * Measures the original itself, or what came of it.
     *
     * @throws IllegalArgumentException if the result has another length, rate or number of channels
     */
    public Measures measure(Rephased result) {
        Audio sound = result.matched();
        Magnitudes found = stft.forward(sound).magnitudes();
        Level level = Level.of(sound);
        return new Measures(
                SpectralConvergence.between(magnitudes, found),
                LogSpectralDistance.between(magnitudes, found),
                Estoi.between(original, sound),
                PitchAgreement.between(pitch, PitchTrack.of(sound)).periodicityError(),
                envelopeChange(envelope(sound)),
                level.peakDb() - level.rmsDb(),
                result.levelChangeDb(),
                sound.peak());
    }

    /** The level of each piece in dB. */
    private static double[] envelope(Audio audio) {
        int piece = Math.max(1, (int) Math.round(ENVELOPE_SECONDS * audio.sampleRate()));
        double[] levels = new double[(audio.length() + piece - 1) / piece];
        for (int p = 0; p < levels.length; p++) {
            int to = Math.min(audio.length(), (p + 1) * piece);
            levels[p] = 20 * Math.log10(audio.slice(p * piece, to).rms());
        }
        return levels;
    }

    private double envelopeChange(double[] found) {
        double loudest = Double.NEGATIVE_INFINITY;
        for (double level : envelope) {
            loudest = Math.max(loudest, level);
        }
        double floor = loudest - ENVELOPE_RANGE_DB;
        double squares = 0;
        int count = 0;
        for (int p = 0; p < envelope.length; p++) {
            if (Math.max(envelope[p], found[p]) > floor) {
                double change = Math.max(found[p], floor) - Math.max(envelope[p], floor);
                squares += change * change;
                count++;
            }
        }
        return Math.sqrt(squares / count);
    }
}
