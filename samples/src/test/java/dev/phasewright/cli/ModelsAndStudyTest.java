package dev.phasewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code info} of models, and {@code study}. */
class ModelsAndStudyTest {
    @TempDir
    private Path folder;

    @Test
    void infoTellsWhatAModelIs() throws IOException {
        Ran ran = Ran.phasewright("info", Tiny.model());

        assertEquals(0, ran.status(), ran.err());
        for (String told : List.of(
                "phasewright log-mel diffusion 1",
                "high, low",
                "16000 Hz, FFT 1024, hop 128 (8.0 ms), 100 HTK mel bands from 0 to 8000 Hz",
                " parameters, 1.2 MB",
                "data, 19 clips, fingerprint ",
                "3 of 3, batch 4")) {
            assertTrue(ran.out().contains(told), ran.out());
        }
    }

    @Test
    void infoTellsWhatAVocoderIs() throws IOException {
        Ran ran = Ran.phasewright("info", Tiny.vocoder());

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().contains("phasewright vocoder 1"), ran.out());
        assertTrue(ran.out().contains("16000 Hz, FFT 1024, hop 128"), ran.out());
    }

    @Test
    void infoOfSomethingThatIsNoModelNamesIt() throws IOException {
        Path model = Tiny.modelIn(folder.resolve("model"));
        Files.write(model.resolve("model.safetensors"), new byte[100]);

        Ran ran = Ran.phasewright("info", model, folder, Tiny.model());

        assertEquals(1, ran.status());
        assertEquals(2, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("model.safetensors: truncated or not safetensors"), ran.err());
        assertTrue(ran.err().contains(folder + ": not a model directory"), ran.err());
        assertTrue(ran.out().contains("high, low"), ran.out());
    }

    @Test
    void studyOfSpecsIsAMarkdownTableOnStdout() throws IOException {
        Path sound = Tiny.sound(folder.resolve("a.wav"), 440);

        Ran ran = Ran.phasewright("study", "spec", "--iterations", 1, "--clips", 1, sound);

        assertEquals(0, ran.status(), ran.err());
        assertTrue(ran.out().lines().allMatch(l -> l.startsWith("|")), ran.out());
        assertTrue(ran.out().contains("| 1024/128 | 100 HTK |"), ran.out());
        assertTrue(ran.err().contains("0.2 s in all"), ran.err());
    }

    @Test
    void studyOfPhaseHasThePublishedFigureBesideEachOfOurs() throws IOException {
        Path sound = Tiny.sound(folder.resolve("a.wav"), 440);

        Ran ran = Ran.phasewright("study", "phase", "--clips", 1, sound);

        assertEquals(0, ran.status(), ran.err());
        List<String> lines = ran.out().lines().toList();
        assertEquals(2 + 16, lines.size(), ran.out());
        assertTrue(lines.get(2).startsWith("| 1024/128 | PGHI | -27.0 | -"), ran.out());
    }

    @Test
    void studyOfNothingIsRefused() throws IOException {
        Path missing = folder.resolve("missing.wav");

        Ran ran = Ran.phasewright("study", "spec", missing);
        assertEquals(1, ran.status());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains(missing.toString()), ran.err());
        assertEquals(2, Ran.phasewright("study", "spec", "--clips", 0).status());
        assertEquals(2, Ran.phasewright("study", "spec", "--iterations", -1).status());
    }
}
