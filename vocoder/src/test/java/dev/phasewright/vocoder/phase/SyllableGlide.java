package dev.phasewright.vocoder.phase;

/** A speech-like sound from a formula, the same as in {@code reference.py}. */
public final class SyllableGlide {
    private SyllableGlide() {}

    /** Harmonics of a rising tone under moving formants, faded in and out, with a burst of noise in the middle. */
    public static float[] samples(int rate, int count) {
        float[] out = new float[count];
        float[] noise = noise(count);
        for (int i = 0; i < count; i++) {
            double t = (double) i / rate;
            if (t <= 0.1 || t >= 0.9) {
                continue;
            }
            double phase = 2 * Math.PI * (110 * t + 35 * t * t);
            double x = t > 0.45 && t < 0.55 ? 0.3 * noise[i] : 0;
            for (int h = 1; h <= 40; h++) {
                double f = h * (110 + 70 * t);
                if (f < 0.45 * rate) {
                    double level = bump(f, 500 + 300 * Math.sin(2 * Math.PI * 1.5 * t), 150)
                            + 0.5 * bump(f, 1700 - 500 * t, 200)
                            + 0.25 * bump(f, 2600, 300);
                    x += level * Math.sin(h * phase);
                }
            }
            double fade = Math.sin(Math.PI * (t - 0.1) / 0.8);
            out[i] = (float) (0.1 * x * fade * fade);
        }
        return out;
    }

    /** Uniform in −1 to 1 from the linear congruential generator of ANSI C's example. */
    public static float[] noise(int count) {
        float[] out = new float[count];
        long state = 1;
        for (int i = 0; i < count; i++) {
            state = (1103515245L * state + 12345) % (1L << 31);
            out[i] = (float) (state / (double) (1 << 30) - 1);
        }
        return out;
    }

    private static double bump(double f, double centre, double width) {
        double x = (f - centre) / width;
        return Math.exp(-x * x);
    }
}
