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
import dev.phasewright.evaluation.TextTable;
import dev.phasewright.evaluation.theory.FineGraining;
import dev.phasewright.model.ModelFolder;
import dev.phasewright.nn.Precision;
import dev.phasewright.random.Seeds;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.vocoder.Vocoder;
import dev.phasewright.vocoder.copy.VocoderChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
final class FineGrainingCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A sound, of which the models' length is taken.")
    private Path file;

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

    @Option(
            names = "--temperature",
            paramLabel = "T",
            defaultValue = "0.9",
            description = "How the rival is asked (default: ${DEFAULT-VALUE}).")
    private double temperature;

    @Mixin
    private SeedOption seed;

    @Mixin
    private VocoderOptions vocoder = new VocoderOptions(VocoderOptions.STANDARD);

    @Mixin
    private OutputOptions output;

    @Mixin
    private Console console;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SamplingOptions.requireTemperature(spec, temperature);
        ModelFolder writing = ModelFolder.find(rival);
        AutoregressiveSpec writer = AutoregressiveSpec.of(writing);
        for (int n : given) {
            StudyOptions.requireWithin(
                    spec, "--given", n, 0, writer.coefficients().length());
        }
        writer.condition(className, Condition.NONE, Map.of());
        ModelFolder denoising = ModelFolder.find(model);
        GeneratorSpec denoiser = GeneratorSpec.of(denoising);
        denoiser.condition(className, Condition.NONE);
        FineGraining.requireFit(writer, denoiser);
        VocoderChoice chosen = vocoder.choose(writer.features());
        Path folder = output.orElse(Path.of(OutputOptions.stem(file) + "-finished"));
        output.checkFolder(folder);
        Audio sound = SoundFile.read(file);
        PyTorch.announce(console);
        try (AutoregressiveGenerator first = AutoregressiveGenerator.load(writing, Precision.FLOAT32);
                MagnitudeGenerator second = MagnitudeGenerator.load(denoising, Precision.FLOAT32);
                Vocoder toSound = chosen.open(writer.features())) {
            FineGraining rivals = new FineGraining(first, second, second.plan(), temperature);
            LogMel clip = first.fitted(LogMelDataset.features(sound, writer.features()));
            Map<String, LogMel> clips = new LinkedHashMap<>();
            clips.put("original", clip);
            clips.put("written", first.read(clip));
            TextTable table = new TextTable()
                    .left("given", 8)
                    .right("alone", 9)
                    .right("rival", 9)
                    .right("diffusion", 11);
            for (int n : given) {
                FineGraining.Versions versions = rivals.finish(clip, n, className, seed.seed());
                clips.put(n + "-given", versions.alone());
                clips.put(n + "-rival", versions.written());
                clips.put(n + "-diffusion", versions.denoised());
                table.row(
                        n, off(versions.alone(), clip), off(versions.written(), clip), off(versions.denoised(), clip));
            }
            table.row("all", off(clips.get("written"), clip), "", "");
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

    private static String off(LogMel version, LogMel clip) {
        return String.format(Locale.ROOT, "%.3f", FineGraining.distance(version, clip));
    }
}
