package dev.phasewright.cli.study;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.cli.console.Console;
import dev.phasewright.cli.console.TemporaryFolder;
import dev.phasewright.corpus.Corpora;
import dev.phasewright.corpus.Split;
import dev.phasewright.progress.ProgressObserver;
import dev.phasewright.data.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The sounds that a study measures on. Use as a picocli mixin. */
final class StudyClips {
    static final int SAMPLE_RATE = 16_000;
    private static final int MOST_CLIPS = 10_000;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|DIR",
            description = "Sound files, and folders of them; without any, eSpeak NG speaks digits.")
    private List<Path> sounds = List.of();

    @Option(
            names = "--clips",
            paramLabel = "N",
            defaultValue = "24",
            description = "Clips to measure, drawn if there are more (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of clips and phases (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    long seed() {
        return seed;
    }

    /** @throws ParameterException if there are to be too few or too many */
    void check() {
        if (count < 1 || count > MOST_CLIPS) {
            throw new ParameterException(
                    command.commandLine(), "--clips must be from 1 to " + MOST_CLIPS + ", not " + count);
        }
    }

    /**
     * Reads them, mixed to mono at {@link #SAMPLE_RATE}.
     *
     * @param longest samples of each, from its start
     * @throws IOException if one cannot be read, or all are silent
     */
    List<Audio> read(int longest, Console console) throws IOException {
        List<Audio> clips = sounds.isEmpty() ? spoken(longest, console) : read(files(), longest, console);
        console.say(
                "%d clips of %.1f s in all, seed %d",
                clips.size(), clips.stream().mapToDouble(Audio::seconds).sum(), seed);
        return clips;
    }

    private List<Audio> spoken(int longest, Console console) throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path corpus = folder.path().resolve("digits");
            Corpora.digits((count + 9) / 10 * 10, seed)
                    .make(corpus, false, Runtime.getRuntime().availableProcessors(), ProgressObserver.NONE);
            return read(files(Recordings.in(corpus.resolve(Split.TRAIN.folder()))), longest, console);
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

    private List<Audio> read(List<Path> files, int longest, Console console) throws IOException {
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
            Audio clip = sound.slice(0, Math.min(longest, sound.length()));
            if (clip.rms() == 0) {
                console.say("skipped: %s: silent", file);
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
