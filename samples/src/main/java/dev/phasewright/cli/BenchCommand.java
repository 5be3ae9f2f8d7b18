package dev.phasewright.cli;

import ai.djl.ndarray.NDManager;
import dev.phasewright.bench.BenchSound;
import dev.phasewright.bench.ColdStart;
import dev.phasewright.bench.Figures;
import dev.phasewright.bench.GeneratorBench;
import dev.phasewright.bench.MatrixProduct;
import dev.phasewright.bench.Rate;
import dev.phasewright.bench.TransformBench;
import dev.phasewright.bench.VocoderBench;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.TemporaryFolder;
import dev.phasewright.model.CheckpointException;
import dev.phasewright.model.ModelPath;
import dev.phasewright.nn.Precision;
import dev.phasewright.nn.PrecisionProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phasewright bench}: speed as ratios to what this machine can do, measured in one process. */
@Command(
        name = "bench",
        description = {
            "Measure speed as ratios to this machine's own limits.",
            "",
            "Of networks, the limit is a 2048 × 2048 × 2048 float32 matrix product in the same process, measured "
                    + "before, between and after; of the STFT, the Fourier transforms it consists of; of a start, one of "
                    + "Java that does nothing. Run it on an idle machine.",
            ""
        },
        footer = {"", "Example:", "  phasewright bench"})
final class BenchCommand implements Callable<Integer> {
    private static final String VOCODER = "universal-16k";

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = "digits",
            description = "The model to generate with (default: ${DEFAULT-VALUE}).")
    private String model;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Figures figures = new Figures(console.out());
        Path found = ModelPath.find(model);
        float[] sound = BenchSound.samples();
        VocoderBench vocoder = new VocoderBench(sound, 4, 5);
        try (TemporaryFolder folder = new TemporaryFolder()) {
            new ColdStart(folder.path(), 5, spec.root().userObject().getClass()).run(found, model, figures);
        }
        new TransformBench(300).run(sound, figures);
        vocoder.classical(figures);
        try (TemporaryFolder folder = new TemporaryFolder();
                NDManager manager = PyTorch.start(console)) {
            MatrixProduct limit = new MatrixProduct(manager);
            GeneratorBench generator = new GeneratorBench(found, folder.path(), manager);
            List<Rate> rates = generator.rates(limit);
            List<VocoderBench.InputRate> inputs = inputs(vocoder, limit, figures);
            figures.row("matrix product 2048³, float32", "%.0f GFLOP/s", limit.gigaflops());
            rates.forEach(rate -> figures.rate(rate, limit));
            for (VocoderBench.InputRate input : inputs) {
                figures.realTime(input.products().name(), input.realTime());
                figures.row("  products", "%.0f GFLOP/s", input.products().gigaflops());
                figures.overLimit(input.products(), limit);
            }
            generator.oneClip(figures);
            together(found, figures);
            figures.say("this machine trains in " + PrecisionProbe.fastest().name().toLowerCase(Locale.ROOT)
                    + " unless told otherwise");
        }
        return 0;
    }

    /** The model, and what was distilled from it if that is beside it. */
    private void together(Path found, Figures figures) throws IOException {
        Precision precision = PrecisionProbe.fastest();
        GeneratorBench.together(found, model, precision, figures);
        Path student = found.resolveSibling(found.getFileName() + "-fast");
        if (Files.isDirectory(student)) {
            GeneratorBench.together(student, student.getFileName().toString(), precision, figures);
        }
    }

    private static List<VocoderBench.InputRate> inputs(VocoderBench vocoder, MatrixProduct limit, Figures figures)
            throws IOException {
        Path trained;
        try {
            trained = ModelPath.find(VOCODER);
        } catch (CheckpointException e) {
            figures.say("no vocoder " + VOCODER + " is here, so no network is measured");
            return List.of();
        }
        return vocoder.network(trained, limit);
    }
}
