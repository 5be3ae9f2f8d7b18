package dev.phasewright.midi;

import java.util.Arrays;

/** What a channel was told last. Used under the lock of its mixer. */
final class ChannelState {
    static final int VOLUME = 7;
    static final int EXPRESSION = 11;
    static final int PEDAL = 64;
    static final int ALL_SOUND_OFF = 120;
    static final int RESET = 121;
    static final int ALL_NOTES_OFF = 123;

    static final int NO_BEND = 8192;

    private static final double BEND_SEMITONES = 2;
    private static final int USUAL_VOLUME = 100;
    private static final int MOST = 127;
    private static final int DOWN = 64;

    final int[] controllers = new int[MOST + 1];
    int program;
    int bend = NO_BEND;
    boolean mute;
    boolean solo;

    ChannelState() {
        controllers[VOLUME] = USUAL_VOLUME;
        reset();
    }

    /** As "reset all controllers" has it (MMA RP-015): volume and program stay. */
    void reset() {
        int volume = controllers[VOLUME];
        Arrays.fill(controllers, 0);
        controllers[VOLUME] = volume;
        controllers[EXPRESSION] = MOST;
        bend = NO_BEND;
    }

    boolean isPedalDown() {
        return controllers[PEDAL] >= DOWN;
    }

    /** How far its wheel bends. */
    double semitones() {
        return BEND_SEMITONES * (bend - NO_BEND) / NO_BEND;
    }

    /** Volume and expression as a gain: 40 dB for a factor of ten, as General MIDI recommends. */
    double loudness() {
        double share = controllers[VOLUME] / (double) MOST * controllers[EXPRESSION] / MOST;
        return share * share;
    }
}
