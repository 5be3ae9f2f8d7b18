package dev.phasewright.evaluation.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.data.Recordings;
import dev.phasewright.evaluation.EvaluationObserver;
import dev.phasewright.judge.Closeness;
import dev.phasewright.spectrogram.LogMel;
import dev.phasewright.spectrogram.MelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each doubt is one line, and there is none where nothing is to be doubted. */
class ReservationsTest {
    @TempDir
    private Path folder;

    private final List<String> said = new ArrayList<>();
    private Reservations reservations;

    @BeforeEach
    void makeCorpus() throws IOException {
        for (String file : List.of("train/a.wav", "test/b.wav", "test/c.wav")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.createFile(folder.resolve(file));
        }
        Files.writeString(
                folder.resolve("manifest.csv"), "path,variant\ntrain/a.wav,Anna\ntest/b.wav,Bert\ntest/c.wav,Carl\n");
        reservations = new Reservations(EvaluationCorpus.in(folder), new EvaluationObserver() {
            @Override
            public Task start(String name, long total, String unit) {
                return EvaluationObserver.NONE.start(name, total, unit);
            }

            @Override
            public void finished(String part) {}

            @Override
            public void missing(String line) {}

            @Override
            public void doubtful(String line) {
                said.add(line);
            }
        });
    }

    @Test
    void voicesThatAModelLearnedFromAreNamed() throws IOException {
        reservations.tellKnownVoices("mine", Map.of("voices", "Anna, Bert"));

        assertEquals(
                List.of("mine learned from 1 of the test's 2 voices (Bert): to it the test clips are nothing new"),
                said);
    }

    @Test
    void aModelThatRemembersNothingSaysSo() throws IOException {
        reservations.tellKnownVoices("old", Map.of("seed", "1"));

        assertEquals(List.of("old does not remember whose voices it learned from; the test's may be among them"), said);
    }

    @Test
    void nothingIsSaidOfNewVoicesAndWhereNobodyTellsOfVoices() throws IOException {
        reservations.tellKnownVoices("mine", Map.of("voices", "Anna"));
        Files.delete(folder.resolve("manifest.csv"));
        reservations.tellKnownVoices("old", Map.of());

        assertEquals(List.of(), said);
    }

    /** Whatever they are called there. */
    @Test
    void filesThatAModelLearnedFromAreCounted() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(folder.resolve("test/b.wav"), "the same bytes");
        Files.writeString(folder.resolve("test/c.wav"), "others as long");
        Files.writeString(elsewhere.resolve("new.wav"), "unheard bytes!");
        reservations.tellLearnedFiles("mine", Recordings.in(elsewhere).items());
        assertEquals(List.of(), said);

        Files.writeString(elsewhere.resolve("old.wav"), "the same bytes");
        reservations.tellLearnedFiles("mine", Recordings.in(elsewhere).items());
        assertEquals(
                List.of("mine learned from 1 of the 2 test clips of " + folder.resolve("test")
                        + ", to the byte: to it they are nothing new"),
                said);
    }

    @Test
    void fewerClipsThanAnEvaluationNeedsAreRefusedWithBothNumbers() {
        for (Integer wanted : new Integer[] {null, 12}) {
            assertEquals(
                    folder.resolve("train")
                            + ": too few clips, 1 where an evaluation needs 10, equally many of each class",
                    assertThrows(IOException.class, () -> EvaluationCorpus.in(folder)
                                    .count(wanted))
                            .getMessage());
        }
    }

    @Test
    void silentAndIdenticalClipsAreRefused() throws IOException {
        float[] silence = new float[800];
        Arrays.fill(silence, (float) Math.log(MelSpec.STANDARD.floor()));
        LogMel silent = new LogMel(MelSpec.STANDARD, silence);
        LogMel loud = new LogMel(MelSpec.STANDARD, new float[800]);

        assertRefused("all 2 clips are silent; there is nothing to compare with", Collections.nCopies(2, silent));
        assertRefused("all 3 clips are the same; there is nothing to compare with", Collections.nCopies(3, loud));
        reservations.requireVariety(List.of(silent, loud));
    }

    private void assertRefused(String why, List<LogMel> clips) {
        String message = assertThrows(IOException.class, () -> reservations.requireVariety(clips))
                .getMessage();
        assertEquals(folder.resolve("test") + ": " + why, message);
    }

    @Test
    void testClipsThatAreTrainingClipsAreTold() {
        Closeness.Part other = new Closeness.Part(0.01, 0, 0.1, 0.3);
        reservations.tellLearnedClips(new Closeness(other, other, other));
        assertEquals(List.of(), said);
        reservations.tellLearnedClips(new Closeness(other, new Closeness.Part(0.1, 0, 0, 0.3), other));
        reservations.tellLearnedClips(new Closeness(other, new Closeness.Part(1, 1, 0, 0), other));
        assertEquals(2, said.size());
        assertTrue(said.get(0).contains("some test clips are training clips"), said.toString());
        assertTrue(said.get(1).contains("most test clips are training clips"), said.toString());
    }
}
