package dev.phasewright.bench;

import ai.djl.ndarray.NDManager;
import dev.phasewright.Phasewright;
import dev.phasewright.audio.file.TemporaryFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.nn.Precision;
import dev.phasewright.nn.PrecisionProbe;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** All measurements of speed, one after the other: a start, transforms, phases, and what networks reach. */
public final class SpeedReport {
    private static final int STARTS = 5;
    private static final int TRANSFORMS = 300;
    private static final double WARM_UP = 4;
    private static final int REPEATS = 5;

    private final Path model;
    private final String name;
    private final Figures figures;
    private final float[] sound = BenchSound.samples();
    private final VocoderBench vocoder = new VocoderBench(sound, BenchSound.SAMPLE_RATE, WARM_UP, REPEATS);

    /**
     * A report on a model.
     *
     * @param model its folder
     * @param name what to call it
     * @param figures takes each as soon as it is known
     */
    public SpeedReport(Path model, String name, Figures figures) {
        this.model = model;
        this.name = name;
        this.figures = figures;
    }

    /**
     * Measures all, for some minutes.
     *
     * @param launched what a start runs, as {@link ColdStart} does
     * @param engine loads the engine, to be closed; asked once what needs none has been measured
     * @throws IOException if a model cannot be used, or a start fails
     */
    public void run(Class<?> launched, Supplier<NDManager> engine) throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            new ColdStart(folder.path(), STARTS, launched).run(model, name, figures);
        }
        new TransformBench(TRANSFORMS).run(sound, figures);
        vocoder.classical(figures);
        try (TemporaryFolder folder = new TemporaryFolder();
                NDManager manager = engine.get()) {
            networks(new MatrixProduct(manager), new GeneratorBench(model, folder.path(), manager));
            figures.say("this machine trains in "
                    + PrecisionProbe.fastest().name().toLowerCase(Locale.ROOT) + " unless told otherwise");
        }
    }

    private void networks(MatrixProduct limit, GeneratorBench generator) throws IOException {
        List<Rate> rates = generator.rates(limit);
        List<VocoderBench.InputRate> inputs = inputs(limit);
        figures.row("matrix product 2048³, float32", "%.0f GFLOP/s", limit.gigaflops());
        rates.forEach(rate -> figures.rate(rate, limit));
        for (VocoderBench.InputRate input : inputs) {
            figures.realTime(input.products().name(), input.realTime());
            figures.row("  products", "%.0f GFLOP/s", input.products().gigaflops());
            figures.overLimit(input.products(), limit);
        }
        generator.oneClip(figures);
        together();
    }

    private List<VocoderBench.InputRate> inputs(MatrixProduct limit) throws IOException {
        List<VocoderBench.InputRate> inputs = new ArrayList<>(inputs(Phasewright.VOCODER, vocoder, limit));
        int rate = MelSpec.WIDE.stft().sampleRate();
        float[] wide = BenchSound.samples(BenchSound.SECONDS, rate);
        inputs.addAll(inputs(Phasewright.WIDE_VOCODER, new VocoderBench(wide, rate, WARM_UP, REPEATS), limit));
        return inputs;
    }

    private List<VocoderBench.InputRate> inputs(String trained, VocoderBench bench, MatrixProduct limit)
            throws IOException {
        Optional<Path> found = ModelPath.known(trained);
        if (found.isEmpty()) {
            figures.say("no vocoder " + trained + " is here, so it is not measured");
            return List.of();
        }
        return bench.network(found.get(), limit);
    }

    /** The model, and what was distilled from it if that is beside it. */
    private void together() throws IOException {
        Precision precision = PrecisionProbe.fastest();
        GeneratorBench.together(model, name, precision, figures);
        Path student = model.resolveSibling(model.getFileName() + "-fast");
        if (Files.isDirectory(student)) {
            GeneratorBench.together(student, student.getFileName().toString(), precision, figures);
        }
    }
}
