package dev.phasewright.web;

import dev.phasewright.audio.Audio;

/**
 * The outline of a sound over time, as the path of an SVG {@value #HEIGHT} units high and a unit wide for each column.
 *
 * @param path the commands of the path
 * @param columns its width
 * @param excerpt whether it is of a part of the sound only, a cycle, say: then nothing that plays is to run over it
 */
record Waveform(String path, int columns, boolean excerpt) {
    /** The height of the picture; the middle is silence. */
    static final int HEIGHT = 64;

    private static final int MIDDLE = HEIGHT / 2;

    /**
     * Draws the largest and smallest sample of each column.
     *
     * @param length how many samples are shown, from the beginning
     * @param edge the amplitude that reaches the picture's edges
     */
    static Waveform of(Audio sound, int length, int columns, double edge) {
        double scale = edge > 0 ? 1 / edge : 0;
        float[] samples = sound.slice(0, length).channel(0);
        StringBuilder above = new StringBuilder("M0 " + MIDDLE);
        StringBuilder below = new StringBuilder();
        for (int x = 0; x < columns; x++) {
            int from = (int) ((long) x * samples.length / columns);
            int to = Math.max(from + 1, (int) ((long) (x + 1) * samples.length / columns));
            float high = 0;
            float low = 0;
            for (int i = from; i < Math.min(to, samples.length); i++) {
                high = Math.max(high, samples[i]);
                low = Math.min(low, samples[i]);
            }
            above.append('L').append(x).append(' ').append(y(high * scale));
            // Backwards, from the right end to the left.
            below.insert(0, "L" + x + " " + Math.max(y(low * scale), y(high * scale) + 1));
        }
        return new Waveform(above.append(below).append('Z').toString(), columns, length < sound.length());
    }

    private static int y(double sample) {
        return (int) Math.round(MIDDLE - MIDDLE * Math.max(-1, Math.min(1, sample)));
    }
}
