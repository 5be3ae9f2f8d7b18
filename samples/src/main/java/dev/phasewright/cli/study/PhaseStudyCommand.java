package dev.phasewright.cli.study;

import dev.phasewright.vocoder.study.PhaseStudy;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code phasewright study phase}: the classical methods at the transforms they were published with. */
@Command(
        name = "phase",
        description = {
            "Hold the classical phase reconstructions against published figures.",
            "",
            "Sounds lose their phase and get it back from their true magnitudes, by each method at each transform of which "
                    + "a figure was published; the table (Markdown, on stdout) has both. Of each sound the first 3 s "
                    + "count, mixed to mono at 16 kHz.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright study phase voices/test",
            "  phasewright study phase speech/*.flac --clips 8"
        })
final class PhaseStudyCommand implements Callable<Integer> {
    private static final int LONGEST = 48_000;

    @Mixin
    private StudyOptions options;

    @Override
    public Integer call() throws IOException {
        options.check();
        PhaseStudy study = new PhaseStudy(options.read(LONGEST), options.seed());
        options.table(PhaseStudy.heading(), PhaseStudy.published(), "methods", row -> study.measure(row)
                .line());
        return 0;
    }
}
