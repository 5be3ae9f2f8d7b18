package dev.phasewright.cli.evaluate;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.evaluation.TestClips;
import dev.phasewright.evaluation.VocoderReport;
import dev.phasewright.evaluation.VocoderTrial;
import dev.phasewright.model.Checkpoint;
import dev.phasewright.model.ModelPath;
import dev.phasewright.nn.Precision;
import dev.phasewright.vocoder.network.NetworkVocoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright evaluate vocoder}: copy-synthesis of held-out recordings by every method, in figures. */
@Command(
        name = "vocoder",
        description = {
            "Judge a vocoder by figures, beside the classical methods.",
            "",
            "Held-out recordings lose their phase and get it back by each method: from their true magnitudes (the linear "
                    + "input), and from their log-mel ones (the mel input). Each sub-folder of test is a kind of "
                    + "sound; ESTOI is measured on the kind called speech alone.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright evaluate vocoder --data voices instruments",
            "  phasewright evaluate vocoder --data voices --frontier frontier.png"
        })
final class EvaluateVocoderCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "VOCODER",
            defaultValue = VocoderOptions.SHIPPED,
            description = "The trained vocoder: a name or a folder (default: ${DEFAULT-VALUE}).")
    private String vocoder;

    @Option(
            names = "--data",
            arity = "1..*",
            paramLabel = "CORPUS",
            required = true,
            description = "Corpora with a folder test each.")
    private List<Path> data;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "8",
            description = "Clips of each kind (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3",
            description = "The longest piece taken of a clip (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What everything is drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "float32",
            description = "What the network computes in: float32 or bfloat16 (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    @Option(
            names = "--frontier",
            paramLabel = "PNG",
            description =
                    "Also measure what each method gains by Griffin-Lim iterations, and draw it against the time.")
    private Path frontier;

    @Option(names = "--json", paramLabel = "FILE", description = "Keep all figures as JSON, too.")
    private Path json;

    @Option(names = "--force", description = "Replace files that exist.")
    private boolean force;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (count < 1 || !(seconds >= 0.5 && seconds <= 60)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--count must be positive and --seconds from 0.5 to 60, not " + count + " and " + seconds);
        }
        for (Path file : new Path[] {frontier, json}) {
            if (file != null) {
                OutputOptions.check(file, force);
            }
        }
        Path folder = ModelPath.find(vocoder);
        Map<String, List<Path>> kinds = TestClips.kinds(data, count);
        PyTorch.announce(console);
        VocoderReport report;
        try (NetworkVocoder network = NetworkVocoder.load(folder, precision)) {
            VocoderTrial trial = new VocoderTrial(network, seed);
            report = new VocoderReport(trial.methods(frontier != null));
            int clips = kinds.values().stream().mapToInt(List::size).sum();
            try (Progress bar = console.progress("reconstructing", clips, "clips")) {
                int done = 0;
                int sampleRate = network.spec().features().stft().sampleRate();
                trial.warmUp(TestClips.read(kinds.values().iterator().next().get(0), sampleRate, seconds));
                for (Map.Entry<String, List<Path>> kind : kinds.entrySet()) {
                    for (Path file : kind.getValue()) {
                        trial.run(kind.getKey(), TestClips.read(file, sampleRate, seconds), report);
                        bar.at(++done);
                    }
                }
            }
        }
        console.out().print(report.table());
        console.out().flush();
        if (frontier != null) {
            report.drawFrontier(frontier);
        }
        if (json != null) {
            Checkpoint.writeJson(json, report.rows());
        }
        return 0;
    }
}
