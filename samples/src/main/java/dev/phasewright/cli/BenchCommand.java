package dev.phasewright.cli;

import dev.phasewright.bench.Figures;
import dev.phasewright.bench.SpeedReport;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.model.ModelPath;
import java.io.IOException;
import java.nio.file.Path;
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
        Path found = ModelPath.find(model);
        new SpeedReport(found, model, new Figures(console.out()))
                .run(spec.root().userObject().getClass(), () -> PyTorch.start(console));
        return 0;
    }
}
