package dev.phasewright.cli.corpus;

import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.Progress;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.corpus.Corpus;
import dev.phasewright.corpus.CorpusReport;
import dev.phasewright.corpus.Split;
import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the {@code corpus} commands have in common. */
final class CorpusOptions {
    @Mixin
    private Place place;

    @Mixin
    private SeedOption seed;

    @Option(names = "--threads", paramLabel = "N", description = "Clips in the making at a time (default: all cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Makes the corpus that there is for the seed, and tells what was made; returns the exit code. */
    int make(LongFunction<Corpus> corpora) throws IOException {
        Corpus corpus = corpus(corpora);
        long start = System.nanoTime();
        CorpusReport report;
        try (Progress bar = place.console.progress(corpus.kind(), corpus.clips(), "clips")) {
            report = corpus.make(place.out, place.force, threads, bar);
        }
        place.tell(report, start, ", seed " + seed.seed());
        if (!report.rejections().isEmpty()) {
            place.console.err().println("drawn again: " + Place.counts(report.rejections()));
        }
        place.console.err().println("fingerprint: " + report.fingerprint());
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

    /** Where a corpus is to be; all that there is to be asked of one that is not drawn. */
    static final class Place {
        @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the corpus is to be.")
        private Path out;

        @Option(names = "--force", description = "Replace an older corpus.")
        private boolean force;

        @Mixin
        private Console console;

        /** A corpus of recordings that are there. */
        interface Recorded {
            CorpusReport make(Path folder, boolean replace, ProgressObserver progress) throws IOException;
        }

        /**
         * Makes a corpus of recordings, and tells what was made; returns the exit code.
         *
         * @param total what the progress counts up to, in {@code unit}s
         */
        int make(String kind, long total, String unit, Recorded corpus) throws IOException {
            long start = System.nanoTime();
            CorpusReport report;
            try (Progress bar = console.progress(kind, total, unit)) {
                report = corpus.make(out, force, bar);
            }
            tell(report, start, "");
            if (!report.rejections().isEmpty()) {
                console.err().println("left out: " + counts(report.rejections()));
            }
            console.err().println("fingerprint: " + report.fingerprint());
            return 0;
        }

        private void tell(CorpusReport report, long start, String drawn) {
            PrintWriter err = console.err();
            double seconds = (System.nanoTime() - start) / 1e9;
            Map<String, Integer> clips = report.clips();
            int all = clips.values().stream().mapToInt(Integer::intValue).sum();
            err.printf(
                    Locale.ROOT,
                    "%s: %d train, %d validation and %d test clips in %.0f s (%.0f clips/s)%s%n",
                    out,
                    clips.get(Split.TRAIN.folder()),
                    clips.get(Split.VALIDATION.folder()),
                    clips.get(Split.TEST.folder()),
                    seconds,
                    all / seconds,
                    drawn);
        }

        private static String counts(Map<String, Integer> counts) {
            return counts.entrySet().stream()
                    .map(e -> e.getValue() + " " + e.getKey())
                    .collect(Collectors.joining(", "));
        }
    }
}
