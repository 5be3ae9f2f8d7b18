package dev.phasewright.audio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class AtomicFolderTest {
    @TempDir
    private Path folder;

    private List<String> entries() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString()).toList();
        }
    }

    @Test
    void whatIsNotFinishedLeavesNothing() throws IOException {
        try (AtomicFolder made = AtomicFolder.beside(folder.resolve("site"))) {
            Files.writeString(made.path().resolve("page"), "half");
            assertFalse(Files.exists(folder.resolve("site")));
        }
        assertEquals(List.of(), entries());
    }

    @Test
    void twoInTheMakingDoNotMeetAndTheLaterOneIsTold() throws IOException {
        Path target = folder.resolve("site");
        try (AtomicFolder first = AtomicFolder.beside(target);
                AtomicFolder second = AtomicFolder.beside(target)) {
            Files.writeString(first.path().resolve("page"), "first");
            Files.writeString(second.path().resolve("page"), "second");
            first.finish(false);
            IOException told = assertThrows(IOException.class, () -> second.finish(false));
            assertTrue(told.getMessage().contains("--force"), told.getMessage());
        }
        assertEquals(List.of("site"), entries());
        assertEquals("first", Files.readString(target.resolve("page")));
    }

    @Test
    @DisabledIfSystemProperty(named = "sun.jnu.encoding", matches = "ANSI.*", disabledReason = "names are ASCII there")
    void aNameAsLongAsTheSystemTakesIsTaken() throws IOException {
        for (String name : new String[] {"n".repeat(255), "\u3042".repeat(85), "\uD83D\uDC14".repeat(63)}) {
            AtomicFile.write(folder.resolve(name), out -> out.write(1));
            assertTrue(Files.exists(folder.resolve(name)));
            Files.delete(folder.resolve(name));
            try (AtomicFolder made = AtomicFolder.beside(folder.resolve(name))) {
                made.finish(false);
            }
            assertEquals(List.of(name), entries());
            Files.delete(folder.resolve(name));
        }
    }

    @Test
    void anOlderOneIsReplacedOnRequest() throws IOException {
        Path target = Files.createDirectory(folder.resolve("site"));
        Files.writeString(target.resolve("old"), "old");
        try (AtomicFolder made = AtomicFolder.beside(target)) {
            Files.writeString(made.path().resolve("new"), "new");
            made.finish(true);
        }
        assertEquals(List.of("site"), entries());
        assertFalse(Files.exists(target.resolve("old")));
        assertEquals("new", Files.readString(target.resolve("new")));
    }

    @Test
    void aPlaceThatIsNotThereIsNamed() {
        Path nowhere = folder.resolve("none").resolve("site");
        IOException told = assertThrows(IOException.class, () -> AtomicFolder.beside(nowhere));
        assertTrue(told.getMessage().startsWith(nowhere + ":"), told.getMessage());
    }

    @Test
    void ofTwoFinishedAtOnceOneIsToldThatThePlaceIsTaken() throws Exception {
        for (int round = 0; round < 50; round++) {
            Path place = folder.resolve("raced" + round);
            CyclicBarrier start = new CyclicBarrier(2);
            Callable<String> finish = () -> {
                try (AtomicFolder made = AtomicFolder.beside(place)) {
                    Files.writeString(made.path().resolve("page"), "x");
                    start.await();
                    made.finish(false);
                    return "";
                } catch (IOException e) {
                    return e.getMessage();
                }
            };
            FutureTask<String> other = new FutureTask<>(finish);
            new Thread(other).start();
            List<String> told = List.of(finish.call(), other.get());
            String taken = place + ": exists by now; add --force to replace it";
            assertTrue(told.contains("") && told.contains(taken), told.toString());
        }
    }
}
