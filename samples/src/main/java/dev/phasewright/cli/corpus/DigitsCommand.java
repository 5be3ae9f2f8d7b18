package dev.phasewright.cli.corpus;

import dev.phasewright.corpus.Corpora;
import dev.phasewright.corpus.Speaker;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "  phasewright corpus digits --out small --size 1000 --seed 7",
            "  phasewright corpus digits --out linda --size 30 --speaker en-us-linda"
        })
final class DigitsCommand implements Callable<Integer> {
    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "40000",
            description = "Training clips, a multiple of 10 (default: ${DEFAULT-VALUE}); validation has a twentieth of "
                    + "that, test a tenth.")
    private int size;

    @Option(
            names = "--speaker",
            paramLabel = "NAME",
            description = "Have one speaker say all of it, such as en-us-linda.")
    private String speaker;

    @Mixin
    private CorpusOptions options;

    @Override
    public Integer call() throws IOException {
        return options.make(
                seed -> speaker == null
                        ? Corpora.digits(size, seed)
                        : Corpora.digits(size, seed, Speaker.named(speaker)));
    }
}
