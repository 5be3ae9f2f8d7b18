package dev.phasewright.evaluation.sound;

import dev.phasewright.audio.Audio;
import dev.phasewright.judge.Groups;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Sounds of one origin, to be held against those of another.
 *
 * @param name what the set is called in tables
 * @param sounds at least one
 * @param groups who speaks in each; of generated clips each is by itself
 * @param voices whose voice each is; of generated clips, whose it is most like, if that is known
 */
public record SoundSet(String name, List<Audio> sounds, Groups groups, Groups voices) {
    /** Sounds of which it is known who speaks, or of which each is by itself. */
    public SoundSet(String name, List<Audio> sounds, Groups groups) {
        this(name, sounds, groups, groups);
    }

    /** The same clips by the same speakers, each with something done to it. */
    SoundSet with(String newName, UnaryOperator<Audio> done) {
        return new SoundSet(newName, sounds.stream().map(done).toList(), groups, voices);
    }
}
