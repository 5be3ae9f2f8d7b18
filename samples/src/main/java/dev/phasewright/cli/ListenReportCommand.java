package dev.phasewright.cli;

import dev.phasewright.cli.console.ReportOptions;
import dev.phasewright.web.ListeningReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code phasewright listen-report}: the results of blind tests, pooled. */
@Command(
        name = "listen-report",
        description = {
            "Pool the results of blind tests.",
            "",
            "Results are the JSON files that the blind tests of phasewright demo save. Of ABX, each session and all together: "
                    + "right answers, the exact binomial p-value of as many or more by guessing, and the 95 %% confidence "
                    + "interval of the rate (Clopper and Pearson). Of MUSHRA, the mean score of each version over sessions; "
                    + "sessions that did not recognize the hidden reference are left out and named. So are answers of ABX "
                    + "that were given without listening to X, as far as the page noted it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright listen-report listening-*.json",
            "  phasewright listen-report results --json report.json"
        })
final class ListenReportCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "RESULTS", description = "Results, or folders of them.")
    private List<Path> files;

    @Option(names = "--all-answers", description = "Count answers of ABX, too, that were given without listening.")
    private boolean allAnswers;

    @Mixin
    private ReportOptions output;

    @Override
    public Integer call() throws IOException {
        output.check();
        ListeningReport report = ListeningReport.read(files, allAnswers);
        output.tell(report.tables(), report);
        return 0;
    }
}
