package dev.phasewright.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The {@code phasewright} command. A subcommand is one class, listed in {@code subcommands} below.
 *
 * <p>Exit codes: 0 done, 1 failed (one line on stderr says why), 2 used wrongly.
 */
@Command(
        name = "phasewright",
        description = "Spectrogram diffusion and vocoding: from noise to a WAV.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CorpusCommand.class,
            TrainCommand.class,
            TrainJudgeCommand.class,
            GenerateCommand.class,
            EvaluateCommand.class,
            InfoCommand.class,
            SpectrogramCommand.class,
            BenchCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  phasewright corpus digits --out digits",
            "  phasewright info seven.wav",
            "  phasewright spectrogram seven.wav -o seven.png",
            "  source <(phasewright completion)",
            "",
            "phasewright COMMAND --help tells more of each."
        })
public final class Main {
    /** Whether failures are told with their stack traces. */
    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean verbose;

    private Main() {}

    /** Whether {@code --verbose} was given to the command that {@code spec} belongs to. */
    static boolean isVerbose(CommandSpec spec) {
        return spec.root().userObject() instanceof Main main && main.verbose;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String... arguments) {
        Charset charset = StandardCharsets.UTF_8;
        PrintWriter out = new PrintWriter(System.out, true, charset);
        PrintWriter err = new PrintWriter(System.err, true, charset);
        int status = run(out, err, arguments);
        if (out.checkError() && status == 0) {
            err.println("phasewright: stdout: closed or full before all was written");
            status = 1;
        }
        err.flush();
        System.exit(status);
    }

    /**
     * Runs the command in this process.
     *
     * @param out what text data is written to; binary data ({@code -o -}) goes to {@link System#out}
     * @param err what talk is written to
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        Main main = new Main();
        CommandLine completion = new CommandLine(new GenerateCompletion()).setCommandName("completion");
        CommandLine line = new CommandLine(main)
                .addSubcommand("completion", completion, "generate-completion")
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> Failure.tell(failure, err, main.verbose))
                .setParameterExceptionHandler(Failure::tellUsage);
        // It would inherit the examples above.
        completion.getCommandSpec().usageMessage().footer("", "Example:", "  source <(phasewright completion)");
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError failure) {
            return Failure.tell(failure, err, main.verbose);
        }
    }
}
