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
    private static final int DATA_HIGH = 6;
    private static final int DATA_LOW = 38;
    private static final int NRPN_LOW = 98;
    private static final int NRPN_HIGH = 99;
    private static final int ALL_SOUND_OFF = 120;
    /** What makes a parameter number one of the sound font's generators, of which the cutoff is the eighth. */
    private static final int SOUND_FONT = 120;

    private static final int FILTER_CUTOFF = 8;
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
        return program(channel, program, 0);
    }

    /** Chooses an instrument for what a channel plays from a time on. */
    Score program(int channel, int program, double from) {
        return add(ticks(from), ShortMessage.PROGRAM_CHANGE, channel, program, 0);
    }

    /**
     * Opens or closes the low-pass filter of what a channel plays from a time on (SoundFont 2.01, section 9.6).
     *
     * @param cents how far its cutoff is above (or, negative, below) where the font has it, to a step of two
     */
    Score filter(int channel, int cents, double from) {
        int value = 8192 + cents / 2;
        control(channel, NRPN_HIGH, SOUND_FONT, from);
        control(channel, NRPN_LOW, FILTER_CUTOFF, from);
        control(channel, DATA_LOW, value & 0x7F, from);
        return control(channel, DATA_HIGH, value >> 7, from);
    }

    /** Ends all that a channel sounds, at once. */
    Score silence(int channel, double at) {
        return control(channel, ALL_SOUND_OFF, 0, at);
    }

    private Score control(int channel, int controller, int value, double at) {
        return add(ticks(at), ShortMessage.CONTROL_CHANGE, channel, controller, value);
    }

    /** Sets how much a channel's notes tremble, 0 to 127. */
    Score modulation(int channel, int depth) {
        return control(channel, MODULATION_WHEEL, depth, 0);
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
