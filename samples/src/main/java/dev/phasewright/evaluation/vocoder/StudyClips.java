package dev.phasewright.evaluation.vocoder;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.file.TemporaryFolder;
import dev.phasewright.corpus.Corpora;
import dev.phasewright.corpus.Split;
import dev.phasewright.data.Recordings;
import dev.phasewright.progress.ProgressObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** The sounds that a study of features or phases measures on, mixed to mono at one rate. */
public final class StudyClips {
    private final int count;
    private final int sampleRate;
    private final double longest;
    private final long seed;
    private final Consumer<String> skipped;

    /**
     * A choice of clips.
     *
     * @param count how many, at least 1; drawn if there are more
     * @param sampleRate in Hz
     * @param longest seconds of each that count, from its start
     * @param seed what they are drawn from
     * @param skipped told of each that is silent
     */
    public StudyClips(int count, int sampleRate, double longest, long seed, Consumer<String> skipped) {
        this.count = count;
        this.sampleRate = sampleRate;
        this.longest = longest;
        this.seed = seed;
        this.skipped = skipped;
    }

    /**
     * Reads clips of sound files and of folders full of them.
     *
     * @throws IOException if one cannot be read, or all are silent
     */
    public List<Audio> of(List<Path> sounds) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : sounds) {
            if (Files.isDirectory(path)) {
                files.addAll(files(Recordings.in(path)));
            } else {
                files.add(path);
            }
        }
        return read(files);
    }

    /**
     * Has eSpeak NG speak digits.
     *
     * @throws IOException if it is not there
     */
    public List<Audio> spoken() throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder()) {
            Path corpus = folder.path().resolve("digits");
            Corpora.digits((count + 9) / 10 * 10, seed)
                    .make(corpus, false, Runtime.getRuntime().availableProcessors(), ProgressObserver.NONE);
            return read(files(Recordings.in(corpus.resolve(Split.TRAIN.folder()))));
        }
    }

    private static List<Path> files(Recordings recordings) {
        return recordings.items().stream().map(Recordings.Item::file).toList();
    }

    private List<Audio> read(List<Path> files) throws IOException {
        List<Path> drawn = new ArrayList<>(files);
        if (drawn.size() > count) {
            Collections.shuffle(drawn, new Random(seed));
        }
        List<Audio> clips = new ArrayList<>();
        for (Path file : drawn) {
            if (clips.size() == count) {
                break;
            }
            Audio sound = Resampler.resample(SoundFile.read(file).toMono(), sampleRate);
            Audio clip = sound.slice(0, (int) Math.min(Math.round(longest * sampleRate), sound.length()));
            if (clip.rms() == 0) {
                skipped.accept(file + ": silent");
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
