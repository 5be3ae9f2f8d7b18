package dev.phasewright.bench;

import java.util.SplittableRandom;

/** The sound that speed is measured on: something like speech, from a formula, always the same. */
public final class BenchSound {
    static final int SAMPLE_RATE = 16_000;

    /** The length of a clip of which "seconds of sound a second" are told. */
    static final int SECONDS = 10;

    private static final int HARMONICS = 30;

    private BenchSound() {}

    /** The whole clip. */
    public static float[] samples() {
        return samples(SECONDS);
    }

    /** The clip's first seconds: three syllables each, of a gliding tone and some breath; every fourth one is missing. */
    public static float[] samples(double seconds) {
        return samples(seconds, SAMPLE_RATE);
    }

    /** The same at any rate. */
    static float[] samples(double seconds, int sampleRate) {
        SplittableRandom random = new SplittableRandom(1);
        float[] sound = new float[(int) (seconds * sampleRate)];
        double phase = 0;
        for (int i = 0; i < sound.length; i++) {
            double t = (double) i / sampleRate;
            phase += 2 * Math.PI * (140 + 40 * Math.sin(2 * t)) / sampleRate;
            double tone = 0;
            for (int h = 1; h <= HARMONICS; h++) {
                tone += Math.sin(h * phase) / h;
            }
            double syllable = (int) (3 * t) % 4 == 3 ? 0 : Math.pow(Math.sin(3 * Math.PI * t), 2);
            double breath = random.nextDouble() - 0.5;
            sound[i] = (float) (0.2 * syllable * (tone + 0.3 * breath) + 1e-3 * breath);
        }
        return sound;
    }
}
