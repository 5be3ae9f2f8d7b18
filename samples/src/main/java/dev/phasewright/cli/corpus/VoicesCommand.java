package dev.phasewright.cli.corpus;

import dev.phasewright.corpus.Corpora;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phasewright corpus voices}: speech in many languages by eSpeak NG and Flite. */
@Command(
        name = "voices",
        description = {
            "Make a corpus of speech, for a vocoder to learn from.",
            "",
            "Two to four seconds each, 16 kHz mono, in folders train, validation and test. Two clips of three are "
                    + "spoken by eSpeak NG in 48 languages through 63 voice variants at random pitch and rate, one of "
                    + "three in English by Flite's voices; all at mixed loudness. Test and validation hear languages, "
                    + "variants and Flite speakers that training does not, the same ones whatever the seed. The same "
                    + "size and seed give the same bytes.",
            "",
            "Needs the programs espeak-ng and flite.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright corpus voices --out voices",
            "  phasewright corpus voices --out small --size 300 --seed 7"
        })
final class VoicesCommand implements Callable<Integer> {
    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "6000",
            description = "Training clips (default: ${DEFAULT-VALUE}); validation has a twentieth of that, test a "
                    + "tenth.")
    private int size;

    @Mixin
    private CorpusOptions options;

    @Override
    public Integer call() throws IOException {
        return options.make(seed -> Corpora.voices(size, seed));
    }
}
