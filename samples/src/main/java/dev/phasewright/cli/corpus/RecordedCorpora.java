package dev.phasewright.cli.corpus;

import dev.phasewright.corpus.drums.DrumCorpus;
import dev.phasewright.corpus.people.PeopleCorpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The corpora of recordings that are there, of which nothing is drawn. */
final class RecordedCorpora {
    private RecordedCorpora() {}

    /** {@code phasewright corpus people}: voices from recordings that Debian distributes. */
    @Command(
            name = "people",
            description = {
                "Make a corpus of people's voices from recordings, for a vocoder to learn from.",
                "",
                "Letters and syllables in 18 languages, 44.1 kHz mono, in folders train, validation and test. Four "
                        + "languages are heard in test alone and two in validation. manifest.csv has the origin of each "
                        + "clip and the level it was recorded at. Nothing is drawn: the same package gives the same "
                        + "bytes.",
                "",
                "Needs the Debian package klettres-data.",
                ""
            },
            footer = {"", "Example:", "  phasewright corpus people --out people"})
    static final class People implements Callable<Integer> {
        @Option(
                names = "--root",
                paramLabel = "DIR",
                defaultValue = "/",
                description = "Where the package is installed or unpacked (default: ${DEFAULT-VALUE}).")
        private Path root;

        @Mixin
        private CorpusOptions.Place place;

        @Override
        public Integer call() throws IOException {
            PeopleCorpus corpus = new PeopleCorpus(root);
            return place.make(PeopleCorpus.KIND, corpus.recordings().size(), "recordings", corpus::make);
        }
    }

    /** {@code phasewright corpus drums}: drum sounds from recordings that Debian distributes. */
    @Command(
            name = "drums",
            description = {
                "Make a corpus of drum sounds from recordings.",
                "",
                "Single strokes, 44.1 kHz mono, up to 1.5 s, cymbals up to 3 s, in folders train, validation and test of "
                        + "the folders kick, snare, rim, clap, closed-hat, open-hat, tom, crash, ride and percussion. "
                        + "Whole kits are kept for validation and test. manifest.csv has the licence, author and origin "
                        + "of each clip and the level it was recorded at, sources.csv what became of every file. Nothing "
                        + "is drawn: the same packages give the same bytes.",
                "",
                "Needs the Debian packages hydrogen-drumkits, hydrogen-data, fluid-soundfont-gm, sonic-pi-samples and "
                        + "lmms-common.",
                ""
            },
            footer = {"", "Example:", "  phasewright corpus drums --out drums"})
    static final class Drums implements Callable<Integer> {
        @Option(
                names = "--root",
                paramLabel = "DIR",
                defaultValue = "/",
                description = "Where the packages are installed or unpacked (default: ${DEFAULT-VALUE}).")
        private Path root;

        @Mixin
        private CorpusOptions.Place place;

        @Override
        public Integer call() throws IOException {
            return place.make(DrumCorpus.KIND, DrumCorpus.kits(), "kits", new DrumCorpus(root)::make);
        }
    }
}
