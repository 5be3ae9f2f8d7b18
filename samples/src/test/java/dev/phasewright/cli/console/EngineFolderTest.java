package dev.phasewright.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class EngineFolderTest {
    @TempDir
    Path folder;

    private Path choose(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of("user.home", "?", "java.io.tmpdir", folder.toString()));
        all.putAll(settings);
        return EngineFolder.choose(all::get);
    }

    private List<Path> made() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void aHomeOrAChoiceIsLeftToTheEngine() throws IOException {
        assertNull(choose(Map.of("user.home", folder.toString())));
        assertNull(choose(Map.of("DJL_CACHE_DIR", "/somewhere")));
        assertNull(choose(Map.of("ENGINE_CACHE_DIR", "/somewhere")));
        assertEquals(List.of(), made());
    }

    @Test
    void withoutAHomeTheFolderOfCachesIsTaken() throws IOException {
        assertEquals(Path.of("/caches/phasewright"), choose(Map.of("XDG_CACHE_HOME", "/caches")));
        assertEquals(List.of(), made());
    }

    @Test
    void withoutEitherThereIsAFolderThatOnlyItsOwnerCanUse() throws IOException {
        Path chosen = choose(Map.of());
        assertEquals(List.of(chosen), made());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(chosen)));
        assertEquals(chosen, choose(Map.of()), "the same next time");
    }

    @Test
    void whatOthersCouldHavePreparedIsRefused() throws IOException {
        Path chosen = choose(Map.of());
        Files.setPosixFilePermissions(chosen, PosixFilePermissions.fromString("rwxrwxrwx"));
        IOException open = assertThrows(IOException.class, () -> choose(Map.of()));
        assertTrue(open.getMessage().contains(chosen.toString()), open.getMessage());
        assertTrue(open.getMessage().contains("DJL_CACHE_DIR"), open.getMessage());

        Files.delete(chosen);
        Files.createSymbolicLink(chosen, Files.createDirectory(folder.resolve("theirs")));
        assertThrows(IOException.class, () -> choose(Map.of()), "a link");
    }
}
