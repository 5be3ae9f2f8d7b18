package dev.phasewright.vocoder.lab;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.stream.SoundSource;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Something done to the phases, or by the phases, of a sound. */
public interface PhaseTool {
    /**
     * The sound after it, while it is being read. It is not brought to the original's level, for that is known only at
     * the end.
     *
     * @param source any sound of which nothing was read; it is closed with the result
     * @return a sound of as many channels at the same rate; the same samples however it is read
     * @throws IllegalArgumentException if the tool cannot be used at the sound's rate
     */
    SoundSource through(SoundSource source);

    /**
     * A sound in memory after it, and how much the level changed.
     *
     * @throws IllegalArgumentException as {@link #through} does
     */
    default Rephased apply(Audio audio) {
        try (SoundSource result = through(audio.source())) {
            return Rephased.of(audio, Audio.readAll(result));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
