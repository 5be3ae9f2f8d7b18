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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code study memory}, of tones and networks that have hardly learned. */
class MemoryStudyTest {
    @TempDir
    private Path folder;

    private Ran study(Path data, String part, String clips, Object... more) {
        Object[] always = {
            "study",
            "memory",
            data,
            "--part",
            part,
            "--clips",
            clips,
            "--widths",
            16,
            "--depth",
            1,
            "--batch",
            2,
            "--looks",
            2,
            "--out",
            folder.resolve("study-of-" + data.getFileName()),
            "--force"
        };
        return Ran.phasewright(Stream.concat(Stream.of(always), Stream.of(more)).toArray());
    }

    @Test
    void whatWasDoneIsNotDoneAgain() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        Path csv = folder.resolve("a.csv");
        Path png = folder.resolve("a.png");
        Ran ran = study(data, "share", "3,4", "--samples", 4, "--steps", 4, "--csv", csv, "--plot", png);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("With 3 clips and width 16"), ran.out());
        List<String> lines = Files.readAllLines(csv);
        assertEquals(
                "clips,width,parameters,updates,passes,loss,samples,memorized,low,high,distance,distance low,distance high",
                lines.get(0));
        assertEquals(1 + 2 * 2, lines.size());
        assertTrue(lines.get(1).endsWith(",,,"), "no judge, no distance");
        assertTrue(lines.get(2).startsWith("3,16,"), lines.get(2));
        assertTrue(Files.size(png) > 1000);
        Path model = folder.resolve("study-of-data/share-4-clips-width-16");
        assertEquals(
                0,
                Ran.phasewright(
                                "generate",
                                "low",
                                "--model",
                                model,
                                "--steps",
                                2,
                                "--vocoder",
                                "pghi",
                                "-o",
                                folder.resolve("a.wav"))
                        .status());

        Files.delete(folder.resolve("study-of-data/share-3-clips-width-16/model.json"));
        Ran again = study(data, "share", "3", "--samples", 4, "--steps", 4, "--csv", csv);
        assertEquals(0, again.status(), again.err());
        assertEquals(lines.subList(0, 3), Files.readAllLines(csv), "the same seed, the same figures");
        Ran other = study(data, "share", "3,4", "--samples", 4, "--steps", 5);
        assertEquals(1, other.status());
        assertTrue(other.err().contains("holds a study of other settings"), other.err());
    }

    /** Told of each look, and kept for the next time. */
    @Test
    void aJudgeTellsWhatEarlyStoppingKeeps() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        Path judge = folder.resolve("judge");
        Ran judged = Ran.phasewright("train", "judge", "--data", data, "--out", judge, "--steps", 2, "--batch", 2);
        assertEquals(0, judged.status(), judged.err());
        Object[] asked = {"--steps", 4, "--samples", 12, "--judge", judge};
        Ran ran = study(data, "share", "3", asked);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("Training would keep the model of update"), ran.out());
        assertEquals(ran.out(), study(data, "share", "3", asked).out());
        refused(1, "holds a study of other settings", study(data, "share", "3", "--steps", 4));
        asked[3] = 9;
        refused(1, "as many --samples", study(Tiny.corpus(folder.resolve("other")), "share", "3", asked));
    }

    @Test
    void halvesHaveNoClipAndNoSpeakerInCommon() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        Ran unknown = study(data, "halves", "2", "--samples", 4, "--steps", 4);
        assertEquals(0, unknown.status(), unknown.err());
        assertFalse(unknown.out().contains("speakers "), unknown.out());

        List<String> manifest = new ArrayList<>(List.of("path,variant"));
        for (int i = 0; i < 20; i++) {
            manifest.add(Tiny.CLASSES.get(i % 2) + "/" + i + ".wav,voice" + i % 5);
        }
        Files.write(data.resolve("manifest.csv"), manifest);
        Path csv = folder.resolve("a.csv");
        Path png = folder.resolve("a.png");
        Ran ran = study(data, "halves", "2", "--samples", 4, "--steps", 4, "--csv", csv, "--plot", png);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("of 2 pairs are more like each other"), ran.out());
        assertEquals(
                3,
                Files.readAllLines(csv).stream()
                        .filter(line -> line.startsWith("speakers,2,16,"))
                        .count());
        assertTrue(Files.size(png) > 1000);
    }

    @Test
    void levelsArePredictedAndFound() throws IOException {
        Path csv = folder.resolve("a.csv");
        Path png = folder.resolve("a.png");
        Ran ran = study(
                Tiny.corpus(folder.resolve("data")), "levels", "3,4", "--samples", 4, "--csv", csv, "--plot", png);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("Of 4 clips the ideal denoiser knows which it will be"), ran.out());
        String[] row = Files.readAllLines(csv).get(2).split(",", -1);
        double decided = Double.parseDouble(row[3]);
        double recognized = Double.parseDouble(row[7]);
        assertTrue(decided > 2 * recognized && recognized > 0.1, decided + " and " + recognized);
        assertTrue(Files.size(png) > 1000);
    }

    private void refused(int status, String told, Ran ran) {
        assertEquals(status, ran.status(), ran.err());
        assertTrue(ran.err().contains(told), ran.err());
        assertFalse(ran.err().contains("\tat "), ran.err());
    }

    @Test
    void whatCannotBeStudiedIsRefusedInALine() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        refused(1, "has 19 training clips, not 20", study(data, "share", "20"));
        refused(1, "has 19 training clips, not 20", study(data, "halves", "10"));
        refused(1, "has 19 training clips, not 20", study(data, "levels", "20"));
        refused(2, "--clips must be from 2", study(data, "share", "1"));
        refused(2, "--steps must be", study(data, "share", "3", "--steps", 0));
        refused(2, "--part", study(data, "everything", "3"));
        refused(1, "no such folder", study(folder.resolve("nothing"), "levels", "3"));
        Path same = Files.createDirectories(folder.resolve("same"));
        for (int i = 0; i < 4; i++) {
            Tiny.sound(same.resolve(i + ".wav"), 440);
        }
        refused(1, "all 3 clips are the same", study(same, "share", "3"));
        refused(1, "all 4 clips are the same", study(same, "levels", "4"));
    }
}
