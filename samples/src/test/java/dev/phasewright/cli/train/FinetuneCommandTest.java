package dev.phasewright.cli.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import dev.phasewright.data.Recordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code finetune} of a tiny generator, and {@code evaluate voice} of what becomes of it. */
class FinetuneCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void name() throws IOException {
        data = folder.resolve("data");
        out = folder.resolve("tuned");
    }

    /** Six recordings, at another rate than the model's. */
    private static void record(Path into) throws IOException {
        Files.createDirectories(into);
        for (int i = 0; i < 6; i++) {
            float[] samples = new float[6615];
            for (int t = 0; t < samples.length; t++) {
                samples[t] = (float) (0.5 * Math.sin(2 * Math.PI * (700 + 10 * i) * t / 44_100));
            }
            SoundFile.write(Audio.mono(samples, 44_100), into.resolve(i + ".wav"), SampleFormat.PCM_16);
        }
    }

    private Ran finetune(Object... more) throws IOException {
        return finetune(Tiny.model(), more);
    }

    private Ran finetune(Path model, Object... more) {
        Object[] always = {"finetune", model, "--data", data, "--out", out, "--batch", 4, "--steps", 2};
        return Ran.phasewright(Stream.concat(Stream.of(always), Stream.of(more)).toArray());
    }

    private List<String> classes() throws IOException {
        JsonNode classes = JSON.readTree(out.resolve("model.json").toFile()).get("classes");
        return List.of(JSON.treeToValue(classes, String[].class));
    }

    @Test
    void subFoldersAreKnownOrNewClassesAndTheModelIsLikeAnyOther() throws IOException {
        record(data.resolve("bell"));
        record(data.resolve("low"));

        Ran ran = finetune();

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("new: bell"), ran.err());
        assertTrue(ran.err().contains("11 clips of 2 classes to learn from, 1 held out"), ran.err());
        assertEquals(List.of("high", "low", "bell"), classes());
        Ran info = Ran.phasewright("info", out);
        assertTrue(info.out().contains(Tiny.model() + ", all weights, prior 0.25"), info.out());
        for (String name : List.of("high", "bell")) {
            Path sound = folder.resolve(name + ".wav");
            Ran made = Ran.phasewright(
                    "generate", name, "--model", out, "--steps", 2, "--vocoder", "griffin-lim", "-o", sound);
            assertEquals(0, made.status(), made.err());
        }
        // Of its three classes the folder has two.
        Ran distilled = Ran.phasewright(
                "distill",
                out,
                "--data",
                data,
                "--out",
                folder.resolve("fast"),
                "--updates",
                1,
                "--batch",
                4,
                "--teacher-steps",
                4);
        assertEquals(0, distilled.status(), distilled.err());
        assertRefused(finetune(folder.resolve("fast"), "--force"), "fine-tune its teacher and distill that again");
    }

    @Test
    void lowRankUpdatesAreMergedIntoAnOrdinaryModel() throws IOException {
        record(data);

        Ran ran = finetune("--class", "bell", "--lora", 2, "--prior", 0);

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("6 clips of 1 class to learn from, 0 held out"), ran.err());
        assertEquals(List.of("high", "low", "bell"), classes());
        Ran info = Ran.phasewright("info", out);
        assertTrue(info.out().contains(Tiny.model() + ", updates of rank 2"), info.out());
        assertEquals(0, finetune("--class", "low", "--force").status());
        assertEquals(List.of("high", "low"), classes());
    }

    @Test
    void itIsTakenUpAgainButNotUnderAnotherPlan() throws IOException {
        record(data);
        assertEquals(0, finetune("--class", "bell").status());
        byte[] weights = Files.readAllBytes(out.resolve("model.safetensors"));
        Files.delete(out.resolve("model.json"));

        Ran again = finetune("--class", "bell", "--resume");
        assertEquals(0, again.status(), again.err());
        assertArrayEquals(weights, Files.readAllBytes(out.resolve("model.safetensors")));
        assertRefused(
                finetune("--class", "bell", "--prior", 0.5, "--resume"), "begun with another data set or network");
        assertRefused(
                finetune("--class", "bell"),
                out + ": holds a model already; --resume goes on with it, --force starts anew");
    }

    @Test
    void tooFewNoneAndNamelessRecordingsAreRefusedWithTheRemedy() throws IOException {
        Files.createDirectories(data);
        assertRefused(finetune("--class", "bell"), data + ": no sound files in it");
        Tiny.sound(data.resolve("a.wav"), 500);
        assertRefused(finetune("--class", "bell"), data + ": has 1 sound file, too few to learn from; give 5 at least");
        record(data);
        assertRefused(
                finetune(), data + ": has no sub-folders to name classes; say what the recordings are by --class");
        for (int i = 0; i < 6; i++) {
            Files.writeString(data.resolve(i + ".wav"), "no sound");
        }
        Ran unreadable = finetune("--class", "bell");
        assertEquals(1, unreadable.status());
        assertTrue(unreadable.err().contains("has 1 sound file, too few"), unreadable.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void aModelOfNotesIsToldPitchesOrHearsThem() throws IOException {
        Path notes = Tiny.corpus(folder.resolve("notes"));
        StringBuilder manifest = new StringBuilder("path,midi\n");
        for (int i = 0; i < 20; i++) {
            manifest.append(Tiny.CLASSES.get(i % 2) + "/" + i + ".wav," + (60 + i) + "\n");
        }
        Files.writeString(notes.resolve("manifest.csv"), manifest);
        Path model = folder.resolve("notes-model");
        assertEquals(
                0, Ran.phasewright(Tiny.training(notes, model, "--steps", 1)).status());
        record(data);

        float[] noise = new float[6615];
        SplittableRandom random = new SplittableRandom(1);
        for (int t = 0; t < noise.length; t++) {
            noise[t] = (float) (random.nextDouble() - 0.5);
        }
        SoundFile.write(Audio.mono(noise, 44_100), data.resolve("z.wav"), SampleFormat.PCM_16);
        Path told = out;
        out = folder.resolve("heard");
        Ran heard = finetune(model, "--class", "bell");
        out = told;
        assertEquals(0, heard.status(), heard.err());
        assertTrue(heard.err().contains(": told of 0 recordings, heard in 6, not known of 1"), heard.err());
        Files.delete(data.resolve("z.wav"));
        StringBuilder pitches = new StringBuilder("path,midi\n");
        for (int i = 0; i < 6; i++) {
            pitches.append(i + ".wav," + (58 + i) + "\n");
        }
        Files.writeString(data.resolve("manifest.csv"), pitches);
        assertRefused(finetune(model, "--class", "bell"), "has pitches 58–63, but " + model + " knows 60–79");
        Files.writeString(
                data.resolve("manifest.csv"),
                pitches.toString().replace(",58", ",70").replace(",59", ",71"));
        Ran ran = finetune(model, "--class", "bell");
        assertEquals(0, ran.status(), ran.err());
        assertEquals(
                JSON.readTree("[60, 79]"),
                JSON.readTree(out.resolve("model.json").toFile()).at("/network/pitches"));
    }

    @ParameterizedTest
    @CsvSource({
        "--lora, 0",
        "--lora, 17",
        "--prior, 1",
        "--prior, -0.1",
        "--prior, NaN",
        "--steps, 0",
        "--learning-rate, 2",
        "--class, ../up",
        "--class, ''"
    })
    void optionsThatCannotBeAreUsageErrors(String option, String value) throws IOException {
        record(data);
        Object[] words = {"finetune", Tiny.model(), "--data", data, "--out", out, option, value};
        Ran ran = Ran.phasewright(words);

        assertEquals(2, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void aClassForFoldersThatHaveNamesIsAUsageError() throws IOException {
        record(data.resolve("bell"));
        Ran ran = finetune("--class", "horn");

        assertEquals(2, ran.status(), ran.err());
        assertTrue(ran.err().contains("has sub-folders, which name the classes bell"), ran.err());
    }

    @Test
    void aVoiceIsComparedWithOthers() throws IOException {
        Path corpus = folder.resolve("corpus");
        StringBuilder manifest = new StringBuilder("path,accent,variant\n");
        for (String part : List.of("train", "validation", "test")) {
            for (int speaker = 0; speaker < 4; speaker++) {
                for (int i = 0; i < 6; i++) {
                    String path = part + "/" + Tiny.CLASSES.get(i % 2) + "/" + speaker + "-" + i + ".wav";
                    Files.createDirectories(corpus.resolve(path).getParent());
                    noisyTone(corpus.resolve(path), 300 + 400 * speaker + 10 * i, i);
                    manifest.append(path)
                            .append(",en,")
                            .append(part.charAt(1))
                            .append(speaker)
                            .append("\n");
                }
            }
        }
        Files.writeString(corpus.resolve("manifest.csv"), manifest);
        Path judge = folder.resolve("judge");
        Ran trained = Ran.phasewright(
                "train", "judge", "--data", corpus, "--out", judge, "--seconds", 0.15, "--steps", 2, "--batch", 4);
        assertEquals(0, trained.status(), trained.err());
        Path held = folder.resolve("held");
        for (int i = 0; i < 8; i++) {
            noisyTone(Files.createDirectories(held.resolve("high")).resolve(i + ".wav"), 3000 + 10 * i, i);
        }
        Path json = folder.resolve("voice.json");
        Object[] words = {
            "evaluate",
            "voice",
            Tiny.model(),
            "--like",
            held,
            "--learned",
            held,
            "--data",
            corpus,
            "--judge",
            judge,
            "--others",
            3,
            "--count",
            8,
            "--steps",
            2,
            "--json",
            json
        };
        Ran ran = Ran.phasewright(words);

        assertEquals(0, ran.status(), ran.err());
        JsonNode report = JSON.readTree(json.toFile());
        assertEquals(0.25, report.get("chance").asDouble());
        assertEquals(8, report.get("learned").asInt());
        assertEquals(1, report.at("/rows/1/nearest").asDouble(), ran.out());
        assertTrue(report.at("/rows/0/accuracy").isNumber(), ran.out());

        Object[] more = Stream.concat(Stream.of(words), Stream.of("--force", "--others", 4))
                .toArray();
        Ran overridden = Ran.phasewright(more);
        assertEquals(2, overridden.status(), "given twice");
        words[words.length - 7] = 5;
        assertRefused(
                Ran.phasewright(
                        Stream.concat(Stream.of(words), Stream.of("--force")).toArray()),
                corpus.resolve("test") + ": has 4 other voices with 4 clips, not 5; give --others 4 at most");

        words[words.length - 7] = 3;
        Object[] again = Stream.concat(Stream.of(words), Stream.of("--force")).toArray();
        Recordings train = Recordings.in(corpus.resolve("train"));
        for (Recordings.Item clip : train.items()) {
            noisyTone(clip.file(), 440, 1);
        }
        assertRefused(
                Ran.phasewright(again),
                corpus.resolve("train") + ": no two items of a group differ; give a corpus of different clips");
        for (Recordings.Item clip : train.items()) {
            if (!clip.file().getFileName().toString().endsWith("-0.wav")) {
                Files.delete(clip.file());
            }
        }
        assertRefused(
                Ran.phasewright(again),
                corpus.resolve("train")
                        + ": 0 of its 4 voices have more than one clip; give a corpus with several clips");
    }

    private static void noisyTone(Path file, double hertz, long seed) throws IOException {
        Random random = new Random(seed);
        float[] samples = new float[2400];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.3 * Math.sin(2 * Math.PI * hertz * i / 16_000) + 0.02 * random.nextGaussian());
        }
        SoundFile.write(Audio.mono(samples, 16_000), file, SampleFormat.PCM_16);
    }

    private static void assertRefused(Ran ran, String because) {
        assertEquals(1, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(because), ran.err());
    }
}
