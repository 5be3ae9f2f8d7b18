package dev.phasewright.cli.corpus;

import dev.phasewright.corpus.Corpora;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phasewright corpus instruments}: music from a General MIDI sound font by FluidSynth. */
@Command(
        name = "instruments",
        description = {
            "Make a corpus of music, for a vocoder to learn from.",
            "",
            "Two to three seconds each, 16 kHz mono, in folders train, validation and test of the folders sustained, "
                    + "chords, phrases and drums, played by FluidSynth from a General MIDI sound font, at mixed "
                    + "loudness, some with reverberation. Test and validation hear instruments and drums that training "
                    + "does not, the same ones whatever the seed. The same size, seed and font give the same bytes.",
            "",
            "Needs the program fluidsynth and a sound font.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright corpus instruments --out instruments",
            "  phasewright corpus instruments --out small --size 200 --soundfont my.sf2"
        })
final class InstrumentsCommand implements Callable<Integer> {
    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Training clips (default: ${DEFAULT-VALUE}); validation has a twentieth of that, test a "
                    + "tenth.")
    private int size;

    @Option(
            names = "--soundfont",
            paramLabel = "FILE",
            description = "A General MIDI sound font (default: that of Debian's package fluid-soundfont-gm).")
    private Path font = Corpora.DEBIAN_FONT;

    @Mixin
    private CorpusOptions options;

    @Override
    public Integer call() throws IOException {
        return options.make(seed -> Corpora.instruments(size, seed, font));
    }
}
