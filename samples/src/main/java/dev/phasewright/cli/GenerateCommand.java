package dev.phasewright.cli;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SampleFormat;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.SpectrogramImage;
import dev.phasewright.spectrogram.diffusion.Condition;
import dev.phasewright.spectrogram.diffusion.MagnitudeGenerator;
import dev.phasewright.spectrogram.diffusion.SamplingPlan;
import dev.phasewright.vocoder.PhaseReconstructor;
import dev.phasewright.vocoder.Phasewright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright generate}: from noise to WAV files. */
@Command(
        name = "generate",
        description = {
            "Generate sounds that never existed.",
            "",
            "Each class gives CLASS.wav, or with several clips CLASS-1.wav and so on. Clip number k of a run with "
                    + "seed S has the seed S + k − 1; the seed is always told, and the same command with the same seed "
                    + "gives the same bytes.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright generate seven",
            "  phasewright generate seven --count 8 --seed 42 -o sevens",
            "  phasewright generate four two --join -o forty-two.wav --plot",
            "  phasewright generate nine -o - | aplay"
        })
final class GenerateCommand implements Callable<Integer> {
    private static final int BATCH = 32;

    @Parameters(arity = "0..*", paramLabel = "CLASS", description = "What to generate, such as: seven.")
    private List<String> classes = List.of();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1",
            description = "Clips of each class (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--seed", paramLabel = "S", description = "Where the noise comes from (default: random, and told).")
    private Long seed;

    @Mixin
    private SamplingOptions sampling;

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = "digits",
            description = "The model (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(
            names = "--vocoder",
            paramLabel = "NAME",
            defaultValue = "griffin-lim",
            description = "How phase is made: griffin-lim, random or zero (default: ${DEFAULT-VALUE}).")
    private String vocoder;

    @Option(names = "--join", description = "Put all clips into one file, one after the other.")
    private boolean join;

    @Option(names = "--plot", description = "Also draw each clip's magnitudes, as a PNG beside the WAV.")
    private boolean plot;

    @Option(names = "--timings", description = "Tell on stderr where the time went.")
    private boolean timings;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Stopwatch watch = new Stopwatch();
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count must be positive, not " + count);
        }
        long firstSeed = seed == null ? new SecureRandom().nextInt(1_000_000_000) : seed;
        SamplingPlan plan = sampling.plan();
        PhaseReconstructor phase = PhaseReconstructor.named(vocoder);
        Talk talk = new Talk(spec.commandLine().getErr());
        watch.lap("command line");
        try (Phasewright phasewright = Phasewright.load(model, phase)) {
            watch.lap("engine and weights");
            List<Clip> clips = plan(phasewright, firstSeed);
            List<Path> files = output.checkAll(targets(clips));
            List<LogMel> magnitudes = magnitudes(phasewright.generator(), plan, clips);
            watch.lap("magnitudes");
            List<Audio> sounds = new ArrayList<>();
            for (int i = 0; i < clips.size(); i++) {
                sounds.add(phasewright.synthesize(magnitudes.get(i), clips.get(i).seed));
            }
            watch.lap("phase");
            write(clips, files, magnitudes, sounds, talk);
            watch.lap("writing");
        }
        if (timings) {
            watch.tell(talk);
        }
        return 0;
    }

    /** One clip to be made; the label is its file's name without ending. */
    private record Clip(String label, int classIndex, long seed) {}

    private List<Clip> plan(Phasewright phasewright, long firstSeed) {
        List<String> asked = classes;
        if (asked.isEmpty()) {
            if (!phasewright.classes().isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "generate what? The model " + model + " knows " + String.join(", ", phasewright.classes()));
            }
            asked = List.of("clip");
        }
        Map<String, Integer> totals = new HashMap<>();
        asked.forEach(name -> totals.merge(name, count, Integer::sum));
        Map<String, Integer> numbers = new HashMap<>();
        List<Clip> clips = new ArrayList<>();
        for (String name : asked) {
            int index =
                    classes.isEmpty() ? Condition.NONE : phasewright.generator().classIndex(name);
            for (int i = 0; i < count; i++) {
                int number = numbers.merge(name, 1, Integer::sum);
                String label = totals.get(name) == 1 ? name : name + "-" + number;
                clips.add(new Clip(label, index, firstSeed + clips.size()));
            }
        }
        return clips;
    }

    /** Where the clips go: one file each, or one for all. */
    private List<Path> targets(List<Clip> clips) {
        boolean single = join || clips.size() == 1;
        String name = join ? String.join("-", classes.isEmpty() ? List.of("clips") : classes) : clips.get(0).label;
        Path given = output.orElse(Path.of(""));
        boolean folder = Files.isDirectory(given);
        if (single) {
            return List.of(given.toString().isEmpty() || folder ? given.resolve(name + ".wav") : given);
        }
        if (OutputOptions.isStdout(given)) {
            throw new ParameterException(spec.commandLine(), "stdout takes one file; add --join, or give -o a folder");
        }
        return clips.stream().map(clip -> given.resolve(clip.label + ".wav")).toList();
    }

    private List<LogMel> magnitudes(MagnitudeGenerator generator, SamplingPlan plan, List<Clip> clips) {
        List<LogMel> magnitudes = new ArrayList<>();
        try (Steps bar = Steps.of("generating", (long) clips.size() * plan.steps(), "steps")) {
            for (int from = 0; from < clips.size(); from += BATCH) {
                List<Clip> batch = clips.subList(from, Math.min(clips.size(), from + BATCH));
                long done = (long) from * plan.steps();
                magnitudes.addAll(generator.generate(
                        plan,
                        Condition.of(batch.stream().mapToInt(Clip::classIndex).toArray()),
                        batch.stream().mapToLong(Clip::seed).toArray(),
                        (step, steps, sigma, x, denoised) -> bar.at(done + (step + 1L) * batch.size())));
            }
        }
        return magnitudes;
    }

    private void write(List<Clip> clips, List<Path> files, List<LogMel> magnitudes, List<Audio> sounds, Talk talk)
            throws IOException {
        if (join) {
            Path file = files.get(0);
            output.write(file, path -> SoundFile.write(Phrase.of(sounds), path, SampleFormat.PCM_16));
            plot(file, magnitudes, clips);
            talk.say(
                    "%s: %s, %d clips from seed %d, %s",
                    file, String.join(" ", classes), clips.size(), clips.get(0).seed, sampling);
            return;
        }
        for (int i = 0; i < clips.size(); i++) {
            Path file = files.get(i);
            Audio sound = sounds.get(i);
            output.write(file, path -> SoundFile.write(sound, path, SampleFormat.PCM_16));
            plot(file, magnitudes.subList(i, i + 1), clips.subList(i, i + 1));
            talk.say("%s: seed %d, %s", file, clips.get(i).seed, sampling);
        }
    }

    private void plot(Path file, List<LogMel> magnitudes, List<Clip> clips) throws IOException {
        if (!plot || OutputOptions.isStdout(file)) {
            return;
        }
        String name = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        SpectrogramImage.write(
                magnitudes.size() == 1
                        ? SpectrogramImage.draw(magnitudes.get(0), name + ", seed " + clips.get(0).seed)
                        : SpectrogramImage.grid(
                                magnitudes, clips.stream().map(Clip::label).toList(), name),
                file.resolveSibling(name + ".png"));
    }
}
