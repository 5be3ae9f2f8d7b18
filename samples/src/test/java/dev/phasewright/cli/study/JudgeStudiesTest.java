package dev.phasewright.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Six "speakers" of two buzzing "words", and a judge trained for a moment. */
class JudgeStudiesTest {
    @TempDir
    private static Path folder;

    private static Path corpus;
    private static Path judge;

    @BeforeAll
    static void make() throws IOException {
        corpus = folder.resolve("corpus");
        judge = folder.resolve("judge");
        StringBuilder manifest = new StringBuilder("path,accent,variant\n");
        Random random = new Random(1);
        for (String word : List.of("one", "two")) {
            Path of = Files.createDirectories(corpus.resolve("train").resolve(word));
            for (int i = 0; i < 60; i++) {
                int speaker = i % 6;
                Path file = of.resolve(i + ".wav");
                SoundFile.write(buzz(100 + 20 * speaker, word.equals("one"), random), file, SampleFormat.PCM_16);
                manifest.append(corpus.relativize(file))
                        .append(",en,v")
                        .append(speaker)
                        .append('\n');
            }
        }
        Files.writeString(corpus.resolve("manifest.csv"), manifest);
        Ran trained = Ran.phasewright(
                "train",
                "judge",
                "--data",
                corpus.resolve("train"),
                "--out",
                judge,
                "--seconds",
                0.1,
                "--steps",
                3,
                "--batch",
                2);
        assertEquals(0, trained.status(), trained.err());
        trained = Ran.phasewright(
                "train",
                "judge",
                "--data",
                corpus,
                "--by",
                "variant",
                "--out",
                judge + "-speakers",
                "--seconds",
                0.1,
                "--steps",
                40,
                "--batch",
                16);
        assertEquals(0, trained.status(), trained.err());
    }

    @Test
    void everyDamageIsHeldAgainstTheOthersByEveryMeasureThatHasClipsEnough() throws IOException {
        Path csv = folder.resolve("damage.csv");
        Path json = folder.resolve("damage.json");
        Ran ran = Ran.phasewright(
                "study", "judges", corpus, "--judge", judge, "--count", 12, "--csv", csv, "--json", json);

        assertEquals(0, ran.status(), ran.err());
        JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("comparisons");
        assertEquals(8, rows.size());
        assertEquals("other speakers", rows.get(0).get("against").asText());
        JsonNode copies = rows.get(6);
        assertEquals("their copies, 16 ms late", copies.get("clips").asText());
        assertEquals(12, copies.at("/kernel/texture/clips").asInt());
        assertTrue(ran.out().contains("harmonicity, dB"), ran.out());
        JsonNode voices = new ObjectMapper().readTree(json.toFile()).get("voices");
        assertEquals(7, voices.size());
        assertFalse(voices.get(0).has("ratio"));
        assertEquals("a quarter of the voices", voices.get(1).get("clips").asText());
        assertTrue(voices.at("/1/ratio/estimate").asDouble() < 0.8, voices.toString());
        assertTrue(ran.out().contains("effective number"), ran.out());
        assertTrue(
                Files.readString(csv).startsWith("clips,against,measure,estimate,low,high,number,groups\nreal,"),
                Files.readString(csv));
        assertTrue(
                ran.err()
                        .contains("no two-sample test of real against other speakers: it needs 50 clips of 5 speakers"),
                ran.err());
    }

    /** A generator's clips are of all speakers that it has learned from, and so held against real ones of all. */
    @Test
    void aGeneratorStandsBelowTheDamageAsItIsAndExaggerated() throws IOException {
        Path model = folder.resolve("model");
        Ran trained = Ran.phasewright(Tiny.training(corpus, model, "--steps", 3));
        assertEquals(0, trained.status(), trained.err());
        Path json = folder.resolve("generated.json");
        Ran ran = Ran.phasewright(
                "study",
                "judges",
                corpus,
                "--judge",
                judge,
                "--model",
                model,
                "--count",
                12,
                "--no-two-sample",
                "--vocoder",
                "griffin-lim",
                "--json",
                json);

        assertEquals(0, ran.status(), ran.err());
        JsonNode found = new ObjectMapper().readTree(json.toFile());
        assertEquals(10, found.get("comparisons").size());
        assertEquals("generated, guidance 1.5", found.at("/comparisons/8/clips").asText());
        assertEquals("all speakers", found.at("/comparisons/8/against").asText());
        assertEquals("generated, guidance 4.0", found.at("/comparisons/9/clips").asText());
        assertEquals("all speakers", found.at("/voices/7/clips").asText());
        assertFalse(found.at("/voices/7").has("ratio"));
        assertTrue(found.at("/voices/8/ratio/estimate").asDouble() > 0);
    }

    @Test
    void tooFewClipsAreRefusedWithTheNumberThatWouldDo() {
        Ran ran = Ran.phasewright("study", "judges", corpus, "--judge", judge, "--count", 500);
        assertEquals(1, ran.status());
        assertTrue(
                ran.err().contains("has too few clips: 20 in the smallest set, not 500; give --count 20"), ran.err());
        assertEquals(2, Ran.phasewright("study", "judges", corpus, "--count", 3).status());
    }

    @Test
    void whereAllClipsAreSilentThereAreNoVoicesToLearn() throws IOException {
        Path silent = folder.resolve("silent");
        Files.createDirectories(silent.resolve("train"));
        StringBuilder manifest = new StringBuilder("path,variant\n");
        for (int i = 0; i < 90; i++) {
            Path file = silent.resolve("train").resolve(i + ".wav");
            SoundFile.write(Audio.mono(new float[1600], 16_000), file, SampleFormat.PCM_16);
            manifest.append("train/").append(i).append(".wav,v").append(i % 3).append('\n');
        }
        Files.writeString(silent.resolve("manifest.csv"), manifest);
        Path lone = Files.createDirectories(folder.resolve("lone"));
        for (String file : List.of("model.json", "model.safetensors")) {
            Files.copy(judge.resolve(file), lone.resolve(file));
        }
        Ran ran = Ran.phasewright("study", "judges", silent, "--judge", lone, "--count", 10, "--no-two-sample");
        assertEquals(1, ran.status(), ran.err());
        assertTrue(
                ran.err()
                        .contains(
                                silent + ": no two items of a group differ; give a corpus of different clips by each"),
                ran.err());
    }

    @Test
    void aCorpusThatDoesNotTellWhoSpeaksIsRefused() {
        Ran ran = Ran.phasewright("study", "judges", corpus, "--judge", judge, "--speaker-columns", "who");
        assertEquals(1, ran.status());
        assertEquals(
                1,
                ran.err().lines().filter(l -> l.contains("--speaker-columns")).count(),
                ran.err());
    }

    private static Audio buzz(double hertz, boolean bright, Random random) {
        float[] samples = new float[2400];
        double phase = random.nextDouble();
        for (int t = 0; t < samples.length; t++) {
            for (int h = 1; h < 8; h++) {
                samples[t] +=
                        (float) (0.05 / (bright ? 1 : h) * Math.sin(h * (phase + 2 * Math.PI * hertz * t / 16_000)));
            }
            samples[t] += (float) (0.002 * random.nextGaussian());
        }
        return Audio.mono(samples, 16_000);
    }
}
