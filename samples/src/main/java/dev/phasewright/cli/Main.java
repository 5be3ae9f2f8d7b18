package dev.phasewright.cli;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Failure;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.corpus.CorpusCommand;
import dev.phasewright.cli.evaluate.EvaluateCommand;
import dev.phasewright.cli.evaluate.ProvenanceCommand;
import dev.phasewright.cli.make.BeatCommand;
import dev.phasewright.cli.make.EditCommands;
import dev.phasewright.cli.make.GenerateCommand;
import dev.phasewright.cli.make.InpaintCommand;
import dev.phasewright.cli.make.InstrumentCommand;
import dev.phasewright.cli.make.KitCommand;
import dev.phasewright.cli.make.MorphCommand;
import dev.phasewright.cli.make.PlayCommand;
import dev.phasewright.cli.make.SeparateCommand;
import dev.phasewright.cli.phase.PhaseCommand;
import dev.phasewright.cli.study.StudyCommand;
import dev.phasewright.cli.train.DistillCommand;
import dev.phasewright.cli.train.FinetuneCommand;
import dev.phasewright.cli.train.TrainCommand;
import dev.phasewright.cli.train.TrainJudgeCommand;
import dev.phasewright.cli.vocode.VocodeCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code phasewright} command. A subcommand is one class, listed in {@link #COMMANDS}.
 *
 * <p>Exit codes: 0 done, 1 failed (one line on stderr says why), 2 used wrongly.
 */
@Command(
        name = "phasewright",
        description = {"Spectrogram diffusion and vocoding: from noise to a WAV.", ""},
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  phasewright generate seven",
            "  phasewright vary seven.wav -o another.wav",
            "  phasewright play tune.mid --instrument flute -o tune.wav",
            "  phasewright vocode song.flac -o copy.wav",
            "  phasewright serve",
            "  phasewright phase randomize speech.wav -o rough.wav",
            "  phasewright corpus digits --out digits",
            "  phasewright train --data digits --out my-digits",
            "  phasewright demo -o demo",
            "  phasewright spectrogram seven.wav -o seven.png",
            "  source <(phasewright completion)",
            "",
            "phasewright COMMAND --help tells more of each."
        })
public final class Main implements Callable<Integer> {
    /** The subcommands by name, in the order they are listed in; a class is loaded when it is wanted, and no other. */
    private static final Map<String, Supplier<Class<?>>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("generate", () -> GenerateCommand.class);
        COMMANDS.put("vary", () -> EditCommands.Vary.class);
        COMMANDS.put("inpaint", () -> InpaintCommand.class);
        COMMANDS.put("restore", () -> EditCommands.Restore.class);
        COMMANDS.put("extend", () -> EditCommands.Extend.class);
        COMMANDS.put("loop", () -> EditCommands.Loop.class);
        COMMANDS.put("morph", () -> MorphCommand.class);
        COMMANDS.put("separate", () -> SeparateCommand.class);
        COMMANDS.put("play", () -> PlayCommand.class);
        COMMANDS.put("instrument", () -> InstrumentCommand.class);
        COMMANDS.put("kit", () -> KitCommand.class);
        COMMANDS.put("beat", () -> BeatCommand.class);
        COMMANDS.put("vocode", () -> VocodeCommand.class);
        COMMANDS.put("serve", () -> ServeCommand.class);
        COMMANDS.put("phase", () -> PhaseCommand.class);
        COMMANDS.put("corpus", () -> CorpusCommand.class);
        COMMANDS.put("train", () -> TrainCommand.class);
        COMMANDS.put("finetune", () -> FinetuneCommand.class);
        COMMANDS.put("distill", () -> DistillCommand.class);
        COMMANDS.put("evaluate", () -> EvaluateCommand.class);
        COMMANDS.put("provenance", () -> ProvenanceCommand.class);
        COMMANDS.put("info", () -> InfoCommand.class);
        COMMANDS.put("spectrogram", () -> SpectrogramCommand.class);
        COMMANDS.put("demo", () -> DemoCommand.class);
        COMMANDS.put("listen-report", () -> ListenReportCommand.class);
        COMMANDS.put("study", () -> StudyCommand.class);
        COMMANDS.put("bench", () -> BenchCommand.class);
    }

    /** Names that commands once had: they answer, but nothing lists them. */
    private static final Map<String, Supplier<Class<?>>> FORMER_NAMES =
            Map.of("train-judge", () -> TrainJudgeCommand.class);

    /** Those that compute with the engine, whatever else they are told. */
    private static final Set<String> ENGINE =
            Set.of("generate", "vary", "inpaint", "restore", "extend", "loop", "morph", "separate", "play", "kit");

    private static final Set<String> HELP = Set.of("-h", "--help", "-V", "--version");

    @Spec
    private CommandSpec spec;

    private final Console console;

    private Main(Console console) {
        this.console = console;
    }

    /** Whether failures are told with their stack traces. */
    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    void verbose(boolean on) {
        console.setVerbose(on);
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String... arguments) {
        // stdout is for data alone, and libraries print (jFLAC, of damaged files); what they say helps nobody.
        OutputStream data = new FileOutputStream(FileDescriptor.out);
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        // Nothing is to be downloaded, nor any use reported; and pictures are drawn without a display.
        for (String property : new String[] {"ai.djl.offline", "java.awt.headless"}) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, "true");
            }
        }
        if (ENGINE.contains(named(arguments)) && Stream.of(arguments).noneMatch(HELP::contains)) {
            PyTorch.preload();
        }
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = run(data, err, arguments);
        err.flush();
        System.exit(status);
    }

    /**
     * Runs the command in this process.
     *
     * @param data what data is written to, text as UTF-8
     * @param err what talk is written to
     * @return the exit code
     */
    static int run(OutputStream data, PrintWriter err, String... arguments) {
        // Java cannot tell stderr from stdin and stdout, so the launcher, which can, says whether it is a terminal.
        Console console = new Console(data, err, Boolean.getBoolean("phasewright.terminal"));
        CommandLine line = withSubcommands(new CommandLine(new Main(console), factory(console)), named(arguments))
                .setOut(console.out())
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                // A word that begins with @ is a word; picocli would read options from a file of that name.
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> console.fail(failure))
                .setParameterExceptionHandler(Failure::tellUsage);
        int status;
        try {
            status = line.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError failure) {
            status = console.fail(failure);
        }
        if (console.out().checkError() && status == 0) {
            err.println("phasewright: stdout: closed or full before all was written; choose another place");
            status = ExitCode.SOFTWARE;
        }
        return status;
    }

    /** What makes the commands and their groups of options: there is one console for all of them. */
    private static IFactory factory(Console console) {
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == Console.class
                        ? type.cast(console)
                        : CommandLine.defaultFactory().create(type);
            }
        };
    }

    /** The first argument that is no option: the subcommand, or empty. */
    private static String named(String... arguments) {
        return Stream.of(arguments)
                .filter(argument -> !argument.startsWith("-"))
                .findFirst()
                .orElse("");
    }

    /** Adds the subcommand of this name alone, for to look into all of them takes half a second; all if it is none. */
    private static CommandLine withSubcommands(CommandLine line, String name) {
        if (COMMANDS.containsKey(name)) {
            return line.addSubcommand(name, COMMANDS.get(name).get());
        }
        if (FORMER_NAMES.containsKey(name)) {
            line.addSubcommand(name, FORMER_NAMES.get(name).get());
            // Its help is to tell it as it was called.
            line.getSubcommands().get(name).setCommandName(name);
            return line;
        }
        COMMANDS.forEach((each, command) -> line.addSubcommand(each, command.get()));
        CommandLine completion = new CommandLine(new GenerateCompletion()).setCommandName("completion");
        line.addSubcommand("completion", completion, "generate-completion");
        // It would inherit the examples above.
        completion.getCommandSpec().usageMessage().footer("", "Example:", "  source <(phasewright completion)");
        return line;
    }

    /** Called when there is no subcommand: someone who asks for nothing wants to know what there is. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Version.class.getPackage().getImplementationVersion();
            return new String[] {
                "phasewright " + (version == null ? "(unpackaged)" : version),
                "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
            };
        }
    }
}
