package dev.phasewright.spectrogram.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusTest {
    @TempDir
    Path folder;

    private void touch(String part, int count) throws IOException {
        Files.createDirectories(folder.resolve(part));
        for (int i = 0; i < count; i++) {
            Files.createFile(folder.resolve(part).resolve("%03d.wav".formatted(i)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "9, 0", "10, 1", "19, 1", "20, 1", "40, 2", "200, 10"})
    void holdsOutOneFileInTwentyOfTenAndMore(int files, int held) throws IOException {
        touch(".", files);
        for (long seed = 0; seed < 30; seed++) {
            Corpus corpus = Corpus.in(folder, seed);
            assertEquals(held, corpus.validation().items().size());
            assertEquals(files - held, corpus.train().items().size());
            Set<Recordings.Item> both = new HashSet<>(corpus.train().items());
            both.addAll(corpus.validation().items());
            assertEquals(files, both.size());
        }
    }

    @Test
    void holdsOutOthersUnderAnotherSeedAndTheSameUnderTheSame() throws IOException {
        touch(".", 100);
        assertEquals(Corpus.in(folder, 5), Corpus.in(folder, 5));
        Set<Recordings> differing = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            differing.add(Corpus.in(folder, seed).validation());
        }
        assertNotEquals(1, differing.size());
    }

    @Test
    void takesTheFoldersWordForWhatIsHeldOut() throws IOException {
        touch("train/ape", 3);
        touch("train/bee", 2);
        touch("validation/ape", 1);
        touch("validation/bee", 1);
        touch("test/ape", 1);
        Corpus corpus = Corpus.in(folder, 1);
        assertEquals(5, corpus.train().items().size());
        assertEquals(2, corpus.validation().items().size());
        assertEquals(corpus.train().classes(), corpus.validation().classes());
    }

    @Test
    void splitsTrainAndKeepsOffTestWhereThereIsNoValidation() throws IOException {
        touch("train/ape", 20);
        touch("test/ape", 7);
        Corpus corpus = Corpus.in(folder, 1);
        assertEquals(java.util.List.of("ape"), corpus.train().classes());
        assertEquals(19, corpus.train().items().size());
        assertEquals(1, corpus.validation().items().size());
    }

    @Test
    void refusesPartsOfDifferentClasses() throws IOException {
        touch("train/ape", 3);
        touch("validation/bee", 1);
        String message = assertThrows(CheckpointException.class, () -> Corpus.in(folder, 1))
                .getMessage();
        assertTrue(message.startsWith(folder + ": train has the classes [ape], validation [bee]"), message);
    }
}
