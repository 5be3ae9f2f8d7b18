package dev.phasewright.evaluation.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.phasewright.data.Recordings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoteHalvesTest {
    @Test
    void bothHalvesAreOfTheSameNotesAndNoClipIsInBoth() {
        List<Recordings.Item> items = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            items.add(new Recordings.Item(Path.of(i + ".wav"), i % 3, i + ".wav", 60 + i % 5));
        }
        NoteHalves halves = NoteHalves.of(items, 1);

        Set<Recordings.Item> all = new HashSet<>(halves.first());
        all.addAll(halves.second());
        assertEquals(2 * halves.size(), all.size());
        // Of fifteen notes ten have three clips and five four.
        assertEquals(10 + 5 * 2, halves.size());
        for (int i = 0; i < halves.size(); i++) {
            assertEquals(halves.first().get(i).pitch(), halves.second().get(i).pitch());
            assertEquals(
                    halves.first().get(i).classIndex(), halves.second().get(i).classIndex());
        }
        assertEquals(halves, NoteHalves.of(items, 1));
        assertNotEquals(halves, NoteHalves.of(items, 2));
    }

    @Test
    void whatIsNoNoteHasNoHalves() {
        List<Recordings.Item> words =
                List.of(new Recordings.Item(Path.of("a"), 0, "a", -1), new Recordings.Item(Path.of("b"), 0, "b", -1));
        assertEquals(0, NoteHalves.of(words, 1).size());
    }
}
