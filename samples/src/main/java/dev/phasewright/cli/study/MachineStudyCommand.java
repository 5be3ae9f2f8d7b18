package dev.phasewright.cli.study;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.theory.MachineReport;
import dev.phasewright.evaluation.theory.MachineStudy;
import dev.phasewright.evaluation.theory.SpectrumCharts;
import dev.phasewright.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright study machines}: which denoisers that need no training a trained one resembles. */
@Command(
        name = "machines",
        description = {
            "See which machine that needs no training a network resembles.",
            "",
            "A network that did what its loss asks for would only repeat training clips. Machines over the same clips are held "
                    + "against it: the ideal one, one that decides at each place by what is near, the same at any time or "
                    + "anywhere, and Wiener's filter, which knows the spectrum only. The window of the local ones is, at each "
                    + "noise level, the one whose answer is nearest the network's. Told are Pearson's r and R², on noisy "
                    + "held-out clips and for whole samples from the same noise, over all frames and over those that are heard.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright study machines digits --data digits",
            "  phasewright study machines digits --data digits --windows 0 --plot machines.png"
        })
final class MachineStudyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME|DIR", description = "The model.")
    private String model;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "digits",
            description = "What it learned from (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--clips",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Training clips that the machines know (default: ${DEFAULT-VALUE}).")
    private int clips;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "10",
            description = "Held-out clips, and samples drawn (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--windows",
            paramLabel = "N",
            defaultValue = "300",
            description =
                    "Windows that a place is compared with by machines that look at other places, too; 0 leaves those "
                            + "out (default: ${DEFAULT-VALUE}).")
    private int windows;

    @Mixin
    private FrequencyStudies.Outputs outputs;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        StudyOptions.requireWithin(spec, "--clips", clips, 2, 100_000);
        StudyOptions.requireWithin(spec, "--seeds", seeds, 1, 1000);
        StudyOptions.requireWithin(spec, "--windows", windows, 0, 1_000_000);
        outputs.check();
        ModelFolder folder = ModelFolder.find(model);
        PyTorch.announce(console);
        try (MagnitudeGenerator generator = MagnitudeGenerator.load(folder.path())) {
            MachineStudy study = new MachineStudy(
                    new MachineStudy.Spec(data, clips, seeds, windows, outputs.seed()), generator, console::progress);
            MachineReport found = study.run();
            outputs.tell(found.table(), found, found.csv(), file -> SpectrumCharts.draw(found, file));
        }
        return 0;
    }
}
