package dev.phasewright.cli.corpus;

import dev.phasewright.corpus.Corpora;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code phasewright corpus notes}: single notes from a General MIDI sound font by FluidSynth. */
@Command(
        name = "notes",
        description = {
            "Make a corpus of single notes, for a generator to learn from.",
            "",
            "Two seconds each, 16 kHz mono, in folders train, validation and test of one folder an instrument: 49 "
                    + "instruments of ten families, four octaves (MIDI pitch 36 to 84), soft to loud, played by "
                    + "FluidSynth from a General MIDI sound font. Pairs of instrument and pitch are heard in one of the "
                    + "three parts only, the same ones whatever the seed. manifest.csv has each clip's pitch. The same "
                    + "size, seed and font give the same bytes.",
            "",
            "Needs the program fluidsynth and a sound font.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright corpus notes --out notes",
            "  phasewright corpus notes --out small --size 490 --soundfont my.sf2"
        })
final class NotesCommand implements Callable<Integer> {
    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "12348",
            description = "Training clips, at least 49 (default: ${DEFAULT-VALUE}, six of each pair); validation has "
                    + "a twentieth of that, test a tenth.")
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
        return options.make(seed -> Corpora.notes(size, seed, font));
    }
}
