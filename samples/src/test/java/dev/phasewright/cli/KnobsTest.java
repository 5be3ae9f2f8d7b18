package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.audio.SoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model of the whole band with knobs, from recordings to sound. */
class KnobsTest {
    @TempDir
    private Path folder;

    private Path drums() throws IOException {
        return Tiny.drumCorpus(folder.resolve("drums"));
    }

    private Path model() throws IOException {
        Path model = folder.resolve("model");
        Ran ran = Ran.phasewright(Tiny.training(drums(), model, "--steps", 3, "--augment", 2));
        assertEquals(0, ran.status(), ran.err());
        assertTrue(
                ran.err().contains("features of 44100 Hz: 12 of 12 recordings listened to reach above 8 kHz")
                        || ran.err().contains("features of 44100 Hz: 11 of 11 recordings"),
                ran.err());
        assertTrue(ran.err().contains("also in 2 copies: pitched by up to ±2.0 semitones"), ran.err());
        assertTrue(ran.err().contains("knobs, by percentile of each class: brightness, boom, attack"), ran.err());
        assertTrue(ran.err().contains("33 clips of 2 classes to learn from, 1 held out"), ran.err());
        return model;
    }

    private static Ran generate(Path model, Path wav, Object... more) throws IOException {
        Object[] always = {"generate", "--model", model, "snare", "--steps", 2, "--seed", 5, "--force", "-o", wav};
        return Ran.phasewright(Stream.concat(Stream.of(always), Stream.of(more)).toArray());
    }

    @Test
    void aModelOfTheWholeBandIsAskedByDegrees() throws IOException {
        Path model = model();
        Path wav = folder.resolve("a.wav");
        Path bright = folder.resolve("b.wav");
        Path same = folder.resolve("c.wav");

        Ran plain = generate(model, wav);
        assertEquals(0, plain.status(), plain.err());
        assertFalse(plain.err().contains("phases by"), "there is a network for the whole band: " + plain.err());
        assertEquals(44_100, SoundFile.read(wav).sampleRate());
        Ran asked = generate(model, bright, "--bright", 80, "--decay", 20);
        assertEquals(0, asked.status(), asked.err());
        assertTrue(asked.err().contains(", brightness 80, decay 20"), asked.err());
        assertFalse(Arrays.equals(Files.readAllBytes(wav), Files.readAllBytes(bright)));
        assertEquals(0, generate(model, same, "--bright", 80, "--decay", 20).status());
        assertArrayEquals(Files.readAllBytes(bright), Files.readAllBytes(same));

        Ran lasting = generate(model, wav, "--seconds", 0.1);
        assertEquals(0, lasting.status(), lasting.err());
        assertEquals(4410, SoundFile.read(wav).length(), 256, "what is asked to last is not cut");
        Ran shipped = generate(model, wav, "--vocoder", Tiny.vocoder());
        assertEquals(1, shipped.status(), "a vocoder of another rate is refused where it is asked for");
        Ran info = Ran.phasewright("info", model);
        assertTrue(info.out().contains("brightness, boom, attack, decay, noisiness, each 0 to 100"), info.out());
        assertTrue(info.out().contains("44100 Hz, FFT 1024, hop 256"), info.out());
        assertTrue(info.out().contains("else by griffin-lim"), info.out());
    }

    /** The judge, the drums and the model are tiny; what is measured on strokes is held elsewhere. */
    @Test
    void anEvaluationMeasuresStrokesAndTurnsKnobs() throws IOException {
        Path corpus = folder.resolve("divided");
        Tiny.drumCorpus(corpus.resolve("train"));
        Tiny.drumCorpus(corpus.resolve("test"));
        Path judge = folder.resolve("judge");
        Ran trained = Ran.phasewright(
                "train", "judge", "--data", corpus.resolve("train"), "--out", judge, "--seconds", 0.15, "--steps", 2);
        assertEquals(0, trained.status(), trained.err());
        Path json = folder.resolve("report.json");
        Object[] words = {
            "evaluate",
            Tiny.drumModel(),
            "--data",
            corpus,
            "--judge",
            judge,
            "--steps",
            2,
            "--no-memorization",
            "--json",
            json
        };
        Ran ran = Ran.phasewright(words);
        assertEquals(0, ran.status(), ran.err());
        for (String row : List.of(
                "strokes, medians ",
                "attack of snares, ms ",
                "attack of hats, ms ",
                "above 8 kHz of hats, dB ",
                "noisiness ")) {
            assertTrue(ran.out().contains("\n" + row), row + " in\n" + ran.out());
        }
        assertFalse(ran.out().contains("attack of kicks"), "there are none");
        JsonNode strokes = new ObjectMapper().readTree(json.toFile()).get("strokes");
        assertEquals(3, strokes.get("strokes").size());
        assertEquals(
                6, strokes.at("/strokes/0/medians/attack of snares, ms/clips").asInt());
        assertEquals(5, strokes.get("knobs").size());
        double correlation = strokes.at("/knobs/0/correlation/estimate").asDouble();
        assertTrue(Math.abs(correlation) <= 1, strokes.toString());
        assertTrue(
                strokes.at("/knobs/0/kept").isNumber()
                        && strokes.get("keptUnasked").isNumber(),
                strokes.toString());
        Object[] without = Stream.concat(Stream.of(words), Stream.of("--force", "--no-strokes"))
                .toArray();
        assertEquals(0, Ran.phasewright(without).status());
        assertFalse(new ObjectMapper().readTree(json.toFile()).has("strokes"));
    }

    @Test
    void aStudentHasItsTeachersKnobs() throws IOException {
        Path student = folder.resolve("student");
        Ran ran = Ran.phasewright(
                "distill", model(), "--data", folder.resolve("drums"), "--out", student, "--batch", 4, "--updates", 2);
        assertEquals(0, ran.status(), ran.err());
        Ran info = Ran.phasewright("info", student);
        assertTrue(info.out().contains("brightness, boom, attack, decay, noisiness, each 0 to 100"), info.out());
        Path wav = folder.resolve("a.wav");
        Path dark = folder.resolve("b.wav");
        assertEquals(
                0,
                Ran.phasewright("generate", "snare", "--model", student, "-o", wav)
                        .status());
        Ran asked = Ran.phasewright("generate", "snare", "--model", student, "--bright", 10, "-o", dark);
        assertEquals(0, asked.status(), asked.err());
        assertFalse(Arrays.equals(Files.readAllBytes(wav), Files.readAllBytes(dark)));
    }

    @Test
    void whatIsToldIsHeard() throws IOException {
        Path model = folder.resolve("model");
        Ran ran = Ran.phasewright(
                Tiny.training(drums(), model, "--steps", 3, "--rate", 16000, "--augment", "none", "--no-knobs"));
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("11 clips of 2 classes to learn from"), ran.err());
        assertFalse(Ran.phasewright("info", model).out().contains("knobs"));

        Ran again = Ran.phasewright(
                Tiny.training(drums(), model, "--steps", 3, "--rate", 16000, "--augment", 1, "--no-knobs", "--resume"));
        assertEquals(1, again.status(), "other copies are other data");
    }

    @ParameterizedTest
    @CsvSource({
        "--bright,101,'--bright must be from 0 to 100, not 101.0'",
        "--decay,-1,'--decay must be from 0 to 100, not -1.0'",
        "--noise,NaN,'--noise must be from 0 to 100, not NaN'",
    })
    void aKnobOutOfRangeIsUsedWrongly(String option, String value, String message) throws IOException {
        Ran ran = Ran.phasewright("generate", "--model", Tiny.model(), "high", option, value);
        assertEquals(2, ran.status());
        assertTrue(ran.err().contains(message), ran.err());
    }

    @Test
    void aModelWithoutKnobsSaysSo() throws IOException {
        Ran ran = Ran.phasewright(
                "generate", "--model", Tiny.model(), "high", "--boom", 50, "-o", folder.resolve("a.wav"));
        assertEquals(1, ran.status());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("the model cannot be asked for boom; it has no knobs"), ran.err());
    }

    @ParameterizedTest
    @CsvSource({"--rate,8000", "--augment,many", "--augment,0", "--augment,101"})
    void whatCannotBeHeardIsUsedWrongly(String option, String value) throws IOException {
        Ran ran = Ran.phasewright(Tiny.training(folder.resolve("none"), folder.resolve("model"), option, value));
        assertEquals(2, ran.status());
        assertTrue(ran.err().contains(option + " must be "), ran.err());
    }
}
