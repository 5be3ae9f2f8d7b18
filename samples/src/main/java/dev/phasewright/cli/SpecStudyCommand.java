package dev.phasewright.cli;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.corpus.DigitCorpus;
import dev.phasewright.corpus.Split;
import dev.phasewright.spectrogram.MelSpec;
import dev.phasewright.spectrogram.learn.Recordings;
import dev.phasewright.vocoder.GriffinLim;
import dev.phasewright.vocoder.study.SpecStudy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasewright study spec}: what each choice of transform and mel bands costs and loses. */
@Command(
        name = "spec",
        description = {
            "Compare transforms and mel bands: cost against what is lost.",
            "",
            "Each candidate's true magnitudes, and true mel bands, are turned back into sound by fast Griffin-Lim; the "
                    + "table (Markdown, on stdout) has spectral convergence, log-spectral distance and ESTOI. Of each "
                    + "sound the first 1.5 s count, mixed to mono at 16 kHz. Without sounds, eSpeak NG speaks digits.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  phasewright study spec --clips 8",
            "  phasewright study spec speech/*.flac > study.md"
        })
final class SpecStudyCommand implements Callable<Integer> {
    private static final int SAMPLE_RATE = 16_000;
    private static final int LONGEST = 24_000;
    private static final int MOST_CLIPS = 10_000;

    @Parameters(arity = "0..*", paramLabel = "FILE|DIR", description = "Sound files, and folders of them.")
    private List<Path> sounds = List.of();

    @Option(
            names = "--clips",
            paramLabel = "N",
            defaultValue = "24",
            description = "Clips to measure, drawn if there are more (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "32",
            description = "Iterations of Griffin-Lim (default: ${DEFAULT-VALUE}).")
    private int iterations;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of clips and phases (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (count < 1 || count > MOST_CLIPS) {
            throw new ParameterException(
                    spec.commandLine(), "--clips must be from 1 to " + MOST_CLIPS + ", not " + count);
        }
        if (iterations < 0) {
            throw new ParameterException(spec.commandLine(), "--iterations must not be negative, not " + iterations);
        }
        Talk talk = new Talk(spec.commandLine().getErr());
        List<Audio> clips = sounds.isEmpty() ? spoken(talk) : read(files(), talk);
        talk.say(
                "%d clips of %.1f s in all; %d iterations, seed %d",
                clips.size(), clips.stream().mapToDouble(Audio::seconds).sum(), iterations, seed);
        SpecStudy study = new SpecStudy(clips, GriffinLim.fast(iterations), seed);
        List<MelSpec> candidates = SpecStudy.candidates();
        PrintWriter out = spec.commandLine().getOut();
        out.println(SpecStudy.heading());
        out.flush();
        try (Steps bar = Steps.of("measuring", candidates.size(), "candidates")) {
            for (int i = 0; i < candidates.size(); i++) {
                out.println(study.measure(candidates.get(i)).line());
                out.flush();
                bar.at(i + 1);
            }
        }
        return 0;
    }

    private List<Audio> spoken(Talk talk) throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path corpus = folder.path().resolve("digits");
            DigitCorpus digits = new DigitCorpus((count + 9) / 10 * 10, seed);
            digits.make(corpus, false, Runtime.getRuntime().availableProcessors(), done -> {});
            return read(files(Recordings.in(corpus.resolve(Split.TRAIN.folder()))), talk);
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : sounds) {
            if (Files.isDirectory(path)) {
                files.addAll(files(Recordings.in(path)));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private static List<Path> files(Recordings recordings) {
        return recordings.items().stream().map(Recordings.Item::file).toList();
    }

    private List<Audio> read(List<Path> files, Talk talk) throws IOException {
        List<Path> drawn = new ArrayList<>(files);
        if (drawn.size() > count) {
            Collections.shuffle(drawn, new Random(seed));
        }
        List<Audio> clips = new ArrayList<>();
        for (Path file : drawn) {
            if (clips.size() == count) {
                break;
            }
            Audio sound = Resampler.resample(SoundFile.read(file).toMono(), SAMPLE_RATE);
            Audio clip = sound.slice(0, Math.min(LONGEST, sound.length()));
            if (clip.rms() == 0) {
                talk.say("skipped: %s: silent", file);
            } else {
                clips.add(clip);
            }
        }
        if (clips.isEmpty()) {
            throw new IOException(files.get(0) + ": silent, like all that was given; give sounds to measure");
        }
        return clips;
    }
}
