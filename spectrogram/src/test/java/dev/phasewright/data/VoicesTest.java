package dev.phasewright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoicesTest {
    @TempDir
    private Path folder;

    @Test
    void areThoseOfTheRecordingsAloneAndNotOfOtherParts() throws IOException {
        Path corpus = corpus("corpus", "path,variant\ntrain/a.wav,Anna\ntrain/b.wav,Bert\ntest/c.wav,Carl\n");
        Voices train = Voices.of(Recordings.in(corpus.resolve("train")), List.of(corpus));
        Voices test = Voices.of(Recordings.in(corpus.resolve("test")), List.of(corpus));

        assertEquals(Set.of("Anna", "Bert"), train.names());
        assertEquals(Set.of("Carl"), test.names());
        assertEquals(List.of(), test.among(train));
        assertEquals(List.of("Carl"), test.among(train.and(test)));
    }

    @Test
    void comeBackFromAnOrigin() throws IOException {
        Path corpus = corpus("corpus", "path,voice\ntrain/a.wav,slt\ntrain/b.wav,kal\n");
        Voices voices = Voices.of(Recordings.in(corpus.resolve("train")), List.of(corpus));

        assertEquals(voices, Voices.remembered(Map.of(Voices.ORIGIN, voices.toString())));
    }

    @Test
    void areUnknownWhereNobodyTellsAndWithSuchOthers() throws IOException {
        Path corpus = corpus("corpus", "path,midi\ntrain/a.wav,60\n");
        Voices unknown = Voices.of(Recordings.in(corpus.resolve("train")), List.of(corpus));

        assertFalse(unknown.known());
        assertEquals(unknown, Voices.remembered(Map.of("seed", "1")));
        assertEquals(unknown, Voices.remembered(Map.of(Voices.ORIGIN, "Anna")).and(unknown));
    }

    @Test
    void recordingsAreDividedByThem() throws IOException {
        Path corpus = corpus("corpus", "path,variant\ntrain/a.wav,Anna\ntrain/b.wav,Bert\ntest/c.wav,Carl\n");
        TrainingSplit split = TrainingSplit.by(List.of(corpus), List.of("variant"), 1);

        assertEquals(List.of("Anna", "Bert"), split.train().classes());
        assertEquals(2, split.train().items().size());
        assertThrows(
                RecordingsException.class, () -> TrainingSplit.by(List.of(corpus), List.of("accent", "variant"), 1));
    }

    private Path corpus(String name, String manifest) throws IOException {
        Path corpus = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(corpus.resolve("train"));
        Files.createDirectories(corpus.resolve("test"));
        for (String file : List.of("train/a.wav", "train/b.wav", "test/c.wav")) {
            Files.createFile(corpus.resolve(file));
        }
        Files.writeString(corpus.resolve("manifest.csv"), manifest);
        return corpus;
    }
}
