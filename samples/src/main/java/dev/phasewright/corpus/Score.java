package dev.phasewright.corpus;

import java.io.IOException;
import java.nio.file.Path;
import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MetaMessage;
import javax.sound.midi.MidiEvent;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.Track;

/** Notes in seconds, as a General MIDI file of one track. */
final class Score {
    /** The channel whose keys are drums. */
    static final int DRUMS = 9;

    /** Without a tempo event MIDI plays 120 quarter notes a minute. */
    private static final int TICKS_PER_QUARTER = 480;

    private static final int TICKS_PER_SECOND = 2 * TICKS_PER_QUARTER;
    private static final int MODULATION_WHEEL = 1;
    private static final int END_OF_TRACK = 0x2F;

    private final Sequence sequence;
    private final Track track;

    /** A score that is over after so many seconds; what still sounds then is cut. */
    Score(double seconds) {
        try {
            this.sequence = new Sequence(Sequence.PPQ, TICKS_PER_QUARTER);
            this.track = sequence.createTrack();
            track.add(new MidiEvent(new MetaMessage(END_OF_TRACK, new byte[0], 0), ticks(seconds)));
        } catch (InvalidMidiDataException e) {
            throw new AssertionError(e);
        }
    }

    private static long ticks(double seconds) {
        return Math.round(seconds * TICKS_PER_SECOND);
    }

    /** Chooses an instrument for a channel, or a drum kit for {@link #DRUMS}. */
    Score program(int channel, int program) {
        return add(0, ShortMessage.PROGRAM_CHANGE, channel, program, 0);
    }

    /** Sets how much a channel's notes tremble, 0 to 127. */
    Score modulation(int channel, int depth) {
        return add(0, ShortMessage.CONTROL_CHANGE, channel, MODULATION_WHEEL, depth);
    }

    /** Strikes a key, 0 to 127 where 60 is middle C, at a velocity of 1 to 127, and lets it go later. */
    Score note(int channel, int key, int velocity, double from, double to) {
        add(ticks(from), ShortMessage.NOTE_ON, channel, key, velocity);
        return add(Math.max(ticks(from) + 1, ticks(to)), ShortMessage.NOTE_OFF, channel, key, 0);
    }

    private Score add(long tick, int command, int channel, int first, int second) {
        try {
            track.add(new MidiEvent(new ShortMessage(command, channel, first, second), tick));
        } catch (InvalidMidiDataException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return this;
    }

    /** The notes as MIDI. */
    Sequence sequence() {
        return sequence;
    }

    /** Writes a standard MIDI file. */
    void write(Path file) throws IOException {
        MidiSystem.write(sequence, 0, file.toFile());
    }
}
