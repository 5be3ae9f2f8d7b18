package dev.phasewright.cli.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code distill} with a tiny teacher, and what is told and measured of its student. */
class DistillCommandTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void corpus() throws IOException {
        data = Tiny.corpus(folder.resolve("data"));
        out = folder.resolve("student");
    }

    @Test
    void aTeacherOfNotesTeachesPitches() throws IOException {
        Path notes = Tiny.noteCorpus(folder.resolve("notes"));
        Object[] words = {
            "distill", Tiny.noteModel(), "--data", notes, "--batch", 4, "--teacher-steps", 4, "--updates", 2
        };
        Ran ran = Ran.phasewright(
                Stream.concat(Stream.of(words), Stream.of("--out", out)).toArray());
        assertEquals(0, ran.status(), ran.err());
        Path note = folder.resolve("note.wav");
        Ran played = Ran.phasewright("generate", "flute", "--pitch", "C4", "--model", out, "-o", note);
        assertEquals(0, played.status(), played.err());

        Files.delete(notes.resolve("manifest.csv"));
        assertRefused(
                Ran.phasewright(Stream.concat(Stream.of(words), Stream.of("--out", folder.resolve("second")))
                        .toArray()),
                notes + ": " + Tiny.noteModel() + " wants to know every recording's pitch");
    }

    private Ran distill(Object... more) throws IOException {
        Object[] always = {"distill", Tiny.model(), "--data", data, "--out", out, "--batch", 4};
        Object[] usual = Stream.of(more).anyMatch("auto"::equals) ? new Object[0] : new Object[] {"--teacher-steps", 4};
        return Ran.phasewright(with(with(always, usual), more));
    }

    @ParameterizedTest
    @CsvSource({"trajectories, 2", "consistency, 1"})
    void aStudentIsMadeToldOfAndSampledInItsSteps(String method, int steps) throws IOException {
        Ran ran = distill("--updates", 2, "--method", method, "--steps", steps);

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("done: " + out + " after 2 steps"), ran.err());
        Ran info = Ran.phasewright("info", out);
        assertEquals(0, info.status(), info.err());
        String levels = steps == 1 ? "1 step from the noise levels 80.0" : "2 steps from the noise levels 80.0, 6.0";
        assertTrue(info.out().lines().anyMatch(l -> l.matches("  distilled for +" + levels)), info.out());
        assertTrue(info.out().contains(Tiny.model() + ", 4 steps, " + method), info.out());
        Path sound = folder.resolve("high.wav");
        Ran made = Ran.phasewright("generate", "high", "--model", out, "--vocoder", "griffin-lim", "-o", sound);
        assertEquals(0, made.status(), made.err());
        assertTrue(made.err().contains("renoise, " + steps + " steps, guidance 1.0"), made.err());
    }

    @Test
    void theSecondLevelIsChosenOnClipsThatAreHeldOut() throws IOException {
        Path corpus = folder.resolve("corpus");
        for (String part : new String[] {"train", "validation", "test"}) {
            Tiny.corpus(corpus.resolve(part));
        }
        Path judge = folder.resolve("judge");
        Ran trained = Ran.phasewright(
                "train", "judge", "--data", corpus, "--out", judge, "--seconds", 0.15, "--steps", 2, "--batch", 4);
        assertEquals(0, trained.status(), trained.err());
        data = corpus;
        Ran ran = distill("--updates", 2, "--choose-by", judge);
        assertEquals(0, ran.status(), ran.err());
        String best = "";
        double least = Double.POSITIVE_INFINITY;
        int tried = 0;
        for (String line : ran.err().lines().toList()) {
            Matcher matcher = Pattern.compile("second step from (\\d+): Fréchet distance ([0-9.]+)")
                    .matcher(line);
            if (matcher.find()) {
                tried++;
                if (Double.parseDouble(matcher.group(2)) < least) {
                    least = Double.parseDouble(matcher.group(2));
                    best = matcher.group(1) + ".0";
                }
            }
        }
        assertEquals(7, tried, ran.err());
        JsonNode model = new ObjectMapper().readTree(out.resolve("model.json").toFile());
        assertEquals(
                "80.0, " + best,
                model.at("/fewSteps/levels/0").asText() + ", "
                        + model.at("/fewSteps/levels/1").asText());
        assertEquals(
                best + ", chosen by " + judge + " on 20 held-out clips",
                model.at("/origin/second level").asText());
        assertEquals(2, distill("--steps", 1, "--choose-by", judge, "--force").status());
    }

    @Test
    void stepsAreChosenBySamplesOfTheTeacher() throws IOException {
        Path judge = folder.resolve("judge");
        Ran trained = Ran.phasewright(
                "train", "judge", "--data", data, "--out", judge, "--seconds", 0.15, "--steps", 2, "--batch", 4);
        assertEquals(0, trained.status(), trained.err());
        Object[] auto = {"--updates", 2, "--steps", "auto"};
        Ran ran = distill(with(auto, "--choose-by", judge));
        assertEquals(0, ran.status(), ran.err());
        Matcher said = Pattern.compile(
                        "1 step [-0-9]+ % off, .*8 steps [-0-9]+ % off; ([1248]) chosen, the (fewest|nearest)")
                .matcher(ran.err());
        assertTrue(said.find(), ran.err());
        JsonNode model = new ObjectMapper().readTree(out.resolve("model.json").toFile());
        assertEquals(
                Integer.parseInt(said.group(1)), model.at("/fewSteps/levels").size());
        assertTrue(model.at("/origin/chosen steps").asText().contains(said.group()), model.toString());

        assertEquals(2, distill(with(auto, "--force")).status());
        assertEquals(
                2,
                distill(with(auto, "--choose-by", judge, "--levels", "80,6", "--force"))
                        .status());
        assertEquals(2, distill("--updates", 2, "--steps", "many", "--force").status());
    }

    private static Object[] with(Object[] words, Object... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray();
    }

    @Test
    void itIsTakenUpAgainButNotUnderAnotherMethod() throws IOException {
        Object[] plan = {"--updates", 4, "--checkpoint-every", 2};
        assertEquals(0, distill(plan).status());
        byte[] weights = Files.readAllBytes(out.resolve("model.safetensors"));
        Files.delete(out.resolve("model.json"));

        Ran again = distill("--updates", 4, "--checkpoint-every", 2, "--resume");
        assertEquals(0, again.status(), again.err());
        assertTrue(again.err().contains("step 4 of 4"), again.err());
        assertArrayEquals(weights, Files.readAllBytes(out.resolve("model.safetensors")));

        assertRefused(
                distill("--updates", 4, "--checkpoint-every", 2, "--method", "consistency", "--resume"),
                "begun with another data set or network");
        assertRefused(distill(plan), out + ": holds a model already; --resume goes on with it, --force starts anew");
    }

    @Test
    void aStudentIsNoTeacherAndTeachersWantTheirClasses() throws IOException {
        assertEquals(0, distill("--updates", 1).status());

        assertRefused(
                Ran.phasewright("distill", out, "--data", data, "--out", folder.resolve("second")),
                out + ": was distilled itself");
        Path others = folder.resolve("others");
        Tiny.sound(Files.createDirectories(others.resolve("loud")).resolve("a.wav"), 500);
        assertRefused(
                Ran.phasewright("distill", Tiny.model(), "--data", others, "--out", folder.resolve("second")),
                others + ": has the classes [loud], but " + Tiny.model() + " knows [high, low]");
        Path half = Files.createDirectories(folder.resolve("half/high"));
        Tiny.sound(half.resolve("a.wav"), 500);
        Object[] words = {"distill", Tiny.model(), "--data", half.getParent(), "--out", folder.resolve("second")};
        assertRefused(
                Ran.phasewright(Stream.concat(Stream.of(words), Stream.of("--method", "consistency"))
                        .toArray()),
                half.getParent() + ": has nothing of low, which consistency cannot teach without");
        assertFalse(Files.exists(folder.resolve("second")));
    }

    @ParameterizedTest
    @CsvSource({
        "--steps, 3",
        "--steps, 0",
        "--teacher-steps, 1",
        "--levels, 80",
        "--levels, '2,80'",
        "--method, magic",
        "--updates, 0"
    })
    void optionsThatCannotBeAreUsageErrors(String option, String value) throws IOException {
        Ran ran = distill(option, value);

        assertEquals(2, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void severalStepsAndSamplersMakeACurve() throws IOException {
        Path corpus = folder.resolve("corpus");
        for (String part : new String[] {"train", "validation", "test"}) {
            Tiny.corpus(corpus.resolve(part));
        }
        Path judge = folder.resolve("judge");
        Ran trained = Ran.phasewright(
                "train", "judge", "--data", corpus, "--out", judge, "--seconds", 0.15, "--steps", 2, "--batch", 4);
        assertEquals(0, trained.status(), trained.err());
        Path plot = folder.resolve("curve.png");
        Path json = folder.resolve("curve.json");
        Object[] words = {
            "evaluate",
            Tiny.model(),
            "--data",
            corpus,
            "--judge",
            judge,
            "--count",
            12,
            "--steps",
            "1,2",
            "--samplers",
            "euler,heun",
            "--plot",
            plot,
            "--json",
            json
        };
        Ran ran = Ran.phasewright(words);

        assertEquals(0, ran.status(), ran.err());
        JsonNode rows = new ObjectMapper().readTree(json.toFile()).get("rows");
        assertEquals(4, rows.size(), ran.out());
        // With guidance, a step of Euler's is two evaluations; Heun's has two but for the last.
        double[] evaluations = new double[4];
        for (int i = 0; i < 4; i++) {
            evaluations[i] = rows.get(i).get("evaluations").asDouble();
        }
        assertTrue(evaluations[0] >= 1 && evaluations[1] > evaluations[0], ran.out());
        assertTrue(evaluations[3] > evaluations[1], ran.out());
        assertTrue(ImageIO.read(plot.toFile()).getWidth() > 100);

        assertRefused(Ran.phasewright(words), json + ": exists already; add --force to replace it");
        Ran single = Ran.phasewright(
                "evaluate", Tiny.model(), "--data", corpus, "--judge", judge, "--steps", 2, "--plot", plot);
        assertEquals(2, single.status());
        assertTrue(single.err().contains("--plot draws a curve"), single.err());
    }

    private static void assertRefused(Ran ran, String because) {
        assertEquals(1, ran.status(), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(because), ran.err());
    }
}
