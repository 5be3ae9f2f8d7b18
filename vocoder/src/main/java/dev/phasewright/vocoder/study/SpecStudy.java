package dev.phasewright.vocoder.study;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.ComplexSpectrogram;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelFilterBank;
import dev.phasewright.spectrogram.MelScale;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.mel.MelInversion;
import dev.phasewright.vocoder.metric.Estoi;
import dev.phasewright.vocoder.metric.LevelMatch;
import dev.phasewright.vocoder.metric.LogSpectralDistance;
import dev.phasewright.vocoder.metric.OnsetFidelity;
import dev.phasewright.vocoder.metric.SpectralConvergence;
import dev.phasewright.vocoder.phase.PhaseReconstructor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The oracle study behind the choice of a {@link MelSpec}: for each candidate, what it costs a generator (frames,
 * tokens, values) and what is lost when true magnitudes, or true mel bands, are turned back into sound by fast
 * Griffin-Lim. What is lost here no generator can win back.
 *
 * <p>All candidates are judged alike: the resynthesized sound, brought to the original's RMS level, is analysed with
 * FFT 1024 and hop 128 whatever the candidate's own transform, and compared with the original's analysis. Figures are
 * means over clips (of decibels, not of energies). The judging window favours candidates of its own length, the more so
 * in log-spectral distance; ESTOI, whose window is 26 ms, is the least partial of the three. Of the whole band, which is for
 * strokes on drums, it is also told what is left of the onset. Use one study for all candidates: what does not depend on the
 * mel bands is computed once a transform.
 *
 * <pre>{@code
 * SpecStudy study = new SpecStudy(clips, GriffinLim.fast(32), 1);
 * out.println(SpecStudy.heading(16_000));
 * for (MelSpec candidate : SpecStudy.candidates(16_000)) {
 *     out.println(study.measure(candidate).line());
 * }
 * }</pre>
 */
public final class SpecStudy {
    private static final int SPEECH_RATE = 16_000;
    private static final int WHOLE_BAND_RATE = 44_100;
    private static final int FRAMES_PER_TOKEN = 4;
    private static final double CLIP_SECONDS = 1.024;
    /** The floor of {@link MelSpec#STANDARD} at its FFT size; it scales with the window's sum. */
    private static final double FLOOR_PER_SAMPLE = 0.01 / 1024;

    private final List<Audio> clips;
    private final PhaseReconstructor phase;
    private final long seed;
    private final List<Magnitudes> originals = new ArrayList<>();
    private final Map<StftSpec, Quality> fromMagnitudes = new HashMap<>();
    private final Stft judge;

    /**
     * A study on these clips.
     *
     * @param clips mono sounds, at least one, all at one rate; a second or so each is enough
     * @param phase what gives the magnitudes a phase, for instance {@code GriffinLim.fast(32)}
     * @param seed of all randomness; each clip has its own generator, so candidates share their draws
     * @throws IllegalArgumentException if there are no clips, or their rates differ, or one is silent or not mono
     */
    public SpecStudy(List<Audio> clips, PhaseReconstructor phase, long seed) {
        if (clips.isEmpty()) {
            throw new IllegalArgumentException("the study needs at least one clip");
        }
        this.clips = List.copyOf(clips);
        this.phase = phase;
        this.seed = seed;
        this.judge = Stft.of(new StftSpec(clips.get(0).sampleRate(), 1024, 128, Window.HANN));
        for (Audio clip : clips) {
            if (clip.rms() == 0) {
                throw new IllegalArgumentException("a silent clip tells nothing about reconstruction");
            }
            originals.add(judge.forward(clip).magnitudes());
        }
    }

    /**
     * What a reconstruction lost.
     *
     * @param spectralConvergence in dB, lower is better
     * @param logSpectralDistance in dB, lower is better
     * @param estoi extended short-time objective intelligibility, at most 1; NaN if every clip was too short for it
     * @param onset the median over the clips
     */
    public record Quality(double spectralConvergence, double logSpectralDistance, double estoi, OnsetFidelity onset) {}

    /**
     * A candidate with its cost and its losses.
     *
     * @param spec the candidate
     * @param fromMagnitudes what is lost from true linear magnitudes: the phase
     * @param fromMel what is lost from true mel bands: frequency resolution and phase
     */
    public record Row(MelSpec spec, Quality fromMagnitudes, Quality fromMel) {
        /** FFT size over hop: how many frames see each sample. */
        public double redundancy() {
            return (double) spec.stft().fftSize() / spec.stft().hop();
        }

        /** Milliseconds between frames. */
        public double hopMilliseconds() {
            return 1000 / spec.stft().frameRate();
        }

        /** The length of a clip of 1.024 s in tokens of four frames, rounded up. */
        public int tokens() {
            return (int) Math.ceil(CLIP_SECONDS * spec.stft().frameRate() / FRAMES_PER_TOKEN);
        }

        /** Mel values a generator makes for a second of sound. */
        public double valuesPerSecond() {
            return spec.stft().frameRate() * spec.bands();
        }

        /** The row as a line of a Markdown table under {@link SpecStudy#heading}. */
        public String line() {
            return tellsOnset(spec.stft().sampleRate()) ? quality() + onset() : quality();
        }

        private String onset() {
            return String.format(
                    Locale.ROOT,
                    " %.1f / %.0f | %.1f / %.0f |",
                    fromMagnitudes.onset.attack(),
                    fromMagnitudes.onset.preEcho(),
                    fromMel.onset.attack(),
                    fromMel.onset.preEcho());
        }

        private String quality() {
            return String.format(
                    Locale.ROOT,
                    "| %d/%d | %d %s%s | %.1f | %.0f | %.1f | %d | %.0f | %.1f / %.2f / %.3f | %.1f / %.2f / %.3f |",
                    spec.stft().fftSize(),
                    spec.stft().hop(),
                    spec.bands(),
                    spec.scale(),
                    spec.slaneyNorm() ? " area" : "",
                    redundancy(),
                    hopMilliseconds(),
                    spec.stft().frameRate(),
                    tokens(),
                    valuesPerSecond(),
                    fromMagnitudes.spectralConvergence,
                    fromMagnitudes.logSpectralDistance,
                    fromMagnitudes.estoi,
                    fromMel.spectralConvergence,
                    fromMel.logSpectralDistance,
                    fromMel.estoi);
        }
    }

    /**
     * The two heading lines of the Markdown table; quality is spectral convergence / log-spectral distance / ESTOI, and an
     * onset, of the whole band only, attack / pre-echo.
     *
     * @param sampleRate of the candidates
     */
    public static String heading(int sampleRate) {
        String quality = "| FFT/hop | bands | redundancy | hop, ms | frames/s | tokens | values/s"
                + " | from magnitudes, dB / dB / ESTOI | from mel, dB / dB / ESTOI |";
        return tellsOnset(sampleRate)
                ? quality + " onset from magnitudes, × / dB | from mel, × / dB |\n" + "|---".repeat(11) + "|"
                : quality + "\n" + "|---".repeat(9) + "|";
    }

    private static boolean tellsOnset(int sampleRate) {
        return sampleRate > SPEECH_RATE;
    }

    /**
     * The candidates at a rate. At 16 kHz, of speech: FFT 512, 1024 and 2048 with hops 128, 160 and 256, each with 64, 80, 100
     * and 128 HTK bands of unit peak and with 80 Slaney bands of unit area. At 44.1 kHz, of drums: FFT 1024, 1536 and 2048
     * with hops 256, 384 and 512, each with 80, 100 and 128 HTK bands. Those with a band too narrow for any FFT bin are left
     * out.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static List<MelSpec> candidates(int sampleRate) {
        return switch (sampleRate) {
            case SPEECH_RATE ->
                candidates(
                        SPEECH_RATE, List.of(512, 1024, 2048), List.of(128, 160, 256), List.of(64, 80, 100, 128), true);
            case WHOLE_BAND_RATE ->
                candidates(
                        WHOLE_BAND_RATE,
                        List.of(1024, 1536, 2048),
                        List.of(256, 384, 512),
                        List.of(80, 100, 128),
                        false);
            default -> throw new IllegalArgumentException("no candidates at " + sampleRate + " Hz");
        };
    }

    private static List<MelSpec> candidates(
            int sampleRate, List<Integer> sizes, List<Integer> hops, List<Integer> bands, boolean slaney) {
        List<MelSpec> all = new ArrayList<>();
        for (int fft : sizes) {
            for (int hop : hops) {
                StftSpec stft = new StftSpec(sampleRate, fft, hop, Window.HANN);
                bands.forEach(count -> addIfPossible(all, stft, count, MelScale.HTK));
                if (slaney) {
                    addIfPossible(all, stft, 80, MelScale.SLANEY);
                }
            }
        }
        return List.copyOf(all);
    }

    private static void addIfPossible(List<MelSpec> all, StftSpec stft, int bands, MelScale scale) {
        boolean area = scale == MelScale.SLANEY;
        // A triangle of unit area is smaller than one of unit peak by its width at half height, usually some 100 Hz.
        double floor = FLOOR_PER_SAMPLE * stft.fftSize() * (area ? 0.01 : 1);
        MelSpec spec = new MelSpec(stft, bands, scale, area, 0, stft.sampleRate() / 2.0, floor);
        try {
            MelFilterBank.of(spec);
        } catch (IllegalArgumentException tooNarrow) {
            return;
        }
        all.add(spec);
    }

    /**
     * Measures one candidate.
     *
     * @throws IllegalArgumentException if its rate is not that of the clips
     */
    public Row measure(MelSpec candidate) {
        Stft stft = Stft.of(candidate.stft());
        MelFilterBank filters = MelFilterBank.of(candidate);
        MelInversion inversion = MelInversion.of(candidate);
        Quality linear = fromMagnitudes.computeIfAbsent(candidate.stft(), s -> mean(stft, false, filters, inversion));
        return new Row(candidate, linear, mean(stft, true, filters, inversion));
    }

    private Quality mean(Stft stft, boolean throughMel, MelFilterBank filters, MelInversion inversion) {
        double convergence = 0;
        double distance = 0;
        double estoi = 0;
        int longEnough = 0;
        List<OnsetFidelity> onsets = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            Magnitudes magnitudes = stft.forward(clips.get(i)).magnitudes();
            if (throughMel) {
                magnitudes = inversion.apply(filters.apply(magnitudes));
            }
            ComplexSpectrogram spectrum = phase.reconstruct(magnitudes, new SplittableRandom(seed + i));
            // Through mel the samples after the last frame are lost.
            Audio sound = LevelMatch.apply(
                    Audio.mono(stft.inverse(spectrum), stft.spec().sampleRate()), clips.get(i));
            Magnitudes found = judge.forward(sound).magnitudes();
            convergence += SpectralConvergence.between(originals.get(i), found);
            distance += LogSpectralDistance.between(originals.get(i), found);
            double understood = Estoi.between(clips.get(i), sound);
            if (!Double.isNaN(understood)) {
                estoi += understood;
                longEnough++;
            }
            onsets.add(OnsetFidelity.of(clips.get(i), sound));
        }
        return new Quality(
                convergence / clips.size(), distance / clips.size(), estoi / longEnough, OnsetFidelity.median(onsets));
    }
}
