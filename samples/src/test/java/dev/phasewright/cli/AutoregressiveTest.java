package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.SoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train autoregressive}, and a model of its making where others are asked. */
class AutoregressiveTest {
    @TempDir
    private Path folder;

    private static Ran train(Path data, Path out, Object... more) {
        Map<Object, Object> options = new LinkedHashMap<>();
        Object[] usual = {
            "--seconds",
            0.15,
            "--coefficients",
            20,
            "--rounding",
            0.5,
            "--width",
            64,
            "--depth",
            1,
            "--batch",
            4,
            "--steps",
            3,
            "--precision",
            "float32"
        };
        for (Object[] words : new Object[][] {usual, more}) {
            for (int i = 0; i < words.length; i += 2) {
                options.put(words[i], words[i + 1]);
            }
        }
        List<Object> words = new ArrayList<>(List.of("train", "autoregressive", "--data", data, "--out", out));
        options.forEach((name, value) -> words.addAll(name.equals("--resume") ? List.of(name) : List.of(name, value)));
        return Ran.phasewright(words.toArray());
    }

    private Path model() throws IOException {
        Path out = folder.resolve("rival");
        Ran ran = train(Tiny.corpus(folder.resolve("data")), out);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("20 coefficients in steps of 0.5, falling: "), ran.err());
        assertTrue(ran.err().contains("done: " + out + " after 3 steps"), ran.err());
        return out;
    }

    @Test
    void isTrainedAndAskedLikeAnyModel() throws IOException {
        Path model = model();
        Path wav = folder.resolve("a.wav");
        Ran ran = Ran.phasewright("generate", "--model", model, "low", "--seed", 4, "-o", wav, "--vocoder", "pghi");
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("seed 4, 20 coefficients, temperature 0.6"), ran.err());
        Path again = folder.resolve("b.wav");
        Ran.phasewright("generate", "--model", model, "low", "--seed", 4, "-o", again, "--vocoder", "pghi");
        assertArrayEquals(Files.readAllBytes(wav), Files.readAllBytes(again));
        Path brief = folder.resolve("d.wav");
        Ran cut = Ran.phasewright(
                "generate", "--model", model, "low", "--seed", 4, "-o", brief, "--vocoder", "pghi", "--seconds", 0.05);
        assertEquals(0, cut.status(), cut.err());
        assertTrue(SoundFile.read(brief).length() < SoundFile.read(wav).length());

        Path finished = folder.resolve("finished");
        Ran grained = Ran.phasewright(
                "study",
                "finegrain",
                wav,
                "--rival",
                model,
                "--model",
                Tiny.model(),
                "--class",
                "low",
                "--given",
                "2,20",
                "--vocoder",
                "pghi",
                "-o",
                finished);
        assertEquals(0, grained.status(), grained.err());
        assertEquals(
                4,
                grained.out()
                        .lines()
                        .filter(line -> line.matches("(given|2|20|all) .*"))
                        .count(),
                grained.out());
        for (String name : new String[] {"original", "written", "2-given", "2-rival", "20-rival", "20-diffusion"}) {
            assertTrue(SoundFile.read(finished.resolve(name + ".wav")).length() > 0, name);
        }
        assertArrayEquals(
                Files.readAllBytes(finished.resolve("written.wav")),
                Files.readAllBytes(finished.resolve("20-rival.wav")));
        Path judge = folder.resolve("judge");
        Ran judged = Ran.phasewright(
                "train",
                "judge",
                "--data",
                folder.resolve("data"),
                "--out",
                judge,
                "--seconds",
                0.06,
                "--steps",
                2,
                "--batch",
                2);
        assertEquals(0, judged.status(), judged.err());
        Ran outlines = Ran.phasewright(
                "study",
                "outline",
                folder.resolve("data"),
                "--rival",
                model,
                "--model",
                Tiny.model(),
                "--judge",
                judge,
                "--given",
                "2,20",
                "--count",
                4,
                "--plot",
                folder.resolve("outline.png"),
                "--csv",
                folder.resolve("outline.csv"));
        assertEquals(0, outlines.status(), outlines.err());
        assertTrue(outlines.out().contains("right words of 4 clips"), outlines.out());
        List<String> lines = Files.readAllLines(folder.resolve("outline.csv"));
        assertEquals(7, lines.size(), lines.toString());
        // With all coefficients given the rival has nothing to add, so it says what they say alone.
        assertEquals(
                lines.get(4).replace(",alone,", ",rival,").replaceAll("[^,]*$", ""),
                lines.get(5).replaceAll("[^,]*$", ""),
                lines.toString());
        assertTrue(Files.size(folder.resolve("outline.png")) > 0);
        refused(2, "--given must be from 0 to 20", "study", "outline", folder, "--rival", model, "--given", 21);
        refused(2, "--given must be from 0 to 20", "study", "finegrain", wav, "--rival", model, "--given", 21);
        refused(1, "log-mel diffusion 1", "study", "finegrain", wav, "--rival", Tiny.model());

        Ran resumed = train(folder.resolve("data"), model, "--resume", "");
        assertEquals(0, resumed.status(), resumed.err());
        Ran other = train(folder.resolve("data"), model, "--resume", "", "--order", "rising");
        assertEquals(1, other.status());
        assertTrue(other.err().contains("begun with another data set or network"), other.err());

        refused(2, "is autoregressive: it removes no noise", "generate", "--model", model, "low", "--steps", 4);
        refused(2, "is autoregressive: it removes no noise", "generate", "--model", model, "low", "--guidance", 2);
        refused(
                1,
                "can be asked for a class alone, not for a pitch",
                "generate",
                "--model",
                model,
                "low",
                "--pitch",
                60);
        refused(1, "writes sounds of one length", "generate", "--model", model, "low", "--seconds", 3);
        refused(1, "it knows high, low", "generate", "--model", model, "middle");
        refused(2, "--temperature must be above 0", "generate", "--model", model, "low", "--temperature", 0);
        refused(
                2,
                "--temperature is of autoregressive models",
                "generate",
                "--model",
                Tiny.model(),
                "low",
                "--temperature",
                1);
        refused(1, "log-mel autoregression 2", "vary", wav, "--model", model, "-o", folder.resolve("v.wav"));
        Ran info = Ran.phasewright("info", model);
        assertEquals(0, info.status(), info.err());
    }

    private static void refused(int status, String told, Object... words) {
        Ran ran = Ran.phasewright(words);
        assertEquals(status, ran.status(), ran.err());
        assertTrue(ran.err().contains(told), ran.err());
    }

    @ParameterizedTest
    @CsvSource({
        "--coefficients,0",
        "--coefficients,100000",
        "--rounding,0",
        "--rounding,NaN",
        "--width,100",
        "--depth,0"
    })
    void optionsThatCannotBeAreUsageErrorsBeforeAnythingIsRead(String option, String value) {
        Ran ran = train(folder.resolve("nothing"), folder.resolve("out"), option, value);
        assertEquals(2, ran.status(), ran.err());
    }

    @Test
    void stepsThatLeaveNothingAreToldWithTheFolder() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        Ran ran = train(data, folder.resolve("out"), "--rounding", 1000);
        assertEquals(1, ran.status(), ran.err());
        assertTrue(ran.err().contains(data + ": steps of 1000.0 leave nothing"), ran.err());
    }
}
