package dev.phasewright.cli.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.audio.Audio;
import dev.phasewright.audio.SoundFile;
import dev.phasewright.audio.format.SampleFormat;
import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import dev.phasewright.data.Recordings;
import dev.phasewright.evaluation.RecordedClips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two classes of short noises, a generator and a judge trained on them for a moment, and the table they give. */
class EvaluateCommandTest {
    @TempDir
    private static Path folder;

    private static Path corpus;
    private static Path model;
    private static Path judge;

    @BeforeAll
    static void train() throws IOException {
        corpus = folder.resolve("corpus");
        model = folder.resolve("model");
        judge = folder.resolve("judge");
        for (String part : List.of("train", "validation", "test")) {
            writeClicks(corpus.resolve(part), "buzz", "hiss");
        }
        Ran trained = Ran.phasewright(
                "train",
                "--data",
                corpus,
                "--out",
                model,
                "--seconds",
                0.06,
                "--steps",
                2,
                "--batch",
                2,
                "--width",
                32,
                "--depth",
                1);
        assertEquals(0, trained.status(), trained.err());
        trained = Ran.phasewright(
                "train", "judge", "--data", corpus, "--out", judge, "--seconds", 0.06, "--steps", 3, "--batch", 2);
        assertEquals(0, trained.status(), trained.err());
        assertTrue(trained.err().contains("accuracy on 12 test clips: "), trained.err());
    }

    @Test
    void anAutoregressiveModelIsJudgedBesideWhatWasOnlyWrittenDown() throws IOException {
        Path rival = folder.resolve("rival");
        Ran trained = Ran.phasewright(
                "train",
                "autoregressive",
                "--data",
                corpus,
                "--out",
                rival,
                "--seconds",
                0.06,
                "--steps",
                2,
                "--batch",
                2,
                "--width",
                64,
                "--depth",
                1,
                "--coefficients",
                20,
                "--rounding",
                0.3);
        assertEquals(0, trained.status(), trained.err());
        Ran ran = Ran.phasewright("evaluate", rival, "--data", corpus, "--judge", judge, "--count", 10);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("generated (magnitudes)"), ran.out());
        assertTrue(ran.out().contains("train, written and read"), ran.out());
        assertTrue(ran.out().contains("\ngenerated (WAV) against train (WAV) "), ran.out());
        assertTrue(ran.out().contains("\nnearest training clip "), ran.out());
        assertTrue(ran.out().contains("20 coefficients, temperature 0.6, "), ran.out());
        Ran refused = Ran.phasewright("evaluate", rival, "--data", corpus, "--judge", judge, "--steps", "1,2");
        assertEquals(2, refused.status());
        assertTrue(refused.err().contains("is autoregressive: it removes no noise"), refused.err());

        Path csv = folder.resolve("crossover.csv");
        Path plot = folder.resolve("crossover.png");
        Object[] study = {"--data", corpus, "--judge", judge, "--count", 10, "--csv", csv, "--plot", plot};
        Ran crossing = Ran.phasewright(Stream.concat(Stream.of("study", "crossover", model, rival), Stream.of(study))
                .toArray());
        assertEquals(0, crossing.status(), crossing.err());
        List<String> words = Files.readAllLines(csv).stream()
                .filter(line -> line.contains(",words,"))
                .toList();
        assertEquals(2, words.size(), words.toString());
        assertTrue(words.get(0).startsWith("model,diffusion,"), words.toString());
        assertTrue(words.get(1).startsWith("rival,autoregression,"), words.toString());
        assertTrue(Files.size(plot) > 0);
        Path described = rival.resolve("model.json");
        Files.writeString(described, Files.readString(described).replace("\"work\"", "\"unknown\""));
        refused = Ran.phasewright("study", "crossover", rival, "--data", corpus, "--judge", judge);
        assertEquals(1, refused.status());
        assertTrue(refused.err().contains("does not tell how much work its training was"), refused.err());
    }

    @Test
    void everyFigureStandsBesideThatOfRealClips() throws IOException {
        Path json = folder.resolve("scores.json");
        Ran ran = evaluate("--copy-synthesis", "--json", json);

        assertEquals(0, ran.status(), ran.err());
        for (String row : List.of(
                "generated (magnitudes)",
                "generated (WAV)",
                "train (WAV)",
                "train against test (real)",
                "test (real)",
                "nearest training clip")) {
            assertTrue(ran.out().contains("\n" + row + " "), row + " in\n" + ran.out());
        }
        assertTrue(ran.err().contains("generating"), ran.err());
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertEquals(12, report.get("count").asInt());
        JsonNode real = report.get("rows").get(3);
        assertEquals("train against test (real)", real.get("clips").asText());
        assertEquals(1, real.get("frechetRatio").asDouble());
        assertTrue(report.at("/closeness/test/median").asDouble() > 0);
        assertFalse(report.get("rows").get(4).has("recall"));
    }

    @Test
    void silentClipsThatAreAllTheSameAreToldOfInALine() throws IOException {
        Path silent = folder.resolve("silent");
        writeClicks(silent.resolve("test"), "buzz", "hiss");
        StringBuilder manifest = new StringBuilder("path,accent,variant\n");
        for (String name : List.of("buzz", "hiss")) {
            Path of = Files.createDirectories(silent.resolve("train").resolve(name));
            for (int i = 0; i < 6; i++) {
                Path file = of.resolve(i + ".wav");
                SoundFile.write(Audio.mono(new float[960], 16_000), file, SampleFormat.PCM_16);
                manifest.append(silent.relativize(file))
                        .append(",en,v")
                        .append(i)
                        .append('\n');
            }
        }
        Files.writeString(silent.resolve("manifest.csv"), manifest);
        Ran ran = Ran.phasewright(
                "evaluate", model, "--data", silent, "--judge", judge, "--steps", 2, "--no-memorization");

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("12 of 12 clips of train (real) are silent"), ran.err());
        assertTrue(ran.err().contains("all training clips are the same"), ran.err());
        assertFalse(ran.out().contains("NaN"), ran.out());
    }

    @Test
    void halvesOfTheVoicesAreHeldAgainstEachOtherAndVoicesAreCounted() throws IOException {
        Path spoken = folder.resolve("spoken");
        StringBuilder manifest = new StringBuilder("path,variant\n");
        for (String part : List.of("train", "validation", "test")) {
            writeClicks(spoken.resolve(part), "buzz", "hiss");
            for (String name : List.of("buzz", "hiss")) {
                for (int i = 0; i < 6; i++) {
                    manifest.append(String.join("/", part, name, i + ".wav,"))
                            .append(part.equals("train") ? "v" : "t")
                            .append(i % 3)
                            .append('\n');
                }
            }
        }
        Files.writeString(spoken.resolve("manifest.csv"), manifest);
        Path speakers = folder.resolve("speakers");
        Ran trained = Ran.phasewright(
                "train",
                "judge",
                "--data",
                spoken,
                "--by",
                "variant",
                "--out",
                speakers,
                "--seconds",
                0.06,
                "--steps",
                3,
                "--batch",
                2);
        assertEquals(0, trained.status(), trained.err());
        Path json = folder.resolve("spoken.json");
        Object[] words = {"evaluate", model, "--data", spoken, "--judge", judge, "--steps", 2, "--no-memorization"};
        Ran ran = with(words, "--speaker-judge", speakers, "--json", json);

        assertEquals(0, ran.status(), ran.err());
        JsonNode sounds = new ObjectMapper().readTree(json.toFile()).get("sounds");
        assertEquals("half of train's voices", sounds.at("/comparisons/0/clips").asText());
        assertEquals(5, sounds.get("comparisons").size());
        JsonNode generated = sounds.at("/voices/2");
        assertEquals("generated (WAV)", generated.get("clips").asText());
        double number = generated.at("/number/estimate").asDouble();
        assertTrue(number >= 1 && number <= 3, generated.toString());
        assertEquals(
                number / sounds.at("/voices/1/number/estimate").asDouble(),
                generated.at("/ratio/estimate").asDouble(),
                1e-9);
        ran = with(words, "--speaker-judge", judge);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(
                ran.err().contains("the judge of speakers does not know 3 of the training voices, such as v0"),
                ran.err());
        assertFalse(ran.out().contains("effective number"), ran.out());
    }

    @Test
    void healingIsTabledStepByStep() throws IOException {
        Ran ran = Ran.phasewright("study", "healing", model, "--judge", judge, "--count", 6, "--steps", 3);
        assertEquals(0, ran.status(), ran.err());
        List<String> lines = ran.out().lines().toList();
        assertEquals(2 + 1 + 4, lines.size(), ran.out());
        assertTrue(lines.get(0).startsWith("| damaged after | σ | dpmpp2m: right | seam | restart: right"), ran.out());
        assertTrue(lines.get(2).startsWith("| never | – | "), ran.out());
        assertTrue(lines.get(3).startsWith("| 0 of 3 steps | 80.00 | "), ran.out());
        assertTrue(lines.get(6).startsWith("| 3 of 3 steps | 0.00 | "), ran.out());
        assertEquals(2, Ran.phasewright("study", "healing", "--count", 1).status());
    }

    @Test
    void ofSingleNotesTheTestClipsOwnAreAskedAndFamilyAndPitchAreTold() throws IOException {
        Path notes = Tiny.noteCorpus(folder.resolve("notes"));
        Path noteJudge = folder.resolve("note-judge");
        Ran trained = Ran.phasewright(
                "train-judge", "--data", notes, "--out", noteJudge, "--seconds", 0.3, "--steps", 3, "--batch", 2);
        assertEquals(0, trained.status(), trained.err());
        Path json = folder.resolve("notes.json");
        Ran ran = Ran.phasewright(
                "evaluate",
                Tiny.noteModel(),
                "--data",
                notes,
                "--judge",
                noteJudge,
                "--steps",
                2,
                "--copy-synthesis",
                "--json",
                json);

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().startsWith("12 clips of "), ran.out());
        assertTrue(ran.out().contains("single notes"), ran.out());
        JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("notes");
        assertEquals(4, rows.size());
        assertFalse(rows.get(0).has("inTune"), "magnitudes have no pitch");
        assertTrue(rows.get(1).has("family") && rows.get(1).has("inTune"), rows.toString());
        assertEquals("test (real)", rows.get(3).get("clips").asText());
        assertEquals(1, rows.get(3).get("inTune").asDouble(), "tones by a formula are in tune");
        double family = rows.get(3).get("family").asDouble();
        double instrument = new ObjectMapper()
                .readTree(json.toFile())
                .at("/rows/4/accuracy")
                .asDouble();
        assertTrue(family >= instrument, family + " and " + instrument);
    }

    @Test
    void aTrainedVocoderTakesManyClipsAtOnce() throws IOException {
        Ran ran = evaluate("--vocoder", Tiny.vocoder(), "--no-memorization");

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("\ngenerated (WAV) "), ran.out());
    }

    @Test
    void drawsAsManyOfEachClassAndOthersForAnotherSeed() throws IOException {
        Recordings train = Recordings.in(corpus.resolve("train"));
        List<Recordings.Item> drawn = RecordedClips.draw(train, 8, 1);

        assertEquals(8, Set.copyOf(drawn).size());
        assertEquals(4, drawn.stream().filter(item -> item.classIndex() == 0).count());
        assertEquals(drawn, RecordedClips.draw(train, 8, 1));
        assertNotEquals(drawn, RecordedClips.draw(train, 8, 2));
    }

    @Test
    void theSameSeedGivesTheSameTable() {
        Ran first = evaluate("--no-wav", "--no-memorization", "--seed", 5);
        Ran second = evaluate("--no-wav", "--no-memorization", "--seed", 5);

        assertEquals(0, first.status(), first.err());
        assertEquals(first.out(), second.out());
        assertFalse(first.out().contains("WAV") || first.out().contains("nearest"), first.out());
    }

    @Test
    void aModelOfOtherClassesGetsNoAccuracy() throws IOException {
        Path others = folder.resolve("other-corpus");
        writeClicks(others, "buzz", "click");
        Path other = folder.resolve("other-model");
        Ran.phasewright(
                "train",
                "--data",
                others,
                "--out",
                other,
                "--seconds",
                0.06,
                "--steps",
                1,
                "--batch",
                2,
                "--width",
                32,
                "--depth",
                1);
        Ran ran = Ran.phasewright(
                "evaluate", other, "--data", corpus, "--judge", judge, "--count", 12, "--steps", 2, "--no-wav");

        assertEquals(0, ran.status(), ran.err());
        assertTrue(
                ran.err()
                        .contains("no accuracy and inception score: the model has the classes buzz, click, the judge "
                                + "knows buzz, hiss"),
                ran.err());
        assertTrue(ran.out().lines().anyMatch(l -> l.matches("generated \\(magnitudes\\) +– +– +– +\\d.*")), ran.out());
    }

    @Test
    void aCorpusThatIsMissingOrNoneIsNamedWithWhatIsWanted() throws IOException {
        Path missing = folder.resolve("nowhere");
        Path plain = folder.resolve("plain");
        writeClicks(plain, "buzz", "hiss");
        String wanted = "; give a corpus with folders train and test by --data";
        for (Object[] command : new Object[][] {
            {"evaluate", model, "--judge", judge}, {"evaluate", "voice", model, "--judge", judge, "--like", plain}
        }) {
            assertRefused(with(command, "--data", missing), missing + ": no such folder" + wanted);
            // A folder of one's own has test clips if it is large enough.
            String lacking =
                    command.length == 4 ? ": too few clips, 1 held out where" : ": has no folder train in it" + wanted;
            assertRefused(with(command, "--data", plain), plain + lacking);
        }
        assertRefused(
                Ran.phasewright("evaluate", "vocoder", "--data", plain),
                plain + ": has no folder test in it; give a corpus with a folder test by --data");
    }

    private static Ran with(Object[] words, Object... more) {
        return Ran.phasewright(Stream.concat(Stream.of(words), Stream.of(more)).toArray());
    }

    @Test
    void moreClipsThanThereAreIsRefusedWithTheNumberThatWouldDo() {
        assertRefused(
                Ran.phasewright("evaluate", model, "--judge", judge, "--data", corpus, "--count", 13),
                "has 12 clips, equally many of each class, not 13; evaluate with --count 12");
    }

    /** Where the model finds the corpus that it remembers, it is seen whether the test's files are in it. */
    @Test
    void aModelIsToldWhenItIsTestedOnWhatItLearnedFrom() throws IOException {
        Path swapped = folder.resolve("swapped");
        for (String name : List.of("buzz", "hiss")) {
            Files.createDirectories(swapped.resolve("train").resolve(name));
            Files.createDirectories(swapped.resolve("test").resolve(name));
            for (int i = 0; i < 6; i++) {
                String file = name + "/" + i + ".wav";
                Files.copy(
                        corpus.resolve("test").resolve(file),
                        swapped.resolve("train").resolve(file));
                Files.copy(
                        corpus.resolve("train").resolve(file),
                        swapped.resolve("test").resolve(file));
            }
        }
        Ran ran = Ran.phasewright(
                "evaluate", model, "--data", swapped, "--judge", judge, "--steps", 2, "--no-wav", "--no-memorization");

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains(" learned from 12 of the 12 test clips of "), ran.err());
        ran = evaluate("--no-wav", "--no-memorization");
        assertFalse(ran.err().contains("learned from"), ran.err());
    }

    @Test
    void modelsThatAreNoModelsAreNamed() {
        assertRefused(Ran.phasewright("evaluate", corpus, "--judge", judge, "--data", corpus), "not a model directory");
        assertRefused(evaluateBy(folder.resolve("none")), "no model");
        assertRefused(
                evaluateBy(model),
                "is of kind \"phasewright log-mel diffusion 1\", not \"phasewright log-mel judge 1\"");
        assertRefused(
                Ran.phasewright("evaluate", judge, "--judge", judge, "--data", corpus),
                judge.resolve("model.json") + ": is of kind \"phasewright log-mel judge 1\"");
    }

    @Test
    void aJudgeOfOtherFeaturesIsRefusedNamingBoth() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other-judge"));
        Files.copy(judge.resolve("model.safetensors"), other.resolve("model.safetensors"));
        Files.writeString(
                other.resolve("model.json"),
                Files.readString(judge.resolve("model.json")).replaceFirst("\"floor\" : 0.01", "\"floor\" : 0.02"));
        Ran ran = evaluateBy(other);

        assertRefused(ran, "floor=0.02");
        assertTrue(ran.err().contains("floor=0.01") && ran.err().contains("--judge"), ran.err());
    }

    @Test
    void anExistingReportIsNotReplaced() throws IOException {
        Path json = Files.writeString(folder.resolve("kept.json"), "mine");

        assertRefused(evaluate("--json", json), json + ": exists already; add --force to replace it");
        assertEquals("mine", Files.readString(json));
    }

    @Test
    void wrongOptionsAreUsageErrors() {
        assertEquals(2, Ran.phasewright("evaluate").status());
        assertEquals(2, Ran.phasewright("evaluate", model, "--count", 3).status());
        assertEquals(2, Ran.phasewright("train-judge", "--data", corpus).status());
    }

    @Test
    void unknownSamplersAndVocodersAreUsageErrors() {
        assertEquals(2, evaluate("--sampler", "magic").status());
        assertEquals(2, evaluate("--vocoder", "magic").status());
    }

    @Test
    void aFinishedJudgeIsNotTrainedOver() {
        assertRefused(
                Ran.phasewright("train", "judge", "--data", corpus, "--out", judge),
                judge + ": holds a model already; --resume goes on with it, --force starts anew");
    }

    @Test
    void aJudgeNeedsTwoClasses() throws IOException {
        Path one = folder.resolve("one-class");
        writeClicks(one, "buzz");

        assertRefused(
                Ran.phasewright("train", "judge", "--data", one, "--out", folder.resolve("no-judge")),
                one + ": a judge needs two classes at least");
    }

    private static Ran evaluate(Object... more) {
        List<Object> words = new ArrayList<>(List.of("evaluate", model, "--data", corpus, "--count", 12, "--steps", 2));
        words.addAll(List.of("--judge", judge));
        words.addAll(List.of(more));
        return Ran.phasewright(words.toArray());
    }

    private static Ran evaluateBy(Path otherJudge) {
        return Ran.phasewright("evaluate", model, "--data", corpus, "--judge", otherJudge, "--count", 12);
    }

    private static void assertRefused(Ran ran, String because) {
        assertEquals(1, ran.status(), ran.err());
        assertEquals("", ran.out());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(because), ran.err());
    }

    /** Six clips of each class, others in each folder. */
    private static void writeClicks(Path sounds, String... classes) throws IOException {
        Random random = new Random(sounds.getFileName().toString().length());
        for (String name : classes) {
            Path of = Files.createDirectories(sounds.resolve(name));
            for (int i = 0; i < 6; i++) {
                float[] samples = new float[960];
                for (int t = 0; t < samples.length; t++) {
                    samples[t] = (float) (0.1 * random.nextGaussian());
                }
                SoundFile.write(Audio.mono(samples, 16_000), of.resolve(i + ".wav"), SampleFormat.PCM_16);
            }
        }
    }
}
