package dev.phasewright.midi;

/** A note that sounds. Used by one thread at a time. */
final class Voice {
    /** How long a note takes to fade out when it is let go, and when another takes its place. */
    private static final double RELEASE_SECONDS = 0.12;

    private static final double STOLEN_SECONDS = 0.005;

    private final StruckNote note;
    private final int channel;
    private final int key;
    private final double gain;
    private final int sampleRate;
    private double at;
    /** Samples of the fade that are left; −1 while it is held. */
    private int left = -1;

    private int fade;
    /** Whether the key was let go, and the pedal alone holds it. */
    private boolean pedalled;

    Voice(StruckNote note, int channel, int key, double gain, int sampleRate) {
        this.note = note;
        this.channel = channel;
        this.key = key;
        this.gain = gain;
        this.sampleRate = sampleRate;
    }

    int channel() {
        return channel;
    }

    int key() {
        return key;
    }

    /** Whether it has not begun to end. */
    boolean isSounding() {
        return left < 0;
    }

    boolean isPedalled() {
        return pedalled;
    }

    void holdByPedal() {
        pedalled = true;
    }

    void release() {
        end(RELEASE_SECONDS);
    }

    void steal() {
        end(STOLEN_SECONDS);
    }

    private void end(double seconds) {
        int samples = (int) (seconds * sampleRate);
        if (left < 0 || left > samples) {
            fade = samples;
            left = samples;
        }
    }

    boolean isOver() {
        return left == 0 || at >= note.length() - 1;
    }

    /**
     * Adds its next samples.
     *
     * @param bend in semitones
     * @param loudness of its channel, as a gain
     */
    void addTo(float[] out, int from, int to, double bend, double loudness) {
        double step = Math.pow(2, (key + bend - note.pitch()) / 12);
        for (int i = from; i < to && !isOver(); i++) {
            double ending = left < 0 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * left / fade);
            out[i] += (float) (gain * loudness * ending * note.at(at));
            at += step;
            if (left > 0) {
                left--;
            }
        }
    }
}
