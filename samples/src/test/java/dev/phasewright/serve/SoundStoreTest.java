package dev.phasewright.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.phasewright.audio.Audio;
import org.junit.jupiter.api.Test;

class SoundStoreTest {
    private static final Audio SECOND = Audio.mono(new float[16_000], 16_000);

    @Test
    void theOneUnusedForLongestGoesFirst() {
        SoundStore store = new SoundStore(300_000);
        StoredSound a = store.add(SECOND);
        StoredSound b = store.add(SECOND);
        StoredSound c = store.add(SECOND);
        assertSame(a, store.find(a.id()));

        StoredSound d = store.add(SECOND);

        assertSame(a, store.find(a.id()));
        assertSame(c, store.find(c.id()));
        assertSame(d, store.find(d.id()));
        assertEquals(404, assertThrows(Refusal.class, () -> store.find(b.id())).status());
        assertEquals(a.size() + c.size() + d.size(), store.size());
    }

    @Test
    void whatIsRemovedTakesNoRoom() {
        SoundStore store = new SoundStore(300_000);
        StoredSound a = store.add(SECOND);
        store.remove(a.id());
        store.remove(a.id());

        assertEquals(0, store.size());
        assertThrows(Refusal.class, () -> store.find(a.id()));
    }

    @Test
    void namesCannotBeGuessedFromOthers() {
        SoundStore store = new SoundStore(300_000);
        String a = store.add(SECOND).id();
        String b = store.add(SECOND).id();

        assertNotEquals(a, b);
        assertTrue(a.matches("[A-Za-z0-9_-]{22}"), a);
    }
}
