package dev.phasewright.diffusion.harmonic;

import dev.phasewright.audio.NoteName;
import dev.phasewright.diffusion.Condition;
import dev.phasewright.spectrogram.MelSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Draws the harmonics of the pitch that is asked for, in all frames and at every noise level. */
public final class AskedHarmonics implements Harmonics {
    private final HarmonicComb comb;
    /** By pitch, as MIDI counts. */
    private final Map<Integer, float[]> drawn = new ConcurrentHashMap<>();

    /**
     * For clips of such features.
     *
     * @throws IllegalArgumentException if windows are shorter than 48 ms
     */
    public AskedHarmonics(MelSpec features) {
        comb = new HarmonicComb(features);
    }

    @Override
    public boolean areShownAt(double sigma) {
        return true;
    }

    @Override
    public float[] combs(float[] noisy, double sigma, Condition asked) {
        comb.requireWhole(noisy, asked.batch());
        float[] combs = new float[noisy.length];
        int size = noisy.length / asked.batch();
        for (int item = 0; item < asked.batch(); item++) {
            int pitch = asked.pitchOf(item);
            if (pitch != Condition.NONE) {
                float[] teeth = drawn.computeIfAbsent(pitch, midi -> comb.at(NoteName.hertz(midi)));
                for (int at = item * size; at < (item + 1) * size; at += teeth.length) {
                    System.arraycopy(teeth, 0, combs, at, teeth.length);
                }
            }
        }
        return combs;
    }
}
