package dev.phasewright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    @TempDir
    Path folder;

    /** Files are found by name alone, so empty ones do. */
    private void touch(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private List<String> found() throws IOException {
        return Recordings.in(folder).items().stream()
                .map(i -> i.classIndex() + " " + folder.relativize(i.file()))
                .toList();
    }

    private String refusal() {
        String message = assertThrows(RecordingsException.class, () -> Recordings.in(folder))
                .getMessage();
        assertTrue(message.startsWith(folder + ": "), message);
        assertEquals(1, message.lines().count());
        return message;
    }

    @Test
    void takesSubFoldersAsClassesInOrder() throws IOException {
        touch("zebra/1.wav", "ape/2.flac", "ape/1.MP3");
        assertEquals(List.of("ape", "zebra"), Recordings.in(folder).classes());
        assertEquals(List.of("0 ape/1.MP3", "0 ape/2.flac", "1 zebra/1.wav"), found());
    }

    @Test
    void knowsNoClassesWithoutSubFolders() throws IOException {
        touch("b.ogg", "a.wav");
        assertEquals(List.of(), Recordings.in(folder).classes());
        assertEquals(List.of("-1 a.wav", "-1 b.ogg"), found());
    }

    @Test
    void doesNotFollowALinkBackToAFolderAboveIt() throws IOException {
        touch("ape/1.wav", "bee/old/2.wav");
        Files.createSymbolicLink(folder.resolve("ape/up"), folder);
        Files.createSymbolicLink(folder.resolve("ape/self"), folder.resolve("ape"));
        Files.createSymbolicLink(folder.resolve("all"), folder);
        // A cycle of two.
        Files.createSymbolicLink(folder.resolve("bee/old/ape"), folder.resolve("ape"));
        Files.createSymbolicLink(folder.resolve("ape/bee"), folder.resolve("bee"));
        assertEquals(List.of("ape", "bee"), Recordings.in(folder).classes());
        assertEquals(List.of("0 ape/1.wav", "0 ape/bee/old/2.wav", "1 bee/old/2.wav", "1 bee/old/ape/1.wav"), found());
    }

    @Test
    void followsALinkToAFolderElsewhere() throws IOException {
        touch("tapes/1.wav");
        Path corpus = Files.createDirectory(folder.resolve("corpus"));
        Files.createSymbolicLink(corpus.resolve("ape"), folder.resolve("tapes"));
        Files.createSymbolicLink(corpus.resolve("bee"), folder.resolve("tapes"));
        folder = corpus;
        assertEquals(List.of("0 ape/1.wav", "1 bee/1.wav"), found());
    }

    @Test
    @DisabledIfSystemProperty(named = "sun.jnu.encoding", matches = "ANSI.*", disabledReason = "names are ASCII there")
    void aClassHasOneNameHoweverItsAccentIsSpelled() throws IOException {
        touch("cafe\u0301/1.wav", "caff\u00e8/1.wav");
        assertEquals(List.of("caff\u00e8", "caf\u00e9"), Recordings.in(folder).classes());
        touch("caf\u00e9/2.wav");
        assertEquals(List.of("caff\u00e8", "caf\u00e9"), Recordings.in(folder).classes());
        assertEquals(3, found().size());
    }

    @Test
    void findsWhatIsDeepInAClass() throws IOException {
        touch("ape/old/tapes/1.aif", "ape/2.wav", "bee/x/3.au");
        assertEquals(List.of("0 ape/2.wav", "0 ape/old/tapes/1.aif", "1 bee/x/3.au"), found());
    }

    @Test
    void leavesHiddenAndOtherFilesAlone() throws IOException {
        touch("a.wav", ".b.wav", ".hidden/c.wav", "notes.txt", "wav", "cover.jpg", "empty/readme.md", "x.wav.part");
        Files.createDirectory(folder.resolve("folder.wav"));
        assertEquals(List.of("-1 a.wav"), found());
    }

    @Test
    void refusesFilesBesideClassFolders() throws IOException {
        touch("ape/1.wav", "bee/2.wav", "stray.wav", "stray2.wav", "readme.txt");
        assertEquals(
                folder + ": 2 sound files (first: stray.wav) lie beside the class folders ape, bee; "
                        + "move them into a folder of their class",
                refusal());
    }

    @Test
    void refusesAFolderWithoutSound() throws IOException {
        assertTrue(refusal().contains("no sound files in it (looked for aif, aifc,"), refusal());
        touch("ape/readme.txt");
        assertTrue(refusal().contains("no sound files in it"), refusal());
    }

    @Test
    void refusesWhatIsNoFolder() throws IOException {
        touch("a.wav");
        Path root = folder;
        folder = root.resolve("a.wav");
        assertTrue(refusal().contains("not a folder"), refusal());
        folder = root.resolve("nowhere");
        assertTrue(refusal().contains("no such folder"), refusal());
    }
}
