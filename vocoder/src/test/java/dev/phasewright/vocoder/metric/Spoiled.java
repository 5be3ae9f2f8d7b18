package dev.phasewright.vocoder.metric;

import dev.phasewright.audio.Audio;
import dev.phasewright.vocoder.phase.SyllableGlide;

/** A second of speech-like sound and what becomes of it, the same as in {@code fidelity_reference.py}. */
final class Spoiled {
    static final Audio ORIGINAL = Audio.mono(SyllableGlide.samples(16_000, 16_000), 16_000);

    private Spoiled() {}

    /** With an echo, a quarter of it played a semitone and a half too low, and noise. */
    static Audio with(double level) {
        float[] x = ORIGINAL.channel(0);
        float[] noise = SyllableGlide.noise(x.length);
        float[] y = new float[x.length];
        for (int i = 0; i < y.length; i++) {
            double v = x[i] + (i < 40 ? 0 : 0.4 * x[i - 40]);
            if (i >= 9600 && i < 13600) {
                double at = 9600 + (i - 9600) * 0.917;
                int whole = (int) at;
                v = x[whole] + (at - whole) * ((double) x[whole + 1] - x[whole]);
            }
            y[i] = (float) (v + level * noise[i]);
        }
        return Audio.mono(y, 16_000);
    }
}
