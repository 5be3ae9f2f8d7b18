package dev.phasewright.judge.twosample;

import dev.phasewright.audio.Audio;
import dev.phasewright.audio.Resampler;
import java.util.Arrays;

/**
 * A clip from which what a generator is not asked for has been taken: its level, when it begins, and how deep its silence
 * is. What is left is how it sounds.
 *
 * <p>The clip is mixed to mono at 16 kHz and brought to an RMS of 0.1 over its loud part; it begins 20 ms before the first
 * 10 ms within 40 dB of the loudest, and 20 ms after the last such the rest is digital silence. Whatever within it is more
 * than 50 dB below the loudest is silence, too, with ramps of 10 ms.
 */
public final class EvenClip {
    /** The rate of all even clips. */
    public static final int SAMPLE_RATE = 16_000;

    private static final int FRAME = SAMPLE_RATE / 100;
    private static final int MARGIN = 2;
    private static final double LOUD = 1e-4;
    private static final double AUDIBLE = 1e-5;
    private static final double RMS = 0.1;

    private EvenClip() {}

    /**
     * The clip made even.
     *
     * @param samples its length afterwards: what is beyond is cut off, what is missing silent
     */
    public static Audio of(Audio clip, int samples) {
        float[] sound = Resampler.resample(clip.toMono(), SAMPLE_RATE).channel(0);
        double[] energy = new double[(sound.length + FRAME - 1) / FRAME];
        for (int i = 0; i < sound.length; i++) {
            energy[i / FRAME] += (double) sound[i] * sound[i];
        }
        double loudest = Arrays.stream(energy).max().orElse(0);
        float[] even = new float[samples];
        if (loudest == 0) {
            return Audio.mono(even, SAMPLE_RATE);
        }
        int first = 0;
        while (energy[first] < LOUD * loudest) {
            first++;
        }
        int last = energy.length - 1;
        while (energy[last] < LOUD * loudest) {
            last--;
        }
        double mean = Arrays.stream(energy, first, last + 1).average().orElseThrow() / FRAME;
        double gain = RMS / Math.sqrt(mean);
        int start = Math.max(0, first - MARGIN) * FRAME;
        int end = Math.min(sound.length, (last + 1 + MARGIN) * FRAME);
        double[] gate = gate(energy, loudest);
        for (int i = start; i < Math.min(end, start + samples); i++) {
            double place = (double) i / FRAME;
            int frame = (int) place;
            double open = gate[frame] + (place - frame) * (gate[frame + 1] - gate[frame]);
            even[i - start] = (float) (gain * open * sound[i]);
        }
        return Audio.mono(even, SAMPLE_RATE);
    }

    /** At each border of frames 1 if one of both is audible, or else 0. */
    private static double[] gate(double[] energy, double loudest) {
        double[] gate = new double[energy.length + 1];
        for (int f = 0; f < energy.length; f++) {
            if (energy[f] >= AUDIBLE * loudest) {
                gate[f] = 1;
                gate[f + 1] = 1;
            }
        }
        return gate;
    }
}
