package dev.phasewright.cli.study;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.autoregressive.AutoregressiveGenerator;
import dev.phasewright.autoregressive.AutoregressiveSpec;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.OutputOptions;
import dev.phasewright.cli.console.PyTorch;
import dev.phasewright.cli.console.SamplingOptions;
import dev.phasewright.cli.console.SeedOption;
import dev.phasewright.cli.console.Typed;
import dev.phasewright.cli.console.VocoderOptions;
import dev.phasewright.data.LogMelDataset;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.diffusion.model.GeneratorSpec;
import dev.phasewright.diffusion.model.MagnitudeGenerator;
import dev.phasewright.evaluation.JudgeClasses;
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.evaluation.generator.EvaluationCorpus;
import dev.phasewright.evaluation.theory.FineGraining;
import dev.phasewright.evaluation.theory.WordsKept;
import dev.phasewright.judge.Judge;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.model.ModelPath;
import dev.phasewright.nn.Precision;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The studies that hold diffusion against its rival, which writes a sound frequency by frequency. */
final class RivalStudies {
    private RivalStudies() {}

    /** The two of them. */
    static final class Rivals {
        @Option(
                names = "--rival",
                paramLabel = "NAME|DIR",
                required = true,
                description = "An autoregressive model, made by train autoregressive.")
        private String rival;

        @Option(
                names = "--model",
                paramLabel = "NAME|DIR",
                defaultValue = "digits",
                description = "A model of diffusion of the same features (default: ${DEFAULT-VALUE}).")
        private String model;

        @Option(
                names = "--temperature",
                paramLabel = "T",
                description = "How the rival is asked (default: " + AutoregressiveGenerator.TEMPERATURE + ").")
        private double temperature = AutoregressiveGenerator.TEMPERATURE;

        @Spec(Spec.Target.MIXEE)
        private CommandSpec command;

        private AutoregressiveSpec writer;

        /**
         * Finds both.
         *
         * @param given how many coefficients a clip is to have of its own
         * @param className what is asked of both; null for nothing
         * @throws picocli.CommandLine.ParameterException if an option is out of range
         * @throws IOException if one is not there, or they do not fit
         * @throws IllegalArgumentException if one does not know the class
         */
        void check(List<Integer> given, @Nullable String className) throws IOException {
            SamplingOptions.requireTemperature(command, temperature);
            writer = AutoregressiveSpec.of(ModelFolder.find(rival));
            for (int n : given) {
                StudyOptions.requireWithin(
                        command, "--given", n, 0, writer.coefficients().length());
            }
            writer.condition(className, Condition.NONE, Map.of());
            GeneratorSpec denoiser = GeneratorSpec.of(ModelFolder.find(model));
            denoiser.condition(className, Condition.NONE);
            FineGraining.requireFit(writer, denoiser);
        }

        MelSpec features() {
            return writer.features();
        }

        AutoregressiveGenerator writer() throws IOException {
            return AutoregressiveGenerator.load(ModelFolder.find(rival), Precision.FLOAT32);
        }

        MagnitudeGenerator diffusion() throws IOException {
            return MagnitudeGenerator.load(ModelFolder.find(model), Precision.FLOAT32);
        }

        FineGraining both(AutoregressiveGenerator writer, MagnitudeGenerator diffusion) throws IOException {
            return new FineGraining(writer, diffusion, diffusion.plan().deterministic(), temperature);
        }
    }

    /** {@code phasewright study finegrain}: one sound's coarse outline, finished by diffusion and by its rival. */
    @Command(
            name = "finegrain",
            description = {
                "Hear diffusion and its rival finish the same sound.",
                "",
                "Of a sound's spectrogram the coefficients that vary most, its slow changes, are given. The autoregressive model "
                        + "goes on writing; diffusion draws what it does not know around what it does. Written are original.wav "
                        + "(the sound through the vocoder alone), written.wav (all coefficients of the rival, rounded: what it "
                        + "could reach at best), and for each N of --given: N-given.wav, N-rival.wav and N-diffusion.wav. The "
                        + "table tells how far each is off the original, in nepers of log-mel.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study finegrain seven.wav --rival my-rival --class seven -o finished",
                "  phasewright study finegrain seven.wav --rival my-rival --given 8,32,128 --vocoder pghi -o finished"
            })
    static final class Sound implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "A sound, of which the models' length is taken.")
        private Path file;

        @Mixin
        private Rivals rivals;

        @Option(
                names = "--class",
                paramLabel = "CLASS",
                converter = Typed.ClassName.class,
                description = "What both are told that it is (default: nothing).")
        private @Nullable String className;

        @Option(
                names = "--given",
                paramLabel = "N",
                split = ",",
                defaultValue = "4,16,64",
                description = "How many coefficients are given (default: ${DEFAULT-VALUE}).")
        private List<Integer> given;

        @Mixin
        private SeedOption seed;

        @Mixin
        private VocoderOptions vocoder = new VocoderOptions(VocoderOptions.STANDARD);

        @Mixin
        private OutputOptions output;

        @Mixin
        private Console console;

        @Override
        public Integer call() throws IOException {
            rivals.check(given, className);
            VocoderChoice chosen = vocoder.choose(rivals.features());
            Path folder = output.orElse(Path.of(OutputOptions.stem(file) + "-finished"));
            output.checkFolder(folder);
            Audio sound = SoundFile.read(file);
            PyTorch.announce(console);
            try (AutoregressiveGenerator first = rivals.writer();
                    MagnitudeGenerator second = rivals.diffusion();
                    Vocoder toSound = chosen.open(rivals.features())) {
                FineGraining both = rivals.both(first, second);
                LogMel clip = first.fitted(LogMelDataset.features(sound, rivals.features()));
                Map<String, LogMel> clips = new LinkedHashMap<>();
                clips.put("original", clip);
                clips.put("written", first.read(clip));
                TextTable table = new TextTable()
                        .left("given", 8)
                        .right("alone", 9)
                        .right("rival", 9)
                        .right("diffusion", 11);
                for (int n : given) {
                    FineGraining.Versions versions = both.finish(List.of(clip), n, className, seed.seed())
                            .get(0);
                    clips.put(n + "-given", versions.alone());
                    clips.put(n + "-rival", versions.written());
                    clips.put(n + "-diffusion", versions.denoised());
                    table.row(
                            n,
                            FineGraining.off(versions.alone(), clip),
                            FineGraining.off(versions.written(), clip),
                            FineGraining.off(versions.denoised(), clip));
                }
                table.row("all", FineGraining.off(clips.get("written"), clip), "", "");
                for (Map.Entry<String, LogMel> entry : clips.entrySet()) {
                    Audio heard = toSound.synthesize(entry.getValue(), Seeds.phase(seed.seed(), 0));
                    output.write(
                            folder.resolve(entry.getKey() + ".wav"),
                            path -> SoundFile.write(heard, path, SampleFormat.PCM_16));
                }
                console.print(table.toString().stripTrailing());
                console.say("%s: %d sounds, seed %d", folder, clips.size(), seed.seed());
            }
            return 0;
        }
    }

    /** {@code phasewright study outline}: how much of a word must be given until either rival makes that word of it. */
    @Command(
            name = "outline",
            description = {
                "See how much of a sound settles what it is, to diffusion and to its rival.",
                "",
                "As study finegrain, for many clips of all classes, none of which is told: the coefficients that vary most "
                        + "are given, both finish them, and the judge says which word it has become. Whoever keeps the word "
                        + "with fewer coefficients decides earlier. The column \"alone\" is what the judge makes of those "
                        + "coefficients with the mean of all others.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  phasewright study outline digits --rival my-rival",
                "  phasewright study outline digits --rival my-rival --model my-digits --given 1,4,16 --plot outline.png"
            })
    static final class Words implements Callable<Integer> {
        @Parameters(
                paramLabel = "DIR",
                description = "A folder of recordings by class; of a divided corpus those of its test.")
        private Path data;

        @Mixin
        private Rivals rivals;

        @Option(
                names = "--judge",
                paramLabel = "NAME|DIR",
                defaultValue = EvaluationCorpus.DIGITS,
                description = "Who listens, made by train judge (default: ${DEFAULT-VALUE}).")
        private String judge;

        @Option(
                names = "--given",
                paramLabel = "N",
                split = ",",
                defaultValue = "1,4,16,64,256",
                description = "How many coefficients are given (default: ${DEFAULT-VALUE}).")
        private List<Integer> given;

        @Option(
                names = "--count",
                paramLabel = "N",
                defaultValue = "100",
                description = "Clips, as many of each class as of any other (default: ${DEFAULT-VALUE}).")
        private int count;

        @Mixin
        private FrequencyStudies.Outputs outputs;

        @Mixin
        private Console console;

        @Override
        public Integer call() throws IOException {
            StudyOptions.requireWithin(rivals.command, "--count", count, 1, 10_000);
            rivals.check(given, null);
            outputs.check();
            PyTorch.announce(console);
            try (AutoregressiveGenerator first = rivals.writer();
                    MagnitudeGenerator second = rivals.diffusion();
                    Judge heard = Judge.load(ModelPath.find(judge))) {
                JudgeClasses.requireFeatures(heard, judge, rivals.rival, rivals.features(), "");
                FineGraining both = rivals.both(first, second);
                long seed = outputs.seed();
                WordsKept found = new WordsKept(
                        rivals.rival,
                        rivals.model,
                        data.toString(),
                        judge,
                        seed,
                        WordsKept.measure(both, data, count, heard, given, seed, console::progress));
                outputs.tell(found.table(), found, found.csv(), found::draw);
            }
            return 0;
        }
    }
}
