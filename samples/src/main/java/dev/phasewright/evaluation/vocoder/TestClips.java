package dev.phasewright.evaluation.vocoder;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.data.Recordings;
import dev.phasewright.evaluation.CorpusParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Held-out recordings to measure a vocoder with. */
public final class TestClips {
    private TestClips() {}

    /**
     * The files of each kind, spread over all there are.
     *
     * @param corpora with a folder test each, of which each sub-folder is a kind
     * @param count of each kind, where there are as many
     */
    public static Map<String, List<Path>> kinds(List<Path> corpora, int count) throws IOException {
        Map<String, List<Path>> kinds = new LinkedHashMap<>();
        for (Path corpus : corpora) {
            CorpusParts.TEST.require(corpus, "--data");
            Recordings recordings = Recordings.in(corpus.resolve("test"));
            Map<String, List<Path>> all = new LinkedHashMap<>();
            for (Recordings.Item item : recordings.items()) {
                String kind = item.classIndex() < 0
                        ? String.valueOf(corpus.toAbsolutePath().normalize().getFileName())
                        : recordings.classes().get(item.classIndex());
                all.computeIfAbsent(kind, k -> new ArrayList<>()).add(item.file());
            }
            all.forEach((kind, files) -> {
                List<Path> chosen = kinds.computeIfAbsent(kind, k -> new ArrayList<>());
                int some = Math.min(count, files.size());
                for (int i = 0; i < some; i++) {
                    chosen.add(files.get((int) ((i + 0.5) * files.size() / some)));
                }
            });
        }
        return kinds;
    }

    /**
     * The beginning of each recording, at another rate.
     *
     * @param seconds the longest piece taken of each
     * @throws IOException if one cannot be read
     */
    public static Map<String, List<Audio>> read(Map<String, List<Path>> kinds, int sampleRate, double seconds)
            throws IOException {
        Map<String, List<Audio>> read = new LinkedHashMap<>();
        for (Map.Entry<String, List<Path>> kind : kinds.entrySet()) {
            List<Audio> clips = new ArrayList<>();
            for (Path file : kind.getValue()) {
                clips.add(read(file, sampleRate, seconds));
            }
            read.put(kind.getKey(), clips);
        }
        return read;
    }

    /**
     * Tells of clips that are silent: no figure can be had of them.
     *
     * @param told a line for each kind that has some
     * @throws IOException if all of all kinds are
     */
    public static void tellSilence(Map<String, List<Audio>> kinds, Consumer<String> told) throws IOException {
        List<String> lines = new ArrayList<>();
        int heard = 0;
        for (Map.Entry<String, List<Audio>> kind : kinds.entrySet()) {
            List<Audio> clips = kind.getValue();
            long silent = clips.stream().filter(clip -> clip.rms() == 0).count();
            heard += (int) (clips.size() - silent);
            if (silent > 0) {
                lines.add(silent + " of " + clips.size() + " clips of " + kind.getKey()
                        + " are silent: there are no figures of them");
            }
        }
        if (heard == 0) {
            throw new IOException(
                    "all clips are silent: " + String.join(", ", kinds.keySet()) + "; there is nothing to reconstruct");
        }
        lines.forEach(told);
    }

    private static Audio read(Path file, int sampleRate, double seconds) throws IOException {
        Audio sound = Resampler.resample(SoundFile.read(file).toMono(), sampleRate);
        return sound.slice(0, (int) Math.min(sound.length(), seconds * sampleRate));
    }
}
