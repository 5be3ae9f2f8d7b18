package dev.phasewright.midi;

import javax.sound.midi.InvalidMidiDataException;
import javax.sound.midi.MidiChannel;
import javax.sound.midi.ShortMessage;

/** One channel as Java's programs know it: all that it is told becomes messages to the mixer. */
final class SynthesizerChannel implements MidiChannel {
    private static final int LOW = 0x7f;

    private final Mixer mixer;
    private final int number;

    SynthesizerChannel(Mixer mixer, int number) {
        this.mixer = mixer;
        this.number = number;
    }

    private void send(int command, int first, int second) {
        try {
            mixer.send(new ShortMessage(command, number, first & LOW, second & LOW), -1);
        } catch (InvalidMidiDataException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private ChannelState state() {
        return mixer.channel(number);
    }

    @Override
    public void noteOn(int key, int velocity) {
        send(ShortMessage.NOTE_ON, key, velocity);
    }

    @Override
    public void noteOff(int key, int velocity) {
        send(ShortMessage.NOTE_OFF, key, velocity);
    }

    @Override
    public void noteOff(int key) {
        noteOff(key, 0);
    }

    /** Pressure changes nothing. */
    @Override
    public void setPolyPressure(int key, int pressure) {}

    @Override
    public int getPolyPressure(int key) {
        return 0;
    }

    /** Pressure changes nothing. */
    @Override
    public void setChannelPressure(int pressure) {}

    @Override
    public int getChannelPressure() {
        return 0;
    }

    @Override
    public void controlChange(int controller, int value) {
        send(ShortMessage.CONTROL_CHANGE, controller, value);
    }

    @Override
    public int getController(int controller) {
        synchronized (mixer) {
            return state().controllers[controller & LOW];
        }
    }

    @Override
    public void programChange(int program) {
        send(ShortMessage.PROGRAM_CHANGE, program, 0);
    }

    /** There is one bank. */
    @Override
    public void programChange(int bank, int program) {
        programChange(program);
    }

    @Override
    public int getProgram() {
        synchronized (mixer) {
            return state().program;
        }
    }

    @Override
    public void setPitchBend(int bend) {
        send(ShortMessage.PITCH_BEND, bend, bend >> 7);
    }

    @Override
    public int getPitchBend() {
        synchronized (mixer) {
            return state().bend;
        }
    }

    @Override
    public void resetAllControllers() {
        controlChange(ChannelState.RESET, 0);
    }

    @Override
    public void allNotesOff() {
        controlChange(ChannelState.ALL_NOTES_OFF, 0);
    }

    @Override
    public void allSoundOff() {
        controlChange(ChannelState.ALL_SOUND_OFF, 0);
    }

    /** There are no keys of its own. */
    @Override
    public boolean localControl(boolean on) {
        return false;
    }

    /** Always polyphonic. */
    @Override
    public void setMono(boolean on) {}

    @Override
    public boolean getMono() {
        return false;
    }

    /** Never heeds another channel. */
    @Override
    public void setOmni(boolean on) {}

    @Override
    public boolean getOmni() {
        return false;
    }

    @Override
    public void setMute(boolean mute) {
        synchronized (mixer) {
            state().mute = mute;
        }
    }

    @Override
    public boolean getMute() {
        synchronized (mixer) {
            return state().mute;
        }
    }

    @Override
    public void setSolo(boolean solo) {
        synchronized (mixer) {
            state().solo = solo;
        }
    }

    @Override
    public boolean getSolo() {
        synchronized (mixer) {
            return state().solo;
        }
    }
}
