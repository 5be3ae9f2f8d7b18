package dev.phasewright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingSplitTest {
    @TempDir
    Path folder;

    private void touch(String part, int count) throws IOException {
        Files.createDirectories(folder.resolve(part));
        for (int i = 0; i < count; i++) {
            Files.createFile(folder.resolve(part).resolve(String.format(Locale.ROOT, "%03d.wav", i)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "9, 0", "10, 1", "19, 1", "20, 1", "40, 2", "200, 10"})
    void holdsOutOneFileInTwentyOfTenAndMore(int files, int held) throws IOException {
        touch(".", files);
        for (long seed = 0; seed < 30; seed++) {
            TrainingSplit corpus = TrainingSplit.in(folder, seed);
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
        assertEquals(TrainingSplit.in(folder, 5), TrainingSplit.in(folder, 5));
        Set<Recordings> differing = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            differing.add(TrainingSplit.in(folder, seed).validation());
        }
        assertNotEquals(1, differing.size());
    }

    @Test
    void takesOfOneSoundStayTogether() throws IOException {
        Files.createDirectories(folder.resolve("kick"));
        for (char name = 'a'; name <= 't'; name++) {
            for (String take : new String[] {"-v1-r1", "-v1-r2", " Hard", "_soft_03"}) {
                Files.createFile(folder.resolve("kick/Oak" + name + take + ".wav"));
            }
        }
        for (long seed = 0; seed < 30; seed++) {
            TrainingSplit corpus = TrainingSplit.in(folder, seed);
            Set<String> learned = new HashSet<>();
            corpus.train().items().forEach(item -> learned.add(item.name().substring(0, 9)));
            Set<String> held = new HashSet<>();
            corpus.validation().items().forEach(item -> held.add(item.name().substring(0, 9)));
            assertEquals(4 * held.size(), corpus.validation().items().size(), held.toString());
            assertTrue(Set.of(1, 2).contains(held.size()), "about one in twenty: " + held);
            assertEquals(held.size(), corpus.familiesHeldOut());
            held.retainAll(learned);
            assertEquals(Set.of(), held);
        }
    }

    @Test
    void takesTheFoldersWordForWhatIsHeldOut() throws IOException {
        touch("train/ape", 3);
        touch("train/bee", 2);
        touch("validation/ape", 1);
        touch("validation/bee", 1);
        touch("test/ape", 1);
        TrainingSplit corpus = TrainingSplit.in(folder, 1);
        assertEquals(5, corpus.train().items().size());
        assertEquals(2, corpus.validation().items().size());
        assertEquals(corpus.train().classes(), corpus.validation().classes());
    }

    @Test
    void splitsTrainAndKeepsOffTestWhereThereIsNoValidation() throws IOException {
        touch("train/ape", 20);
        touch("test/ape", 7);
        TrainingSplit corpus = TrainingSplit.in(folder, 1);
        assertEquals(java.util.List.of("ape"), corpus.train().classes());
        assertEquals(19, corpus.train().items().size());
        assertEquals(1, corpus.validation().items().size());
    }

    @Test
    void neverHoldsOutAllThereIsOfAClass() throws IOException {
        touch("ape", 1);
        touch("bee", 2);
        touch("cat", 37);
        for (long seed = 0; seed < 60; seed++) {
            TrainingSplit corpus = TrainingSplit.in(folder, seed);
            assertEquals(
                    40,
                    corpus.train().items().size() + corpus.validation().items().size());
            for (int c = 0; c < 3; c++) {
                int index = c;
                assertTrue(corpus.train().items().stream().anyMatch(item -> item.classIndex() == index));
            }
        }
    }

    @Test
    void readsAManifestAsASpreadsheetSavesIt() throws IOException {
        touch("train/ape", 1);
        touch("validation/ape", 1);
        manifest("\uFEFFpath,midi", "train/ape/000.wav,61", "validation/ape/000.wav,64");
        assertEquals(new PitchRange(61, 64), TrainingSplit.in(folder, 1).pitches());
    }

    @Test
    @DisabledIfSystemProperty(named = "sun.jnu.encoding", matches = "ANSI.*", disabledReason = "names are ASCII there")
    void findsAFileInTheManifestHoweverItsAccentIsSpelled() throws IOException {
        touch("train/cafe\u0301", 1);
        touch("validation/cafe\u0301", 1);
        manifest("path,midi", "train/caf\u00e9/000.wav,61", "validation/caf\u00e9/000.wav,64");
        assertEquals(new PitchRange(61, 64), TrainingSplit.in(folder, 1).pitches());
    }

    private void manifest(String... lines) throws IOException {
        Files.write(folder.resolve("manifest.csv"), java.util.List.of(lines));
    }

    @Test
    void knowsThePitchesThatTheManifestTells() throws IOException {
        touch("train/ape", 2);
        touch("validation/ape", 1);
        assertEquals(PitchRange.NONE, TrainingSplit.in(folder, 1).pitches());
        manifest(
                "path,split,midi",
                "train/ape/000.wav,train,61",
                "train/ape/001.wav,train,60",
                "validation/ape/000.wav,validation,64",
                "test/ape/000.wav,test,99");
        TrainingSplit corpus = TrainingSplit.in(folder, 1);
        assertEquals(new PitchRange(60, 64), corpus.pitches());
        assertEquals(new PitchRange(60, 61), corpus.train().pitches());
        assertEquals(
                java.util.List.of(61, 60),
                corpus.train().items().stream().map(Recordings.Item::pitch).toList());
        assertEquals(
                new PitchRange(60, 64),
                TrainingSplit.in(java.util.List.of(folder, folder), 1).pitches());
    }

    @Test
    void knowsNoPitchesWhereOneIsMissingOrTheColumnIsAnother() throws IOException {
        touch(".", 2);
        manifest("path,midi", "000.wav,61");
        assertEquals(PitchRange.NONE, TrainingSplit.in(folder, 1).pitches());
        manifest("path,midi", "000.wav,61", "001.wav,");
        assertEquals(PitchRange.NONE, TrainingSplit.in(folder, 1).pitches());
        manifest("path,pitch", "000.wav,61", "001.wav,62");
        assertEquals(PitchRange.NONE, TrainingSplit.in(folder, 1).pitches());
        manifest();
        assertEquals(PitchRange.NONE, TrainingSplit.in(folder, 1).pitches());
        manifest("path,midi", "000.wav,61", "001.wav,62");
        assertEquals(new PitchRange(61, 62), TrainingSplit.in(folder, 1).pitches());
    }

    @Test
    void aPartHasItsPitchesAndClassesTheirFamilies() throws IOException {
        touch("test/ape", 1);
        assertEquals(java.util.Map.of(), TrainingSplit.families(folder));
        manifest("path,class,family,midi", "test/ape/000.wav,ape,primates,61", "train/bee/000.wav,bee,insects,60");
        assertEquals(java.util.Map.of("ape", "primates", "bee", "insects"), TrainingSplit.families(folder));
        assertEquals(61, TrainingSplit.part(folder, "test").items().get(0).pitch());
        assertThrows(RecordingsException.class, () -> TrainingSplit.part(folder, "train"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            000.wav,128 | line 2: midi is "128", not a whole number from 0 to 127
            000.wav,A4 | line 2: midi is "A4", not a whole number from 0 to 127
            000.wav,-1 | line 2: midi is "-1", not a whole number from 0 to 127
            000.wav | line 2 has 1 columns, the first 2
            000.wav,61,x | line 2 has 3 columns, the first 2
            nosuch.wav,61 | tells pitches, but none of a file that is there (first: nosuch.wav)
            """)
    void refusesAManifestWithAPitchThatIsNone(String line, String reason) throws IOException {
        touch(".", 1);
        manifest("path,midi", line);
        String message = assertThrows(RecordingsException.class, () -> TrainingSplit.in(folder, 1))
                .getMessage();
        assertEquals(0, message.indexOf(folder.resolve("manifest.csv") + ": " + reason + "; correct it"), message);
    }

    @Test
    void refusesTwoPitchesOfOneFile() throws IOException {
        touch(".", 1);
        manifest("path,midi", "000.wav,61", "000.wav,61");
        assertEquals(new PitchRange(61, 61), TrainingSplit.in(folder, 1).pitches());
        manifest("path,midi", "000.wav,61", "000.wav,62");
        assertEquals(
                folder.resolve("manifest.csv") + ": line 3: 000.wav has the pitch 62, in a line before 61;"
                        + " correct it or take the file away",
                assertThrows(RecordingsException.class, () -> TrainingSplit.in(folder, 1))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void refusesAManifestWithoutCommas(String between) throws IOException {
        touch(".", 1);
        manifest("path" + between + "midi", "000.wav" + between + "61");
        assertEquals(
                folder.resolve("manifest.csv") + ": its columns are separated by semicolons or tabs; save it with"
                        + " commas or take it away",
                assertThrows(RecordingsException.class, () -> TrainingSplit.in(folder, 1))
                        .getMessage());
    }

    @Test
    void aCellMayHaveACommaInQuotes() throws IOException {
        touch(".", 1);
        Files.move(folder.resolve("000.wav"), folder.resolve("a,b.wav"));
        manifest("path,midi,said", "\"a,b.wav\",61,\"she said \"\"a\"\"\"");
        assertEquals(new PitchRange(61, 61), TrainingSplit.in(folder, 1).pitches());
    }

    @Test
    void refusesAQuoteThatIsNotClosed() throws IOException {
        touch(".", 1);
        manifest("path,midi", "\"000.wav,61");
        String message = assertThrows(RecordingsException.class, () -> TrainingSplit.in(folder, 1))
                .getMessage();
        assertTrue(message.startsWith(folder.resolve("manifest.csv") + ": line "), message);
        assertTrue(message.contains("quote"), message);
    }

    @Test
    void refusesAManifestThatIsNoText() throws IOException {
        touch(".", 1);
        Files.write(folder.resolve("manifest.csv"), new byte[] {(byte) 0xC0, (byte) 0x80, (byte) 0xFF});
        String message = assertThrows(RecordingsException.class, () -> TrainingSplit.in(folder, 1))
                .getMessage();
        assertTrue(message.startsWith(folder.resolve("manifest.csv") + ": not text"), message);
    }

    @Test
    void refusesPartsOfDifferentClasses() throws IOException {
        touch("train/ape", 3);
        touch("validation/bee", 1);
        String message = assertThrows(RecordingsException.class, () -> TrainingSplit.in(folder, 1))
                .getMessage();
        assertTrue(message.startsWith(folder + ": train has the classes [ape], validation [bee]"), message);
    }
}
