package dev.phasewright.cli.corpus;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.corpus.Corpus;
import dev.phasewright.corpus.CorpusReport;
import dev.phasewright.corpus.Split;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the {@code corpus} commands have in common. */
final class CorpusOptions {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the corpus is to be.")
    private Path out;

    @Mixin
    private SeedOption seed;

    @Option(names = "--threads", paramLabel = "N", description = "Clips in the making at a time (default: all cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--force", description = "Replace an older corpus.")
    private boolean force;

    @Mixin
    private Console console;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Makes the corpus that there is for the seed, and tells what was made; returns the exit code. */
    int make(LongFunction<Corpus> corpora) throws IOException {
        Corpus corpus = corpus(corpora);
        PrintWriter err = console.err();
        long start = System.nanoTime();
        CorpusReport report;
        try (Progress bar = console.progress(corpus.kind(), corpus.clips(), "clips")) {
            report = corpus.make(out, force, threads, bar);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        err.printf(
                Locale.ROOT,
                "%s: %d train, %d validation and %d test clips in %.0f s (%.0f clips/s), seed %d%n",
                out,
                corpus.clips(Split.TRAIN),
                corpus.clips(Split.VALIDATION),
                corpus.clips(Split.TEST),
                seconds,
                corpus.clips() / seconds,
                seed.seed());
        if (!report.rejections().isEmpty()) {
            err.println("drawn again: "
                    + report.rejections().entrySet().stream()
                            .map(e -> e.getValue() + " " + e.getKey())
                            .collect(Collectors.joining(", ")));
        }
        err.println("fingerprint: " + report.fingerprint());
        return 0;
    }

    private Corpus corpus(LongFunction<Corpus> corpora) {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 1, not " + threads);
        }
        try {
            return corpora.apply(seed.seed());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
