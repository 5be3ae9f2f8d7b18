package dev.phasewright.cli.evaluate;

import dev.phasewright.audio.Audio;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.ReportOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.evaluation.vocoder.TestClips;
import dev.phasewright.evaluation.vocoder.VocoderReport;
import dev.phasewright.evaluation.vocoder.VocoderTrial;
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

    @Mixin
    private SeedOption seed;

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

    @Mixin
    private ReportOptions report;

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
        report.check(frontier);
        report.check();
        Path folder = ModelPath.find(vocoder);
        Map<String, List<Path>> kinds = TestClips.kinds(data, count);
        PyTorch.announce(console);
        VocoderReport found;
        try (NetworkVocoder network = NetworkVocoder.load(folder, precision)) {
            Map<String, List<Audio>> clips =
                    TestClips.read(kinds, network.spec().features().stft().sampleRate(), seconds);
            TestClips.tellSilence(clips, line -> console.say("note: %s", line));
            VocoderTrial trial = new VocoderTrial(network, seed.seed());
            trial.warmUp(clips.values().iterator().next().get(0));
            found = trial.run(clips, frontier != null, console::progress);
        }
        report.tell(found.table(), found.rows());
        if (frontier != null) {
            found.drawFrontier(frontier);
        }
        return 0;
    }
}
