package dev.phasewright.cli.corpus;

import dev.phasewright.corpus.Corpora;
import dev.phasewright.corpus.Speaker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phasewright corpus}: the corpora that Phasewright makes for itself. */
@Command(
        name = "corpus",
        description = {"Make a corpus to train on.", ""},
        synopsisSubcommandLabel = "KIND",
        subcommands = {
            CorpusCommand.Digits.class,
            CorpusCommand.Voices.class,
            RecordedCorpora.People.class,
            CorpusCommand.Instruments.class,
            CorpusCommand.Edges.class,
            CorpusCommand.Notes.class,
            RecordedCorpora.Drums.class
        },
        footer = {
            "",
            "Examples:",
            "  phasewright corpus digits --out digits",
            "  phasewright corpus voices --out voices"
        })
public final class CorpusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    /** The rate of a corpus that can be made at several. */
    static final class Rate {
        @Option(
                names = "--rate",
                paramLabel = "HZ",
                defaultValue = "16000",
                description = "Samples per second, 16000 or 44100 (default: ${DEFAULT-VALUE}).")
        private int hertz;
    }

    /** {@code phasewright corpus digits}: spoken digits by eSpeak NG. */
    @Command(
            name = "digits",
            description = {
                "Make a corpus of spoken digits, \"zero\" to \"nine\".",
                "",
                "One second each, 16 kHz mono, in folders train, validation and test of one folder a digit, spoken by "
                        + "eSpeak NG with 63 voices in seven accents at random pitch, rate, level and onset. No voice is "
                        + "heard in two of the three parts, in whatever accent, and the Scottish accent is heard in test "
                        + "alone: 53 voices are in train, 3 in validation, 7 in test, the same ones whatever the seed. "
                        + "The same size and seed give the same bytes.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright corpus digits --out digits",
                "  phasewright corpus digits --out small --size 1000 --seed 7",
                "  phasewright corpus digits --out linda --size 30 --speaker en-us-linda"
            })
    static final class Digits implements Callable<Integer> {
        @Option(
                names = "--size",
                paramLabel = "N",
                defaultValue = "40000",
                description =
                        "Training clips, a multiple of 10 (default: ${DEFAULT-VALUE}); validation has a twentieth of "
                                + "that, test a tenth.")
        private int size;

        @Option(
                names = "--speaker",
                paramLabel = "NAME",
                description =
                        "Have one speaker say all three parts, such as en-us-linda, whose voice is one of test's.")
        private String speaker;

        @Mixin
        private CorpusOptions options;

        @Override
        public Integer call() throws IOException {
            return options.make(seed ->
                    speaker == null ? Corpora.digits(size, seed) : Corpora.digits(size, seed, Speaker.named(speaker)));
        }
    }

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
    static final class Voices implements Callable<Integer> {
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

    /** {@code phasewright corpus instruments}: music from a General MIDI sound font by FluidSynth. */
    @Command(
            name = "instruments",
            description = {
                "Make a corpus of music, for a vocoder to learn from.",
                "",
                "Two to three seconds each, mono, in folders train, validation and test of the folders sustained, "
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
    static final class Instruments implements Callable<Integer> {
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
        private Rate rate;

        @Mixin
        private CorpusOptions options;

        @Override
        public Integer call() throws IOException {
            return options.make(seed -> Corpora.instruments(size, seed, font, rate.hertz));
        }
    }

    /** {@code phasewright corpus edges}: the signals at the edge of what a vocoder meets. */
    @Command(
            name = "edges",
            description = {
                "Make a corpus of synthetic signals, for a vocoder to learn its edges from.",
                "",
                "Two seconds each, mono, in folders train, validation and test of the folders chirps, clicks, "
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
    static final class Edges implements Callable<Integer> {
        @Option(
                names = "--size",
                paramLabel = "N",
                defaultValue = "700",
                description = "Training clips (default: ${DEFAULT-VALUE}); validation has a twentieth of that, test a "
                        + "tenth.")
        private int size;

        @Mixin
        private Rate rate;

        @Mixin
        private CorpusOptions options;

        @Override
        public Integer call() throws IOException {
            return options.make(seed -> Corpora.testSignals(size, seed, rate.hertz));
        }
    }

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
    static final class Notes implements Callable<Integer> {
        @Option(
                names = "--size",
                paramLabel = "N",
                defaultValue = "12348",
                description =
                        "Training clips, at least 49 (default: ${DEFAULT-VALUE}, six of each pair); validation has "
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
}
