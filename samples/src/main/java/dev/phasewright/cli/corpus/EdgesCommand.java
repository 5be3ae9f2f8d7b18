package dev.phasewright.cli.corpus;

import dev.phasewright.corpus.Corpora;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phasewright corpus edges}: the signals at the edge of what a vocoder meets. */
@Command(
        name = "edges",
        description = {
            "Make a corpus of synthetic signals, for a vocoder to learn its edges from.",
            "",
            "Two seconds each, 16 kHz mono, in folders train, validation and test of the folders chirps, clicks, "
                    + "noise, silence, waves (square, sawtooth, triangle, sine), modulated (in strength or pitch) and "
                    + "harmonics (in step, random or Schroeder's phases), at mixed loudness. The same size and seed "
                    + "give the same bytes.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright corpus edges --out edges",
            "  phasewright corpus edges --out small --size 70 --seed 7"
        })
final class EdgesCommand implements Callable<Integer> {
    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "700",
            description = "Training clips (default: ${DEFAULT-VALUE}); validation has a twentieth of that, test a "
                    + "tenth.")
    private int size;

    @Mixin
    private CorpusOptions options;

    @Override
    public Integer call() throws IOException {
        return options.make(seed -> Corpora.testSignals(size, seed));
    }
}
