package dev.phasewright.audio;

import be.tarsos.dsp.AudioEvent;
import be.tarsos.dsp.io.TarsosDSPAudioFormat;
import be.tarsos.dsp.synthesis.SineGenerator;
import java.util.List;
import java.util.Locale;

/**
 * A steady sine wave, {@code amplitude·sin(2π·hertz·t + phase)}.
 *
 * @param hertz its frequency, positive
 * @param amplitude its peak, finite
 * @param phase where it begins, in radians, finite
 */
public record Tone(double hertz, double amplitude, double phase) {
    /** @throws IllegalArgumentException if a value is out of its range */
    public Tone {
        if (!(hertz > 0 && hertz < Double.POSITIVE_INFINITY)
                || !Double.isFinite(amplitude)
                || !Double.isFinite(phase)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "no tone has %s Hz, an amplitude of %s and a phase of %s", hertz, amplitude, phase));
        }
    }

    /**
     * The sum of tones, made by TarsosDSP's sine generator.
     *
     * @return one channel of so many samples
     * @throws IllegalArgumentException if there is no rate, the length is negative, or a tone lies at or above half the
     *     rate, where it would sound as another
     */
    public static Audio mix(List<Tone> tones, int length, int sampleRate) {
        for (Tone tone : tones) {
            if (2 * tone.hertz >= sampleRate) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "a tone of %s Hz needs a higher rate than %d Hz", tone.hertz, sampleRate));
            }
        }
        float[] sum = new float[length];
        for (Tone tone : tones) {
            SineGenerator generator = new SineGenerator(tone.amplitude, tone.hertz);
            // It begins at phase 0, and cannot be told otherwise: so let it run through one sample of another rate.
            double turns = tone.phase / (2 * Math.PI) - Math.floor(tone.phase / (2 * Math.PI));
            if (turns > 0) {
                generator.process(event(new float[1], (float) (tone.hertz / turns)));
            }
            generator.process(event(sum, sampleRate));
        }
        return Audio.mono(sum, sampleRate);
    }

    private static AudioEvent event(float[] buffer, float sampleRate) {
        AudioEvent event = new AudioEvent(new TarsosDSPAudioFormat(sampleRate, 16, 1, true, false));
        event.setFloatBuffer(buffer);
        return event;
    }
}
