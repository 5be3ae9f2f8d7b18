package dev.phasewright.audio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a folder may hold can be written there: no name is too long by what we add to it meanwhile. */
@DisabledIfSystemProperty(named = "sun.jnu.encoding", matches = "ANSI.*", disabledReason = "names are ASCII there")
class LongNameTest {
    @TempDir
    Path folder;

    /** A name of so many bytes, with some letters of two. */
    private Path named(int bytes) {
        return folder.resolve("ä".repeat(50) + "x".repeat(bytes - 100));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 240, 246, 250, 254, 255})
    void filesAndFoldersOfLongNamesAreWritten(int bytes) throws IOException {
        Path file = named(bytes);
        AtomicFile.write(file, out -> out.write(7));
        assertEquals(1, Files.size(file));
        Files.delete(file);
        for (boolean again : new boolean[] {false, true}) {
            try (AtomicFolder made = AtomicFolder.beside(file)) {
                Files.writeString(made.path().resolve("page"), again ? "second" : "first");
                made.finish(again);
            }
            assertEquals(again ? "second" : "first", Files.readString(file.resolve("page")));
        }
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(1, all.count());
        }
    }

    @Test
    void aNameThatIsTooLongByItselfIsRefusedBeforeAnyWork() {
        IOException e = assertThrows(
                IOException.class,
                () -> AtomicFile.write(named(256), out -> {
                    throw new AssertionError("work for nothing");
                }));
        assertTrue(e.getMessage().contains("cannot be written (File name too long)"), e.getMessage());
    }
}
