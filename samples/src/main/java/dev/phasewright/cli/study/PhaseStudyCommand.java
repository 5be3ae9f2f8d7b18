package dev.phasewright.cli.study;

import dev.phasewright.audio.Audio;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.vocoder.study.PhaseStudy;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
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
    private StudyClips clips;

    @Mixin
    private Console console;

    @Override
    public Integer call() throws IOException {
        clips.check();
        List<Audio> sounds = clips.read(LONGEST, console);
        PhaseStudy study = new PhaseStudy(sounds, clips.seed());
        List<PhaseStudy.Published> published = PhaseStudy.published();
        PrintWriter out = console.out();
        out.println(PhaseStudy.heading());
        out.flush();
        try (Progress bar = console.progress("measuring", published.size(), "methods")) {
            for (int i = 0; i < published.size(); i++) {
                out.println(study.measure(published.get(i)).line());
                out.flush();
                bar.at(i + 1);
            }
        }
        return 0;
    }
}
