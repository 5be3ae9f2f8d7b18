package dev.phasewright.cli.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.cli.Ran;
import dev.phasewright.cli.Tiny;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate} of what learned from a folder of one's own: the same folder, and the judge that it needs. */
class OwnFolderTest {
    @TempDir
    private Path folder;

    @Test
    void itsHeldOutClipsAreTheTestAndItsJudgeIsTrainedOnce() throws IOException {
        Path data = folder.resolve("data");
        for (int i = 0; i < 200; i++) {
            // Of one class three times as many as of the other, so that not as many of both are held out.
            Path of = Files.createDirectories(data.resolve(i % 4 == 0 ? "high" : "low"));
            Tiny.sound(of.resolve(i + ".wav"), (i % 4 == 0 ? 1500 : 300) * (1 + i / 400.0));
        }
        Path model = folder.resolve("model");
        Ran ran = Ran.phasewright(Tiny.training(data, model, "--steps", 2));
        assertEquals(0, ran.status(), ran.err());
        Object[] words = {
            "evaluate", model, "--data", data, "--steps", 2, "--no-wav", "--no-two-sample", "--no-memorization"
        };
        ran = Ran.phasewright(words);
        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.err().contains("trains a judge first"), ran.err());
        assertTrue(ran.err().contains("190 clips of 2 classes to learn from, 10 held out"), ran.err());
        assertTrue(ran.out().contains("against 10 test clips of " + data), ran.out());
        Ran again = Ran.phasewright(words);
        assertTrue(again.err().contains("judged by " + model.resolve("judge") + ", trained before"), again.err());
        assertEquals(ran.out(), again.out());
    }

    @Test
    void aFolderOfWhichTooLittleIsHeldOutIsRefused() throws IOException {
        Path data = Tiny.corpus(folder.resolve("data"));
        Ran ran = Ran.phasewright("evaluate", Tiny.model(), "--data", data);
        assertEquals(1, ran.status());
        assertTrue(
                ran.err()
                        .contains("too few clips, 1 held out where an evaluation needs 10; give a folder of about 200"),
                ran.err());
    }
}
