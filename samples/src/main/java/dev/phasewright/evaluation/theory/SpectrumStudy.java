package dev.phasewright.evaluation.theory;

import ai.djl.ndarray.NDManager;
import dev.phasewright.audio.file.TemporaryFolder;
import dev.phasewright.data.Dataset;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.data.Normalization;
import dev.phasewright.data.Recordings;
import dev.phasewright.data.TrainingSplit;
import dev.phasewright.data.WaveDataset;
import dev.phasewright.diffusion.Denoiser;
import dev.phasewright.progress.ProgressDisplay;
import dev.phasewright.spectrogram.Magnitudes;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.theory.causality.BandErrors;
import dev.phasewright.theory.causality.CausalityMatrix;
import dev.phasewright.theory.causality.NoisyClips;
import dev.phasewright.theory.spectrum.CosineTransform;
import dev.phasewright.theory.spectrum.RadialSpectrum;
import dev.phasewright.theory.spectrum.SpatialSpectrum;
import dev.phasewright.theory.spectrum.SpatialSpectrum.Axis;
import dev.phasewright.theory.spectrum.SpectrumMeter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The spectrum of a corpus, and what a denoiser makes of each part of it. Clips are cut or padded with silence to one length;
 * those of the spectrum are drawn from what models learn from, those that a denoiser is measured on from what is held out.
 */
public final class SpectrumStudy {
    /** From far below what is heard to where nothing of a clip is left. */
    private static final double LOWEST = 0.05;

    private static final double HIGHEST = 80;
    private static final int LEVELS = 13;

    private final Spec spec;
    private final ProgressDisplay display;
    private final TrainingSplit corpus;

    /**
     * What is studied.
     *
     * @param corpus a folder of recordings, perhaps divided
     * @param features of the log-mel spectrograms
     * @param frames of a clip
     * @param normalization to a model's units; null for that of the clips themselves
     * @param count clips that the spectrum is found from, at most
     * @param seed which they are
     */
    public record Spec(
            Path corpus, MelSpec features, int frames, @Nullable Normalization normalization, int count, long seed) {}

    /**
     * Finds the recordings.
     *
     * @throws IOException if the folder cannot be read or has too few
     */
    public SpectrumStudy(Spec spec, ProgressDisplay display) throws IOException {
        this.spec = spec;
        this.display = display;
        this.corpus = TrainingSplit.in(spec.corpus(), spec.seed());
        if (corpus.train().items().size() < 2) {
            throw new IOException(spec.corpus() + ": one clip has no spectrum of its own; give two at least");
        }
    }

    /**
     * The spectra of waveforms, of linear and of log-mel spectrograms.
     *
     * @throws IOException if a recording cannot be read, or all are silent
     */
    public List<SpectrumReport.Row> spectra() throws IOException {
        try (TemporaryFolder workspace = new TemporaryFolder()) {
            return List.of(waveforms(workspace.path()), linear(workspace.path()), logMel(workspace.path()));
        } catch (IllegalStateException e) {
            throw new IOException(spec.corpus() + ": " + e.getMessage(), e);
        }
    }

    private int samples() {
        return spec.frames() * spec.features().stft().hop();
    }

    private SpectrumReport.Row waveforms(Path workspace) throws IOException {
        try (WaveDataset waves = waves(workspace);
                ProgressDisplay.Task bar = display.start("waveforms", waves.size(), "clips")) {
            RadialSpectrum.Meter radial = new RadialSpectrum.Meter(1, samples());
            SpectrumMeter spatial = new SpectrumMeter(1, samples());
            float[] clip = new float[samples()];
            for (int i = 0; i < waves.size(); i++) {
                waves.copy(i, 0, clip.length, clip, 0);
                radial.add(clip);
                spatial.add(CosineTransform.ofLine(clip));
                bar.at(i + 1L);
            }
            return row("waveform", radial, spatial);
        }
    }

    private SpectrumReport.Row linear(Path workspace) throws IOException {
        Stft stft = Stft.of(spec.features().stft());
        // Without the last bin, half the sample rate, a picture has a size that transforms are quick at.
        int bins = spec.features().stft().fftSize() / 2;
        try (WaveDataset waves = waves(workspace);
                ProgressDisplay.Task bar = display.start("linear spectrograms", waves.size(), "clips")) {
            RadialSpectrum.Meter radial = new RadialSpectrum.Meter(spec.frames(), bins);
            SpectrumMeter spatial = new SpectrumMeter(spec.frames(), bins);
            CosineTransform transform = new CosineTransform(spec.frames(), bins);
            float[] wave = new float[samples()];
            float[] clip = new float[spec.frames() * bins];
            for (int i = 0; i < waves.size(); i++) {
                waves.copy(i, 0, wave.length, wave, 0);
                Magnitudes magnitudes = stft.forward(wave).magnitudes();
                for (int k = 0; k < clip.length; k++) {
                    clip[k] = magnitudes.at(k / bins, k % bins);
                }
                radial.add(clip);
                spatial.add(transform.forward(clip));
                bar.at(i + 1L);
            }
            return row("linear spectrogram", radial, spatial);
        }
    }

    private SpectrumReport.Row logMel(Path workspace) throws IOException {
        try (LogMelDataset data = logMels(drawn(corpus.train(), spec.count()), workspace)) {
            RadialSpectrum.Meter radial =
                    new RadialSpectrum.Meter(spec.frames(), spec.features().bands());
            SpectrumMeter spatial =
                    new SpectrumMeter(spec.frames(), spec.features().bands());
            CosineTransform transform =
                    new CosineTransform(spec.frames(), spec.features().bands());
            for (float[] clip : units(data)) {
                radial.add(clip);
                spatial.add(transform.forward(clip));
            }
            return row("log-mel spectrogram", radial, spatial);
        }
    }

    private static SpectrumReport.Row row(String kind, RadialSpectrum.Meter radial, SpectrumMeter spatial) {
        SpatialSpectrum own = spatial.spectrum();
        boolean line = own.frames() == 1;
        return new SpectrumReport.Row(
                kind,
                radial.spectrum(own.variance()),
                spatial.law(line ? Axis.BANDS : Axis.TIME),
                line ? null : spatial.law(Axis.BANDS),
                own);
    }

    /**
     * Where a denoiser restores each band of held-out clips.
     *
     * @param spectrum of the log-mel spectrograms, as {@link #spectra} found it
     * @param clips that it is measured on, at most
     * @throws IOException if a recording cannot be read
     */
    public BandErrors errors(Denoiser denoiser, SpatialSpectrum spectrum, int clips) throws IOException {
        NoisyClips held = heldOut(clips);
        try (NDManager manager = NDManager.newBaseManager();
                ProgressDisplay.Task bar = display.start("denoising", LEVELS, "levels")) {
            return BandErrors.of(denoiser, held, spectrum, levels(LEVELS), manager, bar::at);
        }
    }

    /**
     * Which bands of a denoiser's answer hang on which of the question.
     *
     * @param clips that it is measured on, at most
     * @param levels of noise, at least two
     * @throws IOException if a recording cannot be read
     */
    public CausalityMatrix causality(Denoiser denoiser, int clips, int levels) throws IOException {
        SpatialSpectrum spectrum;
        try (TemporaryFolder workspace = new TemporaryFolder()) {
            spectrum = logMel(workspace.path()).spatial();
        } catch (IllegalStateException e) {
            throw new IOException(spec.corpus() + ": " + e.getMessage(), e);
        }
        NoisyClips held = heldOut(clips);
        double[] rising = levels(levels);
        double[] falling = new double[levels];
        Arrays.setAll(falling, i -> rising[levels - 1 - i]);
        try (NDManager manager = NDManager.newBaseManager();
                ProgressDisplay.Task bar = display.start("pushing", levels, "levels")) {
            return CausalityMatrix.of(denoiser, held, spectrum, falling, manager, bar::at);
        }
    }

    /**
     * Noise levels that are measured, rising evenly on a logarithmic scale from {@value #LOWEST} to {@value #HIGHEST}.
     *
     * @param count at least two
     */
    public static double[] levels(int count) {
        double[] levels = new double[count];
        for (int i = 0; i < count; i++) {
            levels[i] = LOWEST * Math.pow(HIGHEST / LOWEST, i / (count - 1.0));
        }
        return levels;
    }

    /**
     * Clips that a denoiser is measured on, in its units: those held out, of a corpus too small to hold any out those learned
     * from.
     *
     * @param count how many, at most
     * @throws IOException if a recording cannot be read
     */
    public NoisyClips heldOut(int count) throws IOException {
        Recordings from = corpus.validation().items().isEmpty() ? corpus.train() : corpus.validation();
        try (TemporaryFolder workspace = new TemporaryFolder();
                LogMelDataset data = logMels(drawn(from, count), workspace.path())) {
            return new NoisyClips(spec.frames(), spec.features().bands(), units(data), spec.seed());
        }
    }

    private List<float[]> units(LogMelDataset data) {
        Normalization normalization = spec.normalization();
        if (normalization == null) {
            normalization = Normalization.of(data, spec.frames());
        }
        List<float[]> clips = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            float[] clip = new float[spec.frames() * data.spec().bands()];
            data.copy(i, 0, spec.frames(), clip, 0);
            normalization.normalize(clip);
            clips.add(clip);
        }
        return clips;
    }

    private Recordings drawn(Recordings all, int count) {
        List<Recordings.Item> items = new ArrayList<>(all.items());
        Collections.shuffle(items, new Random(spec.seed()));
        return all.with(items.subList(0, Math.min(count, items.size())));
    }

    private WaveDataset waves(Path workspace) throws IOException {
        Recordings drawn = drawn(corpus.train(), spec.count());
        try (ProgressDisplay.Task bar = display.start("reading", drawn.items().size(), "files")) {
            return WaveDataset.read(drawn, spec.features().stft().sampleRate(), workspace, true, observing(bar));
        }
    }

    private LogMelDataset logMels(Recordings drawn, Path workspace) throws IOException {
        try (ProgressDisplay.Task bar = display.start("reading", drawn.items().size(), "files")) {
            return LogMelDataset.read(drawn, spec.features(), workspace, true, observing(bar));
        }
    }

    private static Dataset.Observer observing(ProgressDisplay.Task bar) {
        return new Dataset.Observer() {
            @Override
            public void read(int done, int of) {
                bar.at(done);
            }

            @Override
            public void skipped(String message) {
                throw new IllegalStateException("nothing is skipped: " + message);
            }
        };
    }
}
