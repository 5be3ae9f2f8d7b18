package dev.phasewright.vocoder.study;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.metric.Estoi;
import dev.phasewright.vocoder.metric.LogSpectralDistance;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import dev.phasewright.vocoder.phase.GriffinLim;
import dev.phasewright.vocoder.phase.Pghi;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import dev.phasewright.vocoder.phase.Spsi;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Whether the classical methods reach here what they reach elsewhere: phase from true magnitudes at the transforms, and
 * with the iterations, of which figures are known.
 *
 * <p>PGHI and SPSI: A. Marafioti, N. Holighaus and P. Majdak, "Time-frequency phase retrieval for audio: the effect of
 * transform parameters", IEEE TSP 69, 2021, on LJSpeech (their signal-to-noise ratio of magnitudes, with the other sign).
 * Fast Griffin-Lim: torchaudio's on eight human recordings, measured by the makers of Phasewright. Other speech gives
 * other figures; a decibel or so is to be expected.
 */
public final class PhaseStudy {
    private static final int SAMPLE_RATE = 16_000;

    private final List<Audio> clips;
    private final long seed;

    /**
     * A figure of another implementation: published, but of fast Griffin-Lim, where it was measured by the makers of
     * Phasewright.
     *
     * @param fftSize of the transform, under Hann's window
     * @param hop of the transform
     * @param method its name
     * @param iterations how many, 0 if it does not iterate
     * @param convergence spectral convergence in dB
     */
    public record Reference(int fftSize, int hop, String method, int iterations, double convergence) {}

    /**
     * What was found.
     *
     * @param reference the same elsewhere
     * @param convergence mean spectral convergence in dB
     * @param distance mean log-spectral distance in dB
     * @param estoi mean ESTOI
     */
    public record Found(Reference reference, double convergence, double distance, double estoi) {
        /** A line of a Markdown table under {@link #heading}. */
        public String line() {
            return String.format(
                    Locale.ROOT,
                    "| %d/%d | %s%s | %.1f%s | %.1f | %.2f | %.3f |",
                    reference.fftSize,
                    reference.hop,
                    reference.method,
                    reference.iterations > 0 ? " " + reference.iterations : "",
                    reference.convergence,
                    reference.iterations > 0 ? ", by us" : "",
                    convergence,
                    distance,
                    estoi);
        }
    }

    /**
     * A study on these clips.
     *
     * @param clips mono, at 16 kHz, none silent, at least one
     * @param seed of random phases
     * @throws IllegalArgumentException if there are none
     */
    public PhaseStudy(List<Audio> clips, long seed) {
        if (clips.isEmpty()) {
            throw new IllegalArgumentException("the study needs at least one clip");
        }
        this.clips = List.copyOf(clips);
        this.seed = seed;
    }

    /** The figures to compare with. */
    public static List<Reference> references() {
        List<Reference> all = new ArrayList<>();
        int[][] transforms = {{1024, 128}, {1024, 256}, {2048, 512}, {1024, 512}};
        double[] pghi = {-27.0, -21.3, -18.2, -14.4};
        double[] spsi = {-14.9, -11.3, -7.1, -8.6};
        int[] iterations = {16, 32, 64, 100};
        double[][] griffinLim = {{-19.8, -26.8, -32.0, -34.1}, {-20.3, -26.2, -29.3, -32.5}};
        for (int t = 0; t < transforms.length; t++) {
            int size = transforms[t][0];
            int hop = transforms[t][1];
            all.add(new Reference(size, hop, "PGHI", 0, pghi[t]));
            all.add(new Reference(size, hop, "SPSI", 0, spsi[t]));
            for (int i = 0; t < griffinLim.length && i < iterations.length; i++) {
                all.add(new Reference(size, hop, "fast Griffin-Lim", iterations[i], griffinLim[t][i]));
            }
        }
        return all;
    }

    /** The head of a Markdown table of {@link Found#line}s. */
    public static String heading() {
        return "| FFT/hop | method | elsewhere, dB | SC, dB | LSD, dB | ESTOI |\n|---|---|---|---|---|---|";
    }

    /** Measures one method at one transform. */
    public Found measure(Reference reference) {
        Stft stft = Stft.of(new StftSpec(SAMPLE_RATE, reference.fftSize, reference.hop, Window.HANN));
        PhaseReconstructor method =
                switch (reference.method) {
                    case "PGHI" -> new Pghi();
                    case "SPSI" -> new Spsi();
                    default -> GriffinLim.fast(reference.iterations);
                };
        double convergence = 0;
        double distance = 0;
        double estoi = 0;
        for (Audio clip : clips) {
            Magnitudes truth = stft.forward(clip).magnitudes();
            float[] copy = stft.inverse(method.reconstruct(truth, new SplittableRandom(seed)));
            Magnitudes heard = stft.forward(copy).magnitudes();
            convergence += SpectralConvergence.between(truth, heard);
            distance += LogSpectralDistance.between(truth, heard);
            estoi += Estoi.between(clip, Audio.mono(copy, SAMPLE_RATE));
        }
        int n = clips.size();
        return new Found(reference, convergence / n, distance / n, estoi / n);
    }
}
