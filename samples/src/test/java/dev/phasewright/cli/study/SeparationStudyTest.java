package dev.phasewright.cli.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code study separate}, of notes and a model that has hardly learned. */
class SeparationStudyTest {
    @TempDir
    private static Path shared;

    private static Path notes;
    private static Path judge;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() throws IOException {
        notes = Tiny.noteCorpus(shared.resolve("notes"));
        judge = shared.resolve("judge");
        Ran ran = Ran.phasewright(
                "train",
                "judge",
                "--data",
                notes.resolve("train"),
                "--out",
                judge,
                "--seconds",
                0.3,
                "--steps",
                2,
                "--batch",
                4);
        assertEquals(0, ran.status(), ran.err());
    }

    private static Ran study(Path data, Object model, Object... more) {
        Object[] always = {
            "study", "separate", data, "--model", model, "--judge", judge, "--count", 3, "--samples", 2, "--steps", 2
        };
        return Ran.phasewright(Stream.concat(Stream.of(always), Stream.of(more)).toArray());
    }

    /** What needs no model is known: the mixture gains nothing, and the sounds themselves gain all there is. */
    @Test
    void twoNotesAreTakenApart() throws IOException {
        Path csv = folder.resolve("a.csv");
        Ran ran = study(notes, Tiny.noteModel(), "--csv", csv);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().startsWith("3 mixtures of two sounds of " + notes.resolve("test")), ran.out());
        List<String> lines = Files.readAllLines(csv);
        assertEquals(1 + 6 * 3, lines.size());
        assertEquals(
                3,
                lines.stream()
                        .filter(l -> l.matches("the mixture itself,\\d,0\\.0"))
                        .count(),
                lines.toString());
        for (int i = 0; i < 3; i++) {
            assertTrue(gain(lines, "the true spectra", i) > gain(lines, "the true mel bands", i));
        }
    }

    private static double gain(List<String> lines, String masks, int mixture) {
        return lines.stream()
                .filter(line -> line.startsWith(masks + "," + mixture + ","))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneSoundOfEachOfTwoCorpora() throws IOException {
        Path model = Tiny.noteModel();
        Ran ran = study(notes, model + "," + model, "--with", notes);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("test and " + notes.resolve("test")), ran.out());
        assertTrue(ran.out().contains("the generators"), ran.out());
    }

    private static void refused(int status, String told, Ran ran) {
        assertEquals(status, ran.status(), ran.err());
        assertTrue(ran.err().contains(told), ran.err());
        assertFalse(ran.err().contains("\tat "), ran.err());
    }

    @Test
    void whatCannotBeMixedIsRefusedInALine() throws IOException {
        Path model = Tiny.noteModel();
        refused(2, "--model wants one for all", study(notes, model + "," + model));
        refused(2, "--judge wants one for each", study(notes, model, "--judge", judge + "," + judge));
        refused(1, "knows other classes", study(notes, Tiny.model()));
        refused(1, "other features", study(notes, model + "," + Tiny.drumModel(), "--with", notes));
        refused(1, "no-such", study(folder.resolve("no-such"), model));
    }
}
