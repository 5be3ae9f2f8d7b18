package dev.phasewright.cli;

import dev.phasewright.corpus.CorpusReport;
import dev.phasewright.corpus.DigitCorpus;
import dev.phasewright.corpus.Split;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phasewright corpus digits}: spoken digits by eSpeak NG. */
@Command(
        name = "digits",
        description = {
            "Make a corpus of spoken digits, \"zero\" to \"nine\".",
            "",
            "One second each, 16 kHz mono, in folders train, validation and test of one folder a digit, spoken by "
                    + "eSpeak NG with 441 voices at random pitch, rate, level and onset. No voice is heard in two of "
                    + "the three parts. The same size and seed give the same bytes.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright corpus digits --out digits",
            "  phasewright corpus digits --out small --size 1000 --seed 7"
        })
final class DigitsCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the corpus is to be.")
    private Path out;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "40000",
            description = "Training clips, a multiple of 10 (default: ${DEFAULT-VALUE}); validation has a twentieth of "
                    + "that, test a tenth.")
    private int size;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What everything is drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Clips in the making at a time (default: all cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--force", description = "Replace an older corpus.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        DigitCorpus corpus = corpus();
        PrintWriter err = spec.commandLine().getErr();
        long start = System.nanoTime();
        CorpusReport report;
        try (Steps steps = Steps.of("digits", corpus.clips(), "clips")) {
            report = corpus.make(out, force, threads, steps::at);
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
                seed);
        err.println("drawn again: "
                + report.rejections().entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", ")));
        err.println("fingerprint: " + report.fingerprint());
        return 0;
    }

    private DigitCorpus corpus() {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 1, not " + threads);
        }
        try {
            return new DigitCorpus(size, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
