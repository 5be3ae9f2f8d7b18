package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.file.FolderLock;
import dev.phasewright.audio.format.SampleFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train}: what it leaves behind, and what it owes to bad data and to an earlier training. */
class TrainTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void name() {
        data = folder.resolve("data");
        out = folder.resolve("model");
    }

    @Test
    void twentyFilesMakeAModelWithLogAndPicture() throws IOException {
        Tiny.corpus(data);

        Ran ran = Ran.phasewright(Tiny.training(data, out, "--steps", 25, "--checkpoint-every", 20));

        assertEquals(0, ran.status(), ran.err());
        assertEquals("", ran.out());
        assertTrue(ran.err().contains("19 clips of 2 classes to learn from, 1 held out"), ran.err());
        assertTrue(ran.err().contains("done: " + out + " after 25 steps"), ran.err());
        assertTrue(ran.err().contains("stop near update "), ran.err());
        assertTrue(
                ran.err().contains("verdict, of step 20: 48 samples: nearest recording of their own class"), ran.err());
        assertTrue(ran.err().contains("(1 held out: 100 %), copies"), ran.err());
        assertTrue(ran.err().contains("next: "), ran.err());
        JsonNode model = JSON.readTree(out.resolve("model.json").toFile());
        assertEquals("high", model.path("classes").path(0).asText());
        assertEquals("25 of 25, batch 4", model.path("origin").path("steps").asText());
        assertTrue(Files.size(out.resolve("model.safetensors")) > 1000);
        assertNotNull(ImageIO.read(out.resolve("samples.png").toFile()));
        List<String> log = Files.readAllLines(out.resolve("training.jsonl"));
        assertEquals(3, log.size(), log.toString());
        assertEquals(20, JSON.readTree(log.get(0)).path("step").asInt());
        assertEquals(20, JSON.readTree(log.get(1)).path("checkpoint").asInt());
        assertEquals(25, JSON.readTree(log.get(2)).path("checkpoint").asInt());
        try (Stream<Path> left = Files.list(out)) {
            assertEquals(
                    List.of(
                            "checkpoints",
                            "model.json",
                            "model.safetensors",
                            "samples.png",
                            "training.jsonl",
                            "verdict.json"),
                    left.map(p -> p.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void aVocoderLearnsFromItsSoundTooAndIsTakenUpAgain() throws IOException {
        Tiny.corpus(data);
        Object[] words = {"train", "vocoder", "--data", data, "--out", out, "--width", 16, "--depth", 1};
        Object[] more = {"--magnitude-width", 16, "--magnitude-depth", 1, "--frames", 24, "--batch", 4, "--steps", 3};
        Object[] losses = {"--losses", "consistency,mel,adversarial"};
        Ran trained = Ran.phasewright(
                Stream.of(words, more, losses).flatMap(Arrays::stream).toArray());
        assertEquals(0, trained.status(), trained.err());
        Path state = out.resolve("checkpoints/step-000000003/state.safetensors");
        assertTrue(Files.size(state) > 3 * Files.size(out.resolve("model.safetensors")), "discriminators and moments");

        Ran other = Ran.phasewright(Stream.of(words, more, new Object[] {"--resume"})
                .flatMap(Arrays::stream)
                .toArray());
        assertEquals(1, other.status());
        assertEquals(1, other.err().lines().count(), other.err());
        Ran same = Ran.phasewright(Stream.of(words, more, losses, new Object[] {"--resume"})
                .flatMap(Arrays::stream)
                .toArray());
        assertEquals(0, same.status(), same.err());

        Ran unknown = Ran.phasewright("train", "vocoder", "--data", data, "--out", out, "--losses", "loudness");
        assertEquals(2, unknown.status());
        assertTrue(unknown.err().contains("loudness") && unknown.err().contains("ADVERSARIAL"), unknown.err());
    }

    @Test
    void aManifestWithPitchesMakesAModelThatKnowsThem() throws IOException {
        Tiny.corpus(data);
        StringBuilder manifest = new StringBuilder("path,midi\n");
        for (int i = 0; i < 20; i++) {
            manifest.append(Tiny.CLASSES.get(i % 2) + "/" + i + ".wav," + (60 + i) + "\n");
        }
        Files.writeString(data.resolve("manifest.csv"), manifest);

        Ran ran = Ran.phasewright(Tiny.training(data, out, "--steps", 2));

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("notes of pitch 60–79, as told by the manifest"), ran.err());
        JsonNode model = JSON.readTree(out.resolve("model.json").toFile());
        assertEquals("[60,79]", model.at("/network/pitches").toString());
        assertNotNull(ImageIO.read(out.resolve("samples.png").toFile()));
        Ran resumed = Ran.phasewright(Tiny.training(data, out, "--steps", 2, "--resume"));
        assertEquals(0, resumed.status(), resumed.err());
        Ran any = Ran.phasewright("generate", "--model", out, "low", "-o", folder.resolve("clip.wav"));
        assertEquals(0, any.status(), any.err());

        Files.writeString(data.resolve("manifest.csv"), manifest.toString().replace("60", "sixty"));
        Ran refused = Ran.phasewright(Tiny.training(data, out, "--steps", 2, "--force"));
        assertEquals(1, refused.status());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().contains(data.resolve("manifest.csv") + ": line 2: midi is \"sixty\""), refused.err());
    }

    @Test
    void aTrainingMayBeginWithAnotherModel() throws IOException {
        Tiny.corpus(data);
        Path model = Tiny.model();

        Ran ran = Ran.phasewright(Tiny.training(data, out, "--steps", 2, "--from", model));

        assertEquals(0, ran.status(), ran.err());
        JsonNode origin = JSON.readTree(out.resolve("model.json").toFile()).path("origin");
        assertEquals(model.toString(), origin.path("from").asText());
        Ran anew = Ran.phasewright(Tiny.training(data, out, "--steps", 2, "--resume"));
        assertEquals(1, anew.status());
        assertEquals(1, anew.err().lines().count(), anew.err());
        Ran unsized = Ran.phasewright(
                "train", "--data", data, "--out", out, "--force", "--batch", 4, "--steps", 1, "--from", model);
        assertEquals(0, unsized.status(), unsized.err());
        assertTrue(unsized.err().contains("clips of 0.16 s, as those of model (--seconds chooses)"), unsized.err());
        JsonNode network = JSON.readTree(out.resolve("model.json").toFile()).path("network");
        assertEquals(16, network.path("width").asInt());
        assertEquals(1, network.path("depth").asInt());
        assertEquals(16, network.at("/refinements/0/channels").asInt(), "what it begins with had none");
        Ran missing = Ran.phasewright(Tiny.training(data, out, "--steps", 2, "--force", "--from", "nobody"));
        assertEquals(1, missing.status());
        assertTrue(missing.err().contains("nobody"), missing.err());
    }

    @Test
    void clipsAreAsLongAsRecordings() throws IOException {
        Files.createDirectories(data);
        float[] samples = new float[19_680];
        samples[9000] = 0.5f;
        SoundFile.write(Audio.mono(samples, 16_000), data.resolve("click.wav"), SampleFormat.PCM_16);
        Ran ran = Ran.phasewright(
                "train", "--data", data, "--out", out, "--width", 16, "--depth", 1, "--batch", 2, "--steps", 1);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(
                ran.err().contains("clips of 1.23 s: 0 of 1 recordings looked at are longer (--seconds chooses)"),
                ran.err());
        JsonNode network = JSON.readTree(out.resolve("model.json").toFile()).path("network");
        assertEquals(156, network.path("frames").asInt(), "1 + 19680 / 128 frames in whole tokens of four");
    }

    @ParameterizedTest
    @CsvSource({"--width, 0", "--width, 1000000000", "--depth, 0", "--depth, 1000000000"})
    void aNetworkThatNobodyCouldTrainIsUsedWrongly(String option, int value) {
        Ran ran = Ran.phasewright("train", "--data", data, "--out", out, option, value);
        assertEquals(2, ran.status());
        String message = "phasewright: --width must be from 1 to 8192 and --depth from 1 to 128, not ";
        assertTrue(ran.err().startsWith(message), ran.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void aFolderWithoutSubFoldersTrainsWithoutClasses() throws IOException {
        Files.createDirectories(data);
        for (int i = 0; i < 3; i++) {
            Tiny.sound(data.resolve(i + ".wav"), 400);
        }

        Ran ran = Ran.phasewright(Tiny.training(data, out, "--steps", 1));

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("3 clips of no class"), ran.err());
        Ran generated = Ran.phasewright("generate", "--model", out, "-o", folder.resolve("clip.wav"));
        assertEquals(0, generated.status(), generated.err());
    }

    @Test
    void dataThatAreNoneAreRefusedAndLeaveNoModelFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path text = Files.createDirectories(folder.resolve("text"));
        Files.writeString(text.resolve("letter.txt"), "Dear Sir");
        Path bad = Files.createDirectories(folder.resolve("bad"));
        Files.writeString(bad.resolve("letter.wav"), "Dear Sir, this is no sound. ".repeat(20));

        for (Path each : List.of(folder.resolve("missing"), file, empty, text)) {
            Ran ran = Ran.phasewright(Tiny.training(each, out));
            assertEquals(1, ran.status(), ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
            assertTrue(ran.err().contains(each + ": "), ran.err());
            assertFalse(Files.exists(out), "no folder for " + each);
        }
        Ran ran = Ran.phasewright(Tiny.training(bad, out));
        assertEquals(1, ran.status(), ran.err());
        assertTrue(ran.err().contains("not one of 1 sound files could be read"), ran.err());
        assertFalse(Files.exists(out));
        Path silent = Files.createDirectories(folder.resolve("silent"));
        for (int i = 0; i < 3; i++) {
            SoundFile.write(Audio.mono(new float[3000 + i], 16_000), silent.resolve(i + ".wav"), SampleFormat.PCM_16);
        }
        ran = Ran.phasewright(Tiny.training(silent, out));
        assertEquals(1, ran.status(), ran.err());
        assertTrue(ran.err().contains(silent + ": nothing is to be heard in any of 3 clips to learn from"), ran.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void aBadFileAmongGoodOnesIsNamedCountedAndSkipped() throws IOException {
        Path bad =
                Files.writeString(Tiny.corpus(data).resolve("low/99.wav"), "Dear Sir, this is no sound. ".repeat(20));

        Ran ran = Ran.phasewright(Tiny.training(data, out, "--steps", 1));

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().lines().anyMatch(l -> l.startsWith("skipped: ") && l.contains(bad.toString())), ran.err());
        assertTrue(ran.err().contains("1 of 20 files skipped"), ran.err());
        assertTrue(ran.err().contains("19 clips"), ran.err());
    }

    @Test
    void aBadFileIsFatalUnderStrict() throws IOException {
        Path bad =
                Files.writeString(Tiny.corpus(data).resolve("low/99.wav"), "Dear Sir, this is no sound. ".repeat(20));

        Ran ran = Ran.phasewright(Tiny.training(data, out, "--steps", 1, "--strict"));

        assertEquals(1, ran.status());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(bad.toString()), ran.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void anExistingModelIsKeptWithoutForceAndReplacedWithIt() throws IOException {
        Tiny.corpus(data);
        Tiny.modelIn(out);
        byte[] before = Files.readAllBytes(out.resolve("model.safetensors"));

        Ran refused = Ran.phasewright(Tiny.training(data, out, "--steps", 2));
        assertEquals(1, refused.status());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(refused.err().contains(out.toString()) && refused.err().contains("--force"), refused.err());
        assertArrayEquals(before, Files.readAllBytes(out.resolve("model.safetensors")));

        Ran forced = Ran.phasewright(Tiny.training(data, out, "--steps", 2, "--force", "--seed", 7));
        assertEquals(0, forced.status(), forced.err());
        assertEquals(
                "7",
                JSON.readTree(out.resolve("model.json").toFile())
                        .at("/origin/seed")
                        .asText());
    }

    @Test
    void resumeWithoutACheckpointIsRefused() throws IOException {
        Ran ran = Ran.phasewright(Tiny.training(Tiny.corpus(data), out, "--resume"));

        assertEquals(1, ran.status());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(out + ": no checkpoint to resume from"), ran.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void resumeWithOtherOptionsOrDataIsRefusedNamingBoth() throws IOException {
        Tiny.corpus(data);
        assertEquals(0, Ran.phasewright(Tiny.training(data, out, "--steps", 2)).status());

        Ran steps = Ran.phasewright(Tiny.training(data, out, "--steps", 3, "--resume"));
        assertEquals(1, steps.status());
        assertTrue(steps.err().contains("another plan: steps=2, now steps=3;"), steps.err());

        Object[] deeper = Tiny.training(data, out, "--steps", 2, "--resume");
        deeper[Arrays.asList(deeper).indexOf("--depth") + 1] = 2;
        Ran depth = Ran.phasewright(deeper);
        assertEquals(1, depth.status());
        assertTrue(depth.err().contains(": depth=1, now depth=2;"), depth.err());

        Tiny.sound(data.resolve("low/99.wav"), 200);
        Ran more = Ran.phasewright(Tiny.training(data, out, "--steps", 2, "--resume"));
        assertEquals(1, more.status());
        assertTrue(
                more.err().matches("(?s).*another data set or network: data \\w{16}, now data \\w{16};.*"), more.err());
    }

    @Test
    void resumeKeepsThePrecisionAndRefusesAnother() throws IOException {
        Tiny.corpus(data);
        Ran begun = Ran.phasewright(Tiny.training(data, out, "--steps", 2, "--precision", "bfloat16"));
        assertEquals(0, begun.status(), begun.err());
        assertTrue(begun.err().contains(" parameters in bfloat16; step 0 of 2"), begun.err());

        Ran kept = Ran.phasewright(Tiny.training(data, out, "--steps", 2, "--resume"));
        assertTrue(kept.err().contains(" parameters in bfloat16; step 2 of 2"), kept.err());

        Ran other = Ran.phasewright(Tiny.training(data, out, "--steps", 2, "--resume", "--precision", "float32"));
        assertEquals(1, other.status());
        assertTrue(other.err().contains(out + ": begun in bfloat16, not in float32;"), other.err());
    }

    @Test
    void resumingAFinishedTrainingWritesTheModelThatAKillPrevented() throws IOException {
        Tiny.corpus(data);
        assertEquals(0, Ran.phasewright(Tiny.training(data, out, "--steps", 2)).status());
        byte[] weights = Files.readAllBytes(out.resolve("model.safetensors"));
        Files.delete(out.resolve("model.json"));
        Files.delete(out.resolve("model.safetensors"));

        Ran ran = Ran.phasewright(Tiny.training(data, out, "--steps", 2, "--resume"));

        assertEquals(0, ran.status(), ran.err());
        assertArrayEquals(weights, Files.readAllBytes(out.resolve("model.safetensors")));
        assertEquals(0, Ran.phasewright("info", out).status());
    }

    @Test
    void aDamagedCheckpointIsPassedOverWithAWord() throws IOException {
        Tiny.corpus(data);
        assertEquals(
                0,
                Ran.phasewright(Tiny.training(data, out, "--steps", 4, "--checkpoint-every", 2))
                        .status());
        Path newest = out.resolve("checkpoints/step-000000004/state.safetensors");
        byte[] whole = Files.readAllBytes(newest);
        Files.write(newest, Arrays.copyOf(whole, whole.length / 2));

        Ran ran = Ran.phasewright(Tiny.training(data, out, "--steps", 4, "--checkpoint-every", 2, "--resume"));

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("passed over a damaged checkpoint: " + newest + ": truncated"), ran.err());
        assertTrue(ran.err().contains("step 2 of 4"), ran.err());
        assertArrayEquals(whole, Files.readAllBytes(newest));
    }

    @Test
    @SuppressWarnings("try")
    void aSecondTrainingInTheSameFolderIsRefused() throws IOException {
        Tiny.corpus(data);
        Files.createDirectory(out);
        try (FolderLock first = FolderLock.of(out, "another training")) {
            Ran second = Ran.phasewright(Tiny.training(data, out, "--steps", 2));
            assertEquals(1, second.status());
            assertEquals(1, second.err().lines().count(), second.err());
            assertTrue(second.err().contains(out + ": another training is at work in it"), second.err());
        }
        assertEquals(0, Ran.phasewright(Tiny.training(data, out, "--steps", 2)).status());
    }

    @Test
    void clipsThatRepeatAreToldAndAShortTrainingHasALoss() throws IOException {
        for (int i = 0; i < 10; i++) {
            Files.createDirectories(data);
            Tiny.sound(data.resolve(i + ".wav"), 300);
        }

        Ran ran = Ran.phasewright(Tiny.training(data, out, "--steps", 2));

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("8 of 9 clips to learn from repeat another, to the bit"), ran.err());
        assertTrue(ran.err().contains("1 of 1 clips held out are among those to learn from"), ran.err());
        assertTrue(ran.err().matches("(?s).*step 2: loss \\d.*"), ran.err());
        assertFalse(ran.err().contains("NaN"), ran.err());
    }

    @Test
    void aClassOfOneClipIsLearnedAndKnownHoweverItsAccentIsSpelled() throws IOException {
        Tiny.corpus(data);
        Tiny.sound(Files.createDirectory(data.resolve("cafe\u0301")).resolve("1.wav"), 500);
        for (int seed = 0; seed < 2; seed++) {
            Ran ran = Ran.phasewright(Tiny.training(data, out, "--steps", 1, "--seed", seed, "--force"));
            assertTrue(ran.err().contains("clips of 3 classes to learn from"), ran.err());
        }
        for (String typed : List.of("caf\u00e9", "cafe\u0301")) {
            Path clip = folder.resolve("clip.wav");
            Ran made = Ran.phasewright("generate", typed, "--model", out, "-o", clip, "--force");
            assertEquals(0, made.status(), made.err());
        }
    }

    @Test
    void aModelFolderThatCannotBeIsRefused() throws IOException {
        Tiny.corpus(data);
        Path file = Files.writeString(folder.resolve("file"), "x");

        Ran onFile = Ran.phasewright(Tiny.training(data, file));
        assertEquals(1, onFile.status());
        assertTrue(onFile.err().contains(file + ": is a file"), onFile.err());

        Ran nowhere = Ran.phasewright(Tiny.training(data, folder.resolve("no/where")));
        assertEquals(1, nowhere.status());
        assertTrue(nowhere.err().contains("no folder"), nowhere.err());
    }

    @ParameterizedTest
    @CsvSource({
        "--steps, 0",
        "--batch, 0",
        "--learning-rate, 2",
        "--seconds, 0",
        "--seconds, NaN",
        "--width, 129",
        "--depth, 0",
        "--checkpoint-every, 0",
        "--steps, many"
    })
    void optionsThatCannotBeAreUsageErrorsBeforeAnythingIsRead(String option, String value) {
        Object[] words = {"train", "--data", data, "--out", out, option, value};

        Ran ran = Ran.phasewright(words);

        assertEquals(2, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(value), ran.err());
    }

    @Test
    void resumeAndForceExcludeEachOther() {
        Ran ran = Ran.phasewright(Tiny.training(data, out, "--resume", "--force"));

        assertEquals(2, ran.status());
        assertTrue(ran.err().contains("--resume, --force are mutually exclusive"), ran.err());
    }
}
