package dev.phasewright.bench;

import dev.phasewright.audio.Audio;
import dev.phasewright.spectrogram.Stft;
import dev.phasewright.spectrogram.StftSpec;
import dev.phasewright.spectrogram.Window;
import dev.phasewright.vocoder.lab.Framing;
import dev.phasewright.vocoder.lab.PhaseRandomization;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * How much longer the STFT and its inverse, and the laboratory's exchange of phases, take than nothing but their
 * Fourier transforms; all on one core.
 */
public final class TransformBench {
    private static final int[] HOPS = {256, 128};

    /** Windows of 1024 samples, 256 apart. */
    private static final PhaseRandomization PHASES =
            PhaseRandomization.standard().withFraming(Framing.ofMilliseconds(64));

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final int pairs;
    /** Of the latest measurement, seconds of sound a second of work. */
    private double latest;

    /** A bench of this many measurements, half as many of which come before as a warm-up. */
    public TransformBench(int pairs) {
        this.pairs = pairs;
    }

    public void run(float[] sound, Figures figures) {
        for (int hop : HOPS) {
            StftSpec spec = new StftSpec(BenchSound.SAMPLE_RATE, 1024, hop, Window.HANN);
            Stft stft = Stft.of(spec);
            double ratio = overBare(spec, sound, () -> stft.inverse(stft.forward(sound)));
            figures.row("STFT + inverse 1024/" + hop + " ÷ bare transforms", "%.2f", ratio);
        }
        Audio audio = Audio.mono(sound, BenchSound.SAMPLE_RATE);
        StftSpec spec = PHASES.framing().stft(BenchSound.SAMPLE_RATE);
        String name = "random phase " + spec.fftSize() + "/" + spec.hop();
        figures.row(name + " ÷ bare transforms", "%.2f", overBare(spec, sound, () -> PHASES.apply(audio)));
        figures.realTime(name, latest);
    }

    /**
     * One at a time in turn, each compared with its neighbour, in time of the processor and not of the clock: so other
     * programs count as little as they can.
     */
    private double overBare(StftSpec spec, float[] sound, Runnable work) {
        BareTransforms bare = new BareTransforms(spec, sound);
        List<Double> ratios = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        for (int i = -pairs / 2; i < pairs; i++) {
            long start = clock.getCurrentThreadCpuTime();
            bare.run();
            long middle = clock.getCurrentThreadCpuTime();
            work.run();
            long end = clock.getCurrentThreadCpuTime();
            if (i >= 0) {
                ratios.add((double) (end - middle) / (middle - start));
                times.add((double) (end - middle));
            }
        }
        latest = (double) sound.length / BenchSound.SAMPLE_RATE / (Median.of(times) * 1e-9);
        return Median.of(ratios);
    }
}
