package dev.phasewright.audio;

import be.tarsos.dsp.pitch.PitchDetectionResult;
import be.tarsos.dsp.pitch.Yin;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The fundamental frequency of voices and instruments, by YIN (de Cheveigné and Kawahara, JASA 2002) as in TarsosDSP.
 */
public final class Pitch {
    /** The range that is heard as pitch of a voice, in Hz. */
    private static final double LOWEST = 50;

    private static final double HIGHEST = 1000;
    private static final double HOP_SECONDS = 0.01;
    private static final int SAMPLE_RATE = 16000;

    /** How clear the period must be, as YIN's 1 − aperiodicity. */
    private static final double CLARITY = 0.85;

    private Pitch() {}

    /**
     * The median fundamental frequency over the voiced frames, 10 ms apart, of all channels mixed.
     *
     * @return Hz, 50 to 1000; empty if no frame is voiced or the sound is shorter than one frame of 40 ms
     */
    public static OptionalDouble median(Audio audio) {
        Audio mono = Resampler.resample(audio.toMono(), SAMPLE_RATE);
        int frame = (int) Math.ceil(2 * SAMPLE_RATE / LOWEST);
        int hop = (int) (HOP_SECONDS * SAMPLE_RATE);
        float[] samples = mono.channel(0);
        Yin yin = new Yin(SAMPLE_RATE, frame);
        DoubleStream.Builder voiced = DoubleStream.builder();
        for (long start = 0; start + frame <= samples.length; start += hop) {
            PitchDetectionResult found = yin.getPitch(Arrays.copyOfRange(samples, (int) start, (int) start + frame));
            if (found.isPitched()
                    && found.getProbability() >= CLARITY
                    && found.getPitch() >= LOWEST
                    && found.getPitch() <= HIGHEST) {
                voiced.add(found.getPitch());
            }
        }
        double[] sorted = voiced.build().sorted().toArray();
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
