package dev.phasewright.serve;

import dev.phasewright.audio.Audio;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sounds in memory, by name. When they become too many, those unused for longest go. */
final class SoundStore {
    private final long capacity;
    private final Map<String, StoredSound> sounds = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    /** For so many bytes. */
    SoundStore(long capacity) {
        this.capacity = capacity;
    }

    /** Keeps a sound under a new name. */
    StoredSound add(Audio audio) {
        StoredSound sound = new StoredSound(Token.draw(), audio, WavBytes.of(audio), SoundPicture.top(audio));
        synchronized (this) {
            sounds.put(sound.id(), sound);
            size += sound.size();
            for (Iterator<StoredSound> oldest = sounds.values().iterator(); size > capacity && sounds.size() > 1; ) {
                size -= oldest.next().size();
                oldest.remove();
            }
        }
        return sound;
    }

    /** @throws Refusal if there is no such sound */
    synchronized StoredSound find(String id) {
        StoredSound sound = sounds.get(id);
        if (sound == null) {
            throw new Refusal(
                    Refusal.NOT_FOUND, "no sound of that name is here (any more); upload or generate it again");
        }
        return sound;
    }

    /** Forgets a sound, if it is there. */
    synchronized void remove(String id) {
        StoredSound sound = sounds.remove(id);
        if (sound != null) {
            size -= sound.size();
        }
    }

    /** What all sounds take, in bytes. */
    synchronized long size() {
        return size;
    }
}
