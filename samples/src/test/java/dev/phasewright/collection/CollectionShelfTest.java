package dev.phasewright.collection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import dev.phasewright.collection.CollectionException.Reason;
import dev.phasewright.collection.CollectionProgress.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What collections take, and who finds them again. */
@Timeout(300)
class CollectionShelfTest {
    private static final Lesson TINY = Lesson.of(0.15, 2000, 4, 16, 1);

    @TempDir
    private Path folder;

    private static Audio tone(double hertz) {
        float[] samples = new float[3200];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / 16_000));
        }
        return Audio.mono(samples, 16_000);
    }

    private static void assertRefused(Reason reason, Executable what) {
        CollectionException refused = assertThrows(CollectionException.class, what);
        assertEquals(reason, refused.reason(), refused.getMessage());
    }

    private CollectionShelf shelf(CollectionLimits limits) throws IOException {
        return new CollectionShelf(folder, limits);
    }

    @Test
    void namesAreOfLettersAndDigits() {
        assertEquals("my-drums", PlainName.of("../My Drums!!", "none"));
        assertEquals("none", PlainName.of("..", "none"));
        assertEquals("太鼓-1", PlainName.of("太鼓 (1)", "none"));
        assertEquals("con-aux", PlainName.of("con:\u0000\\aux\n", "none"));
        assertEquals(40, PlainName.of("x".repeat(300), "none").length());
        assertEquals(PlainName.of("e\u0301", "none"), PlainName.of("\u00e9", "none"));
    }

    @Test
    void noMoreIsTakenThanThereIsRoomFor() throws IOException {
        CollectionShelf small = shelf(new CollectionLimits(2, 2, 3, 20_000, 1));
        SoundCollection one = small.begin("one", name -> false);
        small.begin("one", name -> false);
        assertRefused(Reason.FULL, () -> small.begin("three", name -> false));
        one.add("a", "1.wav", tone(300));
        one.add("b", "1.wav", tone(300));
        assertRefused(Reason.FULL, () -> one.add("c", "1.wav", tone(300)));
        one.add("b", "1.flac", tone(310));
        assertRefused(Reason.FULL, () -> one.add("b", "2.wav", tone(320)));
        one.add("b", "1.wav", tone(300));
        assertEquals(2, one.classes().get("b"), "the same again is no more");
        CollectionShelf bytes = shelf(new CollectionLimits(2, 2, 3, 10_000, 1));
        bytes.find("one-2").add("a", "1.wav", tone(300));
        assertRefused(Reason.FULL, () -> bytes.find("one-2").add("a", "2.wav", tone(320)));
    }

    @Test
    void aFullDiskIsToldBeforeItIs() throws IOException {
        shelf(CollectionLimits.STANDARD).begin("mine", name -> false);
        CollectionShelf full = shelf(new CollectionLimits(9, 9, 9, 1 << 20, Long.MAX_VALUE / 4));
        assertRefused(Reason.NO_ROOM, () -> full.begin("other", name -> false));
        assertRefused(Reason.NO_ROOM, () -> full.find("mine").add("a", "1.wav", tone(300)));
    }

    @Test
    void whatIsDamagedIsLeftAside() throws IOException {
        shelf(CollectionLimits.STANDARD).begin("whole", name -> false);
        Files.createDirectories(folder.resolve("strange"));
        Files.createDirectories(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken/collection.json"), "{");
        assertEquals(
                List.of("whole"),
                shelf(CollectionLimits.STANDARD).all().stream()
                        .map(SoundCollection::name)
                        .toList());
    }

    /** As after a kill: whoever looks next finds who learns still at work, and can stop it. */
    @Test
    void aTrainingOutlivesWhoeverBeganIt() throws Exception {
        CollectionShelf first = shelf(CollectionLimits.STANDARD);
        SoundCollection begun = first.begin("mine", name -> false);
        for (int i = 0; i < 6; i++) {
            begun.add(i % 2 == 0 ? "a" : "b", i + ".wav", tone(300 + 100 * i));
        }
        first.learn(begun, TINY);
        CollectionShelf second = shelf(CollectionLimits.STANDARD);
        SoundCollection found = second.find("mine");
        assertTrue(found.progress().state() == State.READING || found.progress().state() == State.LEARNING);
        assertRefused(Reason.LEARNING, () -> second.learn(found, TINY));
        assertRefused(Reason.LEARNING, () -> found.add("a", "more.wav", tone(500)));
        second.close();
        assertEquals(State.STOPPED, found.progress().state());
        assertEquals(State.STOPPED, begun.progress().state());
        first.remove(begun);
        assertFalse(Files.exists(folder.resolve("mine")));
        assertRefused(Reason.UNKNOWN, () -> first.find("mine"));
    }
}
