package dev.phasewright.midi;

import java.io.IOException;
import javax.sound.midi.MidiUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/**
 * What a synthesizer plays with; its models are loaded when it is opened.
 *
 * @param bank its instruments
 * @param info what it is called
 * @param sampleRate of what it renders
 * @param opening what makes notes
 * @param drums what makes drums; null for none
 */
record EnginePlan(
        ClassSoundbank bank,
        SynthesizerInfo info,
        int sampleRate,
        Engine.Opening opening,
        Engine.@Nullable DrumOpening drums) {
    /** A model of single notes, and perhaps one of drums, at the higher rate of the two. */
    static EnginePlan of(ClassNotes notes, @Nullable ClassDrums drums) {
        return new EnginePlan(
                new ClassSoundbank(notes.name(), notes.spec().classes(), notes.pitches()),
                new SynthesizerInfo(notes.name()),
                Math.max(notes.sampleRate(), drums == null ? 0 : drums.sampleRate()),
                notes::load,
                drums == null ? null : drums::load);
    }

    /**
     * Loads the models and begins.
     *
     * @param line where it is heard, open; null to be read offline
     * @throws MidiUnavailableException if a model cannot be used
     */
    Engine begin(@Nullable SourceDataLine line) throws MidiUnavailableException {
        NoteBank.Source notes = null;
        Engine begun = null;
        try {
            notes = opening.open();
            begun = new Engine(bank, notes, drums == null ? null : drums.open(), sampleRate, line);
            return begun;
        } catch (IOException e) {
            throw unavailable(e.getMessage(), e);
        } finally {
            if (begun == null && notes != null) {
                notes.close();
            }
        }
    }

    static MidiUnavailableException unavailable(@Nullable String why, Exception cause) {
        MidiUnavailableException unavailable = new MidiUnavailableException(why);
        unavailable.initCause(cause);
        return unavailable;
    }
}
