package dev.phasewright.cli;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.file.AtomicFolder;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.demo.Demo;
import dev.phasewright.demo.DemoPlan;
import dev.phasewright.demo.FidelityTable;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.TestClips;
import dev.phasewright.evaluation.VocoderReport;
import dev.phasewright.evaluation.VocoderTrial;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.network.NetworkVocoder;
import dev.phasewright.vocoder.network.VocoderSpec;
import dev.phasewright.web.DemoSound;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright demo}: the listening demos as a site. */
@Command(
        name = "demo",
        description = {
            "Make the listening demos: a static site that opens from disk.",
            "",
            "Its pages let one hear what phase is worth, how a sound comes out of noise, what the generator makes and how good "
                    + "the vocoder is; and its blind tests tell whether one hears a difference at all. Open index.html in "
                    + "any browser; no network is needed, and no server.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright demo -o demo",
            "  phasewright demo -o demo --data digits --evaluate voices instruments --force"
        })
final class DemoCommand implements Callable<Integer> {
    private static final String FIRST_PAGE = "index.html";
    private static final String SOUNDS = "sounds";
    private static final int MOST_CLIPS = 16;
    private static final double SHORTEST = 0.3;
    private static final double LONGEST = 2.4;
    private static final int EVALUATED = 4;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            required = true,
            description = "Where the site is to be.")
    private Path output;

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = "digits",
            description = "The generator (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--vocoder",
            paramLabel = "NAME|DIR",
            defaultValue = VocoderOptions.SHIPPED,
            description = "The trained vocoder (default: ${DEFAULT-VALUE}).")
    private String vocoder;

    @Option(
            names = "--data",
            paramLabel = "CORPUS",
            description =
                    "What the generator learned from, with a folder train: each generated clip gets the training clip "
                            + "nearest to it beside it.")
    private Path data;

    @Option(
            names = "--evaluate",
            paramLabel = "CORPUS",
            arity = "1..*",
            description =
                    "Corpora with a folder test each, over which the vocoder's figures are measured (default: the "
                            + "demos' own three recordings).")
    private List<Path> evaluate = List.of();

    @Option(
            names = "--clips",
            paramLabel = "N",
            defaultValue = "4",
            description = "Generated clips of each class (default: ${DEFAULT-VALUE}).")
    private int clips;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2.4",
            description = "How much of each recording (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What everything is drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--force", description = "Replace an older site.")
    private boolean force;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (clips < 1 || clips > MOST_CLIPS) {
            throw wrong("--clips must be from 1 to " + MOST_CLIPS + ", not " + clips);
        }
        if (!(seconds >= SHORTEST && seconds <= LONGEST)) {
            throw wrong("--seconds must be from " + SHORTEST + " to " + LONGEST + ", not " + seconds);
        }
        // All that can be refused is, before the engine is loaded.
        check(output, force);
        ModelFolder generatorFolder = ModelFolder.find(model);
        GeneratorSpec described = GeneratorSpec.of(generatorFolder);
        ModelFolder vocoderFolder = ModelFolder.find(vocoder);
        VocoderSpec taken = VocoderSpec.of(vocoderFolder);
        Vocoder.requireFit(vocoder, taken.features(), model, described.features());
        if (data != null && !Files.isDirectory(data.resolve("train"))) {
            throw new IOException(
                    data.resolve("train") + ": no such folder; --data is a corpus that a model learned from");
        }
        Map<String, List<Audio>> evaluated = evaluated(taken.features().stft().sampleRate());
        PyTorch.announce(console);
        DemoPlan plan = new DemoPlan(seed, clips, seconds, data, model, vocoder, command());
        try (AtomicFolder folder = AtomicFolder.beside(output);
                MagnitudeGenerator generator = MagnitudeGenerator.load(generatorFolder, Precision.FLOAT32);
                NetworkVocoder network = NetworkVocoder.load(vocoderFolder, Precision.FLOAT32)) {
            FidelityTable table = measure(network, evaluated);
            Demo demo = new Demo(plan, generator, network, table);
            try (Progress bar = console.progress("demo", demo.sounds(), "sounds")) {
                AtomicInteger made = new AtomicInteger();
                demo.writeTo(folder.path(), more -> bar.at(made.addAndGet(more)));
            }
            folder.finish(force);
        }
        console.say("%s: open it in a browser", output.resolve(FIRST_PAGE));
        return 0;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Refuses a folder that is not free, or not to be replaced. */
    private static void check(Path folder, boolean replace) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + ": is a file; name a folder");
        }
        boolean empty;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            empty = !entries.iterator().hasNext();
        }
        boolean site = Files.isRegularFile(folder.resolve(FIRST_PAGE)) && Files.isDirectory(folder.resolve(SOUNDS));
        if (!empty && !site) {
            throw new IOException(folder + ": holds something that is not a site of demos; choose another folder");
        }
        if (!replace) {
            throw new IOException(folder + ": exists already; add --force to replace it");
        }
    }

    /** The words that made the site, without those that are as usual. */
    private String command() {
        List<String> words = new ArrayList<>(List.of("phasewright demo -o " + name(output)));
        if (!model.equals("digits")) {
            words.add("--model " + model);
        }
        if (!vocoder.equals(VocoderOptions.SHIPPED)) {
            words.add("--vocoder " + vocoder);
        }
        if (data != null) {
            words.add("--data " + name(data));
        }
        if (!evaluate.isEmpty()) {
            words.add("--evaluate " + words(evaluate));
        }
        if (clips != 4) {
            words.add("--clips " + clips);
        }
        if (seconds != LONGEST) {
            words.add("--seconds " + seconds);
        }
        if (seed != 1) {
            words.add("--seed " + seed);
        }
        return String.join(" ", words);
    }

    private static String words(List<Path> paths) {
        return paths.stream().map(DemoCommand::name).collect(Collectors.joining(" "));
    }

    /** A folder's last name: whose home it lies in is nobody's business who reads the pages. */
    private static String name(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    /** What figures are measured over, kind by kind. */
    private Map<String, List<Audio>> evaluated(int sampleRate) throws IOException {
        Map<String, List<Audio>> kinds = new LinkedHashMap<>();
        if (evaluate.isEmpty()) {
            for (DemoSound original : DemoSound.recordings(seconds)) {
                kinds.put(original.id(), List.of(Resampler.resample(original.sound(), sampleRate)));
            }
            return kinds;
        }
        for (Map.Entry<String, List<Path>> kind :
                TestClips.kinds(evaluate, EVALUATED).entrySet()) {
            List<Audio> sounds = new ArrayList<>();
            for (Path file : kind.getValue()) {
                sounds.add(TestClips.read(file, sampleRate, 3));
            }
            kinds.put(kind.getKey(), sounds);
        }
        return kinds;
    }

    private FidelityTable measure(NetworkVocoder network, Map<String, List<Audio>> kinds) {
        VocoderTrial trial = new VocoderTrial(network, seed);
        VocoderReport report = new VocoderReport(trial.methods(false));
        int clipCount = kinds.values().stream().mapToInt(List::size).sum();
        try (Progress bar = console.progress("measuring", clipCount, "clips")) {
            int done = 0;
            for (Map.Entry<String, List<Audio>> kind : kinds.entrySet()) {
                for (Audio sound : kind.getValue()) {
                    trial.run(kind.getKey(), sound, report);
                    bar.at(++done);
                }
            }
        }
        List<FidelityTable.Row> rows = report.rows().stream()
                .map(row -> new FidelityTable.Row(
                        row.kind(), row.method().input(), row.method().name(), row.fidelity()))
                .toList();
        return evaluate.isEmpty()
                ? new FidelityTable(
                        "Over the three recordings of this page, each by itself. One clip of a kind shows what the "
                                + "measures are, and little about the methods; with --evaluate the figures are over corpora "
                                + "of held-out recordings.",
                        command(),
                        rows)
                : new FidelityTable(
                        "Over " + clipCount + " held-out recordings of "
                                + evaluate.stream().map(DemoCommand::name).collect(Collectors.joining(" and ")) + ", "
                                + EVALUATED
                                + " of each kind, up to 3 s each.",
                        "phasewright evaluate vocoder " + vocoder + " --data " + words(evaluate) + " --count "
                                + EVALUATED,
                        rows);
    }
}
