package dev.phasewright.cli.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code provenance}: the recordings nearest to a sound, whose they are, and under what licence. */
class ProvenanceTest {
    private static final int RATE = 44_100;

    @TempDir
    private Path folder;

    /** Partials of its own that decay, and a click. */
    private static void stroke(Path file, int number) throws IOException {
        SplittableRandom random = new SplittableRandom(number);
        float[] samples = new float[RATE / 4];
        for (int partial = 0; partial < 6; partial++) {
            double hertz = 100 * Math.exp(4.5 * random.nextDouble());
            double seconds = 0.02 + 0.06 * random.nextDouble();
            for (int t = 0; t < samples.length; t++) {
                samples[t] +=
                        (float) (0.15 * Math.exp(-t / (seconds * RATE)) * Math.sin(2 * Math.PI * hertz * t / RATE));
            }
        }
        for (int t = 0; t < RATE / 100; t++) {
            samples[t] += (float) (0.1 * (2 * random.nextDouble() - 1));
        }
        Files.createDirectories(file.getParent());
        SoundFile.write(Audio.mono(samples, RATE), file, SampleFormat.PCM_16);
    }

    /** Twelve clips in train, one that nobody may learn from, and a manifest that tells of one of them. */
    private Path corpus() throws IOException {
        Path corpus = folder.resolve("drums");
        for (int i = 0; i < 12; i++) {
            stroke(corpus.resolve("train/" + (i < 6 ? "closed-hat/" : "snare/") + i + ".wav"), i);
        }
        Path held = Files.createDirectories(corpus.resolve("validation/snare")).resolve("12.wav");
        Files.copy(corpus.resolve("train/snare/11.wav"), held);
        Files.write(
                corpus.resolve("manifest.csv"),
                List.of(
                        "path,licence,author,package,source",
                        "train/snare/8.wav,CC0,\"Somebody, and another\",some-drums,usr/share/8.flac"));
        return corpus;
    }

    /** Moved by 20 ms, 12 dB quieter and with its heights taken off. */
    private Path altered(Path clip) throws IOException {
        float[] from = SoundFile.read(clip).channel(0);
        float[] to = new float[from.length + RATE / 50];
        double low = 0;
        for (int i = 0; i < from.length; i++) {
            low += 0.6 * (from[i] - low);
            to[i + RATE / 50] = (float) (0.25 * low);
        }
        Path file = folder.resolve("altered.wav");
        SoundFile.write(Audio.mono(to, RATE), file, SampleFormat.PCM_16);
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"closed-hat/3", "snare/8", "snare/10"})
    void aTrainingClipIsFoundFirstHoweverItWasAltered(String clip) throws IOException {
        Path original = corpus().resolve("train/" + clip + ".wav");
        Ran ran = Ran.phasewright("provenance", altered(original), "--data", folder.resolve("drums"));
        assertEquals(0, ran.status(), ran.err());
        List<String> lines = ran.out().lines().toList();
        assertEquals(4, lines.size(), ran.out());
        assertTrue(lines.get(0).endsWith("altered.wav: a copy, or nearly"), ran.out());
        assertTrue(lines.get(1).contains("  train/" + clip + ".wav"), ran.out());
        assertEquals(
                clip.equals("snare/8"), lines.get(1).contains("CC0; Somebody, and another; some-drums; usr/share"));
        assertTrue(ran.err().contains("12 recordings"), "what is held out was not learned from: " + ran.err());
    }

    @Test
    void figuresAreKeptAndWhatCannotBeReadIsSaid() throws IOException {
        Path corpus = corpus();
        Files.writeString(corpus.resolve("train/snare/broken.wav"), "no sound");
        Path json = folder.resolve("receipt.json");
        Path csv = folder.resolve("receipt.csv");
        Path sounds = corpus.resolve("validation");
        Ran ran = Ran.phasewright(
                "provenance", sounds, "--data", corpus, "--model", Tiny.drumModel(), "--json", json, "--csv", csv);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("as features of 44100 Hz; 1 more cannot be read"), ran.err());
        assertTrue(Files.readString(json).contains("\"distance\" : 0.0"), Files.readString(json));
        List<String> rows = Files.readAllLines(csv);
        assertEquals("sound,copy,rank,distance,recording,licence,author,package,source", rows.get(0));
        assertEquals(4, rows.size());
        assertTrue(rows.get(1).contains("12.wav,yes,1,0.0000,train/snare/11.wav,"), rows.get(1));
    }

    @Test
    void theRecordingsAreFoundBesideTheModelOrAskedFor() throws IOException {
        Path clip = Tiny.drumCorpus(folder.resolve("mine")).resolve("snare/7.wav");
        Ran ran = Ran.phasewright("provenance", clip, "--model", Tiny.drumModel());
        assertEquals(0, ran.status(), ran.err());
        Path model = Files.createDirectories(folder.resolve("model"));
        for (String file : List.of("model.json", "model.safetensors")) {
            Files.copy(Tiny.drumModel().resolve(file), model.resolve(file));
        }
        ran = Ran.phasewright("provenance", clip, "--model", model);
        assertEquals(1, ran.status());
        assertTrue(ran.err().contains("are not at hand (data, 1"), ran.err());
        assertTrue(ran.err().contains("give their folder by --data"), ran.err());
    }
}
