package dev.phasewright.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code study slivers} and {@code study transfer}, of tones and networks that have hardly learned. */
class LearningStudiesTest {
    @TempDir
    private Path folder;

    private static Path judge;

    @BeforeAll
    static void train(@TempDir Path shared) throws IOException {
        judge = shared.resolve("judge");
        Ran ran = Ran.phasewright(
                "train",
                "judge",
                "--data",
                Tiny.corpus(shared.resolve("corpus")),
                "--out",
                judge,
                "--seconds",
                0.15,
                "--steps",
                2);
        assertEquals(0, ran.status(), ran.err());
    }

    private static Ran run(Object[] always, Object... more) {
        return Ran.phasewright(Stream.concat(Stream.of(always), Stream.of(more)).toArray());
    }

    private Ran slivers(Path data, Object... more) throws IOException {
        return slivers("high", data, more);
    }

    private Ran slivers(String word, Path data, Object... more) throws IOException {
        Object[] always = {
            "study",
            "slivers",
            Tiny.model(),
            "--data",
            data,
            "--class",
            word,
            "--updates",
            2,
            "--samples",
            10,
            "--seeds",
            1,
            "--out",
            folder.resolve("slivers"),
            "--judge",
            judge,
            "--force"
        };
        return run(always, more);
    }

    private Ran transfer(Path data, Object... more) {
        Object[] always = {
            "study",
            "transfer",
            data,
            "--width",
            16,
            "--depth",
            1,
            "--batch",
            2,
            "--before",
            3,
            "--seeds",
            1,
            "--looks",
            2,
            "--out",
            folder.resolve("transfer"),
            "--force"
        };
        return run(always, more);
    }

    private static void refused(int status, String told, Ran ran) {
        assertEquals(status, ran.status(), ran.err());
        assertTrue(ran.err().contains(told), ran.err());
        assertFalse(ran.err().contains("\tat "), ran.err());
    }

    @Test
    void studentsOfSliversAreTaughtOnce() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        Path csv = folder.resolve("a.csv");
        Path png = folder.resolve("a.png");
        Ran unknown = slivers(data, "--csv", csv);
        assertEquals(0, unknown.status(), unknown.err());
        assertFalse(unknown.out().contains("one voice"), unknown.out());
        List<String> three = Files.readAllLines(csv);

        List<String> manifest = new ArrayList<>(List.of("path,variant"));
        for (int i = 0; i < 20; i++) {
            manifest.add(Tiny.CLASSES.get(i % 2) + "/" + i + ".wav,voice" + i / 12);
        }
        Files.write(data.resolve("manifest.csv"), manifest);
        Files.delete(folder.resolve("slivers/high-trajectories-1.json"));
        Ran ran = slivers(data, "--csv", csv, "--plot", png);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("high, one voice"), ran.out());
        List<String> lines = Files.readAllLines(csv);
        assertEquals("sliver,nats,rank,method,steps,seed,distance", lines.get(0));
        // Of each of four slivers the teacher again, the affine student, and two students at four numbers of steps.
        assertEquals(1 + 4 * (2 + 2 * 4), lines.size());
        assertEquals(three, lines.subList(0, three.size()), "the same seed, the same figures");
        assertTrue(Files.size(png) > 1000);
        assertTrue(lines.get(1).startsWith("all,0.0,"), "the whole is no narrower than itself: " + lines.get(1));

        Path student = folder.resolve("slivers/high-one-voice-trajectories-1");
        Ran heard = Ran.phasewright(
                "generate", "high", "--model", student, "--vocoder", "pghi", "-o", folder.resolve("a.wav"));
        assertEquals(0, heard.status(), heard.err());
        refused(1, "holds a study of other settings", slivers(data, "--seed", 5));
    }

    @Test
    void beginningsAreCompared() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        Path notes = Tiny.noteCorpus(folder.resolve("notes"));
        Path csv = folder.resolve("a.csv");
        Path png = folder.resolve("a.png");
        Ran ran = transfer(data, "--others", notes, "--clips", "3,5", "--steps", 4, "--csv", csv, "--plot", png);
        assertEquals(0, ran.status(), ran.err());
        List<String> lines = Files.readAllLines(csv);
        assertEquals("beginning,clips,seed,updates,loss", lines.get(0));
        // Two numbers of clips, three beginnings, two looks.
        assertEquals(1 + 2 * 3 * 2, lines.size());
        assertTrue(ran.out().contains("fields of its spectrum"), ran.out());
        assertTrue(Files.size(png) > 1000);

        Files.delete(folder.resolve("transfer/5-clips-from-notes-1.json"));
        Ran again = transfer(data, "--others", notes, "--clips", "3,5", "--steps", 4, "--csv", csv);
        assertEquals(0, again.status(), again.err());
        assertEquals(lines, Files.readAllLines(csv), "the same seed, the same figures");
    }

    @Test
    void whatCannotBeStudiedIsRefusedInALine() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        Path notes = Tiny.noteCorpus(folder.resolve("notes"));
        refused(1, "the model does not know \"seven\"", slivers("seven", data));
        refused(
                2,
                "--samples must be from 10",
                Ran.phasewright("study", "slivers", Tiny.model(), "--data", data, "--samples", 9));
        refused(2, "--seeds must be", Ran.phasewright("study", "slivers", Tiny.model(), "--data", data, "--seeds", 0));
        refused(1, "no such folder", slivers(folder.resolve("nothing")));
        refused(2, "--clips must be from 2", transfer(data, "--others", notes, "--clips", "1"));
        refused(2, "--others", transfer(data, "--clips", "3"));
        refused(1, "no such folder", transfer(data, "--others", folder.resolve("nothing"), "--clips", "3"));
        refused(1, "holds a study of other settings", transfer(data, "--others", notes, "--clips", "20"));
    }
}
